"""Letters to a service: what goes in, under which consent, and what comes out."""
