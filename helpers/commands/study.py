"""study: open the notebooks in JupyterLab, on copies of your own."""

import argparse
import sys
import tempfile
from pathlib import Path

import helpers
from helpers import data
from helpers.commands import lab
from helpers.commands.notebook_files import CommandError, by_number, numbered
from helpers.commands.working_copies import WorkingCopies

COPIES = "my-notebooks"


def main(argv=None):
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        By default the arguments of the process.

    Returns
    -------
    int
        0, or 1 if the copies could not be made.
    """
    options = _parser().parse_args(argv)
    try:
        folder, notebook = _prepare(options)
    except (CommandError, FileNotFoundError) as error:
        print(f"study: {error}", file=sys.stderr)
        return 1
    print(f"Opening {notebook} in JupyterLab. To stop, press Ctrl-C here.", flush=True)
    return lab.serve(folder, notebook, port=options.port, browser=options.browser)


def _prepare(options):
    """Bring the copies up to date, say so, and return their folder and the name of the one to open."""
    originals = numbered(data.folder("notebooks"))
    chosen = by_number(originals, options.again or options.notebook or originals[0].name)
    folder = _folder(options.folder, originals[0].parent)
    copies = WorkingCopies(folder)
    try:
        print(_describe(copies.update(originals, helpers.__version__), folder))
        return folder, copies.add_fresh(chosen) if options.again else chosen.name
    except OSError as error:
        place = error.filename2 or error.filename or folder
        raise CommandError(
            f"cannot write {place}: {error.strerror}. None of your files was harmed. "
            "Mend that, or choose another place with --folder."
        ) from error


def _folder(asked, source):
    """Choose the folder of the copies: the one asked for, else the first that can be written."""
    if asked:
        places = [Path(asked).expanduser().absolute()]
    else:
        places = [place / COPIES for place in (_checkout(), Path.cwd()) if place]
    if source.resolve() in (places[0].resolve(), *places[0].resolve().parents):
        raise CommandError(f"{places[0]} holds the originals. Choose another --folder for your copies.")
    refused = []
    for place in places:
        problem = _problem(place)
        if problem is None:
            if refused:
                print(f"Cannot write in {refused[0]}, so your copies go elsewhere.", file=sys.stderr)
            return place
        refused.append(f"{place} ({problem})")
    raise CommandError(f"cannot write in {' or '.join(refused)}. Choose another place with --folder.")


def _checkout():
    """Find the checkout that this package or the current directory lies in."""
    here = Path.cwd()
    for place in (data.PACKAGE.parent, here, *here.parents):
        if (place / "pyproject.toml").is_file() and (place / "helpers" / "commands" / "study.py").is_file():
            return place
    return None


def _problem(folder):
    """Say why a folder cannot be written, None if it can; to find out is the only way that is sure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error.strerror


def _describe(copied, folder):
    lines = [f"Your notebooks are in {folder}."]
    for outcome, words in {
        "new": "New",
        "restored": "Were missing, copied again",
        "renewed": "Renewed, you had not changed them",
        "kept": "Kept as you left them",
    }.items():
        names = [item.name.removesuffix(".ipynb") for item in copied if item.outcome == outcome]
        if names:
            lines.append(f"  {words}: {', '.join(names)}")
    for item in copied:
        if item.outcome == "beside":
            lines.append(f"  Kept as you left it: {item.name}. The new version is beside it: {item.beside}")
    return "\n".join(lines)


def port(text):
    """Read a port that a person typed."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; expected a number from 1 to 65535")


def _parser():
    parser = argparse.ArgumentParser(prog="study", description=__doc__.partition(": ")[2])
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "notebook", nargs="?", metavar="NN", help="the notebook to open, such as 06; 00 by default"
    )
    which.add_argument("--again", metavar="NN", help="open a fresh copy of this notebook, beside yours")
    parser.add_argument("--folder", metavar="DIR", help=f"where your copies are, in place of {COPIES}")
    parser.add_argument("--port", type=port, help="8888 by default; the next free one if it is busy")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="only print the address")
    parser.add_argument("--version", action="version", version=f"Dot or Star {helpers.__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
