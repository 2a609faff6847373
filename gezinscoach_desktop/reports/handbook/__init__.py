"""The handbook on paper: a book of all chapters, one page of it, and the sheet of keys."""
