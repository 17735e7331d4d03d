"""The nouns of the domain: facts, intervals, rules, sizes, policies. No screen, no file format, no clock."""
