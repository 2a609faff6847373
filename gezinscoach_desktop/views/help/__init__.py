"""The handbook on screen: contents, search, a page with its pictures, and what the Help menu offers."""
