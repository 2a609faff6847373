"""The lock: after a while without key or mouse, on request, and when Windows is locked."""
