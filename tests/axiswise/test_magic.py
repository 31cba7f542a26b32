"""``%%shapes`` in a real IPython shell: the cell is the plain cell, and the picture follows."""

import importlib
import re

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import axiswise
from axiswise import magic

START = """
import numpy as np
from axiswise import axes
X = np.ones((2, 5))
dz = np.ones((1, 5))
axes(X="n m", dz="1 m")
"""


@pytest.fixture
def shell():
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.colors = "nocolor"
    magic.install(shell)
    assert shell.run_cell(START).success
    yield shell
    InteractiveShell.clear_instance()


def run(shell, source):
    with capture_output() as shown:
        result = shell.run_cell(source, store_history=True)
    return result, shown


def pictures(shown):
    return [output.data for output in shown.outputs if 'class="axiswise"' in output.data.get("text/html", "")]


def test_the_value_comes_first_then_the_picture_with_the_formula(shell):
    result, shown = run(shell, "%%shapes\nnp.dot(X, dz.T)")
    assert np.array_equal(result.result, [[5.0], [5.0]])
    kinds = [sorted(output.data) for output in shown.outputs]
    assert kinds[-1:] == [["text/html", "text/plain"]]
    assert "Out[" in shown.stdout or len(kinds) == 2
    (data,) = pictures(shown)
    assert data["text/plain"].endswith("\nresult_j = Σ_i X_ji dz_i")
    assert data["text/html"].count("Σ<sub>i</sub> X<sub>ji</sub> dz<sub>i</sub>") == 1


def test_the_picture_has_words_and_both_are_in_one_bundle(shell):
    _, shown = run(shell, "%%shapes\ndw = np.dot(X, dz.T)")
    (data,) = pictures(shown)
    assert re.search('<img alt="[^"]+" style="[^"]+" src="data:image/svg[^"]+base64,', data["text/html"])
    assert "(n, 1)" in data["text/plain"]
    assert shell.user_ns["dw"].shape == (2, 1)


@pytest.mark.parametrize("setting", ["last_expr_or_assign", "all", "none", "last"])
def test_every_way_to_display_is_kept(shell, setting):
    shell.ast_node_interactivity = setting
    source = "v = 1\nv\nv += 2\nv -= 1\nu = v + 1"
    plain, followed = run(shell, source), run(shell, f"%%shapes\n{source}")
    assert followed[0].result == plain[0].result
    displayed = [re.findall(r"Out\[\d+\]: (.*)", shown.stdout) for _, shown in (plain, followed)]
    assert displayed[0] == displayed[1]
    assert bool(displayed[0]) == (setting in ("all", "last_expr_or_assign"))


def test_a_traceback_has_the_line_of_the_cell(shell):
    result, shown = run(shell, "%%shapes\nq = 1\n\nX @ dz")
    assert isinstance(result.error_in_exec, ValueError)
    assert "----> 4 X @ dz" in shown.stdout
    assert "seen" not in shown.stdout
    assert len(pictures(shown)) == 1
    result, _ = run(shell, "%%shapes\n\n    x = 1\n    x / 0")
    assert result.error_in_exec.__traceback__.tb_next.tb_lineno == 4
    _, shown = run(shell, "%%shapes\nX @ X")
    assert "%%shapes" in shown.stdout and '"%%shapes"' not in shown.stdout


def test_a_syntax_error_has_the_line_of_the_cell(shell):
    result, shown = run(shell, "%%shapes\nq = 1\nq = = 2")
    assert isinstance(result.error_before_exec, SyntaxError)
    assert result.error_before_exec.lineno == 3
    assert not pictures(shown)
    result, shown = run(shell, "X.T")
    assert not pictures(shown)


def test_more_on_the_first_line_is_refused(shell):
    result, _ = run(shell, "%%shapes X.T\nX.T")
    assert "with nothing but --brief, --full" in str(result.error_before_exec)


def test_options_draw_all_lines_or_none(shell):
    cell = "A = X * dz\nB = A.sum(axis=1)\nC = B / 5"
    counted = {}
    for options in ("", " --full", " --brief"):
        result, shown = run(shell, f"%%shapes{options}\n{cell}")
        assert result.success
        (data,) = pictures(shown)
        counted[options.strip()] = data["text/html"].count("<img")
        assert all(line in data["text/html"] for line in cell.splitlines())
    assert counted == {"": 1, "--full": 3, "--brief": 0}


def test_installing_twice_is_installing_once(shell):
    before = len(shell.ast_transformers), len(shell.input_transformers_cleanup)
    magic.install(shell)
    assert (len(shell.ast_transformers), len(shell.input_transformers_cleanup)) == before


def test_importing_in_a_notebook_teaches_the_magic(shell):
    shell.ast_transformers.clear()
    importlib.reload(axiswise)
    assert [type(known).__name__ for known in shell.ast_transformers] == ["ShapesMagic"]


def test_functions_of_other_cells_are_followed(shell):
    run(shell, "%%shapes\ndef f(a):\n    if a.sum() > 1e9:\n        return 0\n    return np.sum(a * a.T)")
    run(shell, "%timeit -n1 -r1 0\ndef g(a):\n    return f(a)")
    _, shown = run(shell, "%%shapes\nf(dz) + g(dz)")
    assert "In f: a (1 m) and a.T (m 1)" in pictures(shown)[0]["text/plain"]


@pytest.mark.parametrize("above", ["%%time", "%%timeit -n1 -r1"])
def test_other_cell_magics_may_stand_above(shell, above):
    _, shown = run(shell, f"{above}\n%%shapes\ndw = np.dot(X, dz.T)")
    assert len(pictures(shown)) == 1
    _, shown = run(shell, f"{above}\n%%shapes\ndw = np.dot(X, dz)")
    assert "Would run: np.dot(X, dz.T)" in pictures(shown)[0]["text/plain"]


@pytest.mark.parametrize(
    ("cell", "result", "count"),
    [
        ("q = X.T\nq", "X.T", 0), ("%%shapes\n", "None", 0), ("%%shapes\nX.T;", "None", 1),
        ("%%shapes\nX -= 1\nX += 1", "None", 1), ("%%shapes\n%time q = X @ X.T\nq + 1", "X @ X.T + 1", 1),
        ("%%shapes\nq = X.T\nshell.run_cell('r = X + 1')\nr = q @ X", "None", 1),
        ("%%shapes\nimport asyncio\nawait asyncio.sleep(0)\nq = await asyncio.sleep(0, X)\nq.T", "X.T", 1),
        ("%%shapes\n  x = X.T\n  y = x.sum()\n  y", "10.0", 1),
        ("%%shapes\n    y = X.sum()\n    y", "10.0", 1),
        ("%%shapes\n\n\n  x = X.T\n  if True:\n      y = x.sum()\n  y", "10.0", 1),
    ],
)  # fmt: skip
def test_a_cell_gives_what_it_gives_in_ipython(shell, cell, result, count):
    shell.user_ns["shell"] = shell
    found, shown = run(shell, cell)
    assert found.success
    np.testing.assert_equal(found.result, eval(result, shell.user_ns))
    assert len(pictures(shown)) == count
    assert ("Out[" in shown.stdout) == (found.result is not None)
    assert ("Wall time" in shown.stdout) == ("%time" in cell)


@pytest.mark.parametrize(
    ("place", "words"),
    [("axiswise.magic.rich", "no ink"), ("axiswise.watch.Instrument.rewrite", "no rewriting")],
)
def test_what_fails_of_ours_leaves_the_result_and_one_line(shell, monkeypatch, place, words):
    def broken(*arguments):
        raise RuntimeError(words)

    monkeypatch.setattr(place, broken)
    result, shown = run(shell, "%%shapes\nX.T")
    assert result.success and result.result.shape == (5, 2)
    (line,) = [line for line in shown.stdout.splitlines() if words in line]
    assert words != "no ink" or line == (
        "The picture could not be drawn, but the result stands (RuntimeError: no ink)."
    )
