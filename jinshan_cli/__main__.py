"""`python -m jinshan_cli` is `jinshan`."""

from jinshan_cli.faces.cli import main

if __name__ == "__main__":
    main()
