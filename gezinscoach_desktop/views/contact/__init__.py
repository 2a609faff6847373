"""Contacts with families on screen."""
