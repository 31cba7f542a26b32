import importlib.util

import pytest
from nbformat import v4

from helpers.commands import grade
from helpers.commands.grade import assignment
from helpers.commands.notebook_files import parse, series

STUB = "def twice(x):\n    ...  # one line"
CHECK = 'check(twice, "cost")  # yours'
SOLUTION = """\
<details><summary>Hint</summary>

Add it to itself.
</details>

<details><summary>Solution</summary>

```python
def twice(x):
    y = x
    return x + y
```

Or multiply.
</details>"""


def notebook(stub=STUB, check=CHECK, solution=SOLUTION, text="Read [this](04_dot.ipynb#why)."):
    def tags(kind):
        return {"tags": [f"{kind}:twice"]}

    cells = [
        v4.new_markdown_cell(text),
        v4.new_code_cell(stub, metadata=tags("exercise"), execution_count=1),
        v4.new_code_cell(check, metadata=tags("check")),
        v4.new_markdown_cell(solution, metadata=tags("solution")),
    ]
    return v4.new_notebook(cells=cells)


def test_an_exercise_gets_its_solution_between_markers_and_keeps_its_comment():
    cell = assignment(notebook()).cells[1]
    assert cell.source.splitlines() == [
        "def twice(x):", "    # one line", "    ### BEGIN SOLUTION", "    y = x", "    return x + y",
        "    ### END SOLUTION",
    ]  # fmt: skip
    assert cell.metadata.nbgrader["grade_id"] == "exercise-twice"
    assert cell.metadata.nbgrader["solution"] and not cell.metadata.nbgrader["grade"]
    assert cell.execution_count is None


def test_a_check_shows_its_score_and_nothing_hides_it():
    cell = assignment(notebook()).cells[2]
    assert cell.source == "from helpers import check\ncheck(twice, 'cost').score"
    assert cell.metadata.nbgrader["grade"] and cell.metadata.nbgrader["locked"]


def test_of_the_solution_the_hint_is_left():
    assert assignment(notebook()).cells[3].source == SOLUTION.partition("\n\n<details><summary>S")[0]


def test_links_lead_to_the_folders_of_other_assignments():
    assert assignment(notebook()).cells[0].source == "Read [this](../04_dot/04_dot.ipynb#why)."


def test_the_notebook_itself_is_left_alone():
    given = notebook()
    assignment(given)
    assert given == notebook() | {"cells": given.cells}
    assert [cell.source for cell in given.cells] == [cell.source for cell in notebook().cells]


@pytest.mark.parametrize("path", series(), ids=lambda path: path.stem)
def test_every_notebook_of_the_series_is_an_assignment(path):
    source = assignment(parse(path.read_text(encoding="utf-8")))
    ids = [cell.metadata.nbgrader["grade_id"] for cell in source.cells if "nbgrader" in cell.metadata]
    assert ids and len(set(ids)) == len(ids)
    assert not any("Solution</summary>" in cell.source for cell in source.cells)


def test_without_nbgrader_it_says_what_to_type(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert grade.main(["--folder", str(tmp_path / "course")]) == 1
    assert "uv run --group grade grade" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_exists_is_left_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    assert grade.main(["--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"grade: {tmp_path} exists already")
    assert not list(tmp_path.iterdir())
