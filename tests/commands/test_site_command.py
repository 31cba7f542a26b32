"""What `site` builds, without a browser."""

import json
import xml.etree.ElementTree as ET
import zipfile

import numpy as np
import pytest

from helpers.commands import site
from helpers.commands.notebook_files import CommandError, made_whole, parse, series

pytest.importorskip("jupyterlite_core", reason="the group site is not installed")

from helpers.commands import handouts, reading
from helpers.commands.slides import page_of
from helpers.pages import EXAMPLES, answer
from tests.cases import each_case

PATHS = series()


def test_installed_package_becomes_a_wheel(tmp_path):
    site.repack("comm", tmp_path)
    [made] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(made) as opened:
        names = opened.namelist()
    assert made.name.startswith("comm-") and made.name.endswith("-py3-none-any.whl")
    assert "comm/__init__.py" in names
    assert any(name.endswith(".dist-info/METADATA") for name in names)


def test_notebooks_to_run_hold_no_answers():
    for text in site.without_outputs(PATHS).values():
        code = [cell for cell in parse(text).cells if cell.cell_type == "code"]
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_version_follows_the_notebooks():
    notebooks = site.without_outputs(PATHS)
    changed = notebooks | {PATHS[0].name: "changed"}
    assert site.version(notebooks) == site.version(dict(notebooks)) != site.version(changed)


def test_site_replaces_only_what_it_made(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(CommandError, match="left as it is"):
        site.build(tmp_path)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "site").mkdir()
    with made_whole(tmp_path / "site", "--output", site.MADE_HERE) as made:
        (made / "index.html").touch()
    assert [each.name for each in tmp_path.rglob("*")] == ["site", "index.html"]


def test_failing_build_leaves_the_last_one(tmp_path, monkeypatch, capsys):
    (tmp_path / site.MADE_HERE).touch()
    (tmp_path / "index.html").write_text("the last one")
    monkeypatch.setattr(reading, "build", lambda *_: None)
    assert site.main(["--output", str(tmp_path), "--pyodide", str(tmp_path / "nowhere")]) == 1
    assert "holds no Pyodide" in capsys.readouterr().err
    assert (tmp_path / "index.html").read_text() == "the last one"
    assert sorted(each.name for each in tmp_path.parent.glob(f"{tmp_path.name}*")) == [tmp_path.name]


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_page_has_every_cell_and_its_title(path):
    page = reading.read(path)
    cells = [cell for section in page.sections for cell in section.cells]
    assert cells == parse(path.read_text(encoding="utf-8")).cells
    assert f"# {page.plain_title}" in cells[0].source.replace("`", "")
    assert 10 <= page.minutes <= 45
    assert page.sections[1].kind == "Question"
    assert page.sections[-1].kind == "Recap"


def test_mathematics_keeps_its_source():
    formula = reading.mathml(r"$\displaystyle a < \sum_i x_i$", "block")
    assert formula.startswith(r'<math alttext="a &lt; \sum_i x_i"')
    assert 'display="block"' in formula


def test_headings_have_anchors_and_tables_scroll():
    page = reading.markdown("## Do: use `np.dot`!\n\n| a | b |\n|---|---|\n| 1 | $x$ |\n")
    assert '<h2 id="do-use-np-dot">' in page
    assert 'tabindex="0"' in page
    assert "<math" in page


def test_who_teaches_gets_keys_a_quiz_and_pictures_and_nobody_else_does(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(site, "series", lambda: PATHS[5:6])
    folder = tmp_path / "made" / "key"
    assert site.main(["--key", str(folder)]) == 0
    sheet, key = ((folder / kind / "05_gradients.html").read_text() for kind in ("worksheets", "key"))
    for told in ("✓", "Perhaps you thought", "[no-sum]", "return np.sum", "Solution", "exam question"):
        assert told in key and told not in sheet, told
    for asked in ("is (n, m) = (2, 5)", "one number ()", "def gradients(X, A, Y):"):
        assert asked in sheet, asked
    exam = page_of(PATHS[5]).text.partition("## Two exam questions")[2].split("\n")[2][6:40]
    assert exam in key and exam not in sheet and exam in page_of(PATHS[5]).text
    quiz = ET.parse(folder / "quiz.xml").getroot()
    assert {each.tag for each in quiz.iter()} == {
        "quiz", "question", "category", "text", "name", "questiontext", "defaultgrade", "single",
        "shuffleanswers", "answernumbering", "answer", "feedback",
    }  # fmt: skip
    category, *asked = quiz
    assert category.get("type") == "category" and category.findtext("category/text").startswith("$course$/")
    assert len(asked) == sheet.count("Why?") > 3
    for question in asked:
        assert question.get("type") == "multichoice" and question.findtext("single") == "true"
        assert question.findtext("name/text") and question.find("questiontext").get("format") == "html"
        assert question.findtext("shuffleanswers") == "1" and "<pre>" in question.findtext(
            "questiontext/text"
        )
        answers = list(question.iter("answer"))
        assert sorted(each.get("fraction") for each in answers) == ["0"] * (len(answers) - 1) + ["100"]
        assert all(each.findtext("text") and each.findtext("feedback/text") for each in answers)
    assert len(list(folder.glob("pictures/*.svg"))) == len(list(handouts.pictures(PATHS[5]))) > 0
    assert 'src="pictures/05_gradients-' in (folder / "index.html").read_text()
    assert site.main(["--key", str(folder)]) == 1 and "exists already" in capsys.readouterr().err
    (tmp_path / site.MADE_HERE).touch()
    assert site.main(["--key", str(tmp_path / "other" / "key")]) == 1
    assert "everybody reads" in capsys.readouterr().err


def test_what_the_key_expects_is_what_its_solutions_give():
    wrong = []
    for path in PATHS:
        for task in handouts.sheet(reading.read(path))["tasks"]:
            given, _, returned = task["example"].partition("  # returns\n")
            *arguments, call = given.rsplit("\n", 1)
            names, expected = {"np": np}, {"np": np}
            exec(f"import math\n{task['solution']}\n{arguments[0]}", names)
            exec(returned, expected)
            got = eval(call, names)
            parts = got if isinstance(got, tuple) else (got,)
            for part, value in zip(parts, list(expected.values())[2:], strict=True):
                if np.shape(part) != np.shape(value) or not np.allclose(part, value, atol=1e-4):
                    wrong.append((path.stem, task["head"], part, value))
    assert not wrong


def test_every_picture_of_the_series_has_a_file_and_a_name():
    found = [each for path in PATHS for each in handouts.pictures(path)]
    cells = [cell for path in PATHS for cell in parse(path.read_text(encoding="utf-8")).cells]
    drawn = [cell for cell in cells if cell.source.startswith("%%shapes") and cell.outputs]
    assert len({name for name, _, _ in found}) == len(drawn) > 20
    assert all(ET.fromstring(svg).tag.endswith("svg") and "<style>" not in svg for _, _, svg in found)


def test_a_wheel_of_the_site_has_no_exam_questions_and_nothing_for_a_real_machine(tmp_path):
    kept, dropped = (
        "helpers/data.py",
        (
            "helpers/_shipped/teaching/06.md",
            "helpers/_shipped/notebooks/a.ipynb",
            "helpers/commands/study.py",
            "helpers/marks/apart.py",
        ),
    )
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        for name in (kept, *dropped):
            wheel.writestr(name, "x")
    site.drop_unread(tmp_path / "a.whl")
    assert zipfile.ZipFile(tmp_path / "a.whl").namelist() == [kept]


@each_case(
    "source, letters, said",
    [
        *((source, letters, letters.rpartition(", ")[2]) for _, source, letters in EXAMPLES),
        ("w -= 0.1 * dw", "", "w: n 1, dw: n 1"),
        ("J += alpha * np.sum(Y)", "", "J: number, alpha: number, Y: 1 m"),
        ("sum(u * v for u, v in zip(p, q))", "p: m, q: m", "p: m, q: m"),
        ("from numpy import dot\ndot(X, X.T)", "", "X: n m"),
        ("def g(v): return h(v) * w\ndef h(v): return v\ng(x)", "", "x: n, w: n 1"),
        ("P = np.ones((3, 5))  # (n, m)\nP @ P.T", "", "P @ P.T: (n, n) = (3, 3)"),
        ("P = np.ones((4, 7))  # (n, m)\nw.T @ P / m", "", "w.T @ P / m: (1, m) = (1, 7)"),
        ("P = P - 1  # (n, m)", "", "P: n m"),
        ("P * 2  # P (3, 5)", "", "Say the letters of P, such as  P: n m"),
        ("q @ p.T", "", "Say the letters of q and p, such as  q: n m"),
        ("for row in X: print(row.shape)", "", "(5,)\n(5,)"),
        ("w *= 2\nprint(w[0, 0] < 2)", "", "True"),
        ("return 3", "", "no Python yet: 'return' outside function."),
        ("exit()", "", "Python stopped at these lines: SystemExit"),
        ("raise KeyboardInterrupt", "", "Python stopped at these lines: KeyboardInterrupt."),
        ("P * 2", f"P: {'n m ' * 40}", "Python stopped at these lines: "),
    ],
)
def test_the_playground_answers_any_lines_with_letters_or_a_sentence(source, letters, said):
    reply = json.loads(answer(json.dumps({"do": "draw", "source": source, "letters": letters})))
    replies = [reply[key] for key in ("problem", "letters", "html", "printed") if key in reply]
    assert any(said in each for each in replies), reply.get("problem", replies)


def test_code_of_a_page_that_ends_python_is_told_as_an_error():
    for do, source, key in (
        ("run", "exit()", "printed"),
        ("check", "def dw_by_star(X, A, Y): exit()", "html"),
    ):
        reply = json.loads(answer(json.dumps({"do": do, "exercise": "dw_by_star", "source": source})))
        assert "SystemExit" in reply[key]
