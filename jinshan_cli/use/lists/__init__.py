"""A list of firms to results, every row and cell accounted for."""
