"""The picture of a traced line, and the same in words."""

from axiswise.draw.page import svg
from axiswise.draw.words import alt, text

__all__ = ["alt", "svg", "text"]
