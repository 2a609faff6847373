"""Seeing the own file: passages about somebody else are looked at before it is handed over."""
