"""The interview as a value: what was answered, what is worth asking next."""
