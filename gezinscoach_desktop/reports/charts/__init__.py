"""Charts, each drawn once as a `reportlab.graphics` drawing: vectors in the PDF, and SVG for the screen."""

from reportlab import rl_config

# Checks every attribute of every shape; it makes drawing four times dearer and must be off before shapes are imported.
rl_config.shapeChecking = 0
