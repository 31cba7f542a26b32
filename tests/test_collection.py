"""Readers' own copies are never collected as tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]


def test_a_readers_broken_notebook_is_not_collected(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("notebooks/ours.ipynb", "my-notebooks/broken_by_a_reader.ipynb"):
        (tmp_path / name).parent.mkdir()
        nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), tmp_path / name)
    (tmp_path / "tests/notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "tests/notebooks/sanitise.cfg", tmp_path / "tests/notebooks")
    command = [
        sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:xdist", "-o", "addopts=--nbval",
        ".",
    ]  # fmt: skip
    out = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False).stdout
    assert "ours" in out, out
    assert "broken_by_a_reader" not in out
