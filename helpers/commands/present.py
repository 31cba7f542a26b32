"""present: show a notebook, or the sections of a plan, as live slides, on a copy.

What stands on which slide, with which notes, is in slides.py; rise/ has the look and keys.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

from helpers.commands import study
from helpers.commands.notebook_files import (
    CommandError,
    by_number,
    labextension,
    read,
    run,
    series,
    strip_outputs,
    text_of,
)
from helpers.commands.slides import deck, page_of, slides, starts, with_notes

LOOK = {  # how RISE shows the slides; sizes are in rise/rise.css
    "auto_select": "none",
    "center": False,
    "controls": False,
    "margin": 0,
    "show_buttons_on_startup": False,
    "slideNumber": "c/t",
    "theme": "white",  # asks no other machine for its letters
    "transition": "none",
}
RISE = Path(__file__).parent / "rise"
# The extensions of JupyterLab that slides need, and the packages they are in; our own mends what these lack.
NEEDED = {
    "jupyterlab-rise": "jupyterlab-rise",
    "anywidget": "anywidget",
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets",
    "@jupyterlab/mathjax3-extension": "jupyterlab-mathjax3",
}
OURS = "dot-or-star-slides"


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("present", description=__doc__.partition(": ")[2].partition("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("notebook", nargs="?", metavar="NN", help="the notebook to show, such as 06")
    what.add_argument("--plan", type=int, metavar="MINUTES", help="show the sections of a plan in teaching/")
    parser.add_argument("--from", dest="start", type=int, default=1, metavar="SLIDE", help="begin there")
    study.add_server_options(parser)
    return run(parser, _present, argv)


def _present(options):
    name, notebook = _asked_for(options)
    shown = for_a_room(notebook)
    begin = starts(shown)
    if not 1 <= options.start <= len(begin):
        raise CommandError(f"{Path(name).stem} has no slide {options.start}.")
    found = {each: labextension(each, package) for each, package in NEEDED.items()}
    folder = Path(tempfile.mkdtemp(prefix="dot-or-star-"))
    extensions = str(folder / study.HIDDEN / "labextensions")
    (folder / name).write_text(text_of(shown), encoding="utf-8")
    shutil.copy(RISE / "rise.css", folder)
    _gather(found, Path(extensions), f"cell={begin[options.start - 1]}&deck={folder.name}")
    print(
        f"Opening {name} as slides. Space goes on, Shift+Space back; Shift+Enter runs a cell; ? lists keys.\n"
        f"They are a copy: what you save on them stays in {folder}. To stop, press Ctrl-C here.",
        flush=True,
    )
    settings = {
        "ServerApp.kernel_spec_manager_class": "helpers.commands.present.SlideKernel",
        "LabApp.extra_labextensions_path": extensions,  # serves them
        "RiseApp.labextensions_path": extensions,  # names them to the page
    }
    return study.serve(
        folder, name, view="rise", port=options.port, browser=options.browser, settings=settings
    )


def _asked_for(options):
    """Return the name and the notebook of what is shown, with notes."""
    if options.plan:
        return f"plan-{options.plan}.ipynb", deck(options.plan, series())
    path = by_number(series(), options.notebook)
    return path.name, with_notes(read(path), page_of(path))


class SlideKernel(study.ThisPython):
    """Offers the kernel of the running environment, set for a room: large pictures, no tracebacks.

    The votes of a room go into a file where the command was given.
    """

    votes = Path.cwd() / time.strftime("votes-%Y-%m-%d-%H%M.csv")

    def get_kernel_spec(self, kernel_name):
        """Return what starts the kernel."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, "--InteractiveShell.xmode=Minimal"]
        spec.env = spec.env | {"DOT_OR_STAR_LAYOUT": "slide", "DOT_OR_STAR_VOTES": str(self.votes)}
        return spec


def for_a_room(notebook):
    """Return the slides of a notebook, without outputs, which would answer before it is asked."""
    shown = strip_outputs(slides(notebook))
    shown.metadata["rise"] = LOOK
    return shown


def _gather(extensions, folder, told):
    """Copy extensions into a folder, and add our own, which is ``told`` where to begin.

    Whatever else is installed stays out: RISE is older than JupyterLab, and an extension made for the one
    can break the other.
    """
    for name, found in extensions.items():
        shutil.copytree(found, folder / name)
    place = folder / OURS
    place.mkdir(parents=True)
    shutil.copy(RISE / "slides.js", place)
    build = {"load": f"slides.js?{told}", "extension": "./extension"}
    package = {"name": OURS, "version": "1.0.0", "jupyterlab": {"extension": True, "_build": build}}
    (place / "package.json").write_text(json.dumps(package), encoding="utf-8")
