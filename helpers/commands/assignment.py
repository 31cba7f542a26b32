"""Turn a notebook of the series into the source of an nbgrader assignment."""

import ast
import copy
import re

from helpers.commands.notebook_files import CommandError, strip_outputs

STUB = "..."  # what stands in a class set for a solution: it runs, so a notebook half done still runs on
POINTS = 1  # for an exercise; `check(…).score` is the share of them


def assignment(notebook):
    """Give exercises their solutions between markers, and make checks count.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Exercises are three cells in a row, tagged `exercise:NAME`, `check:NAME` and `solution:NAME`.

    Returns
    -------
    nbformat.NotebookNode
        A copy without outputs. The exercise is an autograded answer, the check an autograder's test that
        gives partial credit, and of the solution's cell the hint is left. Links lead to the folders of
        the other assignments.

    Raises
    ------
    CommandError
        If an exercise lacks a cell, or its solution does not begin as the exercise does.
    """
    made = strip_outputs(copy.deepcopy(notebook))
    exercises, checks, solutions = (_tagged(made, kind) for kind in ("exercise", "check", "solution"))
    if incomplete := (exercises.keys() ^ checks.keys()) | (exercises.keys() ^ solutions.keys()):
        names = ", ".join(sorted(incomplete))
        raise CommandError(f"{names}: expected three cells, tagged exercise:, check: and solution:")
    for cell in made.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"\]\((\d\d_\w+)\.ipynb", r"](../\1/\1.ipynb", cell.source)
    for name, exercise in exercises.items():
        exercise.source = _between_markers(name, exercise.source, solutions[name].source)
        _mark(exercise, f"exercise-{name}", solution=True)
        # The name is bound again: an answer may have bound it to something kinder.
        checks[name].source = f"from helpers import check\n{_expression(name, checks[name].source)}.score"
        _mark(checks[name], f"check-{name}", grade=True, locked=True, points=POINTS)
        solutions[name].source = solutions[name].source.partition("<details>")[0].strip()
    return made


def _tagged(notebook, kind):
    return {
        tag.partition(":")[2]: cell
        for cell in notebook.cells
        for tag in cell.metadata.get("tags", ())
        if tag.startswith(f"{kind}:")
    }


def _between_markers(name, stub, solution):
    """Join the head of a stub with the rest of its solution; a comment after the dots gets its own line."""
    parts = re.fullmatch(r"(.*\n)( +)\.\.\. *(#[^\n]*)?", stub.rstrip(), flags=re.S)
    if parts is None:
        raise CommandError(f"exercise {name}: expected a function whose last line is `    ...  # a comment`")
    head, indent, comment = parts.groups()
    code = re.search(r"```python\n(.*?)\n```", solution, flags=re.S)
    if code is None or not code[1].startswith(head):
        raise CommandError(
            f"exercise {name}: its solution should be a block of code that begins with\n{head}"
        )
    lines = [comment] * bool(comment) + ["### BEGIN SOLUTION"]
    marked = "\n".join(f"{indent}{line}" for line in lines)
    return f"{head}{marked}\n{code[1].removeprefix(head)}\n{indent}### END SOLUTION"


def _expression(name, source):
    """Return a check without comments: nbgrader gives full credit for a last line that shows no number."""
    try:
        return ast.unparse(ast.parse(source, mode="eval"))
    except SyntaxError as error:
        raise CommandError(f"check {name}: expected one expression, check(…), not\n{source}") from error


def _mark(cell, grade_id, *, grade=False, solution=False, locked=False, **points):
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "cell_type": "code",
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
        **points,
    }
