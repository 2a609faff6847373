"""What a user can do, one function per action: permission, transaction, rule, storage, audit, result. Knows no Qt."""
