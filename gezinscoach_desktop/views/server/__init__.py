"""Everything that is asked about a server: where it is, the login of whoever looks after it, codes after a move."""
