"""The exercises of the notebooks: each stub says so, and each folded solution passes its own check."""

import re
from pathlib import Path

import nbformat
import numpy as np

from helpers.exercises.check import check
from tests.cases import each_case

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
FENCED = re.compile(r"```python\n(.*?)```", re.DOTALL)


def tagged(notebook, kind):
    """Return (name, source) of each cell with a tag ``kind:name``."""
    return [
        (tag.split(":")[1], cell.source)
        for cell in notebook.cells
        for tag in cell.metadata.get("tags", [])
        if tag.startswith(f"{kind}:")
    ]


def checks():
    """Return a case for each call of check: notebook, the call, the stubs and the solutions beside it."""
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, 4)
        stubs = "\n".join(source for _, source in tagged(notebook, "exercise"))
        solutions = "\n".join(FENCED.search(source)[1] for _, source in tagged(notebook, "solution"))
        for _, source in tagged(notebook, "check"):
            for call in re.findall(r"^(?:\w+ = )?(check\([^)]*\))", source, re.MULTILINE):
                yield call, stubs, solutions


CASES = list(checks())


def reports(call, source):
    namespace = {"np": np, "check": check}
    exec(f"import math\n{source}", namespace)
    return eval(call, namespace)


def test_there_are_exercises():
    assert len(CASES) >= 20


@each_case(("call", "stubs", "solutions"), CASES)
def test_the_stub_says_not_written_yet_and_the_solution_passes(call, stubs, solutions):
    stub, solution = reports(call, stubs), reports(call, solutions)
    assert solution.passed and solution.score == 1, solution
    assert not stub.passed and "not written yet" in stub.text, stub
