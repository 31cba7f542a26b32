"""What `study` does with folders, copies and disks: no file is harmed, and one sentence says what to do."""

import copy
import json
import os
import subprocess
import sys

import pytest
from nbformat import v4

from helpers import data
from helpers.commands import refresh, study
from helpers.commands.notebook_files import parse, text_of
from helpers.commands.study import ThisPython
from helpers.exercises.progress import write_whole

NAMES = ["00_start_here.ipynb", "05_gradients.ipynb", "06_swap_them.ipynb"]
MINE = NAMES[1]


def write_notebook(path, source):
    """Write a notebook of one cell, padded to fill some pages of a disk."""
    cells = [v4.new_code_cell(source, id="code"), v4.new_markdown_cell("word " * 2000, id="text")]
    path.write_text(text_of(v4.new_notebook(cells=cells)), encoding="utf-8")


def source(content):
    return parse(content.decode("utf-8")).cells[0].source


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}


@pytest.fixture
def originals(tmp_path, monkeypatch):
    folder = tmp_path / "checkout" / "notebooks"
    folder.mkdir(parents=True)
    publish(folder, "w = 1")
    (folder / "draft.ipynb").write_text("{}")
    monkeypatch.setattr(data, "folder", lambda name: folder)
    monkeypatch.setattr(data, "PACKAGE", folder.parent / "helpers")
    return folder


def publish(folder, source):
    """Make the same source the newest version of three originals."""
    for name in NAMES:
        write_notebook(folder / name, source)


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


def refused(capsys, *words):
    """Check that one line on stderr says all of this."""
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and all(each in error for each in words), error


def test_first_run_in_a_folder_of_its_own(opened, elsewhere, capsys):
    assert study.main([]) == 0
    folder = elsewhere / "my-notebooks"
    assert opened == [(folder, "00_start_here.ipynb", {"port": None, "browser": True})]
    assert capsys.readouterr().out.splitlines() == [
        f"Your notebooks are in {folder}.",
        "  New: 00_start_here, 05_gradients, 06_swap_them",
        "Opening 00_start_here.ipynb in JupyterLab. To stop, press Ctrl-C here.",
    ]


def test_the_folder_is_that_of_the_checkout_in_which_we_are_or_which_is_installed(
    opened, elsewhere, originals, monkeypatch
):
    make_checkout(elsewhere)
    (elsewhere / "teaching").mkdir()
    monkeypatch.chdir(elsewhere / "teaching")
    study.main([])
    make_checkout(originals.parent)
    study.main([])
    assert [where for where, *_ in opened] == [elsewhere / "my-notebooks", originals.parent / "my-notebooks"]
    monkeypatch.setattr("os.access", lambda path, _: not path.is_relative_to(originals.parent))
    study.main([])  # as from a checkout that is only to be read
    assert opened[-1][0] == elsewhere / "teaching" / "my-notebooks"


@pytest.mark.parametrize(
    ("asked", "in_the_way"),
    [
        ([], "my-notebooks"), (["--folder", "file/in a file"], "file"), (["--folder", "mine"], "mine/.study"),
        (["--folder", "mine"], "mine/.study/copies.json"),
    ],
)  # fmt: skip
def test_something_else_in_its_place(opened, elsewhere, capsys, asked, in_the_way):
    place = elsewhere / in_the_way
    place.parent.mkdir(parents=True, exist_ok=True)
    place.mkdir() if place.suffix else place.touch()
    assert study.main(asked) == 1
    refused(capsys, *([str(place)] if "mine" in asked else ["study: cannot write ", "--folder"]))
    assert not opened


@pytest.mark.parametrize("asked", ["checkout/notebooks", "checkout/notebooks/mine"])
def test_the_originals_are_no_place_for_copies(opened, originals, capsys, asked):
    before = sorted(originals.iterdir())
    assert study.main(["--folder", f"../{asked}"]) == 1
    refused(capsys, "holds the originals")
    assert sorted(originals.iterdir()) == before


def test_what_is_asked_for_is_opened(opened, elsewhere, capsys):
    for asked in ("6", "06", "06_swap_them", "06_swap_them.ipynb"):
        study.main([asked, "--no-browser", "--port", "9000"])
        assert opened.pop()[1:] == ("06_swap_them.ipynb", {"port": 9000, "browser": False})
    mine = elsewhere / "my-notebooks" / "06_swap_them.ipynb"
    mine.write_text("my work")
    study.main(["--again", "06"])
    assert opened.pop()[1] == "06_swap_them (fresh copy).ipynb"
    assert mine.read_text() == "my work"


def test_what_there_is_not(opened, elsewhere, capsys):
    assert study.main(["13"]) == 1
    refused(capsys, "study: There is no notebook '13'. There are: 00_start_here, 05_gradients, 06_swap_them.")
    with pytest.raises(SystemExit) as ended:
        study.main(["--port=eighty"])
    assert ended.value.code == 2
    assert not list(elsewhere.iterdir())


def test_it_says_what_it_did(opened, elsewhere, originals, capsys, monkeypatch):
    study.main([])
    folder = elsewhere / "my-notebooks"
    publish(originals, "w = 2")
    write_notebook(folder / MINE, "my work")
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
    (folder / MINE).write_text("{half a notebook")
    study.main([])
    said = capsys.readouterr().out.splitlines()
    assert f"  {study.OUTCOMES['unreadable']}: 05_gradients" in said
    assert "--again" in study.OUTCOMES["unreadable"]


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


# What a reader's folder may hold, and where it may lie: nothing is harmed, nothing hangs.


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids most of these names")
@pytest.mark.parametrize("name", ["Übung 數學 🐧", "a'b\"c", "new\nline", "-rf", "%41 $HOME ~ &", "x" * 255])
def test_names_of_folders(opened, elsewhere, name):
    assert study.main([f"--folder={name}"]) == 0
    assert opened[0][:2] == (elsewhere / name, "00_start_here.ipynb")
    assert source(contents(elsewhere / name)[MINE]) == "w = 1"


def test_a_read_only_file_is_replaced_whole_and_stays_read_only(tmp_path):
    path = tmp_path / "05_gradients.ipynb"
    path.write_text("old")
    path.chmod(0o444)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o444


# Disks that are full, or that may only be read.


def test_a_full_disk(opened, capsys, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert study.main([]) == 1
    refused(capsys, "No space left on device")
    assert not opened


class SmallDisk:
    """A disk of its own in memory, of 256 kB: Linux's, for whom may mount."""

    def __init__(self, place):
        self.place = place
        self._filler = place / "filler"
        self._call("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs")

    def fill(self):
        """Leave no byte free."""
        with open(self._filler, "ab", buffering=0) as filler:
            for size in (4096, 1):
                try:
                    while filler.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def free(self):
        self._filler.unlink()

    def make_read_only(self):
        self._call("mount", "-o", "remount,ro")

    def remove(self):
        self._call("umount", "-l")

    def _call(self, *command):
        subprocess.run([*command, self.place], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path):
    place = tmp_path / "kleine Öse"
    place.mkdir()
    try:
        disk = SmallDisk(place)
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("only who may mount can make a small disk, on Linux")
    yield disk
    disk.remove()


def test_a_disk_that_is_full_at_the_first_run_and_when_a_new_version_comes(disk, opened, originals, capsys):
    folder = disk.place / "mine"
    disk.fill()
    assert study.main(["--folder", str(folder)]) == 1
    refused(capsys, "No space left on device", "--folder")
    disk.free()
    assert study.main(["--folder", str(folder)]) == 0
    assert [source(content) for content in contents(folder).values()] == ["w = 1"] * 3
    write_notebook(folder / MINE, "my answer")
    before = contents(folder)
    publish(originals, "w = 2")
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


def test_a_disk_that_may_only_be_read(disk, opened, elsewhere, monkeypatch, capsys):
    monkeypatch.chdir(disk.place)
    study.main([])
    before = contents(disk.place / "my-notebooks")
    monkeypatch.chdir(elsewhere)  # a disk that somebody is on cannot be made read-only everywhere
    disk.make_read_only()
    monkeypatch.chdir(disk.place)
    assert study.main([]) == 1
    refused(capsys, "Read-only file system", "--folder")
    assert contents(disk.place / "my-notebooks") == before
    assert len(opened) == 1, "nothing is opened the second time"


@pytest.mark.parametrize("fault", ["fill", "make_read_only"])
def test_refresh_leaves_a_notebook_as_it_was(disk, monkeypatch, capsys, fault):
    def with_output(path, notebook):
        """Stand in for a kernel."""
        executed = copy.deepcopy(notebook)
        executed.cells[0].outputs = [v4.new_output("stream", text="1\n")]
        return executed

    path = disk.place / MINE
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
