import json

import pytest

from helpers import data
from helpers.commands import notebook_files, present, study
from helpers.commands.notebook_files import numbered, parse
from helpers.commands.present import SlideKernel


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

    from axiswise import magic, trace

    shown = []
    monkeypatch.setattr(magic, "display", lambda data, raw: shown.append(data["text/plain"]))
    monkeypatch.setattr(magic, "image", lambda svg, alt: shown.append(svg))
    monkeypatch.setenv("DOT_OR_STAR_LAYOUT", "slide")
    traced = trace("c = u * v", {"np": np, "u": np.ones(3), "v": np.ones(3)}, {"u": "m", "v": "m"})
    magic._show_picture(traced)
    assert shown[0] == traced.svg("slide") != traced.svg("page")
