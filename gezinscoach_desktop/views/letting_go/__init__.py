"""Keeping and letting go of files, requests of people about their data, and their own view."""
