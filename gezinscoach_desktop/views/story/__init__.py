"""Stories and moments of pride."""
