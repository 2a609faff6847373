"""Joining an office that a colleague made: finding it, looking what is there, and on to signing in."""
