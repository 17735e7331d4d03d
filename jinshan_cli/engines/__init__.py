"""Two engines with one meaning: one firm (traced), many firms (columns)."""
