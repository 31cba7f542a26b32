import json
import os
import sys

import pytest
from nbformat import v4

from helpers import data
from helpers.commands import study
from helpers.commands.notebook_files import text_of
from helpers.commands.study import ThisPython


@pytest.fixture
def originals(tmp_path, monkeypatch):
    folder = tmp_path / "checkout" / "notebooks"
    folder.mkdir(parents=True)
    for name in ("00_start_here", "05_gradients", "06_swap_them"):
        notebook = v4.new_notebook(cells=[v4.new_code_cell(name, id="code")])
        (folder / f"{name}.ipynb").write_text(text_of(notebook), encoding="utf-8")
    (folder / "draft.ipynb").write_text("{}")
    monkeypatch.setattr(data, "folder", lambda name: folder)
    monkeypatch.setattr(data, "PACKAGE", folder.parent / "helpers")
    return folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Run each test in a directory of its own."""
    place = tmp_path / "anders wo"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def opened(originals, monkeypatch):
    """Catch what would be served."""
    calls = []
    monkeypatch.setattr(study, "serve", lambda *where, **how: calls.append((*where, how)) or 0)
    return calls


def make_checkout(place):
    (place / "helpers" / "commands").mkdir(parents=True)
    (place / "helpers" / "commands" / "study.py").touch()
    (place / "pyproject.toml").touch()


def make_unwritable(place):
    """Even root cannot make a folder inside a file."""
    place.touch()


def test_first_run_in_a_folder_of_its_own(opened, elsewhere, capsys):
    assert study.main([]) == 0
    folder = elsewhere / "my-notebooks"
    assert opened == [(folder, "00_start_here.ipynb", {"port": None, "browser": True})]
    assert capsys.readouterr().out.splitlines() == [
        f"Your notebooks are in {folder}.",
        "  New: 00_start_here, 05_gradients, 06_swap_them",
        "Opening 00_start_here.ipynb in JupyterLab. To stop, press Ctrl-C here.",
    ]


def test_installed_from_a_checkout(opened, originals):
    make_checkout(originals.parent)
    study.main([])
    assert opened[0][0] == originals.parent / "my-notebooks"


def test_run_deep_inside_a_checkout(opened, elsewhere, monkeypatch):
    make_checkout(elsewhere)
    (elsewhere / "teaching").mkdir()
    monkeypatch.chdir(elsewhere / "teaching")
    study.main([])
    assert opened[0][0] == elsewhere / "my-notebooks"


@pytest.mark.parametrize("asked", [[], ["--folder", "file/in a file"]])
def test_nothing_can_be_written(opened, elsewhere, capsys, asked):
    make_unwritable(elsewhere / "my-notebooks")
    make_unwritable(elsewhere / "file")
    assert study.main(asked) == 1
    error = capsys.readouterr().err
    assert error.startswith("study: cannot write in ") and error.count("\n") == 1
    assert "--folder" in error and not opened


def test_a_full_disk(opened, elsewhere, capsys, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert study.main([]) == 1
    error = capsys.readouterr().err
    assert "No space left on device" in error and error.count("\n") == 1 and not opened


@pytest.mark.parametrize("asked", ["checkout/notebooks", "checkout/notebooks/mine"])
def test_the_originals_are_no_place_for_copies(opened, originals, capsys, asked):
    before = sorted(originals.iterdir())
    assert study.main(["--folder", f"../{asked}"]) == 1
    assert "holds the originals" in capsys.readouterr().err
    assert sorted(originals.iterdir()) == before


@pytest.mark.parametrize("number", ["6", "06", "06_swap_them", "06_swap_them.ipynb"])
def test_open_at_a_notebook(opened, number):
    study.main([number, "--no-browser", "--port", "9000"])
    assert opened[0][1:] == ("06_swap_them.ipynb", {"port": 9000, "browser": False})


def test_again_leaves_the_readers_copy_alone(opened, elsewhere):
    study.main([])
    mine = elsewhere / "my-notebooks" / "06_swap_them.ipynb"
    mine.write_text("my work")
    study.main(["--again", "06"])
    assert opened[-1][1] == "06_swap_them (fresh copy).ipynb"
    assert mine.read_text() == "my work"


def test_an_unknown_notebook(opened, elsewhere, capsys):
    assert study.main(["13"]) == 1
    assert capsys.readouterr().err == (
        "study: There is no notebook '13'. There are: 00_start_here, 05_gradients, 06_swap_them.\n"
    )
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("port", ["eighty"])
def test_a_port_that_is_none(opened, port):
    with pytest.raises(SystemExit) as ended:
        study.main([f"--port={port}"])
    assert ended.value.code == 2


def test_it_says_what_it_did(opened, elsewhere, originals, capsys, monkeypatch):
    study.main([])
    folder = elsewhere / "my-notebooks"
    for original in originals.glob("0*.ipynb"):
        original.write_text(original.read_text().replace('"0', '"better 0'))
    mine = v4.new_notebook(cells=[v4.new_code_cell("my work", id="code")])
    (folder / "05_gradients.ipynb").write_text(text_of(mine), encoding="utf-8")
    (folder / "06_swap_them.ipynb").unlink()
    monkeypatch.setattr(study.helpers, "__version__", "0.2.0")
    capsys.readouterr()
    study.main([])
    assert capsys.readouterr().out.splitlines()[1:-1] == [
        "  Were missing, copied again: 06_swap_them",
        "  Renewed, you had not changed them: 00_start_here",
        "  Kept as you left them, each with its new version beside it: "
        "05_gradients (05_gradients (new in 0.2.0).ipynb)",
    ]
    study.main([])
    assert "  Kept as you left them: 05_gradients" in capsys.readouterr().out.splitlines()


def test_a_notebook_that_cannot_be_read_is_named_and_a_fresh_one_offered(opened, elsewhere, capsys):
    study.main([])
    (elsewhere / "my-notebooks" / "05_gradients.ipynb").write_text("{half a notebook")
    study.main([])
    said = capsys.readouterr().out.splitlines()
    assert (
        f"  {study.OUTCOMES['unreadable']}: 05_gradients" in said
        and "--again" in study.OUTCOMES["unreadable"]
    )


def test_the_second_folder_is_taken_where_the_first_cannot_be_written(opened, elsewhere, originals, capsys):
    make_checkout(originals.parent)
    make_unwritable(originals.parent / "my-notebooks")
    assert study.main([]) == 0
    assert opened[0][0] == elsewhere / "my-notebooks"
    assert capsys.readouterr().err.startswith(f"Cannot write in {originals.parent / 'my-notebooks'} (")


def test_a_second_run_opens_the_one_that_runs(opened, elsewhere, capsys, monkeypatch):
    seen, folder = [], elsewhere / "my-notebooks"
    server = {"root_dir": str(folder), "url": "http://localhost:8888/", "token": "secret"}
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: iter([server]))
    monkeypatch.setattr("webbrowser.open", lambda address: seen.append(address) or True)
    assert study.main(["06"]) == 0 and study.main(["06", "--no-browser"]) == 0
    assert seen == ["http://localhost:8888/lab/tree/06_swap_them.ipynb?token=secret"] and not opened
    assert "JupyterLab runs in this folder already" in capsys.readouterr().out


def test_the_server_is_for_this_machine_and_keeps_its_token(elsewhere, monkeypatch):
    from jupyterlab.labapp import LabApp

    given = []
    monkeypatch.setattr(LabApp, "launch_instance", lambda *, argv: given.extend(argv))
    study.serve(elsewhere, "06_swap_them (fresh copy).ipynb", port=9000, browser=False)
    assert "--ServerApp.ip=localhost" in given
    assert f"--ServerApp.root_dir={elsewhere}" in given
    assert "--LabApp.default_url=/lab/tree/06_swap_them%20%28fresh%20copy%29.ipynb" in given
    assert not [argument for argument in given if "token" in argument or "password" in argument]


def test_the_kernel_is_this_python_whatever_else_is_installed(tmp_path, monkeypatch):
    other = tmp_path / "kernels" / "python3"
    other.mkdir(parents=True)
    spec = {"argv": ["/usr/bin/false"], "display_name": "Another project", "language": "python"}
    (other / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    kernels = ThisPython().get_all_specs()
    assert list(kernels) == ["python3"]
    assert kernels["python3"]["spec"]["argv"][0] == sys.executable
