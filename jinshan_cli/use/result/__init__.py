"""What a firm can have: its assessment, by next step, and what a change would do to it."""
