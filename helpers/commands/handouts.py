"""What is handed out on paper, and what of it only who teaches gets.

Of each notebook a worksheet: its predictions, and its exercises with room to write. Apart from these the
keys, with the belief behind each option and the exam questions of teaching/; the predictions as a quiz for
Moodle; and the picture of every `%%shapes` cell as a file. Templates in site/templates lay it out.
"""

import ast
import base64
import contextlib
import html
import re

import numpy as np

from axiswise.rich import write_picture
from helpers.commands.notebook_files import read
from helpers.commands.slides import LINK, page_of
from helpers.exercises.guard import names_in
from helpers.marks.worker import statements_of, without_magics

_PICTURE = re.compile(r"data:image/svg\+xml;base64,([^\"]+)")
_ADAPTS = re.compile("<style>.*?</style>", re.S)  # to a dark page; a lecturer's slide is what it is
_FIRST = 4  # predictions for which the first page has room


def sheet(page):
    """Return what is asked on paper of a page of the reading edition, whose parts have been computed.

    The template gets predictions as ``asked``, exercises as ``tasks``, and both, page by page, as ``pages``.

    Before a prediction stands the last paragraph before it, or with a list all, and the code that its line
    needs. Behind it the notebook tells the answer, so an exercise has only what its section says before any
    prediction.
    """
    asked, tasks = [], []
    for section in page.sections:
        before, task, code = [], [], []
        for cell in section.cells:
            part, exercise = page.parts.get(cell.id, {}), page.exercise_in(cell)
            if cell.cell_type == "markdown":
                before.append(LINK.sub(r"\1", cell.source))
                task += before[-1:] if not asked or asked[-1]["section"] is not section else []
                continue
            code.append(_assignments(cell.source))
            if part.get("kind") == "ask" and "predict(" in cell.source:
                text = re.sub("^#.*\n*", "", before[-1] if before else "")
                text = text if "\n1. " in text else text.split("\n\n")[-1]
                where = {"number": len(asked) + 1, "section": section, "text": text}
                asked.append(_asked(part, code, cell.source) | where)
                before = []
            elif exercise:
                head = re.sub(r"\.\.\. *", "", cell.source).rstrip()
                shown = {"solution": exercise.solution, "example": example(exercise)}
                tasks.append({"text": "\n\n".join(task), "head": head} | shown)
                task = []
    pages = [page for page in (asked[:_FIRST], asked[_FIRST:] + tasks) if page]
    return {"asked": asked, "tasks": tasks, "pages": pages}


def _asked(part, code, own):
    """Return a prediction for the template, with the code that makes what is not described."""
    (card,), given = part["cards"], part["given"]
    line = html.unescape(re.sub("<.*?>", "", card["head"]))
    clear = {name for name, told in given.items() if re.search("[a-z]|^[0-9]+$", told)}
    wanted = set(names_in(line)) - clear - {line.partition("#")[0].strip()}  # a name alone is the question
    code = [each for each in code if _made(each) & wanted]
    made = wanted & {name for each in code for name in _made(each)}
    texts = {ast.unparse(node): getattr(node.value, "value", None) for node in _assigned(own)}
    code += [source for source, text in texts.items() if isinstance(text, str) and text != line]
    asked, given = card["questions"][0], {name: told for name, told in given.items() if name not in made}
    says = [
        [belief] if belief else option["said"][1] or option["said"][:1]
        for belief, option in zip(part["beliefs"], asked["options"], strict=True)
    ]
    return {**asked, "says": says, "code": "\n".join(code), "line": line, "given": given}


def _assigned(source):
    kinds = ast.Assign | ast.AugAssign
    return [node for node in statements_of(without_magics(source)) if isinstance(node, kinds)]


def _made(source):
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


def _assignments(source):
    """Return the assignments in a cell, but for those of text: lines to ask about, and options."""
    lines = []
    for node in _assigned(source):
        each = getattr(node.value, "elts", [node.value])
        if not all(isinstance(getattr(one, "value", None), str) for one in each):
            lines += without_magics(source).splitlines()[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines)


def example(exercise):
    """Return arguments for an exercise, as code, and what a right answer returns: to be checked by hand."""
    reference = exercise.reference
    drawn = reference.inputs(reference.sizes()[0][1])
    given = [each if isinstance(each, int) else np.round(each, 2) for each in drawn]
    order = [each.arg for each in statements_of(exercise.solution)[-1].args.args]
    lines = [*map(_written, reference.axes, given), f"{exercise.function}({', '.join(order)})  # returns"]
    return "\n".join([*lines, *map(_written, reference.result, reference.expected(tuple(given)))])


def _written(name, value):
    start = f"{name} = np.array(" if np.ndim(value) else f"{name} = "
    told = np.array2string(np.round(value, 4), separator=", ", prefix=start, threshold=10**6)
    return f"{start}{told})" if np.ndim(value) else f"{start}{told}"


def write_key(folder, pages, paths, write):
    """Fill the folder of who teaches; return whether pictures are PNG files, too.

    ``write`` writes a file of it from a template.
    It gets ``key/`` and ``worksheets/`` with a page for each notebook, ``pictures/``, an index, and
    ``quiz.xml``: a category and the questions of each notebook, in elements that Moodle documents.
    """
    shown = {}
    (folder / "pictures").mkdir()
    sheets = [sheet(page) for page in pages]
    for page, path, each in zip(pages, paths, sheets, strict=True):
        exam = page_of(path).text.partition("## Two exam questions")[2]
        exam = re.sub("</?details>", "", exam).replace("<summary>Solution</summary>", "**Solution.**")
        write(f"worksheets/{page.name}.html", "sheet.html.j2", page=page, sheet=each)
        write(f"key/{page.name}.html", "sheet.html.j2", page=page, sheet=each, exam=exam)
        shown[page.name] = list(pictures(path))
        for name, _, picture in shown[page.name]:
            write_picture(picture, folder / "pictures" / f"{name}.svg")
            with contextlib.suppress(ModuleNotFoundError):
                write_picture(picture, folder / "pictures" / f"{name}.png")
    png = any(folder.glob("pictures/*.png"))
    write("quiz.xml", sheets=list(zip(pages, sheets, strict=True)))
    write("index.html", "key.html.j2", pages=pages, shown=shown, png=png)
    return png


def pictures(path):
    """Yield the pictures of `%%shapes` in a notebook: name, code, and the stored SVG in light colours."""
    for cell in (each for each in read(path).cells if each.source.startswith("%%shapes")):
        stored = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
        if found := _PICTURE.search(stored):  # a cell that waits for the reader's line has none
            svg = base64.b64decode(found[1]).decode()
            code = cell.source.partition("\n")[2]
            yield f"{path.stem}-{cell.execution_count:02}", code, _ADAPTS.sub("", svg)
