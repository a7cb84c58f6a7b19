"""The routes of the HTTP contract, a file for each kind."""
