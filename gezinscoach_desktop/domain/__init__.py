"""The work itself: instrument, balance, index, evolution, trajectory, roles and deadlines. Standard library only."""
