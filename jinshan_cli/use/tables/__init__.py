"""The published tables: activities by date, what is new between two editions."""
