"""The agenda: day and week."""
