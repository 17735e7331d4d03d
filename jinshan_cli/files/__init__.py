"""Files in and out: a data folder to an edition, a firm file to a firm, a list to typed columns."""
