"""Delimited text to rows, each proved as wide as the header."""
