"""A data folder to an `Edition`, every fault at once."""
