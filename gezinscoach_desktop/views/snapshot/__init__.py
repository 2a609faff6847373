"""The snapshot form of the Sociale Balans and the screen that shows what a finished snapshot brought."""
