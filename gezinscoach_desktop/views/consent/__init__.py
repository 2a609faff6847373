"""What a family agreed to, and whom may be spoken to about what."""
