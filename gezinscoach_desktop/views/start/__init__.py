"""The start page: what waits for me today."""
