"""A list of firms with answers written into it: its other cells, and the rest of its file, stay as they were."""
