"""`jinshan` as a program: the command line, its words, its streams and its faults."""
