"""A second reading of the 2023 table, made apart from the package and its data, and the comparison of the two."""
