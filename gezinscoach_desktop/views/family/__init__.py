"""Families: the list, one family's page with its tabs, and the forms for a family and its members."""
