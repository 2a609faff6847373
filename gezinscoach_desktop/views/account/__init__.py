"""Who may open the office: signing in, passwords, one-time codes, the recovery sheet and the list of accounts."""
