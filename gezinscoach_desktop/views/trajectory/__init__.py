"""The trajectory of a family: phases, coaches, and what happened meanwhile, as one line."""
