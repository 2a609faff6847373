"""Organisatie: municipalities, partner organisations and staff."""
