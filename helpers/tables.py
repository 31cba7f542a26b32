"""From a CSV file to arrays whose axes have names."""

import csv
import difflib
import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from helpers.shipped import data_file, folder


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
        >>> from helpers.data import penguins
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


def load(file, class_column, columns, *, features=None, **classes):
    """Load a table of data/ as a `Dataset`.

    Parameters
    ----------
    file : str
        Name of the CSV file.
    class_column : str
        The column that names each example's class.
    columns : dict of str to (str, str)
        The columns of features: name in the file, then name and unit ("" for none) for people.
    features : sequence of str, optional
        The features wanted; by default all.
    **classes : sequence
        One argument: the classes wanted, under the name by which errors should call it.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a name is unknown or repeated, or there are fewer than two classes.
    OSError
        If the file is missing or damaged.
    """
    values, labels = _table(folder("data") / file, class_column, tuple(columns))
    units = dict(columns.values())
    ((argument, wanted),) = classes.items()
    classes = _chosen(argument, wanted, list(dict.fromkeys(labels.tolist())), at_least=2)
    features = _chosen("features", units if features is None else features, list(units))
    wanted_rows = np.isin(labels, classes)
    complete_rows = wanted_rows & ~np.isnan(values).any(axis=1)
    chosen_columns = [list(units).index(feature) for feature in features]
    one_hot = (labels[complete_rows] == np.array(classes)[:, None]).astype(float)
    return Dataset(
        X=values[np.ix_(complete_rows, chosen_columns)].T.copy(),
        Y=one_hot[1:].copy() if len(classes) == 2 else one_hot,
        features=features,
        units=tuple(units[feature] for feature in features),
        classes=classes,
        axes={"X": "n m", "Y": "1 m" if len(classes) == 2 else "k m"},
        dropped=int(np.sum(wanted_rows & ~complete_rows)),
    )


@functools.cache
def _table(path, class_column, feature_columns):
    """Values (rows, features), NaN where the file says NA, and class names (rows,): shared, so read-only."""
    header, *body = csv.reader(data_file(path.name).decode("ascii").splitlines())
    cells = dict(zip(header, zip(*body, strict=True), strict=True))
    values = np.array(
        [[cell.replace("NA", "nan") for cell in cells[c]] for c in feature_columns], dtype=float
    )
    labels = np.array(cells[class_column])
    values.flags.writeable = labels.flags.writeable = False
    return values.T, labels


def _chosen(argument, given, possible, at_least=1):
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ValueError(f"{argument} is {given!r}; expected several names, as in [{given!r}, …].")
    names = tuple(str(name) for name in given)
    for name in names:
        if name not in possible:
            close = difflib.get_close_matches(name.lower(), [p.lower() for p in possible], n=1)
            meant = [f" Did you mean {p!r}?" for p in possible if p.lower() in close]
            raise ValueError(f"{argument} has {name!r}.{''.join(meant)} Possible: {', '.join(possible)}.")
    if len(set(names)) < len(names):
        raise ValueError(f"{argument} is {names}: a name stands twice; name each once.")
    if len(names) < at_least:
        raise ValueError(f"{argument} is {names}; expected at least {at_least} of {', '.join(possible)}.")
    return names
