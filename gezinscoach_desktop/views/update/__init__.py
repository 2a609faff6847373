"""Bringing the program up to date from a folder, and saying why an office can only be read."""
