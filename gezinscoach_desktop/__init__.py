"""Gezinscoach Desktop: the record, evolution and reports of a family coach's work."""

__version__ = "0.1.0"
