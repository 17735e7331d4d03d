"""Days as a calendar file, and what is due within some days."""
