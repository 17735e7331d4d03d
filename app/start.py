"""Where the frozen program begins. It stands apart from the source, so that PyInstaller packs what is installed."""

from jinshan_cli.faces.shell.cli import main

main()
