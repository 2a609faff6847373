"""Setting an office up: the checklist from an organisation to its first family."""
