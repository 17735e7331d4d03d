"""An edition looked at by its author's colleague."""
