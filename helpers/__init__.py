"""What the notebooks of Dot or Star import."""

__version__ = "0.1.0"
