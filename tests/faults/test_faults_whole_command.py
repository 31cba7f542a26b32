"""The test command itself, on a whole copy of the repository, for each kind of damage.

What is to notice runs first, and the run ends there if it does. Where it does not, all the others run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import faults_page
import first_of_all
import in_formulas
import pytest
from fault import END_OF_RUN

ROOT = Path(__file__).parents[2]
MADE_BY_TOOLS = [".git", ".venv", ".*_cache", ".hypothesis", ".ipynb_checkpoints", "__pycache__", "uv.lock"]
NOT_COPIED = shutil.ignore_patterns(*MADE_BY_TOOLS, "_site", "my-notebooks", "build", "dist")
# The copy's own faults would do other damage on top; all else is the command of the README.
COMMAND = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--ignore=tests/faults", "-q"]


def whole_command(root, *options, **settings):
    """Return exit code and words of the test command in a copy; kernels take its own helpers too."""
    environment = os.environ | {"PYTHONPATH": str(root)} | settings
    run = subprocess.run(
        [*COMMAND, *options], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


def named(fault):
    """Return how the check that must notice begins for pytest: a test, or a cell of a notebook."""
    test = fault.noticed_by.partition("[")[0]
    return test if "::" in test else f"{fault.where}::"


def first_place(fault, root):
    """Damage the first of the places that a fault of the formulas has."""
    path = root / fault.where
    path.write_text(next(text for _, text in fault.damage(path.read_text())))


@pytest.fixture
def whole(tmp_path):
    return shutil.copytree(ROOT, tmp_path / "copy", ignore=NOT_COPIED)


@pytest.mark.slow
def test_without_damage_everything_passes(whole):
    code, words = whole_command(whole)
    assert code == 0, words


@pytest.mark.slow
@pytest.mark.parametrize("fault", faults_page.FAULTS, ids=str)
def test_the_test_command_notices(fault, whole):
    if fault in in_formulas.FAULTS:
        first_place(fault, whole)
    else:
        fault.apply(whole)
    if fault.noticed_by == END_OF_RUN:
        code, words = whole_command(whole)
        assert code == 1
        assert "left.txt" in words, words
    else:
        settings = {first_of_all.NAMED: named(fault), first_of_all.WORD: Path(fault.where).stem}
        _, words = whole_command(whole, "-p", "tests.faults.first_of_all", **settings)
        assert first_of_all.ENDED in words, words
