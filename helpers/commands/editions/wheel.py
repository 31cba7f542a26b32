"""Wheels for the browser: our own, built anew, and pure Python packages as they are installed here."""

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

from helpers.commands.notebook_files import CommandError


def build(checkout, folder):
    """Build the wheels of the shape engine and of this package.

    Parameters
    ----------
    checkout : pathlib.Path
        Where pyproject.toml lies.
    folder : pathlib.Path
        Where the wheels go; must hold no other.

    Returns
    -------
    list of pathlib.Path
        The wheels, sorted by name.

    Raises
    ------
    CommandError
        If a build fails.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    for project in (checkout / "axiswise", checkout):
        built = subprocess.run(
            command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if built.returncode:
            raise CommandError(f"the wheel of {project} could not be built:\n{built.stderr.strip()}")
    return sorted(Path(folder).glob("*.whl"))


def repack(name, folder):
    """Make a wheel of an installed package of pure Python.

    Parameters
    ----------
    name : str
        Such as "comm".
    folder : pathlib.Path

    Returns
    -------
    pathlib.Path
        The wheel; what the package installs outside its own folders is left out.

    Raises
    ------
    CommandError
        If it is not installed, or holds compiled code.
    """
    try:
        installed = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError as error:
        raise CommandError(f"{name} is not installed here. Type: uv run --group site site") from error
    if any(file.suffix in (".so", ".pyd") for file in installed.files):
        raise CommandError(f"{name} holds compiled code, so the browser needs a wheel of its own.")
    path = Path(folder) / f"{name}-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in installed.files:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                wheel.write(file.locate(), file.as_posix())
    return path
