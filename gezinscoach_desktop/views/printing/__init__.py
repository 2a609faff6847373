"""Paper on screen and out of the printer, whatever it is about."""
