"""The equation of a line, with as many digits as it needs to be that line."""

import numpy as np

MISS = 1 / 500  # how far the printed line may lie from the drawn one, as a part of the picture


def equation(w, b, names, limits):
    """Return "z = … = 0" for the line w.T x + b = 0.

    Each coefficient has as many digits as keep its rounding from moving the line visibly inside `limits`,
    so whoever computes with the printed numbers lands on the drawn line.

    Parameters
    ----------
    w : array, (2, 1)
    b : float
    names : two strings
    limits : lower and upper corner of the picture, each (2,)

    Examples
    --------
    >>> equation(np.array([[0.5], [-1.25]]), 3.0, ("length", "depth"), ([0, 0], [10, 10]))
    'z = 0.500 · length − 1.250 · depth + 3.00 = 0'
    """
    coefficients = np.array([*np.ravel(w), b])
    if not np.any(coefficients[:2]):
        return "both weights are 0: there is no line"
    reach = np.append(np.abs(limits).max(axis=0), 1.0)  # the largest factor each coefficient meets
    across = np.sum(
        np.abs(np.ravel(w)) * np.subtract(limits[1], limits[0])
    )  # how much z changes in the picture
    step = 2 * MISS * across / (len(coefficients) * reach)
    decimals = np.maximum(np.ceil(-np.log10(step)), 0).astype(int)
    words = [f" · {names[0]}", f" · {names[1]}", ""]
    terms = [
        f"{'−' if value < 0 else '+'} {abs(value):.{places}f}{word}"
        for value, places, word in zip(coefficients, decimals, words, strict=True)
    ]
    return f"z = {' '.join(terms)} = 0".replace("= + ", "= ").replace("= − ", "= −")
