"""A sentence of a policy as a benefit: for whom, how much, when, by the words that say it."""
