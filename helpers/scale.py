"""What copies of the first edition's notebook 11 load: ``%load_ext helpers.scale``."""

from helpers.extras import load_ipython_extension

__all__ = ["load_ipython_extension"]
