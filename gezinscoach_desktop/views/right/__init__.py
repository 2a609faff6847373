"""Rights: the office's list, the walk along it for a family, and the windows in which one is noted."""
