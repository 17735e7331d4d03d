"""A list's results: written, summed up, its problems told."""
