"""A list of firms that visits begin from and come back to."""
