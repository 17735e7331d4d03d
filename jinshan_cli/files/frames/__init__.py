"""A program's dataframe to the same typed columns, as expressions."""
