"""Killed with kill -9, 200 times at random moments: every file is the old version or the new one, whole."""

import multiprocessing
import os
import random
import signal
import time

import pytest
from nbformat import v4

from helpers import data
from helpers.commands.notebook_files import numbered, parse, text_of, without_answers, write_whole
from helpers.commands.study import WorkingCopies, fingerprint

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor kill -9"),
]
TIMES = 200


def killed(work, moment):
    """Repeat work in a process of its own, and kill it when that many seconds have passed."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL, "it was at work until then"


def publish(folder, word):
    """Make a version of every notebook of the series in which a word stands at the end."""
    folder.mkdir()
    for path in numbered(data.folder("notebooks")):
        notebook = parse(path.read_text(encoding="utf-8"))
        notebook.cells.append(v4.new_markdown_cell(word, id="the-version"))
        (folder / path.name).write_text(text_of(notebook), encoding="utf-8")
    return sorted(folder.iterdir())


def test_study_renewing_a_reader_s_folder(tmp_path):
    versions = [publish(tmp_path / word, word) for word in ("one", "two")]
    whole = {path.name: {without_answers(path)} for path in versions[0]}
    for path in versions[1]:
        whole[path.name].add(without_answers(path))
    folder = tmp_path / "mine"
    WorkingCopies(folder).update(versions[0], "1.0")
    mine = folder / versions[0][5].name
    mine.write_text("my answers")

    def work():
        while True:
            for version in versions[::-1]:
                WorkingCopies(folder).update(version, "2.0")

    draw, found, leftovers = random.Random(0), set(), 0
    for _ in range(TIMES):
        killed(work, draw.uniform(0, 0.6))
        assert mine.read_text() == "my answers"
        for name, texts in whole.items():
            if name != mine.name:
                text = (folder / name).read_text(encoding="utf-8")
                assert text in texts
                found.add(text)
        leftovers += bool(list(folder.rglob(".half-written-*")))
    # All of both are met only where nothing else keeps the machine busy.
    assert len(found) > len(whole) - 1, "some were met in both versions"
    assert leftovers, "some were killed while they wrote"

    WorkingCopies(folder).update(versions[1], "2.0")
    assert mine.read_text() == "my answers"
    assert not list(folder.rglob(".half-written-*"))
    for path in versions[1]:
        if path.name != mine.name:
            assert fingerprint((folder / path.name).read_bytes()) == fingerprint(
                without_answers(path).encode()
            )


def test_a_file_as_refresh_writes_it(tmp_path):
    path = tmp_path / "05_gradients.ipynb"
    texts = ["old " * 500_000, "new " * 500_000]
    path.write_text(texts[0])

    def work():
        while True:
            write_whole(path, texts[1])
            write_whole(path, texts[0])

    draw, found = random.Random(0), set()
    for _ in range(TIMES):
        killed(work, draw.uniform(0, 0.1))
        text = path.read_text()
        assert text in texts
        found.add(text)
    assert len(found) == 2
    assert list(tmp_path.glob(".half-written-*")), "some were killed while they wrote"
