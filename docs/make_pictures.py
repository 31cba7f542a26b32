"""Draw the pictures of the README: ``uv run python docs/make_pictures.py``."""

from pathlib import Path

import numpy as np

from helpers import dot, penguins, standardise, trace

FEW = [0, 60, 120, 160, 210]


def gradient():
    """Return what ``%%shapes`` draws for the gradient of five penguins, as SVG."""
    birds = penguins(features=["bill length", "bill depth", "flipper length"])
    X, Y = standardise(birds.X)[0][:, FEW].round(1), birds.Y[:, FEW]
    A = dot.forward(np.array([[1.0], [-0.5], [0.2]]), -0.5, X)
    variables = {"np": np, "X": X, "dz": (A - Y).round(2), "m": X.shape[1]}
    return trace("dw = 1/m * np.dot(X, dz.T)", variables, axes={"X": "n m", "dz": "1 m"}).svg()


if __name__ == "__main__":
    (Path(__file__).parent / "dot_gradient.svg").write_text(gradient(), encoding="utf-8")
