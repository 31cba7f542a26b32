"""A stub runs and says that it is not written yet; the folded solution passes the check that stands there."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

NOT_YET = "not written yet"


def tagged(notebook, kind):
    cells = enumerate(notebook.cells)
    return {
        position: tag.partition(":")[2]
        for position, cell in cells
        for tag in cell["metadata"].get("tags", [])
        if tag.startswith(f"{kind}:")
    }


def text_of(cell):
    return "".join("".join(output.get("text", "")) for output in cell["outputs"])


def solution(cell):
    source = "".join(cell["source"])
    assert source.startswith("*Hint: "), "a one-line hint comes first"
    return re.fullmatch(r".*<details>.*```python\n(.*)\n```\n</details>", source, flags=re.S)[1]


def test_every_exercise_has_its_check_and_its_solution_below_it(notebook):
    stubs, checks, solutions = (tagged(notebook, kind) for kind in ("exercise", "check", "solution"))
    assert sorted(checks.values()) == sorted(solutions.values())
    for position, name in checks.items():
        assert position - 1 in stubs, name
        assert solutions.get(position + 1) == name, name


def test_a_stub_says_that_it_is_not_written_yet(notebook):
    for position in tagged(notebook, "check"):
        assert NOT_YET in text_of(notebook.cells[position])


def test_every_solution_passes_the_check_of_its_notebook(notebook):
    solutions = {name: notebook.cells[position] for position, name in tagged(notebook, "solution").items()}
    checks = tagged(notebook, "check")
    if not checks:
        pytest.skip(f"{notebook.path.stem} has no exercise")
    filled = nbformat.read(notebook.path, 4)
    cells, filled.cells = filled.cells, []
    for position, cell in enumerate(cells):
        if position in checks:
            filled.cells.append(new_code_cell(solution(solutions[checks[position]])))
        filled.cells.append(cell)
    NotebookClient(filled, timeout=120, kernel_name="python3").execute(cwd=str(notebook.path.parent))
    done = [
        cell for cell in filled.cells if any(t.startswith("check:") for t in cell.metadata.get("tags", []))
    ]
    assert len(done) == len(checks)
    for cell in done:
        assert "right" in text_of(cell)
        assert NOT_YET not in text_of(cell)
