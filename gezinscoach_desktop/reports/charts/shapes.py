"""reportlab's shapes, loaded without the check of every attribute that makes drawing four times dearer."""

from reportlab import rl_config

rl_config.shapeChecking = 0  # read while the shapes are imported, so it must come first

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String  # noqa: E402

__all__ = ["Circle", "Drawing", "Line", "Polygon", "Rect", "String"]
