"""Write peers.json: what scikit-learn computes on the penguins of the notebooks, and the times of benchmarks.

Run from the root of the checkout: uv run python data/make_peers.py
"""

import json
from datetime import date
from pathlib import Path

import numpy as np
import sklearn
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from helpers.data import penguins, standardise

PAIRS = (("Adelie", "Chinstrap"), ("Adelie", "Gentoo"))
BILL = ("bill length", "bill depth")


def fits():
    """Fit each pair of species, by the two bill measurements and by all four."""
    return [fit(penguins(species, features)) for species in PAIRS for features in (BILL, None)]


def fit(birds):
    """Fit one data set, standardised; without a penalty only where finite weights exist."""
    _, y = birds.rows()
    Z = standardise(birds.X)[0].T
    apart = separable(Z, y)
    return {
        "species": birds.classes,
        "features": birds.features,
        "separable": apart,
        "default": regression(Z, y),
        "unpenalised": None if apart else regression(Z, y, C=np.inf),
    }


def regression(Z, y, **options):
    """Give weights, bias, mean log-loss (penalty left out) and accuracy of scikit-learn's fit."""
    model = LogisticRegression(**options, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(Z, y)
    return {
        "w": model.coef_[0].round(8).tolist(),
        "b": round(float(model.intercept_[0]), 8),
        "cost": round(float(log_loss(y, model.predict_proba(Z))), 8),
        "accuracy": round(float(model.score(Z, y)), 8),
    }


def timings():
    """Give the least seconds of each way to cost and gradients, from the record of benchmarks.formulas."""
    record = json.loads((Path(__file__).parents[1] / "benchmarks" / "formulas.json").read_text("utf-8"))
    sizes = [
        {
            "m": size["m"],
            "n": size["n"],
            "seconds": {name: taken["least"] for name, taken in size["times"].items()},
        }
        for size in record["sizes"]
    ]
    return {name: record[name] for name in ("date", "versions", "threads")} | {"sizes": sizes}


def separable(Z, y):
    """Find out whether a line leaves no example on the wrong side, and some on the right one.

    The unpenalised cost has a minimum at finite weights if and only if there is none
    (Albert and Anderson, 1984, doi:10.1093/biomet/71.1.1).
    """
    margins = np.where(y == 1, 1.0, -1.0)[:, None] * np.column_stack([Z, np.ones(len(y))])
    best = linprog(-margins.sum(axis=0), A_ub=-margins, b_ub=np.zeros(len(y)), bounds=(-1, 1))
    return bool(-best.fun > 1e-6)


if __name__ == "__main__":
    record = {"scikit-learn": sklearn.__version__, "date": date.today().isoformat(), "fits": fits()}
    record["timings"] = timings()
    target = Path(__file__).with_name("peers.json")
    target.write_text(json.dumps(record, indent=1) + "\n", encoding="ascii", newline="\n")
