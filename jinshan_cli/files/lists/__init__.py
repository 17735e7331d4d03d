"""A list of firms, in any form, to typed columns with every row accounted for."""
