"""Certain mistakes as errors in a project: ``@checked``, the import hook and the plugin of pytest."""

import importlib
import os
import runpy
import subprocess
import sys
import textwrap
import time

import lines_right
import numpy as np
import pytest
from worlds import SQUARE, WORLDS, axes_of, namespace

from axiswise import AxisError, Float, checked, install_import_hook
from tests.cases import each_case

MODULE = '''
from __future__ import annotations
import numpy as np
from axiswise import Float

State, Table = Float[np.ndarray, "state"], Float[np.ndarray, "state obs"]


def joint(P: Table, p: State) -> Table:
    return P * p


def right(P: Table, p: State) -> Table:
    return P * p[:, None]


def branches(P: Table, p: State, late: bool = False, times: int = 1) -> Table | None:
    for k in range(times):
        if k > 2:
            P * p
    while k > 4 and (P * p).any():
        return None
    with np.errstate(all="ignore"):
        q = p[:, None] / 2
    return P * q


def missed(X: Float[np.ndarray, "n m"], dz: Float[np.ndarray, "1 m"]) -> Float[np.ndarray, "n 1"]:
    dw = (X * dz).sum(axis=0)
    return dw


def both_ways(y: Float[np.ndarray, "1 m"], a: Float[np.ndarray, "m 1"]):
    return ((y - a) ** 2).mean()


def by_helper(P: Table, p: State):
    return plain(P, p)


def through(P: Table, p: State) -> Table:
    both = right(P, p)
    return both * p


def on_purpose(P: Table, p: State):
    return P * p  # on purpose


def updated(w: Float[np.ndarray, "n 1"], X: Float[np.ndarray, "n m"], fails: bool):
    global COUNT
    COUNT = 1
    w -= 0.1
    if fails:
        raise KeyError("a message of its own")
    return w + X.mean(axis=1, keepdims=True)


def plain(P, p):
    return P * p


class Filter:
    def __init__(self, p):
        self.p = p

    def step(self, P: Table) -> State:
        return P.T @ self.p

    @staticmethod
    def total(P: Table) -> State:
        return P.sum(axis=0)


def two(P: Table, p: State) -> tuple[Table, tuple[State, State]]:
    return P / 2, (p, P.sum(axis=0))


def picked(P: Table, seen: State) -> float:
    return np.log(P[:, seen]).mean()


def by_rows(P: Table, seen: State) -> State:
    return P[seen]


def layer_norm(P: Table) -> Table:
    mean, spread = P.mean(axis=1), P.std(axis=1)
    return (P - mean) / (spread + 1e-5)


def masked(P: Table, seen: State) -> Table:
    return P[:, seen > 1]


Pairs = Float[np.ndarray, "state state"]


def pairs(p: State, seen: Float[np.ndarray, "state 1"], P: Table) -> tuple[Pairs, Table]:
    differences = p - seen
    return np.exp(-(differences**2)), P - P.mean(axis=0)


def summed(p: Float[np.ndarray, "1 state"], seen: Float[np.ndarray, "1 state"]) -> float:
    return np.sum(np.dot(p.T, np.log(seen)))


def scaled(P: Table, seen: State) -> Pairs:
    return P[:, seen]


def with_rest(P: Table, p: State, *more, **named):
    return P * p
'''  # fmt: skip
P, p = np.arange(1, 17.0).reshape(4, 4), np.arange(4.0)
SEEN = np.array([0, 2, 1, 2])


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "filters").mkdir()
    (folder / "filters" / "__init__.py").touch()
    (folder / "filters" / "model.py").write_text(MODULE, encoding="utf-8")
    sys.path.insert(0, str(folder))
    hook = install_import_hook("filters")
    yield importlib.import_module("filters.model")
    hook.uninstall()
    sys.path.remove(str(folder))


def test_an_axis_error_says_where_with_letters_and_what_to_write(model):
    with pytest.raises(AxisError) as caught:
        model.joint(P, p)
    error = caught.value
    assert isinstance(error, ValueError)
    assert str(error).splitlines() == [
        "model.py, line 10, in joint: P * p",
        "* pairs obs of P (state obs) with state of p (state). It runs because both have size 4. "
        "Did you mean state with state?",
        "    P * p[:, None]",
    ]
    assert (error.line, error.repair) == (10, "P * p[:, None]")
    assert error.operands == (("P", ("state", "obs")), ("p", ("state",)))
    with pytest.raises(AxisError):  # each time
        model.joint(P, p)


@each_case(
    ("name", "arguments", "text"),
    [
        ("missed", (P, P[:1]), "dw is to be (n, 1). n was summed, and m is still there. Sum over m instead:"),
        ("both_ways", (P[:1], P[:, :1]), "y (1 m) and a (m 1) were both stretched"),
        ("by_helper", (P, p), "In plain: * pairs obs of P (state obs) with state of p (state)."),
        ("through", (P, p), "* pairs obs of both (state obs) with state of p (state)."),
        ("two", (P, p), "The result is to be (state,). state was summed, and obs is still there."),
        ("picked", (P, SEEN), "seen (state) picks whole columns of P (state obs). Did you mean one number"),
        ("by_rows", (P, SEEN), "The result is to be (state,). obs is still there."),
        ("summed", (P[:1], P[1:2]), "met over an axis of size one: state × state products"),
        ("with_rest", (P, p, 1, 2), "* pairs obs of P (state obs) with state of p (state)."),
        ("layer_norm", (P,), "    (P - mean[:, None]) / (spread + 1e-5)[:, None]"),
        ("masked", (P, SEEN), "seen > 1 (state) goes along state, and is used on obs of P (state obs)."),
        ("joint", (P, P), "p is to be (state), and its shape is (4, 4)."),
        ("right", (P[:3], p), "could not be broadcast together with shapes (3,4) (4,1)"),  # NumPy's own error
    ],
)  # fmt: skip
def test_what_is_raised(model, name, arguments, text):
    with pytest.raises(ValueError) as caught:
        getattr(model, name)(*arguments)
    assert text in str(caught.value)


def test_methods_are_checked(model):
    with pytest.raises(AxisError, match=r"The result is to be .state,.. state was summed, and obs is still"):
        model.Filter(p).step(P)
    with pytest.raises(AxisError, match=r"Sum over obs instead:\n    P.sum.axis=1"):
        model.Filter.total(P)


def test_a_branch_is_checked_when_it_is_taken(model):
    assert model.branches(P, p).shape == (4, 4)
    assert model.branches(P, p, times=2).shape == (4, 4)
    with pytest.raises(AxisError, match="line 20, in branches"):
        model.branches(P, p, times=4)
    with pytest.raises(AxisError, match="line 2"):
        model.branches(P, p, times=9)


def test_results_and_exceptions_are_those_of_the_plain_function(model):
    others = {"pairs": (p, p[:, None], P), "scaled": (P, SEEN)}
    for function in ("right", "branches", "on_purpose", "plain", *others):
        traced, arguments = getattr(model, function), others.get(function, (P, p))
        plain = getattr(traced, "__wrapped__", traced)(*arguments)
        for _ in range(3):
            np.testing.assert_array_equal(np.stack(traced(*arguments)), np.stack(plain))
    for _ in range(2):
        w = np.ones((2, 1))
        with pytest.raises(KeyError, match="a message of its own"):
            model.updated(w, np.ones((2, 3)), True)
        assert np.allclose(w, 0.9), "a statement runs once"
    assert np.allclose(model.updated(np.ones((2, 1)), np.ones((2, 3)), fails=False), 1.9)
    assert model.COUNT == 1


def test_without_annotations_nothing_is_wrapped(model):
    assert checked(np.sum) is np.sum
    assert checked(len) is len
    assert not hasattr(model.plain, "__wrapped__")
    assert model.right.__name__ == "right"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@each_case("start", range(6), daily=6)
def test_right_code_raises_nothing(tmp_path, start):
    lines, source = lines_right.LINES[start::6], ["import numpy as np"]
    for at, (world, line) in enumerate(lines):
        known = namespace(world, SQUARE)
        stated = [f"{name}: {' '.join(axes_of(text))!r}" for name, text in WORLDS[world].items()]
        stated += [name for name in known if name not in ("np", *WORLDS[world])]
        source.append(f"def f{at}({', '.join(stated)}):\n{textwrap.indent(line, '    ')}")
    (tmp_path / "right.py").write_text("\n".join(source), encoding="utf-8")
    place, raised, ran = runpy.run_path(str(tmp_path / "right.py")), [], 0
    for at, (world, _) in enumerate(lines):
        known = {name: value for name, value in namespace(world, SQUARE).items() if name != "np"}
        try:
            checked(place[f"f{at}"])(**known)
            ran += 1
        except AxisError as error:
            raised.append(str(error))
        except (ValueError, IndexError):
            continue  # some lines are made for different sizes
    assert raised == []
    assert ran > len(lines) / 2


@checked
def step(X: Float[np.ndarray, "n m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "n 1"], b: float):  # noqa: F722
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    dz = A - Y
    dw: Float[np.ndarray, "n 1"] = X @ dz.T / X.shape[1]  # noqa: F722
    if np.mean(dz) > 1e9:
        dw = dw * 2
    return w - 0.1 * dw, b - 0.1 * np.mean(dz)


def test_a_training_step_takes_at_most_twice_its_time():
    arguments = np.ones((100, 1000)), np.ones((1, 1000)), np.zeros((100, 1)), 0.0

    def seconds(function):
        start = time.perf_counter()
        function(*arguments)
        return time.perf_counter() - start

    # the least of many: others work, too
    pairs = [(seconds(step.__wrapped__), seconds(step)) for _ in range(500)]
    assert min(ours for _, ours in pairs) < 2 * min(plain for plain, _ in pairs)


def test_the_plugin_of_pytest(tmp_path):
    (tmp_path / "filters.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "test_filters.py").write_text(
        "import numpy as np\nimport filters\n\n\ndef test_joint():\n"
        "    assert filters.joint(np.ones((4, 4)), np.ones(4)).shape == (4, 4)\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "axiswise.checked"]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # other plugins take seconds to import
    outcomes = [
        subprocess.run(
            [*command, *more], capture_output=True, text=True, check=False, cwd=tmp_path, env=alone
        )
        for more in ([], ["--axiswise", "filters"])
    ]
    assert [each.returncode for each in outcomes] == [0, 1], outcomes[0].stdout + outcomes[0].stderr
    assert "AxisError: filters.py, line 10, in joint: P * p" in outcomes[1].stdout
