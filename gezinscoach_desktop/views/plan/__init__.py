"""The plan of a family: requests, goals, actions and appointments."""
