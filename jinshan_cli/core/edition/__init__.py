"""What an edition has beside its policies: what its rules use by name, what is known of it from elsewhere."""
