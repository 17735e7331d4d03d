"""What the Tab key offers, and the scripts that ask for it."""
