"""present: show a notebook as live slides, on a copy."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from helpers import data
from helpers.commands import lab
from helpers.commands.notebook_files import CommandError, by_number, numbered, parse, strip_outputs, text_of
from helpers.commands.slide_extensions import gather
from helpers.commands.slides import first_cell, slides
from helpers.commands.study import port
from helpers.commands.working_copies import HIDDEN

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


def main(argv=None):
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        By default the arguments of the process.

    Returns
    -------
    int
        0, or 1 if there is nothing to show.
    """
    options = _parser().parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="dot-or-star-"))
    try:
        notebook = _prepare(options, folder)
    except (CommandError, OSError) as error:
        shutil.rmtree(folder)
        print(f"present: {error}", file=sys.stderr)
        return 1
    print(
        f"Opening {notebook} as slides. Space goes on, Shift+Space back; Shift+Enter runs a cell.\n"
        f"They are a copy: what you save on them stays in {folder}. To stop, press Ctrl-C here.",
        flush=True,
    )
    extensions = str(folder / HIDDEN / "labextensions")
    settings = {
        "ServerApp.kernel_spec_manager_class": "helpers.commands.slide_kernel.SlideKernel",
        "LabApp.extra_labextensions_path": extensions,  # serves them
        "RiseApp.labextensions_path": extensions,  # names them to the page
    }
    return lab.serve(
        folder, notebook, view="rise", port=options.port, browser=options.browser, settings=settings
    )


def _prepare(options, folder):
    """Fill a folder with what is shown; return the name of the notebook."""
    path = by_number(numbered(data.folder("notebooks")), options.notebook)
    try:
        cell = first_cell(copy_slides(path, folder), options.start)
    except IndexError as error:
        raise CommandError(f"{path.stem} has no slide {options.start}.") from error
    shutil.copy(Path(__file__).parent / "rise" / "rise.css", folder)
    gather(folder / HIDDEN / "labextensions", cell)
    return path.name


def copy_slides(path, folder):
    """Write the slides of a notebook into a folder, without outputs: they would answer before it is asked.

    Parameters
    ----------
    path : pathlib.Path
    folder : pathlib.Path

    Returns
    -------
    nbformat.NotebookNode
        What was written.

    Raises
    ------
    CommandError
        If the file is no notebook.
    """
    try:
        shown = strip_outputs(slides(parse(path.read_text(encoding="utf-8"))))
    except ValueError as error:
        raise CommandError(f"{path.name}: {error}") from error
    shown.metadata["rise"] = LOOK
    (folder / path.name).write_text(text_of(shown), encoding="utf-8")
    return shown


def _number(text):
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no slide; expected a number, 1 or more")


def _parser():
    parser = argparse.ArgumentParser(prog="present", description=__doc__.partition(": ")[2])
    parser.add_argument("notebook", metavar="NN", help="the notebook to show, such as 06")
    parser.add_argument("--from", dest="start", type=_number, default=1, metavar="SLIDE", help="begin there")
    parser.add_argument("--port", type=port, help="8888 by default; the next free one if it is busy")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="only print the address")
    return parser


if __name__ == "__main__":
    sys.exit(main())
