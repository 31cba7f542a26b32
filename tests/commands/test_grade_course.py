"""nbgrader itself makes the class set of the whole series, and grades what students hand in."""

import re
import zipfile

import pytest
from nbformat import v4

from helpers.commands import grade
from helpers.commands.notebook_files import parse, series, text_of

pytestmark = pytest.mark.nbgrader

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


def test_links_lead_from_assignment_to_assignment(course):
    for name in NAMES:
        for cell in read(course, "release", name).cells:
            for target in re.findall(r"\]\((\.\./\d\d_[^)#]+)", cell.source):
                assert (course / "release" / name / target).is_file(), target


def test_full_half_and_empty_submissions_get_what_they_deserve(course):
    half = solved(course, IN_PARTS, 0)
    marked(half, "solution")[0].source = marked(half, "solution")[0].source.replace("...", HALF_A_STEP)
    broken = solved(course, GRADED, 1)  # and above its answer a check kinder than ours, and an error
    place = broken.cells.index(marked(broken, "solution")[0])
    broken.cells.insert(place, v4.new_code_cell(FORGED))
    handed_in = {
        ("ada", GRADED): solved(course, GRADED, 3), ("ben", GRADED): broken,
        ("cleo", GRADED): solved(course, GRADED, 0), ("ben", IN_PARTS): half,
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
    }  # fmt: skip
