"""None"""

import json

import pytest
from nbformat import v4

from axiswise.bundle import image
from axiswise.draw import alt
from helpers import data
from helpers.commands import notebook_files, present, study
from helpers.commands.notebook_files import numbered, parse
from helpers.commands.present import SlideKernel, slides, starts


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
    before = {path: path.read_bytes() for path in numbered(data.folder("notebooks"))}
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
    cell = int(load["_build"]["load"].partition("cell=")[2])
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
    assert spec.env["DOT_OR_STAR_LAYOUT"] == "slide"
    assert "--InteractiveShell.xmode=Minimal" in spec.argv


def test_shapes_draw_for_a_room_where_the_kernel_says_so(monkeypatch):
    import numpy as np

    from axiswise import trace

    monkeypatch.setenv("DOT_OR_STAR_LAYOUT", "slide")
    traced = trace("c = u * v", {"np": np, "u": np.ones(3), "v": np.ones(3)}, {"u": "m", "v": "m"})
    shown = traced._repr_html_()
    assert image(traced.svg("slide"), alt(traced)) in shown and traced.svg("slide") != traced.svg("page")
    assert "c<sub>i</sub> = u<sub>i</sub> v<sub>i</sub>" in shown and "<details" not in shown


# test_present_slides

SERIES = numbered(data.folder("notebooks"))


def text(source, kind=None, **metadata):
    return v4.new_markdown_cell(source, metadata=given(kind) | metadata)


def code(source="x", *lines, kind=None, html=None):
    outputs = [v4.new_output("stream", text="\n".join(lines))] if lines else []
    outputs += [v4.new_output("display_data", {"text/html": html, "text/plain": "."})] if html else []
    return v4.new_code_cell(source, outputs=outputs, metadata=given(kind))


def given(kind):
    return {"slideshow": {"slide_type": kind}} if kind else {}


def kinds(*cells):
    made = slides(v4.new_notebook(cells=list(cells)))
    return [cell.metadata["slideshow"]["slide_type"] for cell in made.cells]


def test_a_heading_begins_a_slide():
    assert kinds(text("# Why?\n\nSo."), text("More."), text("## And then\n\nThis.")) == [
        "slide", "-", "slide",
    ]  # fmt: skip


def test_what_follows_code_comes_when_asked_for():
    cells = text("## Predict\n\nWhat?"), code(), text("It is 3."), text("Indeed."), code(), text("It is 4.")
    assert kinds(*cells) == ["slide", "-", "fragment", "-", "-", "fragment"]


def test_on_the_next_slide_nothing_has_been_asked_yet():
    cells = code("x", *"ab" * 5), text("\n\n".join(["Long."] * 9)), text("More.")
    assert kinds(text("## Look\n\nHere."), *cells) == ["slide", "-", "subslide", "-"]


def picture_of(height):
    return image(f'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{height}"/>', "A picture.")


def test_a_picture_wants_room():
    picture = code("show(fig)", html=picture_of(400))
    assert kinds(text("## See\n\nThis."), picture, text("So.\n\nIndeed.")) == [
        "slide", "subslide", "subslide",
    ]  # fmt: skip


def test_a_low_picture_stays_below_its_text():
    picture = code("%%shapes", html=picture_of(140))
    assert kinds(text("## See\n\nThis."), picture, text("So.")) == ["slide", "-", "fragment"]


def test_what_helps_only_who_reads_is_left_out():
    read = (
        text("## Read\n\nNext: [Swap `*`](06_swap_them.ipynb), [a page](https://a.example)."),
        code("# No module 'helpers'? Lab: %pip install -e ../axiswise -e ..\nimport helpers"),
    )
    made = slides(v4.new_notebook(cells=list(read)))
    assert made.cells[0].source == "## Read\n\nNext: Swap `*`, [a page](https://a.example)."
    assert made.cells[1].source == "import helpers"


def test_a_heading_does_not_stand_alone():
    picture = code("show(fig)", html=picture_of(600))
    assert kinds(text("## See"), picture) == ["slide", "-"]


def test_a_solution_is_left_out():
    assert kinds(text("## Do\n\nThis."), text("It.", tags=["solution:it"]), text("So.")) == [
        "slide", "skip", "-",
    ]  # fmt: skip


def test_what_is_set_by_hand_wins():
    cells = text("## See", "fragment"), text("This.", "subslide"), code(kind="skip"), text("Say.", "notes")
    assert kinds(*cells) == ["fragment", "subslide", "skip", "notes"]


def test_a_text_higher_than_a_slide_is_cut_between_its_blocks():
    source = "## Long\n\n```\na\n\nb\n```\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(20))
    made = slides(v4.new_notebook(cells=[text(source)]))
    assert [cell.metadata["slideshow"]["slide_type"] for cell in made.cells] == ["slide", "subslide"]
    assert "\n\n".join(cell.source for cell in made.cells) == source
    assert len({cell.id for cell in made.cells}) == 2


def test_a_heading_within_a_text_begins_a_slide():
    assert kinds(text("## A\n\nB.\n\n## C\n\nD.")) == ["slide", "slide"]


def test_the_cell_of_a_slide():
    made = slides(v4.new_notebook(cells=[text("# A\n\nB."), code(), text("## C\n\nD.")]))
    assert starts(made) == [0, 2]


@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.stem)
def test_no_slide_of_the_series_is_empty_or_tells_a_result_early(path):
    notebook = parse(path.read_text(encoding="utf-8"))
    made, ran, headed = slides(notebook), False, False
    assert made.cells[0].metadata["slideshow"]["slide_type"] == "subslide" or made.cells[0].source.startswith(
        "#"
    )
    for cell in made.cells:
        kind = cell.metadata["slideshow"]["slide_type"]
        if kind in ("skip", "notes"):
            continue
        assert cell.source.strip()
        assert "<details>" not in cell.source
        assert not (headed and kind in ("slide", "subslide")), "a slide of a heading alone"
        if kind in ("slide", "subslide"):
            ran = False
        assert not (ran and cell.cell_type == "markdown" and kind == "-"), cell.source
        ran = cell.cell_type == "code" or (ran and kind == "-")
        headed = kind == "slide" and len(cell.source.splitlines()) == 1
