"""Documents to RDF: read, segment, extract, resolve, assemble, validate, store."""
