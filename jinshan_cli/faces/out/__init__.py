"""The way out: one place decides between screen, JSON and file, and what files for people keep to."""
