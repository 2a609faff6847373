"""The office in a network folder: commit files on the share, a replica on every PC, and what brings them together."""
