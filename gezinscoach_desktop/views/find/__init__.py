"""Finding anything: Ctrl+K."""
