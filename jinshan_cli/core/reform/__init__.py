"""Two tables of policies over the same firms: what each pays, as one rule of both, and what the difference comes to."""
