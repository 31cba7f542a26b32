"""Figures of the series: decision boundaries and costs, shown with words that say what they hold.

A plot is a file, and a new one is a new file, named in `helpers.__init__`. What plots share: `figure`, their
look and `show`; `boundary`, what a classifier says about points; `plane`, the picture of that, which moves.
"""

from helpers.plots.figure import image_grid, show
from helpers.plots.plane import decision_boundary
from helpers.plots.training import cost_curve

__all__ = ["cost_curve", "decision_boundary", "image_grid", "show"]
