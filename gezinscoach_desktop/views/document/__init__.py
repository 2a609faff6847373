"""Documents of a family."""
