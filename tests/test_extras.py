"""What runs, and what is said in its place where an extra is missing: by %%scale, by %%fast, by an import."""

import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import extras


@pytest.fixture
def shell():
    shell = InteractiveShell()
    for name in ("extras", "scale"):  # as notebooks do, and copies of the first edition
        shell.extension_manager.load_extension(f"helpers.{name}")
    return shell


def run(shell, cell):
    return shell.run_cell(cell).raise_error()


def test_with_dask_the_cell_runs_as_it_stands(shell, monkeypatch):
    monkeypatch.setattr(extras, "installed", lambda extra: True)
    run(shell, "%%scale\nx = 1\n\n\ny = 1 / 2")
    assert shell.user_ns["x"] == 1
    with pytest.raises(ZeroDivisionError) as raised:
        run(shell, "%%scale\n\n1 / 0")
    assert raised.traceback[-1].lineno + 1 == 3


def test_without_it_the_cell_says_one_sentence_and_does_nothing(shell, monkeypatch, capsys):
    monkeypatch.setattr(extras, "installed", lambda extra: False)
    for extra in extras.EXTRAS:
        run(shell, f"%%{extra}\nx = 1\nprint(x)")
        assert capsys.readouterr().out == f"{extras.missing(extra)}\n"
        assert "x" not in shell.user_ns


def test_other_cells_are_left_alone(shell, monkeypatch):
    monkeypatch.setattr(extras, "installed", lambda extra: False)
    run(shell, "x = 'a'\n# %%scale\n")
    assert shell.user_ns["x"] == "a"


def test_it_looks_for_both_packages(monkeypatch):
    known = {"dask": object(), "distributed": None}
    monkeypatch.setattr(extras.importlib.util, "find_spec", known.get)
    assert not extras.installed("scale")
    known["distributed"] = object()
    assert extras.installed("scale")


def test_without_dask_the_distributed_column_says_which_words_to_add():
    code = "import sys; sys.modules['dask'] = None; import helpers; print(1)"
    asking = [sys.executable, "-c", f"{code}; import helpers.formulas.distributed"]
    run = subprocess.run(asking, capture_output=True, text=True, check=False)
    assert run.stdout == "1\n" and "uv run --extra scale" in run.stderr
