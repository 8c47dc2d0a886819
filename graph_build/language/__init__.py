"""Danish: sentences, lemmas, compounds, names and the statement classifier."""
