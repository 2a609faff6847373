"""Team: the caseload, redistributing families, leave and return."""
