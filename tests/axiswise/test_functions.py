"""Inside the reader's own functions: what they return, what is asked there, and where they fail."""

# ruff: noqa: E501 - one case, one line

import numpy as np
import pytest
from worlds import arrays

from axiswise import trace
from tests.cases import each_case

AXES = {
    "X": "n m", "R": "m n", "dz": "1 m", "w": "n 1", "p": "m", "S": "n n", "Y": "1 m", "A": "1 m", "v": "n",
}  # fmt: skip

CELL = """
def mse(a, t):
    return np.mean((a - t) ** 2)

def table(a, t):
    return np.mean((a - t) ** 2)  # on purpose

def cost(w):
    return mse(R @ w, p)

def step(w):
    dw = np.dot(dz, X.T)
    return w - 0.1 * dw

class Model:
    def __init__(self, w):
        self.w = w

    def squash(self, z):
        return np.tanh(z)

    def forward(self, X):
        self.z = self.w.T @ X
        return self.squash(self.z)

    def loss(self, t):
        return np.mean((R @ self.w - t) ** 2)
"""


@pytest.fixture(params=[{"n": 3, "m": 6}, {"n": 4, "m": 4}], ids=["distinct", "equal"])
def given(request):
    found = arrays(AXES, request.param)
    namespace = {"np": np, **request.param, **found, "batches": [(found["Y"], found["A"])] * 3}
    assert trace(CELL, namespace, AXES).error is None
    return namespace


@pytest.mark.parametrize(
    ("source", "inside", "name"),
    [
        ("loss = mse(R @ w, p)", "a - t", "mse"), ("loss = cost(w)", "a - t", "mse"),
        ("f = lambda a, t: np.mean((a - t) ** 2)\nloss = f(R @ w, p)", "a - t", "the lambda"),
        ("loss = Model(w).loss(p)", "R @ self.w - t", "loss"),
        ("for _ in range(3):\n    loss = mse(R @ w, p)", "a - t", "mse"),
    ],
)  # fmt: skip
def test_a_table_of_all_pairs_inside_is_asked_about_once(given, source, inside, name):
    t = trace(source, given)
    (question,) = t.questions
    assert (question.source, question.kind) == (inside, "stretched")
    assert question.text.startswith(f"In {name}: ")
    assert "m × m differences" in question.text
    asked, mended = question.text.split(" There, write ")
    assert t.steps[question.step].source.startswith(source.split("= ")[-1].split("(")[0])
    assert (question.repair, question.got, question.wanted) == ("", "", "")
    assert t.notes == []
    assert f"{asked}\nThere, write: {mended}" in t.text()
    assert t.svg().startswith("<svg")


def test_a_product_of_the_wrong_axes_inside_is_asked_about(given):
    t = trace("w = step(w)", given)
    assert "np.dot(X, dz.T)" in t.questions[0].text
    assert t.steps[-1].axes == ("n", "n")


def test_nothing_is_asked_of_what_fits_or_is_on_purpose(given):
    assert trace("loss = mse(R @ w, p[:, None])", given).questions == []
    assert [question.dismissed for question in trace("loss = table(R @ w, p)", given).questions] == [True]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if a.ndim == 1:\n        a = a[:, None]\n    return a * 1", ("m", "1")),
        ("return a * 1 if a.ndim == 1 else a[0]", ("m",)),
        ("k = a.max()\n    if k > 1e9:\n        a = a[:, None]\n    return a * 1", ("m",)),
        ("if a.size > 2:\n        a = a * 2\n    return a * 1", ("m",)),
    ],
)
def test_conditions_are_followed_as_they_turn_out(given, body, expected):
    t = trace(f"def f(a, k=1):\n    {body}\nf(p)", given)
    assert t.error is None
    assert t.steps[-1].axes == expected


def test_methods_are_followed(given):
    assert trace("Model(w).forward(X)", given).steps[-1].axes == ("1", "m")


def named(t):
    return [(t.steps[at].source, t.steps[at].axes) for at in t.error.operands]


@each_case(
    ("source", "inside", "operands"),
    [
        ("def f(a):\n    return np.dot(a, dz) + 1\nz = 1 + f(X)", "np.dot(a, dz)", ("n m", "1 m")),
        ("f = lambda a: a @ dz.T; z = 2 * f(w)", "a @ dz.T", ("n 1", "m 1")),
        ("zs = [x @ dz for x in X]", "x @ dz", ("m", "1 m")),
        ("zs = np.array([np.dot(x, dz) for x in X])", "np.dot(x, dz)", ("m", "1 m")),
        ("zs = [[x @ dz for x in X] for i in range(2)]", "x @ dz", ("m", "1 m")),
        ("x = dz.T\nzs = [x @ dz for x in X]", "x @ dz", ("m", "1 m")),
        ("z = sum((dz @ x[:, None] @ dz.T).sum() for x in X.T)", "dz @ x[:, None]", ("1 m", "n 1")),
        ("class C:\n    def f(self, a):\n        return a @ dz\nz = C().f(X)", "a @ dz", ("n m", "1 m")),
        ("def f(a):\n    return [row @ dz for row in a]\nz = f(X)", "row @ dz", ("m", "1 m")),
        ("def f(a):\n    return a @ dz\nzs = [f(a) for a in (dz.T, X)]", "a @ dz", ("n m", "1 m")),
    ],
)
def test_an_error_inside_is_located(source, inside, operands):
    arrays = {"X": np.ones((3, 6)), "dz": np.ones((1, 6)), "w": np.ones((3, 1))}
    t = trace(source, {"np": np, **arrays}, {name: AXES[name] for name in arrays})
    assert isinstance(t.error.exception, ValueError)
    assert t.error.source == inside
    line, column, _, end = t.error.span
    assert source.splitlines()[line - 1][column:end] == inside
    assert [" ".join(axes) for _, axes in named(t)] == list(operands)
    assert "Inner sizes" in t.error.text
    assert inside in t.text()
    assert t.svg().startswith("<svg")
    assert t.notes == []


def test_an_error_in_a_function_of_an_earlier_cell_is_shown_at_the_call():
    namespace = {"np": np, "X": np.ones((3, 6)), "dz": np.ones((1, 6))}
    trace("def f(a):\n    b = a * 2\n    return b @ dz", namespace, {"X": "n m", "dz": "1 m"})
    t = trace("q = X * 1\nz = 1 + f(q)", namespace)
    assert (t.error.source, t.error.span) == ("b @ dz", (2, 8, 2, 12))
    assert t.error.text.startswith("In f: Inner sizes 6 and 1 do not match")
    assert named(t) == [("b", ("n", "m")), ("dz", ("1", "m"))]
    assert t.svg().startswith("<svg")


def test_what_a_function_raises_by_itself_is_shown_at_the_call(given):
    t = trace("def f(a):\n    raise ValueError('too flat')\nz = 1 + f(X)", given)
    assert (t.error.source, t.error.text) == ("f(X)", "ValueError: too flat")


def test_nothing_runs_again_to_explain_an_error(given, capsys):
    t = trace(
        "def loud(a):\n    print('once')\n    return a\ndef f(a):\n    return loud(a) @ dz.T @ X\nf(X)", given
    )
    assert t.error is not None
    assert capsys.readouterr().out == "once\n"


TABLES = {
    "an early return": "if a is None:\n        return 0\n    return (a - t.T).mean()",
    "a condition on a value": "d = a - t.T\n    if d.mean() > 1e9:\n        d = 0 * d\n    return d.mean()",
    "while": "left = 2\n    while left > 0:\n        c = (a - t.T).sum()\n        left -= 1\n    return c",
    "with": "with np.errstate(all='ignore'):\n        return np.sum(a - t.T)",
    "try": "try:\n        return np.sum(a - t.T)\n    finally:\n        pass",
    "a comprehension": "return [np.sum(a - t.T) for _ in range(3)][0]",
    "a function within": "def inner(u):\n        return u - t.T\n    return inner(a).sum()",
    "no result": "print(np.sum(a - t.T))",
    "a decorated one": "return np.sum(a - t.T)",
}


@pytest.mark.parametrize("body", TABLES.values(), ids=TABLES)
def test_what_really_ran_is_asked_about(given, body, capsys):
    line = "import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(*a):\n        f(*a)\n"
    decorated = body == TABLES["a decorated one"]
    cell = f"{line}        return f(*a)\n    return g\n@twice\n" if decorated else ""
    trace(f"{cell}def f(a, t):\n    {body}", given)
    t = trace("out = f(dz, +dz)", given)
    assert (t.error, t.notes) == (None, [])
    assert ["m × m differences" in question.text for question in t.questions] == [True]


def test_a_way_that_was_not_taken_is_not_asked_about(given):
    cell = "def f(a, t, sure=True):\n    if sure:\n        return a - t\n    return a - t.T\nf(dz, dz)"
    t = trace(cell, given)
    assert t.questions == []
    assert t.steps[-1].axes == ("1", "m")


def test_a_function_keeps_nothing_of_its_own(given):
    import gc
    import weakref

    made = []
    given["note"] = lambda array: made.append(weakref.ref(array))
    cell = "def f(a):\n    c = a * 2\n    note(c)\n    return np.sum(c * c) + c[9]\nf(X)"
    t = trace(cell, given)
    assert t.error is not None
    del t.error
    t.error = None
    gc.collect()
    assert made[0]() is None


# Code of the reader's that something else runs: a class, an object; what is handed to ``map`` and its like.


@each_case(
    "source",
    [
        "class C:\n    c = np.mean((p - t) ** 2)", "class C:\n    for _ in range(2):\n        d = p - t",
        "def f(a, c=np.mean((p - t) ** 2)):\n    return c\nc = f(1)",
        "class M:\n    def __call__(self, p, t):\n        return np.mean((p - t) ** 2)\nc = M()(p, t)",
        "class A:\n    def __call__(self, p, t):\n        return np.mean((p - t) ** 2)\nclass B(A):\n    pass\nc = B()(p, t)",
        "class C:\n    k = 2\n    def m(self, p, t):\n        return C.k * np.mean((p - t) ** 2)\nc = C().m(p, t)",
        "_ = 2\ndef f(p, t):\n    return _ * np.mean((p - t) ** 2)\nc = f(p, t)",
        "import operator\nc = operator.sub(p, t)",
    ],
)  # fmt: skip
def test_the_mistake_is_asked_about_wherever_it_runs(source):
    place = arrays({"p": "m", "t": "m 1"}, {"m": 5}) | {"np": np}
    plain = dict(place)
    found = trace(source, place, axes={"p": "m", "t": "m 1"})
    exec(source, plain)
    assert (found.error, found.notes) == (None, [])
    assert any("both stretched" in question.text for question in found.questions)
    np.testing.assert_equal(place.get("c"), plain.get("c"))


def test_an_error_in_a_function_that_is_handed_over_is_placed_there(given):
    found = trace("def f(a):\n    return a @ w\nc = list(map(f, [w]))", given)
    assert found.error.source == "a @ w"


# What a comprehension computes for each element is named, asked about and drawn like the lines of a loop.


@pytest.mark.parametrize(
    "source",
    [
        "costs = [np.sum(Y * A.T) for Y, A in batches]", "costs = {i: np.sum(Y * A.T) for i in range(3)}",
        "cost = sum(np.sum(Y * A.T) for Y, A in batches)",
        "cost = max([np.sum(Y * A.T) for _ in range(2)]) + 1", "print(f'{np.sum(Y * A.T):.3f}')",
    ],
)  # fmt: skip
def test_a_silent_mistake_inside_is_asked_about_once(given, source, capsys):
    t = trace(source, given)
    (question,) = t.questions
    assert (question.source, question.kind, question.repair) == ("Y * A.T", "stretched", "Y * A")
    assert t.steps[question.step].axes == ("m", "m")
    assert "m × m products" in t.text()
    assert t.svg().startswith("<svg")
    assert t.notes == []


def test_a_question_is_asked_once_though_sizes_differ(given):
    cell = "for s in (slice(0, 2), slice(0, 3)):\n    c = np.sum(Y[:, s] * A[:, s].T)"
    assert [question.source for question in trace(cell, given).questions] == ["Y[:, s] * A[:, s].T"]


def test_a_generator_that_outlives_the_cell_runs_as_it_stands(given):
    t = trace(
        "def rows(a):\n    for x in a:\n        yield x * 2\n"
        "f, g, h = rows(X), (x.sum() for x in X), iter(x * 2 for x in X)\nfirst = next(f), next(h)",
        given,
    )
    assert t.error is None
    assert [len(list(given[name])) for name in "fgh"] == [len(given["X"]) + more for more in (-1, 0, -1)]


def test_what_is_computed_inside_counts_its_turns(given):
    steps = trace("[x * 2 for x in X]", given).steps
    assert [(step.source, step.count) for step in steps if step.count > 1] == [
        ("x", len(given["X"])), ("x * 2", len(given["X"])),
    ]  # fmt: skip


def test_an_error_in_an_f_string_is_explained(given):
    t = trace("print(f'gradient {np.dot(X, dz)}')", given)
    assert t.error.source == "np.dot(X, dz)"
    assert ("np.dot(X, dz.T)", ("n", "1")) in t.error.repairs
