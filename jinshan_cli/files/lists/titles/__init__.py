"""What the headings of a list say: the facts they name, one by one and in several rows."""
