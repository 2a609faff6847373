"""Aanmeldingen: who was referred, who waits, and who goes with them; for coordinators only."""
