"""jinshan: which of a district's policies apply to a firm, how much, until when, and what is missing."""

__version__ = "0.1.0"
