"""A list of firms, in any form, to typed columns with every row accounted for."""

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet", ".pq", ".jsonl", ".ndjson")
"""of the files that a list may be in"""
