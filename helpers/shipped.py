"""Find and read what travels with the package: the folders data and notebooks."""

import hashlib
from pathlib import Path

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


def data_file(name):
    """Read a file of the folder data; a table must have the checksum that stands in SHA256SUMS.

    Parameters
    ----------
    name : str
        Such as "penguins.csv".

    Returns
    -------
    bytes

    Raises
    ------
    FileNotFoundError
        If the file, or SHA256SUMS, is missing.
    OSError
        If a table is not, byte for byte, the one that was shipped.
    """
    path = folder("data") / name
    content = _read(path)
    if path.suffix == ".csv" and _checksums(path.parent).get(name) != hashlib.sha256(content).hexdigest():
        raise damaged(path)
    return content


def damaged(path):
    """Make the error that says which shipped file has changed and how to get it back.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    OSError
    """
    return OSError(f"{path} is damaged: it is not the file that was shipped. {_how_to_restore(path)}")


def _read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing. {_how_to_restore(path)}") from None


def _checksums(place):
    lines = _read(place / "SHA256SUMS").decode("ascii", "replace").splitlines()
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def _how_to_restore(path):
    if path.parent.parent.name == "_shipped":
        return "Install dot-or-star again to restore it."
    return f"Restore it with: git checkout -- {path.parent.name}/{path.name}"
