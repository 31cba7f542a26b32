"""Marks: what was handed in, what it earned, and that nothing an answer does changes a mark."""

import csv
import json
import os
from contextlib import closing
from dataclasses import replace

import pytest
from attacks import FORGED, HOSTILE, forged, hostile
from nbformat import v4

from helpers.commands import grade
from helpers.commands.notebook_files import read, series, tagged, text_of
from helpers.data import PACKAGE
from helpers.exercises.check import SLIP
from helpers.marks import apart, class_report, marking
from helpers.marks.apart import Apart, Ended, RemoteAnswer, room
from helpers.marks.marking import (
    Answer,
    Mark,
    Refused,
    answers,
    answers_in,
    exercises,
    handed_in,
    mark,
    mark_file,
)
from helpers.practice.session import Sheet
from tests.cases import each_case

HEAD = "import numpy as np\nfrom helpers import axes, check, penguins, dot, show, predict\n"
DATA = "birds = penguins()\nX, Y = birds.X, birds.Y\nm = 219\nshow(birds); predict('X', options=[])[0].x = 1"
RIGHT = "return np.sum(X * (A - Y), axis=1, keepdims=True) / X.shape[1]"
(DW,) = (each for each in exercises()["05_gradients"] if each.name == "dw_by_star")


@pytest.fixture(scope="module")
def place():
    with room() as made:
        yield made


def handed(code, *, above="", name="dw_by_star"):
    body = "\n    ".join(code.splitlines())
    source = f"def {name}(X, A, Y):\n    {body}"
    return Answer(DW, (HEAD, DATA, f"%%shapes\n{above}", source), source)


def share(place, *given, **options):
    return mark(place, "ada", handed(*given, **options)).share


def test_a_room_holds_data_and_nothing_to_copy_from(place):
    files = {str(path.relative_to(place)) for path in place.rglob("*.py") if "installed" not in path.parts}
    ours = {"__init__.py", "data.py", "validate.py"}
    assert files == {"axiswise.py", "worker.py", *(f"helpers/{name}" for name in ours)}
    linked = {path.name for path in (place / "installed").iterdir()}
    assert "numpy" in linked and not any(
        name.startswith(("helpers", "axiswise", "dot_or")) for name in linked
    )


def test_right_wrong_and_empty_answers_earn_what_they_deserve(place):
    wanted = {
        RIGHT: (1.0, "right"),
        RIGHT.replace("A - Y", "Y - A"): (None, "not right"),
        "...": (0.0, "not written"),
        "return dot.gradients(X, A, Y)[0]": (0.0, "borrowed"),
        "from helpers.formulas.dot import gradients\nreturn gradients(X, A, Y)[0]": (0.0, "borrowed"),
        "import helpers.formulas.loop as theirs\nreturn theirs.gradients(X, A, Y)[0]": (0.0, "borrowed"),
        "return np.sum(X * (A - Y), axis=1, keepdims=True) / m": (None, "this notebook's data only"),
        "X -= 1\nreturn 1": (0.0, "not right"),
        "return X @ (A - Y)": (0.0, "not right"),
        "return {1: 2}": (0.0, "not right"),
    }
    wrong, marked = [], {code: mark(place, "ada", handed(code)) for code in wanted}
    for code, (earned, title) in wanted.items():
        got = marked[code]
        if title not in got.title or (earned is not None and got.share != earned) or got.share == 1 != earned:
            wrong.append((code, got))
    assert not wrong
    assert "returned a dict" in marked["return {1: 2}"].sentences[0]
    slip, two = (mark(place, "ada", handed(RIGHT.replace("A - Y", "Y - A") + more)) for more in ("", " / 7"))
    assert slip.slips == ("other-way-round",) and slip.share == SLIP
    assert any("One change makes it right" in sentence for sentence in slip.sentences) and two.share == 0


@each_case("kind", list(FORGED), daily=4)
def test_no_forgery_earns_anything(place, kind):
    assert share(place, forged("X, A, Y"), above=FORGED[kind]) == 0


@pytest.mark.skipif(not apart.alone(), reason="this system keeps processes apart in no other way")
def test_an_answer_finds_nothing_of_ours_and_changes_nothing(tmp_path):
    (tmp_path / "other.ipynb").write_text("{}", encoding="utf-8")
    reaches = [
        f"sys.path.insert(0, {str(PACKAGE.parent)!r}); del sys.modules['helpers']; import helpers.exercises",
        "open(np.__file__, 'a').close()", f"open({str(tmp_path / 'other.ipynb')!r}).close()",
        f"os.kill({os.getpid()}, 0)", "open(sys.argv[0], 'a').close()",
    ]  # fmt: skip
    tries = "\n".join(
        f"try:\n    {each}\n    done += 1\nexcept Exception:\n    pass" for each in ["[][1]", *reaches]
    )
    allowed = "open('own', 'w').close()"
    above = f"import os, sys\n{allowed}\ndone = 0\n{tries}"
    with room(submissions=tmp_path) as place:
        assert share(place, f"{allowed}\n{RIGHT} / (done == 0)", above=above) == 1


@pytest.mark.nbgrader
def test_each_accident_costs_its_own_exercise_alone(place, monkeypatch):
    monkeypatch.setattr(apart, "CELLS", 2)
    monkeypatch.setattr(marking, "SECONDS", 2)
    codes = [hostile(code, "dw_by_star", "X, A, Y") for code in HOSTILE.values()]
    got = {code: mark(place, "ada", handed(code)) for code in codes}
    assert {code: each.share for code, each in got.items()} == dict.fromkeys(codes, 0.0)
    assert all(each.title and each.sentences for each in got.values())
    for code, reason in {"while True: pass": "come to an end", "import os; os._exit(1)": "ended"}.items():
        assert share(place, RIGHT, above=code) == 1  # it is not this exercise that ends the process
        given = handed(RIGHT)
        own = replace(given, cells=(*given.cells[:-1], f"{given.cells[-1]}\n{code}"))
        assert reason in mark(place, "ada", own).sentences[0]
    assert share(place, RIGHT, above="1 / 0\nraise SystemExit\n") == 1.0


def test_an_argument_changed_in_place_is_changed_here_and_what_is_printed_is_heard(place, capsys):
    source = "def f(x):\n    x[0] = 7\n    print('hello')\n    return x[0], [1, 'a'], None"
    with closing(Apart(place, [source], "f")) as process:
        given, answer = [1.0, 2.0], RemoteAnswer(process, "f", source)
        assert answer(given) == (7, [1, "a"], None) and given == [7, 2.0]
        assert capsys.readouterr().out == "hello\n"
        assert answer.redefined("def f(x):\n    return len(x)")(given) == 2 and answer([5])[0] == 7
        process.close()
        with pytest.raises(Ended):
            answer(given)


def notebook(*cells):
    return v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])


def test_every_file_is_answered_for(tmp_path, place):
    whole = text_of(notebook(HEAD, f"def dw_by_star(X, A, Y):\n    {RIGHT}"))
    strange = {"cells": [1, None, {"cell_type": "code", "source": 3}]}
    usual = "05_gradients.ipynb"
    files = {
        "as it is": (usual, whole.encode(), ""), "renamed": ("my homework.ipynb", whole.encode(), ""),
        "of Windows": (usual, whole.encode("utf-16"), ""), "marked": (usual, whole.encode("utf-8-sig"), ""),
        "truncated": (usual, whole.encode()[:200], "only the beginning"),
        "a picture": (usual, b"\x89PNG\r\n\x1a\n", "no notebook"),
        "a list": (usual, b"[1, 2]", "no notebook"),
        "strange cells": (usual, json.dumps(strange).encode(), "no notebook"),
        "of old": (usual, whole.replace("return", "# für\\n    return").encode("latin-1"), ""),
        "another": ("essay.ipynb", text_of(notebook("x = 1")).encode(), "essay.ipynb"),
    }  # fmt: skip
    wrong = []
    for student, (name, data, reason) in files.items():
        path = tmp_path / student / name
        path.parent.mkdir()
        path.write_bytes(data)
        got = mark_file(place, (student, path)) if reason else answers(path)
        if reason and not (isinstance(got, Refused) and reason in got.reason):
            wrong.append((student, got))
        if not reason and len(got) != len(exercises()["05_gradients"]):
            wrong.append((student, got))
    assert not wrong
    assert [student for student, _ in handed_in(tmp_path)] == sorted(files)


def test_the_last_definition_counts_and_cells_below_do_not_run(tmp_path):
    path = tmp_path / "05_gradients.ipynb"
    cells = [
        "def dw_by_star(X, A, Y): return 1",
        "def dw_by_star(X, A, Y): return 2",
        "dw_by_star(",
        "raise ValueError",
    ]
    path.write_text(text_of(notebook(*cells)), encoding="utf-8")
    (found,) = (each for each in answers(path) if each.exercise == DW)
    assert found.source.endswith("2") and found.cells == tuple(cells[:2])


def test_each_solution_is_found_where_it_was_written_whatever_the_notebook_does_below_it():
    lost = []
    for path in series():
        cells = read(path).cells
        for name, cell in {
            name: cell for (kind, name), cell in tagged(cells).items() if kind == "exercise"
        }.items():
            (exercise,) = (each for each in exercises()[path.stem] if each.name == name)
            cell.source = exercise.solution
        found = answers_in(path.stem, [cell.source for cell in cells if cell.cell_type == "code"])
        lost += [(path.stem, each.exercise.name) for each in found if each.source != each.exercise.solution]
    assert not lost


MARKS = [
    Mark("ada", "05_gradients", "dw", 1.0, "right"),
    Mark("ben", "05_gradients", "dw", 0.5, "not right yet", ("It is <wrong>.",), ("lost-minus",),
         "def dw(X, A, Y):\n    '''Ben's own'''\n    return Y - A  # by Ben"),
    Mark("cleo", "05_gradients", "dw", 0.0, "dw: not written yet"),
]  # fmt: skip


def test_the_report_counts_slips_and_names_nobody_in_examples(tmp_path):
    (tmp_path / "r").mkdir()
    refused = [Refused("dan", "x.ipynb", "it is empty")]
    class_report.write_report(tmp_path / "r", [*MARKS, *MARKS[:2]], refused)
    page = (tmp_path / "r" / "class.html").read_text(encoding="utf-8")
    assert "1 of 3 right, 1 empty" in page and "lost-minus" in page and "return Y - A" in page
    assert "Ben" not in page and "it is empty" in page
    assert "&lt;wrong&gt;" in (tmp_path / "r" / "feedback" / "ben.html").read_text(encoding="utf-8")
    assert "it is empty" in (tmp_path / "r" / "feedback" / "dan.html").read_text(encoding="utf-8")
    moodle, canvas = (
        (tmp_path / "r" / f"{name}.csv").read_text().splitlines() for name in ("moodle", "canvas")
    )
    assert moodle == ["username,05_gradients", "ada,100.0", "ben,50.0", "cleo,0.0"]
    assert canvas[0] == "Student,ID,SIS User ID,SIS Login ID,Section,05_gradients"
    assert canvas[1] == "Points Possible,,,,,1"


def test_lines_for_jupyter_alone_do_not_hide_an_answer():
    answer = "def dw_by_star(X, A, Y):\n    # is it (n, 1)?\n    return X"
    cell = f"%%time\nnp.sum?\n?np.dot\nif True:\n    %matplotlib inline\n{answer}\n!ls\ndw_by_star??"
    (found,) = (each for each in answers_in(DW.notebook, [cell]) if each.exercise == DW)
    assert found.source == answer


def test_a_decorator_belongs_to_the_answer(place):
    given = handed(RIGHT)
    source = f"import functools\n@functools.cache\n{given.source}"  # which arrays have no place in
    (found,) = (each for each in answers_in(DW.notebook, [HEAD, source]) if each.exercise == DW)
    assert found.source == source.partition("\n")[2]
    earned = mark(place, "ada", found)
    assert earned.share == 0 and not earned.slips and "unhashable" in earned.sentences[0]


def test_the_command_marks_a_folder_and_overwrites_nothing(tmp_path, capsys):
    place = tmp_path / "handed in" / "ada"
    place.mkdir(parents=True)
    (place / "05_gradients.ipynb").write_text(
        text_of(notebook(HEAD, f"def dw_by_star(X, A, Y):\n    {RIGHT}"))
    )
    (place.parent / "ben").mkdir()
    (place.parent / "ben" / "05.zip").write_bytes(b"PK")
    options = ["--submissions", str(place.parent), "--report", str(tmp_path / "marks")]
    assert grade.main(options) == 0
    out = capsys.readouterr().out
    assert "1 of 2 notebooks" in out and "not marked: ben, 05.zip: there is no notebook" in out
    page = (tmp_path / "marks" / "class.html").read_text(encoding="utf-8")
    assert "right" in page and "05.zip" in page
    assert grade.main(options) == 1 and "exists already" in capsys.readouterr().err
    os.rename(place / "05_gradients.ipynb", place / "05.txt")
    assert grade.main([*options[:3], str(tmp_path / "other")]) == 1
    assert "no notebook" in capsys.readouterr().err


def test_results_of_practise_are_judged_again_and_no_marks(tmp_path, capsys):
    sheet = Sheet("week3", 7)
    while not sheet.verdicts:
        sheet.take(sheet.question.truth)
    for student, text in (("ada", sheet.result()), ("ben", "[]")):
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "week3-7.practice.json").write_text(text, encoding="utf-8")
    assert grade.main(["--submissions", str(tmp_path / "in"), "--report", str(tmp_path / "marks")]) == 0
    out = capsys.readouterr().out
    assert "1 of 1 tasks right" in out and "Signed with nothing" in out and "not read: ben, week3-7" in out
    head, row = csv.reader((tmp_path / "marks" / "practice.csv").open(encoding="utf-8"))
    given = dict(zip(head, row, strict=True))
    wanted = {"student": "ada", "set": "week3", "seed": "7", "task": "1", "right": "True"}
    assert wanted.items() <= given.items()
    assert given["formula"] == sheet.tasks[0].formula.name
