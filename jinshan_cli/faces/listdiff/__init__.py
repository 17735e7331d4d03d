"""What changed between two lists of results: on a screen, as a page and a workbook, for programs."""
