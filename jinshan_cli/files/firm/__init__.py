"""One firm: its file, the file of its interview, its saved result."""
