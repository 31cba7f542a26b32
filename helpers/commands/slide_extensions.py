"""Choose the extensions of JupyterLab that run on slides: those slides need, and no other."""

import json
import shutil
from pathlib import Path

from jupyter_core.paths import jupyter_path

from helpers.commands.notebook_files import CommandError

NEEDED = {  # our own mends what these lack
    "jupyterlab-rise": "jupyterlab-rise",
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets",
    "@jupyterlab/mathjax3-extension": "jupyterlab-mathjax3",
}
OURS = "dot-or-star-slides"


def gather(folder, cell):
    """Copy the extensions into a folder.

    Whatever else is installed stays out: RISE is older than JupyterLab, and an extension made for the one
    can break the other.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    cell : int
        Counted from 0; the slides begin at the one that holds it.

    Raises
    ------
    CommandError
        If one is not installed; the message says how to install it.
    """
    for name, package in NEEDED.items():
        shutil.copytree(_installed(name, package), folder / name)
    place = folder / OURS
    place.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "rise" / "slides.js", place)
    build = {"load": f"slides.js?cell={cell}", "extension": "./extension"}
    package = {"name": OURS, "version": "1.0.0", "jupyterlab": {"extension": True, "_build": build}}
    (place / "package.json").write_text(json.dumps(package), encoding="utf-8")


def _installed(name, package):
    for place in jupyter_path("labextensions"):
        if (Path(place) / name / "package.json").is_file():
            return Path(place) / name
    raise CommandError(f"{package} is not installed, and slides need it. Type: pip install {package}")
