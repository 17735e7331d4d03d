"""Random input, led by coverage, for whatever reads text from strangers."""
