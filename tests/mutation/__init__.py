"""Each number, comparison and date of the data is nudged in turn: some test must tell."""
