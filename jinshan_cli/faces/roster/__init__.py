"""Answers of visits written back into the list that they came from."""
