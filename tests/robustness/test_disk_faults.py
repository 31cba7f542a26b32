"""A disk that is full, or may only be read: no file is harmed, and one sentence says what to do."""

import copy
import os

import pytest
from nbformat import v4
from one_cell import write_notebook

from helpers.commands import refresh, study
from helpers.commands.notebook_files import parse
from helpers.exercises.progress import write_whole

MINE = "05_gradients.ipynb"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}


def source(content):
    return parse(content.decode("utf-8")).cells[0].source


def test_a_full_disk_at_the_first_run(disk, opened, capsys):
    disk.fill()
    folder = disk.place / "mine"
    assert study.main(["--folder", str(folder)]) == 1
    error = capsys.readouterr().err
    assert "No space left on device" in error and "--folder" in error and error.count("\n") == 1
    disk.free()
    assert study.main(["--folder", str(folder)]) == 0
    assert [source(content) for content in contents(folder).values()] == ["w = 1"] * 3


def test_a_disk_that_is_full_when_a_new_version_comes(disk, opened, publish, capsys):
    folder = disk.place / "mine"
    study.main(["--folder", str(folder)])
    write_notebook(folder / MINE, "my answer")
    before = contents(folder)
    publish("w = 2")
    disk.fill()
    assert study.main(["--folder", str(folder)]) == 1
    assert "None of your files was harmed" in capsys.readouterr().err
    assert contents(folder) == before
    assert not list(folder.rglob(".half-written-*"))
    disk.free()
    study.main(["--folder", str(folder)])
    after = contents(folder)
    assert after[MINE] == before[MINE]
    assert [source(after[name]) for name in sorted(after)] == ["w = 2", "w = 2", "my answer", "w = 2"]


def test_a_disk_that_may_only_be_read(disk, opened, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(disk.place)
    study.main([])
    before = contents(disk.place / "my-notebooks")
    monkeypatch.chdir(tmp_path)  # a disk that somebody is on cannot be made read-only everywhere
    disk.make_read_only()
    monkeypatch.chdir(disk.place)
    assert study.main([]) == 1
    error = capsys.readouterr().err
    assert "Read-only file system" in error and "--folder" in error and error.count("\n") == 1
    assert contents(disk.place / "my-notebooks") == before
    assert len(opened) == 1, "nothing is opened the second time"


@pytest.mark.parametrize("fault", ["fill", "make_read_only"])
def test_refresh(disk, monkeypatch, capsys, fault):
    path = disk.place / "05_gradients.ipynb"
    write_notebook(path, "print(1)")
    before = path.read_bytes()
    getattr(disk, fault)()
    monkeypatch.setattr(refresh, "series", lambda: [path])
    monkeypatch.setattr(refresh, "execute", with_output)
    assert refresh.main([]) == 1
    said = capsys.readouterr()
    assert "failed" in said.out
    assert "05_gradients.ipynb is as it was" in said.err and said.err.count("\n") == 1
    assert path.read_bytes() == before
    assert not list(disk.place.glob(".half*"))


def with_output(path, notebook):
    """Stand in for a kernel."""
    executed = copy.deepcopy(notebook)
    executed.cells[0].outputs = [v4.new_output("stream", text="1\n")]
    return executed


def test_a_read_only_file_is_replaced_whole_and_stays_read_only(tmp_path):
    path = tmp_path / "05_gradients.ipynb"
    path.write_text("old")
    path.chmod(0o444)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o444


# What a reader's folder may hold, and where it may lie: nothing is harmed, nothing hangs.


def source_of_faults(path):
    return parse(path.read_text(encoding="utf-8")).cells[0].source


@pytest.mark.parametrize("place", [".study/copies.json", ".study"])
def test_something_else_in_the_place_of_the_record(opened, tmp_path, capsys, place):
    (tmp_path / "mine").mkdir()
    if place == ".study":
        (tmp_path / "mine" / place).write_text("my own file")
    else:
        (tmp_path / "mine" / place).mkdir(parents=True)
    assert study.main(["--folder", str(tmp_path / "mine")]) == 1
    error = capsys.readouterr().err
    assert str(tmp_path / "mine" / place) in error and error.count("\n") == 1 and not opened


@pytest.mark.parametrize("name", ["Übung 數學 🐧", "a'b\"c", "new\nline", "-rf", "%41 $HOME ~ &", "x" * 255])
def test_names_of_folders(opened, tmp_path, monkeypatch, name):
    if os.name == "nt":
        pytest.skip("Windows forbids most of these names")
    monkeypatch.chdir(tmp_path)
    assert study.main([f"--folder={name}"]) == 0
    assert opened == [(tmp_path / name, "00_start_here.ipynb")]
    assert source_of_faults(tmp_path / name / MINE) == "w = 1"
