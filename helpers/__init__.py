"""What the notebooks of Dot or Star import, in one list. Nothing heavy is loaded before it is used."""

import importlib

# These two share the name of their module, so they are bound before anything can bind the module instead.
from helpers.side_by_side import side_by_side
from helpers.train import train

__version__ = "0.3.0"

_HOMES = {
    "helpers.data": ("Dataset", "breast_cancer", "digits", "five_birds", "peers", "penguins", "standardise"),
    "helpers.exercises.check": ("check",),
    "helpers.exercises.claims": ("claims",),
    "helpers.exercises.cards": ("cards", "deal"),
    "helpers.exercises.predict": ("attempt", "predict"),
    "helpers.exercises.ask": ("predictions",),
    "helpers.exercises.swap_lab": ("swap_grid", "swap_lab"),
    "helpers.formulas": ("blocked", "compiled", "dot", "einsum", "element_wise", "loop", "stable"),
    "helpers.plots.boundary": ("decision_boundary",),
    "helpers.plots.explorer": ("boundary_explorer",),
    "helpers.plots.figure": ("show",),
    "helpers.plots.images": ("image_grid",),
    "helpers.plots.scaling": ("repeat_times", "size_slider", "time_curves"),
    "helpers.plots.traffic": ("memory_traffic", "travel"),
    "helpers.plots.training": ("cost_curve", "epoch_scrubber"),
    "helpers.practice.notebook": ("gauge", "practise"),
    "axiswise": ("axes", "player", "trace"),
    "helpers.timing": ("best_time", "duration", "measure", "peak_memory", "stopwatch"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: PLE0604 - names, sorted
    *sorted(_HOME_OF),
    "__version__",
    "side_by_side",
    "train",
]


def __getattr__(name):
    """Load a helper when it is first asked for."""
    if name not in _HOME_OF:
        raise AttributeError(f"helpers has no {name!r}. It has: {', '.join(__all__)}.")
    home = importlib.import_module(_HOME_OF[name])
    is_module = home.__name__ == "helpers.formulas"
    found = importlib.import_module(f"{home.__name__}.{name}") if is_module else getattr(home, name)
    globals()[name] = found
    return found


def __dir__():
    """List every helper, loaded or not."""
    return __all__
