"""Which parts the program stands on, and under which licence."""
