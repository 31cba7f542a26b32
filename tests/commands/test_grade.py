"""The class set: what becomes of each cell, and what nbgrader itself makes and grades of it."""

import importlib.util
import re
import zipfile

import pytest
from nbformat import v4

from helpers.commands import grade
from helpers.commands.grade import assignment
from helpers.commands.notebook_files import parse, series, text_of

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


def test_of_each_cell_what_belongs_to_an_assignment_is_left():
    text, exercise, check, solution = assignment(notebook()).cells
    assert text.source == "Read [this](../04_dot/04_dot.ipynb#why)."
    assert exercise.source.splitlines() == [
        "def twice(x):", "    # one line", "    ### BEGIN SOLUTION", "    y = x", "    return x + y",
        "    ### END SOLUTION",
    ]  # fmt: skip
    assert exercise.metadata.nbgrader["grade_id"] == "exercise-twice"
    assert exercise.metadata.nbgrader["solution"] and not exercise.metadata.nbgrader["grade"]
    assert exercise.execution_count is None
    assert check.source == "from helpers import check\ncheck(twice, 'cost').score"
    assert check.metadata.nbgrader["grade"] and check.metadata.nbgrader["locked"]
    assert solution.source == SOLUTION.partition("\n\n<details><summary>S")[0]  # the hint


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


# nbgrader itself makes the class set of the whole series, and grades what students hand in.

NAMES = [path.stem for path in series()]
GRADED, IN_PARTS = "07_many_outputs", "08_train_and_see"
FORGED = """\
import helpers, IPython
kind = type("Kind", (), {"score": 1.0})
check = helpers.check = lambda *_: kind
IPython.get_ipython().displayhook = lambda *_: print(1.0)
1 / 0"""
HALF_A_STEP = "return w - learning_rate * dw, b"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school") / "class set"
    assert grade.main(["--folder", str(folder)]) == 0
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return folder


def read(*parts):
    folder, kind, name = parts
    return parse((folder / kind / name / f"{name}.ipynb").read_text(encoding="utf-8"))


def marked(notebook, key):
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get(key)]


def solved(course, name, count):
    """Return a notebook of the class set with the first exercises solved, by count."""
    notebook, source = read(course, "release", name), read(course, "source", name)
    pairs = zip(marked(notebook, "solution"), marked(source, "solution"), strict=True)
    for cell, answer in list(pairs)[:count]:
        cell.source = answer.source
    return notebook


@pytest.mark.nbgrader
def test_the_class_set_holds_every_notebook_and_no_solution(course):
    with zipfile.ZipFile(course / "class-set.zip") as archive:
        released = {
            name: parse(archive.read(name).decode()) for name in archive.namelist() if "ipynb" in name
        }
    assert sorted(released) == [f"{name}/{name}.ipynb" for name in NAMES]
    for name in NAMES:
        notebook = released[f"{name}/{name}.ipynb"]
        answers, sources = marked(notebook, "solution"), marked(read(course, "source", name), "solution")
        assert len(answers) == len(sources) > 0
        for answer, source in zip(answers, sources, strict=True):
            head = re.sub(r" *### BEGIN SOLUTION.*", "", source.source, flags=re.S)
            assert answer.source == f"{head}    ..."
        assert not any(cell.get("outputs") for cell in notebook.cells)
        assert "Solution</summary>" not in text_of(notebook) and "SOLUTION" not in text_of(notebook)


@pytest.mark.nbgrader
def test_links_lead_from_assignment_to_assignment(course):
    for name in NAMES:
        for cell in read(course, "release", name).cells:
            for target in re.findall(r"\]\((\.\./\d\d_[^)#]+)", cell.source):
                assert (course / "release" / name / target).is_file(), target


@pytest.mark.nbgrader
def test_full_half_and_empty_submissions_get_what_they_deserve(course):
    half = solved(course, IN_PARTS, 0)
    marked(half, "solution")[0].source = marked(half, "solution")[0].source.replace("...", HALF_A_STEP)
    broken = solved(course, GRADED, 1)  # and above its answer a check kinder than ours, and an error
    place = broken.cells.index(marked(broken, "solution")[0])
    broken.cells.insert(place, v4.new_code_cell(FORGED))
    without_checks = solved(course, GRADED, 3)
    without_checks.cells = [
        cell for cell in without_checks.cells if cell not in marked(without_checks, "grade")
    ]
    handed_in = {
        ("ada", GRADED): solved(course, GRADED, 3), ("ben", GRADED): broken,
        ("cleo", GRADED): solved(course, GRADED, 0), ("ben", IN_PARTS): half,
        ("dan", GRADED): without_checks,
    }  # fmt: skip
    nbgrader = grade.started_nbgrader(course)
    for (student, name), notebook in handed_in.items():
        place = course / "submitted" / student / name
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_text(text_of(notebook), encoding="utf-8")
        result = nbgrader.autograde(name, student)
        assert result["success"], result
    with nbgrader.gradebook as gradebook:
        scores = {
            (student, name): [
                (mark.auto_score, mark.max_score)
                for mark in gradebook.find_submission_notebook(name, name, student).grades
            ]
            for student, name in handed_in
        }
    assert {key: [sorted(pairs), len(pairs)] for key, pairs in scores.items()} == {
        ("ada", GRADED): [[(1, 1), (1, 1), (1, 1)], 3], ("ben", GRADED): [[(0, 1), (0, 1), (1, 1)], 3],
        ("cleo", GRADED): [[(0, 1), (0, 1), (0, 1)], 3], ("ben", IN_PARTS): [[(0.5, 1)], 1],
        ("dan", GRADED): [[(1, 1), (1, 1), (1, 1)], 3],
    }  # fmt: skip
