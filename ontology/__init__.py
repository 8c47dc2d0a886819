"""The single source of terms: ontology, shapes, themes and the authority file, as Turtle."""
