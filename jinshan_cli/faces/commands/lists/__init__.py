"""Commands for many firms at once."""
