"""What a person sees of a draft."""
