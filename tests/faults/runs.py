"""Run notebooks by strict nbval, as the test command does, in a copy of the repository."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from committed import read, source


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
    return subprocess.Popen(
        [*command, *options, "notebooks"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


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
