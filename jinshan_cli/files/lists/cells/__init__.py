"""Columns of text to columns of values, each refused cell named."""
