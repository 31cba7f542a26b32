"""Let the faults reach the checks of other folders, and give them a copy of the repository to damage."""

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("notebooks", "data", "docs", "teaching", "helpers", "axiswise")
sys.path += [str(ROOT / "tests" / name) for name in ("", "notebooks", "exercises", "formulas", "mutation")]


@pytest.fixture(scope="session")
def copy(tmp_path_factory):
    """Return a copy of what the checks read: pages, data, notebooks and settings."""
    root = tmp_path_factory.mktemp("copy")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, root)
    for name in ("sanitise.cfg", "confined.py"):
        (root / "tests/notebooks").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests/notebooks" / name, root / "tests/notebooks")
    return root
