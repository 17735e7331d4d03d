"""Workbooks, each cell as the text that a person sees in it."""
