"""Putting an office back from a backup on a computer where it does not stand."""
