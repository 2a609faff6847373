"""Charts, each drawn once as a `reportlab.graphics` drawing: vectors in the PDF, and SVG for the screen.

Importing a chart is cheap: reportlab itself is loaded when the first chart is drawn.
"""
