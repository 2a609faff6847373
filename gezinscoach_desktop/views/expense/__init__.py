"""Small expenses."""
