"""Figures of one municipality as they were released for its council."""
