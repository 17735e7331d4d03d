"""From files to nouns: a data folder to an edition, a firm file to a firm, a sheet to columns."""
