"""Readers' own copies are never collected as tests."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CELL = {
    "cell_type": "code",
    "id": "a",
    "execution_count": 1,
    "metadata": {},
    "outputs": [],
    "source": "1 / 0",
}
BROKEN = {
    "cells": [CELL],
    "metadata": {"kernelspec": {"name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_a_readers_broken_notebook_is_not_collected():
    mine = ROOT / "my-notebooks"
    existed = mine.exists()
    mine.mkdir(exist_ok=True)
    notebook = mine / "zz_broken_by_a_reader.ipynb"
    notebook.write_text(json.dumps(BROKEN), encoding="utf-8")
    try:
        options = ["--collect-only", "-q", "-n", "0", "--ignore=tests", "--ignore=helpers"]
        command = [sys.executable, "-m", "pytest", *options, "."]
        out = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
    finally:
        notebook.unlink()
        if not existed:
            mine.rmdir()
    assert "01_scalar_loops" in out
    assert "zz_broken_by_a_reader" not in out
