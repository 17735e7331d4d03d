"""The last days of windows, and the firms that they concern."""
