"""Real data as arrays whose axes have names; standardising; the files that are shipped with the package."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.validate import check_parameters, numbers

PACKAGE = Path(__file__).resolve().parent


def folder(name):
    """Find a folder that is shipped with the package.

    Parameters
    ----------
    name : {"data", "notebooks"}

    Returns
    -------
    pathlib.Path
        The copy inside the installed package, or the folder of the checkout.

    Raises
    ------
    FileNotFoundError
        If the folder is in neither place.

    Examples
    --------
    >>> (folder("data") / "penguins.csv").name
    'penguins.csv'
    """
    places = [PACKAGE / "_shipped" / name, PACKAGE.parent / name]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The folder {name!r} is neither inside the installed package ({places[0]}) nor in a checkout "
        f"({places[1]}). Install dot-or-star again, or work in a complete checkout."
    )


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Examples in columns, with the names of everything.

    Attributes
    ----------
    X : numpy.ndarray
        (n, m) float64, in the units of the source: feature j of example i is ``X[j, i]``.
    Y : numpy.ndarray
        Float64 labels: (1, m) zeros and ones for two classes, (k, m) one-hot for k > 2.
    features, units : tuple of str
        Of each row of X; a unit is "" where the source names none.
    classes : tuple of str
        Of y = 0, 1, … for two classes; of each row of Y for more.
    axes : dict of str to str
        Names of the axes: ``{"X": "n m", "Y": "1 m"}``, with "k m" for more than two classes.
    dropped : int
        Examples of these classes left out because a measurement is missing.
    """

    X: np.ndarray
    Y: np.ndarray
    features: tuple
    units: tuple
    classes: tuple
    axes: dict
    dropped: int

    def rows(self):
        """Give the layout of scikit-learn: one row per example, one label per example.

        Returns
        -------
        X : numpy.ndarray
            (m, n), a copy.
        y : numpy.ndarray
            (m,) integers, the position of each example's class in `classes`.

        Examples
        --------
        >>> X, y = penguins().rows()
        >>> X.shape, y.shape
        ((219, 4), (219,))
        """
        labels = self.Y[0].astype(int) if len(self.Y) == 1 else np.argmax(self.Y, axis=0)
        return self.X.T.copy(), labels

    def __repr__(self):
        _, labels = self.rows()
        counts = np.bincount(labels, minlength=len(self.classes))
        features = [f"{f} [{u}]" if u else f for f, u in zip(self.features, self.units, strict=True)]
        if len(features) > 6:
            features[2:-1] = ["…"]
        classes = [f"{c} ({count})" for c, count in zip(self.classes, counts, strict=True)]
        (n, m), letters = self.X.shape, self.axes["Y"].replace(" ", ", ")
        return (
            f"{m} examples, {n} features; {self.dropped} left out for missing values\n"
            f"X (n, m) = {self.X.shape}: {', '.join(features)}\n"
            f"Y ({letters}) = {self.Y.shape}: {', '.join(classes)}"
        )


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
    FileNotFoundError

    Examples
    --------
    >>> penguins(features=["bill length", "bill depth"])
    219 examples, 2 features; 1 left out for missing values
    X (n, m) = (2, 219): bill length [mm], bill depth [mm]
    Y (1, m) = (1, 219): Adelie (151), Chinstrap (68)
    """
    units = {"bill_length_mm": "mm", "bill_depth_mm": "mm", "flipper_length_mm": "mm", "body_mass_g": "g"}
    return _load("penguins.csv", "species", units, "species", species, features)


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
    FileNotFoundError

    Examples
    --------
    >>> digits().X.shape, digits().Y.shape, digits(classes=(3, 8)).Y.shape
    ((64, 1797), (10, 1797), (1, 357))
    """
    return _load("digits.csv", "digit", "dark points", "classes", classes)


def breast_cancer() -> Dataset:
    """Load the Wisconsin diagnostic breast-cancer data: 30 measurements of cell nuclei in each of 569 images.

    Returns
    -------
    Dataset
        X (30, 569); Y (1, 569), malignant y = 0 and benign y = 1, as in scikit-learn.

    Raises
    ------
    FileNotFoundError

    Examples
    --------
    >>> breast_cancer().classes
    ('malignant', 'benign')
    """
    return _load("breast_cancer.csv", "diagnosis", "", "classes", ("malignant", "benign"))


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
        """Translate weights (n, 1) and a bias for standardised features to features in their own units.

        With them ``np.dot(w.T, X) + b`` gives the same scores as before with Z. Raises ValueError if w or b
        has another shape.

        Examples
        --------
        >>> Z, scale = standardise(np.array([[1.0, 3.0]]))
        >>> w, b = scale.to_units(np.array([[1.0]]), 0.0)
        >>> float(w.item()), b
        (1.0, -2.0)
        """
        w, b = check_parameters(w, b, len(self.mean))
        w = w / self.std
        return w, b - np.dot(w.T, self.mean).item()  # (1, n)(n, 1) -> (1, 1)


def five_birds(standardised=False):
    """Pick the few penguins that the notebooks draw: three Adelie and two Chinstrap, by their bills.

    Parameters
    ----------
    standardised : bool
        Give each measurement mean 0 and standard deviation 1 over all birds, not over these five.

    Returns
    -------
    birds : Dataset
        All birds, by bill length and bill depth, in mm.
    X, Y : numpy.ndarray
        (n, m) = (2, 5) and (1, m) = (1, 5): measurements and labels of the five.

    Examples
    --------
    >>> birds, X, Y = five_birds()
    >>> birds.X.shape, X.shape, Y.tolist()
    ((2, 219), (2, 5), [[0.0, 0.0, 0.0, 1.0, 1.0]])
    """
    birds, few = penguins(features=["bill length", "bill depth"]), [0, 60, 120, 160, 210]
    X = standardise(birds.X)[0] if standardised else birds.X
    return birds, X[:, few], birds.Y[:, few]


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
    X = numbers("X", X).astype(float)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(
            f"X has shape {X.shape}; expected (n, m): n features in rows, m examples in columns."
        )
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

    Examples
    --------
    >>> [fit["separable"] for fit in peers()["fits"]]
    [False, True, True, True]
    """
    return json.loads((folder("data") / "peers.json").read_bytes())


def _load(file, class_column, units, argument, wanted, features=None):
    """Load a table of the folder data as a `Dataset`.

    `class_column` names each example's class. `units` are those of the columns to read, "" for none, or the
    one unit of all other columns; a feature has the name of its column, without the unit. `wanted` are
    classes, which errors call by the name of the `argument`.
    """
    header, *body = csv.reader((folder("data") / file).read_text(encoding="ascii").splitlines())
    cells = dict(zip(header, zip(*body, strict=True), strict=True))
    labels = np.array(cells.pop(class_column))
    units = dict.fromkeys(cells, units) if isinstance(units, str) else units
    values = np.array([[cell.replace("NA", "nan") for cell in cells[column]] for column in units], float)
    units = {column.removesuffix(f"_{unit}").replace("_", " "): unit for column, unit in units.items()}
    classes = _chosen(argument, wanted, list(dict.fromkeys(labels.tolist())), at_least=2)
    features = _chosen("features", units if features is None else features, list(units))
    is_wanted = np.isin(labels, classes)
    is_complete = is_wanted & ~np.isnan(values).any(axis=0)
    one_hot = (labels[is_complete] == np.array(classes)[:, None]).astype(float)
    return Dataset(
        X=values[np.ix_([list(units).index(feature) for feature in features], is_complete)],
        Y=one_hot[1:].copy() if len(classes) == 2 else one_hot,
        features=features,
        units=tuple(units[feature] for feature in features),
        classes=classes,
        axes={"X": "n m", "Y": "1 m" if len(classes) == 2 else "k m"},
        dropped=int(np.sum(is_wanted & ~is_complete)),
    )


def _chosen(argument, given, possible, at_least=1):
    names = tuple(map(str, given)) if isinstance(given, Iterable) else ()
    if len(names) < at_least or len(set(names)) < len(names) or not set(names) <= set(possible):
        raise ValueError(
            f"{argument} is {given!r}; expected {at_least} or more of {', '.join(possible)}, each once."
        )
    return names
