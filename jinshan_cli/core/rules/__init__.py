"""The rule language: text to nodes, and nodes to text and to Chinese words."""
