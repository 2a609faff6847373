"""Reading registrations in from a file, and writing them out."""
