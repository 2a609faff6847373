"""How the tables of an office came to be, step by step. Forward only."""
