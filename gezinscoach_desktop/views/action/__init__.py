"""The actions over all families."""
