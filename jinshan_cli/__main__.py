"""`python -m jinshan_cli` is `jinshan`."""

from jinshan_cli.faces.shell.cli import main

if __name__ == "__main__":
    main()
