"""Gradient descent, on any column of the table of formulas."""

from dataclasses import dataclass

import numpy as np

from helpers.validate import as_columns

#: Seconds after which a training shows how far it is.
_PATIENCE = 4
_ADVICE = "An activation is 0 or 1, and 0 times log(0) is no number: standardise X, or take smaller steps."


@dataclass(frozen=True)
class Run:
    """A training: what the cost, the weights and the bias were, before the first step and after each.

    Attributes
    ----------
    costs : ndarray (steps + 1,)
    ws : ndarray (steps + 1, n, 1)
    bs : ndarray (steps + 1,)
    stopped : str
        Why the training ended early, else ``""``.
    """

    costs: np.ndarray
    ws: np.ndarray
    bs: np.ndarray
    stopped: str = ""

    @property
    def w(self):
        """The last weights, (n, 1)."""
        return self.ws[-1]

    @property
    def b(self):
        """The last bias, a float."""
        return float(self.bs[-1])

    @property
    def cost(self):
        """The last cost, a float."""
        return float(self.costs[-1])

    def __repr__(self):
        """Say how far it came."""
        end = f"; {self.stopped}" if self.stopped else ""
        return f"<Run: {len(self.costs) - 1} steps, cost {self.costs[0]:.4f} -> {self.cost:.4f}{end}>"


def train(column, X, Y, *, learning_rate=0.1, steps=1000):
    """Take ``steps`` steps down the slope of the cost, from w = 0 and b = 0.

    Parameters
    ----------
    column : module
        Anything with ``cost_and_gradients(w, b, X, Y) -> cost, dw, db``: a module of ``helpers.formulas``.
    X : array (n, m) with Y (1, m), or array (m, n) with Y (m,)
        Features, finite.
    Y : array
        Labels, each 0 or 1.
    learning_rate : float
        How far one step goes: w is lowered by ``learning_rate * dw``.
    steps : int

    Returns
    -------
    Run
        If the cost stops being a finite number, the training ends there, says so, and returns what it has.

    Raises
    ------
    ValueError
        For an argument that does not fit, with its name and shape.

    >>> from helpers.formulas import dot
    >>> train(dot, [[0.0, 1.0, 2.0, 3.0]], [[0, 0, 1, 1]], steps=200, learning_rate=1.0)
    <Run: 200 steps, cost 0.6931 -> 0.0544>
    """
    if steps < 1 or not 0 < learning_rate < np.inf:
        raise ValueError(f"steps={steps}, learning_rate={learning_rate}: both must be greater than 0.")
    from tqdm import tqdm  # noqa: PLC0415 - importing helpers stays light

    class Bar(tqdm):
        """A bar without a thread beside it: a browser has none to give."""

        monitor_interval = 0

    X, Y = as_columns(X, Y)
    w, b = np.zeros((X.shape[0], 1), X.dtype), 0.0
    costs, ws, bs, stopped = [], [], [], ""
    with np.errstate(all="ignore"):  # a cost that is no number is reported below, in words
        for step in Bar(range(steps + 1), desc="training", delay=_PATIENCE, leave=False):
            cost, dw, db = column.cost_and_gradients(w, b, X, Y)
            costs.append(cost)
            ws.append(w)
            bs.append(b)
            if not np.isfinite(cost):
                stopped = f"stopped: the cost is {cost} after step {step}"
                print(f"Training {stopped}. {_ADVICE}")
                break
            if np.shape(dw) != w.shape:  # would silently stretch the parameter
                raise ValueError(
                    f"dw has shape {np.shape(dw)}; expected {w.shape}, the shape of what it lowers."
                )
            w = w - learning_rate * dw
            b = b - learning_rate * float(db)
    return Run(np.array(costs), np.array(ws), np.array(bs), stopped)
