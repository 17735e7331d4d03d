"""tomli's compiled helper has a hash for a name, which no import statement mentions: its list of files does."""

from importlib.metadata import files

hiddenimports = [path.name.partition(".")[0] for path in files("tomli") or () if "__mypyc" in path.name]
