"""Slides of a notebook and of a plan: what stands on each, its notes, and what is served."""

import ast
import builtins
import copy
import itertools
import json
import re

import pytest
from nbformat import v4

from axiswise.bundle import image
from axiswise.draw import alt
from helpers.commands import notebook_files, present, study
from helpers.commands.notebook_files import parse, series
from helpers.commands.present import SlideKernel
from helpers.commands.slides import deck, is_folded, page_of, plans, slides, starts, with_notes
from tests.cases import each_case


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Copies go into a folder of the test."""
    monkeypatch.setattr(present.tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    """Catch what would be served."""
    calls = []
    monkeypatch.setattr(study, "serve", lambda *where, **how: calls.append((*where, how)) or 0)
    return calls


def test_it_shows_a_copy_without_outputs(opened, capsys):
    before = {path: path.read_bytes() for path in series()}
    assert present.main(["4", "--no-browser", "--port", "9000"]) == 0
    ((folder, name, how),) = opened
    assert name == "04_dot.ipynb"
    assert how["view"] == "rise" and how["port"] == 9000 and how["browser"] is False
    shown = parse((folder / name).read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in shown.cells)
    assert all(cell.metadata["slideshow"]["slide_type"] for cell in shown.cells)
    assert (folder / "rise.css").is_file()
    assert before == {path: path.read_bytes() for path in before}
    assert str(folder) in capsys.readouterr().out


def test_only_what_slides_need_runs_on_them_and_it_begins_where_asked(opened):
    present.main(["04", "--from", "3"])
    ((folder, name, how),) = opened
    extensions = folder / ".study" / "labextensions"
    assert how["settings"]["RiseApp.labextensions_path"] == str(extensions)
    names = {json.loads(path.read_text())["name"] for path in extensions.rglob("package.json")}
    assert names == {*present.NEEDED, present.OURS}
    load = json.loads((extensions / present.OURS / "package.json").read_text())["jupyterlab"]
    cell = int(re.search(r"cell=(\d+)", load["_build"]["load"])[1])
    kinds = [
        each.metadata["slideshow"]["slide_type"]
        for each in parse((folder / name).read_text(encoding="utf-8")).cells
    ]
    assert kinds[cell] in ("slide", "subslide")
    assert len([kind for kind in kinds[: cell + 1] if kind in ("slide", "subslide")]) == 3


def test_what_is_missing_and_how_to_get_it(opened, places, monkeypatch, capsys):
    monkeypatch.setattr(notebook_files, "jupyter_path", lambda name: [])
    assert present.main(["04"]) == 1
    assert "Type: pip install jupyterlab-rise" in capsys.readouterr().err
    assert not opened and not list(places.iterdir())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["99"], "There is no notebook '99'"),
        (["04", "--from", "999"], "04_dot has no slide 999"),
        (["04", "--from", "0"], "has no slide 0"),
        (["--plan", "51"], "no plan of 51 minutes. There are: 50, 90, 180."),
    ],
)
def test_what_there_is_not(opened, places, capsys, asked, said):
    assert present.main(asked) == 1
    assert said in capsys.readouterr().err
    assert not opened and not list(places.iterdir())


def test_a_slide_is_a_number():
    with pytest.raises(SystemExit):
        present.main(["04", "--from=two"])


def test_the_kernel_draws_for_a_room():
    spec = SlideKernel().get_kernel_spec("python3")
    assert spec.env["DOT_OR_STAR_LAYOUT"] == "slide" and spec.env["DOT_OR_STAR_VOTES"].endswith(".csv")
    assert "--InteractiveShell.xmode=Minimal" in spec.argv


def test_shapes_draw_for_a_room_where_the_kernel_says_so(monkeypatch):
    import numpy as np

    from axiswise import trace

    monkeypatch.setenv("DOT_OR_STAR_LAYOUT", "slide")
    traced = trace("c = u * v", {"np": np, "u": np.ones(3), "v": np.ones(3)}, {"u": "m", "v": "m"})
    shown = traced._repr_html_()
    assert image(traced.svg("slide"), alt(traced)) in shown and traced.svg("slide") != traced.svg("page")
    assert "c<sub>i</sub> = u<sub>i</sub> v<sub>i</sub>" in shown and "<details" not in shown


# What begins a slide, and what comes in steps.

SERIES = series()


def text(source, kind=None, **metadata):
    return v4.new_markdown_cell(source, metadata=given(kind) | metadata)


def code(source="x", *lines, kind=None, html=None):
    outputs = [v4.new_output("stream", text="\n".join(lines))] if lines else []
    outputs += [v4.new_output("display_data", {"text/html": html, "text/plain": "."})] if html else []
    return v4.new_code_cell(source, outputs=outputs, metadata=given(kind))


def given(kind):
    return {"slideshow": {"slide_type": kind}} if kind else {}


PICTURE = image('<svg xmlns="http://www.w3.org/2000/svg" width="960" height="400"/>', "A picture.")


def pictures(count):
    return [code("show(fig)", html=PICTURE) for _ in range(count)]


LONG = "## Long\n\n" + "\n\n".join(["So."] * 11)
KINDS = {
    "the rest of a section comes in steps": (
        [text("## Look\n\nWhat?"), code(), text("It is 3."), text("Indeed."), code(), text("It is 4.")],
        "slide - fragment - - fragment",
    ),
    "a heading begins a slide": (
        [text("# Why?\n\nSo."), text("More."), text("## And then\n\nThis.")], "slide - slide"
    ),
    "a heading within a text begins a slide": ([text("## A\n\nB.\n\n## C\n\nD.")], "slide slide"),
    "behind a picture a cell is a step": (
        [text("## See"), *pictures(2), code("x", "1"), *pictures(1)], "slide - fragment fragment fragment"
    ),
    "behind a question a cell is a step": (
        [text("## Say"), code('predict("A")'), code("print(A)"), code('predict("B")')], "slide - fragment -"
    ),
    "what does not fit comes when its text is said": ([text(LONG), code("x")], "slide fragment"),
    "a solution is left out": (
        [text("## Do\n\nThis."), text("It.", tags=["solution:it"]), text("So.")], "slide skip -"
    ),
    "what is set by hand wins": (
        [text("## See", "fragment"), text("This.", "subslide"), code(kind="skip"), text("Say.", "notes")],
        "fragment subslide skip notes",
    ),
}  # fmt: skip


@each_case(("cells", "kinds"), KINDS.values(), ids=KINDS)
def test_what_begins_a_slide_and_what_comes_in_steps(cells, kinds):
    made = slides(v4.new_notebook(cells=copy.deepcopy(cells)))
    assert [cell.metadata["slideshow"]["slide_type"] for cell in made.cells] == kinds.split()


def test_plumbing_is_folded():
    made = slides(v4.new_notebook(cells=[code("import numpy as np\nX = 1"), code('predict("X")'), code("X")]))
    assert [is_folded(cell) for cell in made.cells] == [True, True, False]
    assert [cell.metadata.get("jupyter") for cell in made.cells] == [{"source_hidden": True}] * 2 + [None]


def test_what_helps_only_who_reads_is_left_out():
    read = (
        text(
            "## Read\n\n[Swap `*`](06_swap.ipynb), [a page](https://a.example).\n\n**Next:** [x](07_y.ipynb)"
        ),
        code("# No module 'helpers'? Lab: %pip install -e ../axiswise -e ..\nimport helpers"),
    )
    made = slides(v4.new_notebook(cells=list(read)))
    assert made.cells[0].source == "## Read\n\nSwap `*`, [a page](https://a.example)."
    assert made.cells[1].source == "import helpers"


def test_a_text_higher_than_a_slide_is_cut_between_its_blocks():
    source = "## Long\n\n```\na\n\nb\n```\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(20))
    made = slides(v4.new_notebook(cells=[text(source)]))
    assert [cell.metadata["slideshow"]["slide_type"] for cell in made.cells] == ["slide", "subslide"]
    assert "\n\n".join(cell.source for cell in made.cells) == source
    assert len({cell.id for cell in made.cells}) == 2


def test_the_cell_of_a_slide():
    made = slides(v4.new_notebook(cells=[text("# A\n\nB."), code(), text("## C\n\nD.")]))
    assert starts(made) == [0, 2]


def on_each_slide(notebook):
    """Return the cells of each slide, without notes."""
    shown = [c for c in notebook.cells if c.metadata["slideshow"]["slide_type"] not in ("skip", "notes")]
    begin = [*starts(v4.new_notebook(cells=shown)), len(shown)]
    return [shown[first:last] for first, last in itertools.pairwise(begin)]


def is_alone(cells):
    """Return whether a slide holds one sentence, or one cell of code and nothing that it belongs to."""
    whole = [c for c in cells if "\n" in c.source.strip() or not c.source.startswith("#")]
    sentences = re.findall(r"[.?!:]\s", whole[0].source.split("\n", 1)[-1] + " ") if whole else []
    return len(whole) < 2 and len(sentences) < 2 and "|---" not in whole[0].source


def test_no_slide_of_the_series_is_a_lone_sentence_or_a_lone_cell():
    every = [cells for path in SERIES for cells in on_each_slide(slides(notebook_files.read(path)))]
    assert [cells[0].source for cells in every if is_alone(cells)] == []
    assert len(every) > 10 * len(SERIES)


@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.stem)
def test_no_slide_of_the_series_tells_a_result_early(path):
    made = slides(parse(path.read_text(encoding="utf-8")))
    for cells in on_each_slide(made):
        ran = asked = False
        for cell in cells:
            kind = cell.metadata["slideshow"]["slide_type"]
            assert cell.source.strip() and "<details>" not in cell.source
            is_text = cell.cell_type == "markdown"
            assert not (((ran and is_text) or asked) and kind == "-"), cell.source
            ran = bool(cell.get("outputs")) or (ran and kind == "-")
            asked = "predict(" in cell.source and not is_text


# Plans and notes


def notes(notebook):
    return [c.source for c in notebook.cells if c.metadata.get("slideshow") == {"slide_type": "notes"}]


def test_notes_are_what_the_teaching_page_says_and_where():
    path = notebook_files.by_number(SERIES, "06")
    made = slides(with_notes(notebook_files.read(path), page_of(path)))
    first, *others = notes(made)
    assert "## Ask the room" in first and "## When a cell fails" in first and "Solution" not in first
    assert "**Predict a row · 7 min:** three questions" in " ".join(others)
    behind = [
        c.source for c, after in itertools.pairwise(made.cells) if after.source.startswith("**`swap_2`")
    ]
    assert len(behind) == 1 and "predict(swap_2" in behind[0]
    assert len([c for c in made.cells if c.source.startswith("**`swap_")]) == 3


@pytest.mark.parametrize("minutes", plans())
def test_a_plan_is_one_deck_in_which_every_name_is_made_before_it_is_used(minutes):
    made, known = slides(deck(minutes, SERIES)), set(dir(builtins)) | {"__name__"}
    for cell in made.cells:
        if cell.cell_type == "code":
            tree = ast.parse(re.sub(r"^%.*", "", cell.source, flags=re.M))
            names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
            inner = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
            stored = {node.id for node in names if isinstance(node.ctx, ast.Store)} | inner
            known |= stored | {getattr(node, "name", "") for node in ast.walk(tree)}
            known |= {node.asname or node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
            assert {node.id for node in names} <= known, cell.source
    said = " ".join(notes(made))
    assert f", to minute {sum(part[0] for part in plans()[minutes])} of {minutes}:**" in said
    heads = [c.source.split("\n")[0][3:] for c in made.cells if c.source.startswith("## ")]
    planned = [name for _, _, names in plans()[minutes] for name in names]
    assert [head for head in heads if head in planned] == planned


def test_a_deck_is_served_under_its_own_name(opened):
    assert present.main(["--plan", "50"]) == 0
    ((folder, name, _how),) = opened
    assert name == "plan-50.ipynb" and (folder / name).is_file()
