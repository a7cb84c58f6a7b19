"""Random survival forests: their leaves, tables and little bags."""
