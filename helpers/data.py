"""Real data for the notebooks, features x examples; standardising; what peers compute on the same data."""

import json
from dataclasses import dataclass

import numpy as np

from helpers.shipped import damaged, data_file, folder
from helpers.tables import Dataset, load


def penguins(species=("Adelie", "Chinstrap"), features=None) -> Dataset:
    """Load the Palmer penguins, in the order of the file.

    A bird is left out when any of the four measurements is missing, whichever `features` are chosen,
    so the birds stay the same when the features change.

    Parameters
    ----------
    species : sequence of str
        Two or three of "Adelie", "Chinstrap", "Gentoo"; the first is y = 0.
    features : sequence of str, optional
        Of "bill length", "bill depth", "flipper length" (mm) and "body mass" (g); by default all four.

    Returns
    -------
    Dataset
        X (n, m); Y (1, m) for two species, (3, m) for three.

    Raises
    ------
    ValueError
        If a name is unknown or repeated, or fewer than two species are named.
    OSError
        If the file is missing or damaged.

    Examples
    --------
    >>> penguins(features=["bill length", "bill depth"])
    219 examples, 2 features; 1 left out for missing values
    X (n, m) = (2, 219): bill length [mm], bill depth [mm]
    Y (1, m) = (1, 219): Adelie (151), Chinstrap (68)
    """
    columns = {
        "bill_length_mm": ("bill length", "mm"),
        "bill_depth_mm": ("bill depth", "mm"),
        "flipper_length_mm": ("flipper length", "mm"),
        "body_mass_g": ("body mass", "g"),
    }
    return load("penguins.csv", "species", columns, species=species, features=features)


def digits(classes=range(10)) -> Dataset:
    """Load handwritten digits: images of 8 x 8 pixels, each with 0 to 16 dark points.

    Parameters
    ----------
    classes : sequence of int
        Two or more of the digits 0 to 9; with two, the first is y = 0.

    Returns
    -------
    Dataset
        X (64, m), pixels row by row: ``X[:, i].reshape(8, 8)`` is image i.
        Y (k, m), or (1, m) for two digits.

    Raises
    ------
    ValueError
        If a digit is unknown or repeated, or fewer than two are named.
    OSError
        If the file is missing or damaged.

    Examples
    --------
    >>> digits().X.shape, digits().Y.shape, digits(classes=(3, 8)).Y.shape
    ((64, 1797), (10, 1797), (1, 357))
    """
    columns = {
        f"pixel_{row}_{column}": (f"pixel {row} {column}", "dark points")
        for row in range(8)
        for column in range(8)
    }
    return load("digits.csv", "digit", columns, classes=classes)


def breast_cancer(features=None) -> Dataset:
    """Load the Wisconsin diagnostic breast-cancer data: 30 measurements of cell nuclei in each of 569 images.

    Parameters
    ----------
    features : sequence of str, optional
        Such as "mean radius", "texture error", "worst area"; by default all thirty.

    Returns
    -------
    Dataset
        X (n, 569); Y (1, 569), malignant y = 0 and benign y = 1, as in scikit-learn.

    Raises
    ------
    ValueError
        If a name is unknown or repeated.
    OSError
        If the file is missing or damaged.

    Examples
    --------
    >>> breast_cancer(features=["mean radius"]).classes
    ('malignant', 'benign')
    """
    properties = ("radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity")
    properties += ("concave points", "symmetry", "fractal dimension")
    names = [form.format(p) for form in ("mean {}", "{} error", "worst {}") for p in properties]
    columns = {name.replace(" ", "_"): (name, "") for name in names}
    classes = ("malignant", "benign")
    return load("breast_cancer.csv", "diagnosis", columns, classes=classes, features=features)


@dataclass(frozen=True, eq=False)
class Scale:
    """What `standardise` took out of the features.

    Attributes
    ----------
    mean, std : numpy.ndarray
        (n, 1), in the units of the features.
    """

    mean: np.ndarray
    std: np.ndarray

    def to_units(self, w, b):
        """Translate weights for standardised features into weights for the features in their own units.

        Parameters
        ----------
        w : numpy.ndarray
            (n, 1), or (n, k) for k outputs.
        b : float or numpy.ndarray
            A number for (n, 1) weights; (k, 1) for (n, k).

        Returns
        -------
        w, b
            Of the same shapes, such that ``np.dot(w.T, X) + b`` gives the same scores as before with Z.

        Raises
        ------
        ValueError
            If w has not one row per feature, or b does not fit w.

        Examples
        --------
        >>> Z, scale = standardise(np.array([[1.0, 3.0]]))
        >>> w, b = scale.to_units(np.array([[1.0]]), 0.0)
        >>> float(w.item()), b
        (1.0, -2.0)
        """
        w = np.asarray(w, dtype=float)
        n = len(self.mean)
        if w.ndim != 2 or len(w) != n:
            raise ValueError(f"w has shape {w.shape}; expected (n, 1) or (n, k) with n = {n} features.")
        k = w.shape[1]
        if np.shape(b) != (k, 1) and (np.ndim(b) != 0 or k != 1):
            raise ValueError(f"b has shape {np.shape(b)}; expected {'a number' if k == 1 else (k, 1)}.")
        w = w / self.std
        shift = np.dot(w.T, self.mean)  # (k, n)(n, 1) -> (k, 1)
        return w, (float(b) - shift.item() if np.ndim(b) == 0 else b - shift)


def standardise(X):
    """Give each feature mean 0 and standard deviation 1 over the examples.

    The standard deviation is that of the population: divided by m, not m - 1, as in scikit-learn.

    Parameters
    ----------
    X : array_like
        (n, m) features x examples.

    Returns
    -------
    Z : numpy.ndarray
        (n, m) float64.
    scale : Scale
        The means and standard deviations, and the way back to units.

    Raises
    ------
    ValueError
        If X is not two-dimensional, is empty or not finite, or has a feature that never varies:
        it cannot be given a standard deviation of 1, so leave it out.

    Examples
    --------
    >>> Z, scale = standardise(penguins(features=["bill length"]).X)
    >>> print(f"{scale.mean.item():.1f} mm, {scale.std.item():.1f} mm")
    41.9 mm, 5.5 mm
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected (n, m): n features in rows, m examples in columns."
        )
    if not np.isfinite(X).all():
        j, i = np.argwhere(~np.isfinite(X))[0]
        raise ValueError(f"X[{j}, {i}] is {X[j, i]}; expected finite numbers. Leave such examples out.")
    mean, std = np.mean(X, axis=1, keepdims=True), np.std(X, axis=1, keepdims=True)
    constant = np.flatnonzero((np.ptp(X, axis=1) == 0) | (std[:, 0] == 0))
    if constant.size:
        raise ValueError(
            f"Rows {constant.tolist()} of X (n, m) = {X.shape} have the same value in every example, "
            "so they cannot get a standard deviation of 1; leave these features out."
        )
    return (X - mean) / std, Scale(mean, std)


def peers():
    """Give what others compute on the same data, as data/make_peers.py wrote it down.

    Returns
    -------
    dict
        "scikit-learn" (its version), "date", and "fits": a list of logistic regressions on standardised
        penguins, each with "species", "features", "separable", "default" and "unpenalised". The last two
        hold "w" (a list of n), "b", "cost" (without penalty) and "accuracy"; "unpenalised" is None where
        the species are separable, since its weights then grow without end. "timings" holds the least seconds
        of each way to get cost and gradients at the "sizes" of the benchmark, with "date", "versions" and
        "threads".

    Raises
    ------
    OSError
        If the file is missing or damaged.

    Examples
    --------
    >>> [fit["separable"] for fit in peers()["fits"]]
    [False, True, True, True]
    """
    try:
        return json.loads(data_file("peers.json"))
    except ValueError:
        raise damaged(folder("data") / "peers.json") from None
