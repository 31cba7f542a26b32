"""The same function in several columns of the table, next to each other, and whether they agree."""

import ast
import html
import inspect
import textwrap

import numpy as np

from axiswise.bundle import TONES, Bundle, explore, on_slides
from axiswise.draw.style import CARD, GRID, INK, both

#: Entry by entry, relative to the largest entry: what "agree" means in float64.
TOLERANCE = 1e-12
MOST_BESIDE = 8  # lines of a source that has room beside another on a slide


class SideBySide(Bundle):
    """Show the source of one function in several columns of the table, and compare what they compute.

    Its ``difference`` is the largest found between two columns.

    Parameters
    ----------
    name : str
        A function of ``helpers.formulas``: "gradients", "softmax_cost", …
    *columns : modules
        Two or more of ``loop``, ``element_wise``, ``dot``, ``einsum``.

    Raises
    ------
    ValueError
        If one of them has no such function.

    >>> from helpers.formulas import dot, element_wise
    >>> side_by_side("cost", element_wise, dot).difference < TOLERANCE
    True
    """

    def __init__(self, name, *columns):
        for column in columns:
            if not hasattr(column, name):
                known = [each for each, _ in inspect.getmembers(column, inspect.isfunction) if each[0] != "_"]
                raise ValueError(f"{_title(column)} has no {name!r}. It has: {', '.join(known)}.")
        functions = {_title(column): getattr(column, name) for column in columns}
        first, *others = functions.values()
        arguments = [*map(_sample(name).get, inspect.signature(first).parameters)]
        result = first(*arguments)
        self.name = name
        self.difference = max(_difference(result, other(*arguments)) for other in others)
        self._sources = {title: _body(function) for title, function in functions.items()}

    def verdict(self):
        """Say in words whether the columns agree, from what was computed."""
        if self.difference <= TOLERANCE:
            return f"all agree to {TOLERANCE:.0e}, entry by entry"
        return f"they differ by {self.difference:.1e} of the largest entry"

    def text(self):
        """Return the sources one below the other."""
        blocks = [f"{title}\n{source}" for title, source in self._sources.items()]
        return "\n\n".join([*blocks, f"{self.name}: {self.verdict()}"])

    def html(self):
        """Return the sources in boxes, and the verdict below."""
        return self._boxes(self._sources)

    def controls(self):
        """Return on slides a button for each source: short ones stand beside the first, long ones alone."""
        first, *others = self._sources
        is_long = max(source.count("\n") for source in self._sources.values()) > MOST_BESIDE
        views = [(each,) for each in self._sources] if is_long else [(first, other) for other in others]
        if not on_slides() or len(views) == 1:
            return None
        shown = [{title: self._sources[title] for title in view} for view in views]
        name = "written as" if is_long else f"{first} beside"
        choice = {"name": name, "options": [view[-1] for view in views]}
        return explore([choice], lambda place: self._boxes(shown[place[0]]), [0], above=True)

    def _boxes(self, sources):
        cells = [
            f'<div style="flex:1 1 22em;min-width:0;background:{both(CARD)};color:{both(INK)};'
            f'border:1px solid {both(GRID)};border-radius:8px;padding:8px 12px">'
            f'<div style="font-weight:700">{html.escape(title)}</div>'
            '<pre tabindex="0" style="background:none;color:inherit;font-size:13px;line-height:1.5;'
            "white-space:pre-wrap;word-break:normal;"
            "font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;"
            'overflow-x:auto;margin:6px 0">'
            f"{''.join(map(_row, source.splitlines()))}</pre></div>"
            for title, source in sources.items()
        ]
        good = self.difference <= TOLERANCE
        paper, ink, icon = TONES["right" if good else "missed"]
        return (
            f'<div style="display:flex;flex-wrap:wrap;gap:10px">{"".join(cells)}</div>'
            f'<div style="margin-top:8px;padding:8px 12px;border-radius:8px;color:{both(ink)};'
            f'background:{both(paper)}">'
            f"<b>{icon} {html.escape(self.verdict())}</b></div>"
        )


side_by_side = SideBySide


def _row(line):
    """Return one line of source: where the box is too narrow, its comment goes below it first."""
    code, mark, comment = line.partition("  # ")
    wide = len(line) - len(line.lstrip()) + 4
    style = f"display:block;padding-left:{wide}ch;text-indent:-{wide}ch"
    if not mark:
        return f'<span style="{style}">{html.escape(line) or "&nbsp;"}</span>'
    whole = 'style="display:inline-block;text-indent:0"'
    return f'<span style="{style}">{html.escape(code)}  <span {whole}># {html.escape(comment)}</span></span>'


def _title(column):
    return column.__name__.rpartition(".")[2].replace("_", "-")


def _body(function):
    """Return the source without its docstring: the notebook has said what the function means."""
    lines = inspect.getsource(function).splitlines()
    # Not by its __doc__: from Python 3.13 on that is no longer as it was typed.
    definition = ast.parse(textwrap.dedent("\n".join(lines))).body[0]
    if ast.get_docstring(definition) is not None:
        docstring = definition.body[0]
        del lines[docstring.lineno - 1 : docstring.end_lineno]
    return "\n".join(lines)


def _difference(one, other):
    """Return the largest difference relative to the largest entry; infinite where shapes differ."""
    one, other = (result if isinstance(result, tuple) else (result,) for result in (one, other))
    if [np.shape(part) for part in one] != [np.shape(part) for part in other]:
        return np.inf
    pairs = zip(one, other, strict=True)
    return max(float(np.max(np.abs(a - b)) / max(np.max(np.abs(a)), 1e-300)) for a, b in pairs)


def _sample(name):
    """Return arguments for a function of the table, all sizes different: n = 3, m = 5, k = 2, h = 4."""
    random = np.random.default_rng(0)
    n, m, k, h = 3, 5, 2, 4
    shapes = {"X": (n, m), "w": (n, 1), "W": (n, k), "b": (k, 1)}
    shapes |= {"W1": (n, h), "b1": (h, 1), "W2": (h, k), "b2": (k, 1)}
    sample = {argument: random.normal(size=shape) for argument, shape in shapes.items()}
    Y, A = np.eye(k)[:, [0, 1, 1, 0, 1]], random.dirichlet(np.ones(k), size=m).T
    if name.startswith(("softmax", "hidden")):
        return sample | {"Y": Y, "A": A, "A1": np.tanh(random.normal(size=(h, m))), "A2": A}
    return sample | {"Y": Y[:1], "A": A[:1], "b": 0.5}
