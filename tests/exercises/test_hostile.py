"""Answers that would break a notebook leave it running, with its variables and settings as they were."""

# ruff: noqa: E501 - an answer stands on one line

import builtins
import copy
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections import defaultdict, deque
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import penguins
from helpers.exercises import check as checking
from helpers.exercises.check import check
from helpers.exercises.guard import TimeUp, call_within
from tests.cases import each_case

HOSTILE = {
    "endless loop": "while True: pass",
    "endless loop that catches everything": "while True:\n        try:\n            sum(range(10))\n        except BaseException:\n            pass",
    "endless loop that catches in layers": "while True:\n        try:\n            while True:\n                try:\n                    x = 1\n                except:\n                    pass\n        except:\n            pass",
    "endless generator": "return sum(1 for _ in iter(int, 1))", "sleep": "import time\n    time.sleep(60)",
    "sys.exit": "import sys\n    sys.exit(1)", "quit": "raise SystemExit",
    "input": "return float(input('dw? '))",
    "breakpoint": "import pdb\n    pdb.Pdb().set_trace() if False else input()",
    "allocation": "return np.ones((10**6, 10**6))", "allocation of pages": "return np.zeros(10**12)",
    "growing list": "big = [0]\n    while True:\n        big = big + big", "long list": "return [0] * 10**12",
    "recursion": "return dw(X, A, Y)",
    "recursion without limit": "import sys\n    sys.setrecursionlimit(3000)\n    return dw(X, A, Y)",
    "class": "class Result: pass\n    return Result",
    "instance": "class Result:\n        def __array__(self, *a, **k):\n            raise RuntimeError('no')\n    return Result()",
    "generator": "return (x for x in X)", "yield": "yield X", "None": "X * 2",
    "objects": "return np.array([[object()]] * len(X))", "nan": "return X[:, :1] * np.nan",
    "infinite": "return X[:, :1] / 0", "text": "return 'dw'", "ragged": "return [[1], [2, 3]]",
    "complex": "return X[:, :1] * 1j", "itself": "return dw",
    "mutates its inputs": "X[...] = 0\n    A *= 0\n    Y.fill(9)\n    return X[:, :1]",
    "mutates the reader's arrays": "precious[...] = 0\n    return X",
    "mutates the reader's lists": "numbers.clear()\n    nested[0].append(5)\n    table['a'] = 0\n    return X",
    "rebinds the reader's names": "global precious, new\n    precious = new = None\n    return X",
    "deletes np": "global np\n    del np\n    return X",
    "shadows np": "global np\n    np = None\n    return X",
    "prints a million lines": "for k in range(10**6): print('line', k)\n    return X",
    "writes to stderr": "import sys\n    sys.stderr.write('x' * 10**6)\n    return X",
    "closes stdout": "import sys\n    sys.stdout.close()\n    sys.stdout = None\n    return X",
    "np.seterr": "np.seterr(all='raise')\n    return np.log(X - X)",
    "seeds": "np.random.seed(0)\n    import random\n    random.seed(0)\n    return X",
    "print options": "np.set_printoptions(precision=1)\n    return X",
    "warnings": "import warnings\n    warnings.simplefilter('error')\n    return np.log(-np.abs(X))",
    "GeneratorExit": "raise GeneratorExit",
    "an exception that will not be read": "class E(Exception):\n        def __str__(self): raise ValueError('again')\n    raise E",
    "deletes everything": "globals().clear()\n    return X",
    "waits for a lock": "import threading\n    lock = threading.Lock()\n    lock.acquire(), lock.acquire()",
    "a loop that ends in a loop": "try:\n        while True: pass\n    finally:\n        while True: pass",
    "changes folder": "import os\n    os.chdir('/')\n    return X", "syntax": "exec('return return')",
    "no such name": "return Xx", "random": "return np.random.normal(size=(len(X), 1))",
    "a list that holds itself": "z = []\n    z.append(z), z.append(z)\n    return z",
    "no recursion limit": "import sys\n    sys.setrecursionlimit(10**9)\n    return X",
    "generators of random numbers": "rng.normal(); old.normal(); own.random()\n    return X",
    "a generator in a list": "many[0].normal()\n    return X",
}  # fmt: skip


TIMED = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer signals on this system")

#: Where every line looks at the clock, catching everything and waiting outwit that.
ON_THREADS = (
    "endless loop", "endless generator", "growing list",
    "sys.exit", "deletes np",
)  # fmt: skip
rng, old, own = np.random.default_rng(3), np.random.RandomState(3), random.Random(3)
RIGHT = "return np.dot(X, (A - Y).T) / X.shape[1]"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(checking, "LIMIT", 0.3)


def notebook(body):
    """Return the variables of a notebook in which a function dw was written."""
    variables = {
        "np": np, "precious": np.arange(5.0), "numbers": [1, 2], "nested": [[1], [2]], "table": {"a": 1},
        "rng": rng, "old": old, "own": own, "many": [rng],
    }  # fmt: skip
    exec(f"def dw(X, A, Y):\n    {body}\n", variables)
    return variables


def settings():
    return (
        np.geterr(),
        np.get_printoptions(),
        np.random.get_state()[1].tolist(),
        random.getstate(),
        (str(rng.bit_generator.state), str(old.get_state()), own.getstate()),
        os.getcwd(),
        sys.getrecursionlimit(),
        list(warnings.filters),
        [sys.stdin, sys.stdout, sys.stderr],
        dict(vars(builtins)),
        signals(),
    )


def signals():
    """Return what the system's signals lead to: nothing to compare on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return (
        [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGALRM)],
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        signal.getitimer(signal.ITIMER_REAL),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_reaches_the_notebook(name, capsys):
    variables, before = notebook(HOSTILE[name]), settings()
    content = {key: copy.deepcopy(variables[key]) for key in ("precious", "numbers", "nested", "table")}
    same = {key: id(value) for key, value in variables.items()}
    report = check(variables["dw"])
    assert not report.passed and report.score == 0
    assert {key: id(value) for key, value in variables.items()} == same
    for key, value in content.items():
        assert np.array_equal(variables[key], value) if key == "precious" else variables[key] == value
    assert settings() == before
    assert "helpers" not in report.text and "Traceback" not in report.text
    printed = capsys.readouterr()
    assert not printed.out and not printed.err
    assert check(notebook(RIGHT)["dw"]).passed, "the next check works"


@each_case("body", ["raise KeyboardInterrupt", "import _thread\n    _thread.interrupt_main()\n    return X"])
def test_stop_is_the_readers_and_nothing_is_judged(body):
    variables, before = notebook(body), settings()
    report = check(variables["dw"])
    assert report.text == "… stopped by you, nothing was judged" and report.score == 0
    assert settings() == before


STOPPED = {
    "right": RIGHT,
    "wrong": "return np.dot(X.T, A - Y) / m",
    "deaf": "try:\n        return np.sum([[x] for x in X])\n    except BaseException:\n        return X",
}


@TIMED
@each_case("moment", range(10))
@each_case("body", STOPPED)
def test_stop_in_any_moment_leaves_everything_as_it_was(body, moment):
    variables, late = notebook(STOPPED[body]), []
    handler = signal.signal(signal.SIGINT, lambda *_: late.append("after the check"))
    before = settings()
    start = time.perf_counter()
    check(variables["dw"])
    whole = time.perf_counter() - start
    timer = threading.Timer(whole * moment / 10, os.kill, (os.getpid(), signal.SIGINT))
    try:
        timer.start()
        report = check(variables["dw"])
        timer.join()
        assert late or report.text == "… stopped by you, nothing was judged"
        assert settings() == before
    finally:
        signal.signal(signal.SIGINT, handler)


@pytest.mark.parametrize("name", ON_THREADS)
def test_neither_on_another_thread(name):
    reports = []
    thread = threading.Thread(
        target=lambda: reports.append(check(notebook(HOSTILE[name])["dw"])), daemon=True
    )
    thread.start()
    thread.join(20)
    assert reports and not reports[0].passed


def test_the_time_limit_leaves_quick_calls_alone():
    assert not issubclass(TimeUp, Exception), "which readers catch"

    def on_this_thread():
        return call_within(5, lambda: sum(range(1000)))

    assert on_this_thread() == 499500
    results = []
    thread = threading.Thread(target=lambda: results.append(on_this_thread()))
    thread.start()
    thread.join()
    assert results == [499500] and sys.gettrace() is None


@TIMED
def test_an_earlier_alarm_of_the_reader_is_kept():
    handler = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 100)
    try:
        check(notebook(RIGHT)["dw"])
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_large_arrays_are_kept_without_a_copy():
    variables = notebook("big[0] = 5\n    return X")
    variables["big"] = np.zeros(5_000_000)
    report = check(variables["dw"])
    assert "read-only" in report.text and variables["big"][0] == 0
    variables["big"][0] = 1
    assert time.monotonic() and variables["big"][0] == 1


# A time limit leaves no trace: signals lead where they led before, whether or not time was up.


def quick():
    return 5


def slow():
    while time.monotonic():
        pass


@TIMED
@each_case("name", ["SIGALRM", "SIGINT"])
@each_case("call", [quick, slow])
def test_a_readers_handler_is_theirs_again_and_no_alarm_is_left(name, call):
    number, mine = getattr(signal, name), lambda *_: None
    before = signal.signal(number, mine)
    try:
        try:
            assert call_within(0.2, call) == 5 and call is quick
        except TimeUp:
            assert call is slow
        assert signal.getsignal(number) is mine
    finally:
        signal.signal(number, before)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


# What is inside of a reader's own objects is put back, too.


class Birds:
    """An object of the reader's own."""

    def __init__(self):
        self.X, self.seen = np.ones(3), {"rows": [1]}


def of_objects():
    """Return the variables of a notebook with arrays and lists inside of objects."""
    pandas = pytest.importorskip("pandas")
    return {
        "__name__": Birds.__module__, "np": np, "birds": Birds(), "Birds": Birds, "data": penguins(),
        "box": SimpleNamespace(a=np.ones(3), inner=[{1}]), "queue": deque([1]),
        "lists": defaultdict(list, k=[1]), "letters": bytearray(b"x"), "pair": (np.ones(2), [1]),
        "frame": pandas.DataFrame({"a": [1, 2]}),
    }  # fmt: skip


@each_case(
    ("body", "seen"),
    [
        ("birds.X[:] = 0; birds.seen['rows'].append(2)", "(birds.X.tolist(), birds.seen)"),
        ("birds.X = None; birds.new = 1; vars(birds).pop('seen', 0)", "sorted(vars(birds))"),
        ("data.X[:] = 0; object.__setattr__(data, 'Y', None)", "(data.X.sum(), data.Y.sum())"),
        ("box.a[:] = 0; box.inner[0].add(2); box.b = 1", "repr(box)"),
        ("queue.append(2); lists['new'].append(1); lists['k'].clear(); letters.append(65)", "(queue, dict(lists), letters)"),
        ("pair[0][:] = 0; pair[1].append(2)", "repr(pair)"),
        ("frame['b'] = 3; frame.loc[0, 'a'] = 9", "frame.to_dict()"),
    ],
)  # fmt: skip
def test_what_is_inside_of_objects_is_put_back(body, seen):
    notebook = of_objects()
    exec(f"def db(dz):\n    {body}\n    return np.mean(dz)", notebook)
    before = repr(eval(seen, notebook))
    assert check(notebook["db"]).passed
    assert repr(eval(seen, notebook)) == before


class Stubborn:
    """An object that is not to be looked into."""

    __class__ = property(lambda self: 1 / 0)

    def __getattribute__(self, name):
        raise RuntimeError("no")


def test_an_object_that_refuses_everything_is_left_alone():
    notebook = {"__name__": Stubborn.__module__, "np": np, "stubborn": Stubborn()}
    exec("def db(dz):\n    return np.mean(dz)", notebook)
    assert check(notebook["db"]).passed


def test_a_variable_that_is_or_holds_pythons_own_names_is_left_alone():
    notebook = {"np": np, "__builtins__": builtins}
    exec("ns = {}; exec('a = 1', ns); own = vars(__builtins__)", notebook)
    exec("def db(dz):\n    ns['a'] = 2; own; ns['__builtins__']\n    return np.mean(dz)", notebook)
    before = dict(vars(builtins))
    assert check(notebook["db"]).passed
    assert vars(builtins) == before and notebook["ns"]["a"] == 1
    assert notebook["ns"]["__builtins__"] is notebook["own"] is vars(builtins)
