"""Strict nbval refuses the cells that were damaged, and no other: one run of all damage at once."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import pytest
from catalogue import CHAPTERS, IN_RUNS
from committed import read, source
from fault import CELL_TIMEOUT, END_OF_RUN, NBVAL
from noticing import cut

pytestmark = pytest.mark.slow
# The limit of a cell is minutes; a cell that is alone in its notebook may be held to a second.
OPTIONS = {NBVAL: (), END_OF_RUN: (), CELL_TIMEOUT: ("--nbval-cell-timeout=1",)}


@dataclass(frozen=True)
class Run:
    """What a run of pytest said: which cells failed, as (notebook, source), and all its words."""

    failed: frozenset
    words: str
    code: int


def start(root, *options):
    """Start pytest on the notebooks of a copy, with the copy's own settings."""
    command = [
        sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "--junit-xml=../report.xml",
    ]  # fmt: skip
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([*command, *options, "notebooks"], cwd=root, **output)


def finish(root, process):
    """Wait for a run; return what it said."""
    words, _ = process.communicate()
    cases = ET.parse(root.parent / "report.xml").iter("testcase")
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return Run(frozenset(_cell(root, case) for case in failed), words, process.returncode)


def _cell(root, case):
    """Return notebook and source of the cell behind a line of a report."""
    path = next(each for each in (root / "notebooks").glob("*.ipynb") if each.stem in case.get("classname"))
    number = int(case.get("name").rpartition(" ")[2])
    return f"notebooks/{path.name}", source(read(path).code[number])


def of(noticed_by):
    return [fault for fault in CHAPTERS[IN_RUNS] if fault.noticed_by == noticed_by]


def damaged(copy, root, faults):
    """Return a copy of the copy that holds the damaged notebooks and none else."""
    shutil.copytree(copy, root, ignore=shutil.ignore_patterns("*.ipynb", "helpers", "docs"))
    for where in {fault.where for fault in faults}:
        shutil.copy(copy / where, root / where)
    for fault in faults:
        fault.apply(root)
        if fault.cut:
            cut(root / fault.where, fault.cut)
    return root


@pytest.fixture(scope="module")
def runs(copy, tmp_path_factory):
    """Return what the test command says of each kind of damage; the kinds run at the same time."""
    roots = {kind: tmp_path_factory.mktemp("runs") / "copy" for kind in OPTIONS}
    for kind, root in roots.items():
        damaged(copy, root, of(kind))
    processes = {kind: start(roots[kind], *options) for kind, options in OPTIONS.items()}
    return {kind: finish(roots[kind], process) for kind, process in processes.items()}


@pytest.mark.parametrize("fault", of(NBVAL) + of(CELL_TIMEOUT), ids=str)
def test_its_cell_is_refused(fault, runs):
    failed = runs[fault.noticed_by].failed
    assert [1 for where, text in failed if where == fault.where and fault.fails_in in text], fault.says


def test_no_other_cell_is_refused(runs):
    meant = [(fault.where, fault.fails_in) for fault in of(NBVAL)]
    others = [
        text
        for where, text in runs[NBVAL].failed
        if not any(where == notebook and part in text for notebook, part in meant)
    ]
    assert not others, runs[NBVAL].words


def test_a_file_that_was_left_behind_fails_the_run(runs):
    left = runs[END_OF_RUN]
    assert not left.failed and left.code == 1, left.words
    assert "left behind" in left.words and left.words.count("left.txt") == len(of(END_OF_RUN))
    assert "left behind" not in runs[NBVAL].words
