"""Time until the cost is as low as scikit-learn's LogisticRegression leaves it, on the same numbers.

``train`` takes the longest steps that never overshoot: 4 over the largest eigenvalue of X X.T / m, since the
cost of a score bends by a quarter at most. Independent features are the best that gradient descent can meet;
correlated ones are the rule. scikit-learn fits without penalty, with its own stopping rule. SciPy's L-BFGS on
our cost shows what a better descent would bring; ``train`` keeps to the one that it teaches.
"""

import time
import warnings
from functools import partial
from operator import itemgetter

import numpy as np

from helpers import train
from helpers.formulas import blocked

M, N = 500_000, 20
CORRELATIONS = (0.0, 0.5)
STEPS = 400
REPEATS = 3
CLOSE = 1 + 1e-6  # as low as theirs, to a millionth


def same_loss(m=M):
    """Return, for each correlation of the features, each way's seconds, steps and the cost it reaches."""
    return [{"m": m, "n": N, "correlation": each, "ways": compared(m, each)} for each in CORRELATIONS]


def compared(m, correlation):
    """Return the fastest fit of each way."""
    X, Y = problem(m, correlation)
    learning_rate = 4 / (1 + correlation * (N - 1))
    theirs = partial(scikit_learn, X.T, Y[0])
    target = CLOSE * theirs()[0]
    reached = train(blocked, X, Y, learning_rate=learning_rate, steps=STEPS).costs <= target
    if not reached.any():
        raise ValueError(
            f"{STEPS} steps do not bring the cost down to {target}; expected fewer to be enough."
        )
    ways = {
        "train on blocked": partial(descent, X, Y, learning_rate, int(np.argmax(reached))),
        "SciPy's L-BFGS on blocked": partial(scipy, X, Y, target),
        "scikit-learn's LogisticRegression": theirs,
    }
    return {
        name: min((timed(way) for _ in range(REPEATS)), key=itemgetter("seconds"))
        for name, way in ways.items()
    }


def problem(m, correlation):
    """Return X (n, m), any two features correlated as told, and labels drawn from a known model."""
    random = np.random.default_rng(1)
    own, shared = random.normal(size=(m, N)), random.normal(size=(m, 1))
    X = (np.sqrt(1 - correlation) * own + np.sqrt(correlation) * shared).T
    z = np.dot(random.normal(size=(1, N)) / np.sqrt(N), X)
    return X, (random.random((1, m)) < 1 / (1 + np.exp(-z))).astype(float)


def timed(way):
    """Return the cost and the steps of a way, with its seconds."""
    start = time.perf_counter()
    cost, steps = way()
    return {"seconds": time.perf_counter() - start, "cost": float(cost), "steps": int(steps)}


def descent(X, Y, learning_rate, steps):
    """Return the cost after as many steps of ``train``, and these."""
    return train(blocked, X, Y, learning_rate=learning_rate, steps=steps).cost, steps


def scipy(X, Y, target):
    """Return the cost and the steps of L-BFGS from SciPy, stopped at the same cost."""
    from scipy.optimize import minimize  # noqa: PLC0415

    def cost_and_slopes(parameters):
        cost, dw, db = blocked.cost_and_gradients(parameters[:-1, None], parameters[-1], X, Y)
        return cost, np.append(dw, db)

    def enough(intermediate_result):
        if intermediate_result.fun <= target:
            raise StopIteration

    fit = minimize(cost_and_slopes, np.zeros(N + 1), jac=True, method="L-BFGS-B", callback=enough)
    return fit.fun, fit.nit


def scikit_learn(rows, y):
    """Return the cost and the steps of LogisticRegression without penalty, otherwise as it comes."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    with warnings.catch_warnings(action="ignore"):
        model = LogisticRegression(C=np.inf).fit(rows, y)
    cost, _, _ = blocked.cost_and_gradients(model.coef_.T, model.intercept_[0], rows.T, y[None, :])
    return cost, model.n_iter_[0]
