"""What happened on this line: every sub-expression with its axes, its picture, its loop."""

from helpers.shapes.axes import axes
from helpers.shapes.trace import trace

__all__ = ["axes", "trace"]
