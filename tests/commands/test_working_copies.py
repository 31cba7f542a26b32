import itertools
import json
import multiprocessing
import os
import signal

import pytest
from nbformat import v4

from helpers.commands.notebook_files import parse, text_of
from helpers.commands.study import WorkingCopies, fingerprint

NAME = "05_gradients.ipynb"
BESIDE = "05_gradients (new in 0.2.0).ipynb"


def notebook(source, output="42"):
    """Make a notebook as it is committed: executed."""
    cell = v4.new_code_cell(source, id="code", metadata={"tags": ["exercise:cost"]}, execution_count=1)
    cell.outputs = [v4.new_output("execute_result", {"text/plain": output}, execution_count=1)]
    text = v4.new_markdown_cell(
        "![](attachment:a.png)", id="text", attachments={"a.png": {"image/png": "aGk="}}
    )
    return v4.new_notebook(cells=[text, cell], metadata={"refresh": {"code": "12ab"}})


@pytest.fixture
def originals(tmp_path):
    folder = tmp_path / "originals"
    folder.mkdir()
    publish(folder, "w = 1")
    return folder


def publish(folder, source, name=NAME):
    (folder / name).write_text(text_of(notebook(source)), encoding="utf-8")


@pytest.fixture
def folder(originals, tmp_path):
    """A folder with a first copy."""
    folder = tmp_path / "mein Öko heft 数"
    assert update(originals, folder) == [(NAME, "new")]
    return folder


def update(originals, folder, version="0.1.0"):
    return [
        (copied.name, copied.outcome)
        for copied in WorkingCopies(folder).update(sorted(originals.glob("*.ipynb")), version)
    ]


def offer(originals, folder, source="w = 2"):
    """Publish a new version, and update to it."""
    publish(originals, source)
    return update(originals, folder, "0.2.0")


def source(path):
    return parse(path.read_text(encoding="utf-8")).cells[1].source


def edit(path, change):
    """Save as JupyterLab does, after a change."""
    copy = parse(path.read_text(encoding="utf-8"))
    copy.metadata.language_info = {"name": "python", "version": "3.11.7"}
    change(copy)
    path.write_text(json.dumps(copy, indent=2), encoding="utf-8")
    return path.read_bytes()


def write_own_answer(copy):
    copy.cells[1].source = "my answer"


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_first_run_gives_nothing_away_and_keeps_the_rest(originals, folder):
    copy = parse((folder / NAME).read_text(encoding="utf-8"))
    assert (copy.cells[1].outputs, copy.cells[1].execution_count) == ([], None)
    assert [cell.id for cell in copy.cells] == ["text", "code"]
    assert copy.cells[1].metadata == {"tags": ["exercise:cost"]}
    assert copy.cells[0].attachments == {"a.png": {"image/png": "aGk="}}
    assert copy.metadata.keys() == {"kernelspec", "language_info"}
    assert "42" in (originals / NAME).read_text(encoding="utf-8"), "the original keeps its outputs"


def test_new_outputs_alone_are_no_new_version_and_change_nothing(originals, folder):
    before = (folder / NAME).stat()
    assert update(originals, folder) == [(NAME, "current")]
    (originals / NAME).write_text(text_of(notebook("w = 1", output="43")))
    assert update(originals, folder) == [(NAME, "current")]
    assert (folder / NAME).stat().st_mtime_ns == before.st_mtime_ns


def test_a_copy_that_was_at_most_opened_and_saved_is_renewed(originals, folder):
    assert offer(originals, folder) == [(NAME, "renewed")]
    edit(folder / NAME, lambda copy: None)
    assert offer(originals, folder, "w = 3") == [(NAME, "renewed")]
    assert source(folder / NAME) == "w = 3" and names(folder) == [NAME]


def run(copy):
    copy.cells[1].execution_count = 1


def show(copy):
    copy.cells[1].outputs = [v4.new_output("stream", text="my prediction")]


def swap(copy):
    copy.cells.reverse()


def attach(copy):
    copy.cells[0].attachments["mine.png"] = {"image/png": "aGk="}


def add(copy):
    copy.cells.append(v4.new_markdown_cell(""))


@pytest.mark.parametrize("change", [write_own_answer, run, show, swap, attach, add])
def test_work_is_kept_and_the_new_version_put_beside_it_once(originals, folder, change):
    mine = edit(folder / NAME, change)
    assert update(originals, folder) == [(NAME, "kept")], "nothing new to offer"
    assert offer(originals, folder) == [(NAME, "beside")]
    assert source(folder / BESIDE) == "w = 2"
    assert update(originals, folder, "0.2.0") == [(NAME, "kept")]
    assert (folder / NAME).read_bytes() == mine
    assert names(folder) == sorted([NAME, BESIDE])


def test_work_beside_work_is_kept_too(originals, folder):
    edit(folder / NAME, write_own_answer)
    offer(originals, folder)
    edit(folder / BESIDE, write_own_answer)
    offer(originals, folder, "w = 3")
    second = "05_gradients (new in 0.2.0) 2.ipynb"
    assert names(folder) == sorted([NAME, BESIDE, second])
    assert [source(folder / name) for name in (NAME, BESIDE, second)] == ["my answer", "my answer", "w = 3"]


def test_an_untouched_new_version_is_renewed_under_the_same_name(originals, folder):
    edit(folder / NAME, write_own_answer)
    offer(originals, folder)
    offer(originals, folder, "w = 3")
    assert source(folder / BESIDE) == "w = 3"
    assert names(folder) == sorted([NAME, BESIDE])


def test_a_deleted_copy_is_restored_a_deleted_new_version_is_not(originals, folder):
    (folder / NAME).unlink()
    assert update(originals, folder) == [(NAME, "restored")]
    edit(folder / NAME, write_own_answer)
    offer(originals, folder)
    (folder / BESIDE).unlink()
    assert update(originals, folder, "0.2.0") == [(NAME, "kept")]
    assert names(folder) == [NAME]


@pytest.mark.parametrize(
    "record",
    [
        None, b"", b"{", b"[]", b'{"ours": 3, "offered": {}}', b'{"ours": [[]]}', b"\xff\x00",
        b'{"ours": [1, "a", null], "offered": {}}', b"[" * 100_000, b'{"ours": 1e999}', b"\x00" * 5000,
    ],
)  # fmt: skip
def test_a_lost_record_makes_every_file_the_readers(originals, folder, record):
    path = folder / ".study" / "copies.json"
    path.unlink() if record is None else path.write_bytes(record)
    before = (folder / NAME).read_bytes()
    assert offer(originals, folder) == [(NAME, "beside")]
    assert (folder / NAME).read_bytes() == before and source(folder / BESIDE) == "w = 2"
    assert update(originals, folder, "0.2.0") == [(NAME, "kept")]


@pytest.mark.parametrize("content", [b"", b"not json", b"\xff\xfe", b"[]", b'{"nbformat": 4}', b"null"])
def test_what_is_no_notebook_is_the_readers(originals, tmp_path, content):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / NAME).write_bytes(content)
    assert update(originals, folder, "0.2.0") == [(NAME, "unreadable")]
    assert update(originals, folder, "0.2.0") == [(NAME, "unreadable")], "nothing new to offer"
    assert (folder / NAME).read_bytes() == content and names(folder) == sorted([NAME, BESIDE])


def test_a_folder_in_the_place_of_a_copy_is_the_readers(originals, tmp_path):
    folder = tmp_path / "theirs"
    (folder / NAME).mkdir(parents=True)
    assert update(originals, folder, "0.2.0") == [(NAME, "unreadable")]
    assert (folder / NAME).is_dir()


def test_a_fresh_copy_beside_the_readers(originals, folder):
    edit(folder / NAME, write_own_answer)
    copies = WorkingCopies(folder)
    first = copies.add_fresh(originals / NAME)
    assert first == "05_gradients (fresh copy).ipynb"
    assert copies.add_fresh(originals / NAME) == first, "an untouched one is fresh still"
    edit(folder / first, write_own_answer)
    assert copies.add_fresh(originals / NAME) == "05_gradients (fresh copy) 2.ipynb"
    assert source(folder / first) == "my answer"


def test_names_are_safe_on_windows(originals, folder):
    edit(folder / NAME, write_own_answer)
    publish(originals, "w = 2")
    update(originals, folder, "0.2.0.dev1+gabc")
    WorkingCopies(folder).add_fresh(originals / NAME)
    assert not set('<>:"/\\|?*') & set("".join(names(folder)))


def test_a_failed_write_harms_nothing(originals, folder, monkeypatch):
    publish(originals, "w = 2")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        update(originals, folder, "0.2.0")
    monkeypatch.undo()
    assert source(folder / NAME) == "w = 1"
    assert not list(folder.rglob(".half-written-*"))
    assert update(originals, folder, "0.2.0") == [(NAME, "renewed")]


def test_line_endings_and_key_order_are_not_work(originals, folder):
    content = (folder / NAME).read_bytes()
    assert fingerprint(content.replace(b"\n", b"\r\n")) == fingerprint(content)
    assert fingerprint(content.replace(b"w = 1", b"w = 2")) != fingerprint(content)


def start(originals, folder, moment=-1):
    """Update in a process of its own, which kills itself before it does its nth step to the disk."""
    steps = itertools.count(1)

    def dies(call):
        def wrapper(*arguments):
            if next(steps) == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments)

        return wrapper

    def run():
        os.fsync, os.replace = dies(os.fsync), dies(os.replace)
        update(originals, folder, "0.2.0")

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process


def end(process):
    process.join()
    return process.exitcode


forks = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor kill -9")


@forks
def test_killed_at_any_moment(originals, folder):
    """Every step to the disk is a moment: fsync and replace, of the record, two renewals, one beside."""
    others = ["06_swap_them.ipynb", "07_many_outputs.ipynb"]
    moments = 0
    while True:
        moments += 1
        here = folder / str(moments)
        for name in (NAME, *others):
            publish(originals, "w = 1", name)
        update(originals, here)
        mine = edit(here / NAME, write_own_answer)
        for name in (NAME, *others):
            publish(originals, "w = 2", name)

        survived = end(start(originals, here, moments)) == 0
        assert (here / NAME).read_bytes() == mine
        assert {source(here / name) for name in others} <= {"w = 1", "w = 2"}

        update(originals, here, "0.2.0")
        assert (here / NAME).read_bytes() == mine
        assert [source(here / name) for name in (BESIDE, *others)] == ["w = 2"] * 3
        assert names(here) == sorted([NAME, BESIDE, *others])
        if survived:
            break
    assert moments == 11, "five files, two steps each, and once through"


@forks
def test_two_at_once(originals, folder):
    mine = edit(folder / NAME, write_own_answer)
    publish(originals, "w = 2")
    publish(originals, "w = 2", "06_swap_them.ipynb")
    assert [end(process) for process in [start(originals, folder) for _ in range(4)]] == [0] * 4
    assert (folder / NAME).read_bytes() == mine
    assert names(folder) == sorted([NAME, BESIDE, "06_swap_them.ipynb"])
    assert not list(folder.rglob(".half-written-*"))
