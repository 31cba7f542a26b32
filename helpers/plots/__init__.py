"""Pictures of the series: boundaries, costs, times, images, each in SVG that says in words what it shows.

A plot is a file, and a new one is a new file, named in `helpers.__init__`. What plots share: `figure`, axes,
curves and how they are shown; `boundary`, the plane of two features and what a classifier says of it.
"""
