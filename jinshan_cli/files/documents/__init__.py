"""Documents that a table of policies is published in, read as paragraphs and grids of cells."""
