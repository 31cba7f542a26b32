"""Disks that are full or read-only, and a folder of originals to make copies of."""

import subprocess
import sys

import pytest
from one_cell import write_notebook
from small_disk import SmallDisk

from helpers import data
from helpers.commands import study


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Return a function that makes the same source the newest version of three originals."""
    folder = tmp_path / "checkout" / "notebooks"
    folder.mkdir(parents=True)
    monkeypatch.setattr(data, "folder", lambda name: folder)
    monkeypatch.setattr(data, "PACKAGE", folder.parent / "helpers")

    def publish(source):
        for name in ("00_start_here", "05_gradients", "06_swap_them"):
            write_notebook(folder / f"{name}.ipynb", source)
        return sorted(folder.iterdir())

    publish("w = 1")
    return publish


@pytest.fixture
def opened(publish, monkeypatch):
    """Catch what would be served."""
    calls = []
    monkeypatch.setattr(study, "serve", lambda *where, **how: calls.append(where) or 0)
    return calls


@pytest.fixture
def disk(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("a disk in memory is Linux's")
    place = tmp_path / "kleine Öse"
    place.mkdir()
    try:
        disk = SmallDisk(place)
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("only who may mount can make a small disk")
    yield disk
    disk.remove()
