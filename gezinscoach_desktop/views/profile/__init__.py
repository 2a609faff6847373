"""Index profiles: which there are, what they say, and a new one with what it would change."""
