"""The published tables by date: activities, deadlines, what is new between two editions."""
