"""The yearly report: its words and choices, what its figures will show, and making it."""
