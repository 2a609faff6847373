"""Safety: whether the work is shared and backed up, and what can be done about it."""
