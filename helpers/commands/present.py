"""present: show a notebook as live slides, on a copy.

A heading begins a slide of 1280 x 720; what does not fit below it goes on a slide beneath. What stands behind
a code cell tells its result, so it comes only when asked for: as a fragment, or on the next slide. Solutions
are left out, and so is what helps only who reads: links to other notebooks, advice on an installation. A
slide type that is set by hand wins.
"""

import argparse
import copy
import json
import re
import shutil
import sys
import tempfile
from base64 import b64decode
from pathlib import Path

from nbformat import v4

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

# In px, with the sizes of rise/rise.css:
ROOM = 660  # of a slide that cells can fill
HEADING, LINE, SMALL = 62, 38, 36  # a line of each, and of tables; their margins are in MARGIN
MARGIN, CODE = 12, 28
LETTERS, LETTERS_SMALL, LETTERS_CODE = 80, 95, 86  # letters in a line; a longer one goes on below
FORMULA = 100
CARD = 62  # a line of what helpers display without a picture
SHAPES, LOWER = 440, 0.8  # the highest picture of %%shapes; how high others are, of what they are on a page
QUESTION = 80  # by which the letters of a question in a picture are higher than on a page
NUMBERS = 60  # what is seen of an array above its picture
FIGURE = 466  # the highest figure
WIDGET, ZOOM = 245, 1.34  # what is operated, beside a picture; how much larger that is than on a page
SHARPNESS = 2  # pixels of a PNG for each px
ADVICE = re.compile(r"# No module .helpers.*\n")
LINK = re.compile(r"\[([^]]*)\]\(\d\d_\w+\.ipynb\)")


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("present", description=__doc__.partition(": ")[2].partition("\n")[0])
    parser.add_argument("notebook", metavar="NN", help="the notebook to show, such as 06")
    parser.add_argument("--from", dest="start", type=int, default=1, metavar="SLIDE", help="begin there")
    study.add_server_options(parser)
    return run(parser, _present, argv)


def _present(options):
    folder = Path(tempfile.mkdtemp(prefix="dot-or-star-"))
    extensions = str(folder / study.HIDDEN / "labextensions")
    try:
        path = by_number(series(), options.notebook)
        begin = starts(copy_slides(path, folder))
        if not 1 <= options.start <= len(begin):
            raise CommandError(f"{path.stem} has no slide {options.start}.")
        shutil.copy(RISE / "rise.css", folder)
        _gather(Path(extensions), begin[options.start - 1])
    except (CommandError, OSError):
        shutil.rmtree(folder)
        raise
    print(
        f"Opening {path.name} as slides. Space goes on, Shift+Space back; Shift+Enter runs a cell.\n"
        f"They are a copy: what you save on them stays in {folder}. To stop, press Ctrl-C here.",
        flush=True,
    )
    settings = {
        "ServerApp.kernel_spec_manager_class": "helpers.commands.present.SlideKernel",
        "LabApp.extra_labextensions_path": extensions,  # serves them
        "RiseApp.labextensions_path": extensions,  # names them to the page
    }
    return study.serve(
        folder, path.name, view="rise", port=options.port, browser=options.browser, settings=settings
    )


class SlideKernel(study.ThisPython):
    """Offers the kernel of the running environment, set for a room: large pictures, no tracebacks."""

    def get_kernel_spec(self, kernel_name):
        """Return what starts the kernel."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, "--InteractiveShell.xmode=Minimal"]
        spec.env = spec.env | {"DOT_OR_STAR_LAYOUT": "slide"}
        return spec


def copy_slides(path, folder):
    """Write the slides of a notebook into a folder, without outputs, and return them.

    Outputs would answer before it is asked. Raises CommandError if the file is no notebook.
    """
    shown = strip_outputs(slides(read(path)))
    shown.metadata["rise"] = LOOK
    (folder / path.name).write_text(text_of(shown), encoding="utf-8")
    return shown


def _gather(folder, cell):
    """Copy the extensions that slides need into a folder; the slides begin at the one that holds a cell.

    Whatever else is installed stays out: RISE is older than JupyterLab, and an extension made for the one
    can break the other.
    """
    for name, package in NEEDED.items():
        shutil.copytree(labextension(name, package), folder / name)
    place = folder / OURS
    place.mkdir(parents=True)
    shutil.copy(RISE / "slides.js", place)
    build = {"load": f"slides.js?cell={cell}", "extension": "./extension"}
    package = {"name": OURS, "version": "1.0.0", "jupyterlab": {"extension": True, "_build": build}}
    (place / "package.json").write_text(json.dumps(package), encoding="utf-8")


def slides(notebook):
    """Return a copy of a notebook with `slideshow` in the metadata of every cell.

    Its outputs tell how much room a cell needs. A text that is higher than a slide becomes several cells.
    """
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        cell.source = ADVICE.sub("", LINK.sub(r"\1", cell.source))
    made.cells = [piece for cell in made.cells for piece in _pieces(cell)]
    used, ran, headed = ROOM, False, False
    for cell in made.cells:
        kind, height = cell.metadata.get("slideshow", {}).get("slide_type", "-"), _height(cell)
        if kind == "-":
            kind = _kind(cell, headed or used + height <= ROOM, ran)
        cell.metadata["slideshow"] = {"slide_type": kind}
        if kind not in ("skip", "notes"):
            used = height if kind in ("slide", "subslide") else used + height
            ran = cell.cell_type == "code" or (ran and kind == "-")
            # There is no slide of a heading alone.
            headed = cell.source.startswith("#") and "\n" not in cell.source.strip()
    return made


def starts(notebook):
    """Return, for each slide, the position of the cell with which it begins."""
    kinds = [cell.metadata["slideshow"]["slide_type"] for cell in notebook.cells]
    return [index for index, kind in enumerate(kinds) if kind in ("slide", "subslide")]


def _kind(cell, fits, ran):
    if any(tag.startswith("solution:") for tag in cell.metadata.get("tags", ())):
        return "skip"
    text = cell.cell_type == "markdown"
    if text and cell.source.startswith("#"):
        return "slide"
    return "subslide" if not fits else "fragment" if ran and text else "-"


def _height(cell):
    """Return the height of a cell, with its output."""
    if cell.cell_type != "code":
        return 8 + sum(map(_height_of_block, _blocks(cell.source)))
    traced = cell.source.startswith("%%shapes")
    code = 18 + CODE * _lines(cell.source.split("\n"), LETTERS_CODE)
    return code + sum(_height_of_output(output, traced) for output in cell.outputs)


def _height_of_output(output, traced):
    data = output.get("data", {})
    text = output.get("text") or data.get("text/plain", "")
    lines = text.rstrip().count("\n") + 1
    shown = data.get("text/html", "")
    if "<img" in shown:
        pictures = re.findall(r'src="data:image/[^;]+;base64,([^"]+)"', shown)
        high = sum(map(_height_of_picture, pictures))
        room = min(high * ZOOM, FIGURE) if "image/png" in shown else WIDGET + high * ZOOM
        if not traced:
            return room
        below = FORMULA * ("axw-formula" in shown) + QUESTION * ("Question: " in text)
        return min(high * LOWER, SHAPES) + below
    return min(lines * CODE, NUMBERS) if traced else lines * (CARD if shown else CODE)


def _height_of_picture(encoded):
    """Return how high a picture is on a page."""
    data = b64decode(encoded)
    if data.startswith(b"\x89PNG"):
        return int.from_bytes(data[20:24]) / SHARPNESS
    return float(re.search(rb'<svg[^>]* height="([0-9.]+)"', data)[1])


def _height_of_block(block):
    lines = block.splitlines()
    if block.startswith("$$"):
        return FORMULA
    if block.startswith("#"):
        return HEADING
    if block.startswith("|"):
        return MARGIN + SMALL * _lines((line for line in lines if line[1:4] != "---"), LETTERS_SMALL)
    # Targets of links, and marks, are not seen.
    return MARGIN + LINE * _lines((re.sub(r"[*`]|\]\([^)]*\)", "", line) for line in lines), LETTERS)


def _lines(lines, letters):
    """Return how many lines these are when each has at most so many letters."""
    return sum(1 + len(line) // letters for line in lines)


def _blocks(source):
    """Split a text at its blank lines, but not within fences, formulas and tags."""
    fenced = r"```.*?```|<details>.*?</details>|\$\$.*?\$\$"
    whole = re.sub(fenced, lambda found: found[0].replace("\n\n", "\n\0\n"), source, flags=re.S)
    return [block.replace("\0", "") for block in re.split(r"\n{2,}", whole) if block.strip()]


def _pieces(cell):
    """Split a text before a heading, and between its blocks where it is too high."""
    texts, height = [[]], 8
    for block in _blocks(cell.source) if cell.cell_type == "markdown" else ():
        height += _height_of_block(block)
        if texts[-1] and (height > ROOM or block.startswith("#")):
            height = 8 + _height_of_block(block)
            texts.append([])
        texts[-1].append(block)
    if len(texts) == 1:
        return [cell]
    return [
        v4.new_markdown_cell("\n\n".join(blocks).strip(), metadata=copy.deepcopy(cell.metadata))
        for blocks in texts
    ]


if __name__ == "__main__":
    sys.exit(main())
