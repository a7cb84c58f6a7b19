"""A hospital's own patients: a table, checked against the factors, with follow-up by outcome."""
