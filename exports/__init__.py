"""Ways out of the graph: one short module a format, the data set's description and the picture."""
