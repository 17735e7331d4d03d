"""What a change of the table costs, whom it helps and whom it hurts: on a screen, as a page, and for programs."""
