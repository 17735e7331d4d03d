"""What happens when the machine, the disk or the reader goes away."""
