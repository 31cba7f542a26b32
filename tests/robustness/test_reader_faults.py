"""What a reader's folder may hold, and where it may lie: nothing is harmed, nothing hangs."""

import os
import sys

import pytest
from one_cell import write_notebook

from helpers.commands import study
from helpers.commands.notebook_files import parse
from helpers.commands.study import WorkingCopies

MINE = "05_gradients.ipynb"
BESIDE = "05_gradients (new in 2.0).ipynb"


def source(path):
    return parse(path.read_text(encoding="utf-8")).cells[0].source


def update(folder, originals):
    return [(copied.name[:2], copied.outcome) for copied in WorkingCopies(folder).update(originals, "2.0")]


@pytest.mark.parametrize(
    "record", [b'{"ours": [1, "a", null], "offered": {}}', b"[" * 100_000, b'{"ours": 1e999}', b"\x00" * 5000]
)
def test_a_record_of_studies_that_is_corrupt(publish, tmp_path, record):
    folder = tmp_path / "mine"
    update(folder, publish("w = 1"))
    (folder / ".study" / "copies.json").write_bytes(record)
    before = (folder / MINE).read_bytes()
    outcomes = update(folder, publish("w = 2"))
    assert {outcome for _, outcome in outcomes} == {"beside"}, "what it does not remember is the reader's"
    assert (folder / MINE).read_bytes() == before
    assert source(folder / BESIDE) == "w = 2"


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


def test_a_notebook_that_is_nested_too_deep_is_the_readers(publish, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / MINE).write_text("[" * 100_000)
    assert ("05", "beside") in update(folder, publish("w = 1"))
    assert (folder / MINE).read_text() == "[" * 100_000


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps links for administrators")
def test_a_link_that_leads_nowhere_is_the_readers(publish, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / MINE).symlink_to(tmp_path / "a disk that is not plugged in" / MINE)
    assert ("05", "beside") in update(folder, publish("w = 1"))
    assert (folder / MINE).is_symlink()


def test_a_name_too_long_for_the_disk_ends_with_an_error(tmp_path):
    """The copy itself fits, a new version beside it does not."""
    original = tmp_path / f"05_{'x' * 240}.ipynb"
    folder = tmp_path / "mine"
    write_notebook(original, "w = 1")
    update(folder, [original])
    write_notebook(folder / original.name, "my answer")
    write_notebook(original, "w = 2")
    with pytest.raises(OSError, match=r"(?i)too long|no such file|incorrect"):
        update(folder, [original])
    assert source(folder / original.name) == "my answer"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other limits")
def test_a_path_too_long_for_the_system(opened, tmp_path, capsys):
    """Of 4,096 bytes, one folder after another leaves room for the shorter of our names only."""
    folder = tmp_path
    while len(os.fsencode(folder)) < 4096 - 256:
        folder /= "ö" * 100
    assert study.main(["--folder", str(folder / ("x" * (4096 - len(os.fsencode(folder)) - 25)))]) == 1
    error = capsys.readouterr().err
    assert "File name too long" in error and "--folder" in error and error.count("\n") == 1 and not opened


@pytest.mark.parametrize("name", ["Übung 數學 🐧", "a'b\"c", "new\nline", "-rf", "%41 $HOME ~ &", "x" * 255])
def test_names_of_folders(opened, tmp_path, monkeypatch, name):
    if os.name == "nt":
        pytest.skip("Windows forbids most of these names")
    monkeypatch.chdir(tmp_path)
    assert study.main([f"--folder={name}"]) == 0
    assert opened == [(tmp_path / name, "00_start_here.ipynb")]
    assert source(tmp_path / name / MINE) == "w = 1"


@pytest.mark.parametrize("seconds", [0, 4_000_000_000], ids=["1970", "2096"])
def test_a_clock_set_back_or_forward(publish, tmp_path, seconds):
    folder = tmp_path / "mine"
    update(folder, publish("w = 1"))
    write_notebook(folder / MINE, "my answer")
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))
    assert update(folder, publish("w = 2")) == [("00", "renewed"), ("05", "beside"), ("06", "renewed")]
    assert source(folder / MINE) == "my answer"
