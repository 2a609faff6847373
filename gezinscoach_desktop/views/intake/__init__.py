"""What a coach learns while getting to know a family."""
