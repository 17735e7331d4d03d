"""What files for people keep to, whatever is in them."""
