"""Papers of many families at once: which, of whom, the queue, and what comes out of it."""
