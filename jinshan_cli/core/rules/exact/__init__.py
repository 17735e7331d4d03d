"""Rules by cases: a fact that is read twice is one fact."""
