"""What the notebooks of Dot or Star import, in one list. Nothing heavy is loaded before it is used."""

import importlib

__version__ = "0.1.0"

_HOMES = {
    "helpers.data": ("breast_cancer", "digits", "peers", "penguins", "standardise"),
    "helpers.formulas": ("dot", "einsum", "element_wise", "loop", "stable"),
    "helpers.plots": ("cost_curve", "decision_boundary", "show"),
    "helpers.shapes": ("axes", "player", "trace"),
    "helpers.side_by_side": ("side_by_side",),
    "helpers.train": ("train",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: PLE0604 - names, sorted
    *sorted(_HOME_OF),
    "__version__",
]


def __getattr__(name):
    """Load a helper when it is first asked for."""
    if name not in _HOME_OF:
        raise AttributeError(f"helpers has no {name!r}. It has: {', '.join(sorted(_HOME_OF))}.")
    home = importlib.import_module(_HOME_OF[name])
    found = getattr(home, name, None) or importlib.import_module(f"{_HOME_OF[name]}.{name}")
    globals()[name] = found
    return found


def __dir__():
    """List every helper, loaded or not."""
    return __all__
