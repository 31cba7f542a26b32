"""Pictures of the series: boundaries, costs, times, images, each in SVG that says in words what it shows.

A plot is a file, and a new one is a new file, named in `helpers.__init__`. What plots share: `figure`, how
they are shown; `panel`, axes and curves; `boundary`, what a classifier says about points; `plane`, the
picture of that, which moves.
"""

from helpers.plots.figure import show
from helpers.plots.images import image_grid
from helpers.plots.plane import decision_boundary
from helpers.plots.training import cost_curve

__all__ = ["cost_curve", "decision_boundary", "image_grid", "show"]
