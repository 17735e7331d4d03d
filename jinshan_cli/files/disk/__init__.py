"""Files as such: opened, read as TOML, written whole or not at all."""
