"""The picture of a traced line, and the same in words."""

from helpers.shapes.draw.page import svg
from helpers.shapes.draw.words import alt, text

__all__ = ["alt", "svg", "text"]
