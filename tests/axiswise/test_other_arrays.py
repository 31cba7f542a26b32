"""Arrays of other libraries: named, asked about and explained by the one table, in the library's spelling.

``python -m tests.axiswise.test_other_arrays`` writes the tables of ``docs/other-arrays.md``.
"""

import gc
import importlib
import subprocess
import sys
import types
import weakref
from pathlib import Path

import numpy as np
import pytest

from axiswise import AxisError, Float, checked, trace

LETTERS = {
    "X": "n m", "S": "h d", "W": "k n", "B": "b n m", "w": "n 1", "y": "1 m", "p": "m", "q": "n", "r": "h",
}  # fmt: skip
SIZES = {"n": 3, "m": 5, "h": 4, "d": 4, "k": 6, "b": 2, "1": 1}

# ----- a stand-in that keeps its cells elsewhere, with the protocols of CuPy -----

AWAY = types.ModuleType("cupyish")
AWAY.copied = []


def _here(value):
    if isinstance(value, Away):
        return value.cells
    return type(value)(map(_here, value)) if isinstance(value, tuple | list) else value


def _away(value):
    return Away(value) if isinstance(value, np.ndarray | np.generic) else value


class Away(np.lib.mixins.NDArrayOperatorsMixin):
    """An array that NumPy cannot read: ``get`` copies it to the host, all else stays away."""

    __module__ = "cupyish"
    __cuda_array_interface__ = property(lambda self: {"shape": self.shape, "version": 3})
    shape = property(lambda self: self.cells.shape)
    dtype = property(lambda self: self.cells.dtype)
    ndim = property(lambda self: self.cells.ndim)
    base = property(lambda self: None)
    T = property(lambda self: Away(self.cells.T))
    mT = property(lambda self: Away(self.cells.mT))  # noqa: N815

    def __init__(self, cells):
        self.cells = np.asarray(cells)

    def get(self):
        AWAY.copied.append(self.cells.size)
        return self.cells.copy()

    def __float__(self):
        return float(self.cells)

    def __getitem__(self, index):
        return Away(self.cells[_here(index)])

    def __array__(self, *_, **__):
        raise TypeError("Implicit conversion to a NumPy array is not allowed.")

    def __array_function__(self, function, _, args, kwargs):
        return _away(function(*_here(args), **kwargs))

    def __array_ufunc__(self, ufunc, method, *args, out=None, **kwargs):
        if out is not None:
            kwargs["out"] = _here(out)
        found = getattr(ufunc, method)(*_here(args), **kwargs)
        return _away(found) if out is None else out[0]


def _function(name):
    def function(*args, **kwargs):
        return _away(getattr(np, name)(*_here(args), **kwargs))

    function.__name__, function.__module__ = name, "cupyish"
    return function


for _name in dir(np):
    if callable(getattr(np, _name)) and not isinstance(getattr(np, _name), type):
        setattr(AWAY, _name, _function(_name))
AWAY.asarray = _function("asarray")
for _name in ("sum", "mean", "max", "reshape", "dot", "argmax"):
    setattr(
        Away,
        _name,
        lambda self, *args, _name=_name, **kwargs: _away(getattr(self.cells, _name)(*args, **kwargs)),
    )
    getattr(Away, _name).__name__ = _name

# ----- the libraries -----

MODULES = {"array API": "array_api_strict", "CuPy-like": "cupyish", "JAX": "jax.numpy", "torch": "torch"}
ALIASES = {"array API": "xp", "CuPy-like": "cp", "JAX": "jnp", "torch": "torch"}
DAILY = ["array API", "CuPy-like"]
ALL = [*DAILY, *(pytest.param(name, marks=pytest.mark.slow) for name in ("JAX", "torch"))]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    monkeypatch.setitem(sys.modules, "cupyish", AWAY)


def namespace(library):
    """Return arrays of a library, of type float32, and the modules that its users import."""
    home = pytest.importorskip(MODULES[library])
    random = np.random.default_rng(0)
    shapes = {name: [SIZES[letter] for letter in letters.split()] for name, letters in LETTERS.items()}
    found = {name: home.asarray(random.random(shape, dtype="float32")) for name, shape in shapes.items()}
    found |= {ALIASES[library]: home, "np": np}
    if library == "torch":
        found |= {"F": home.nn.functional}
    if library == "JAX":
        found |= {"jax": importlib.import_module("jax")}
    return found


#: (axes of the result, source, source in torch where that is another); of libraries in brackets alone.
NAMED = [
    ("n", "{np}.sum(X, axis=1)", "torch.sum(X, dim=1)"),
    ("n 1", "{np}.mean(X, axis=1, keepdims=True)", "X.mean(1, keepdim=True)"),
    ("1 m", "{np}.sum(X, axis=0, keepdims=True)", "torch.sum(X, 0, True)"),
    ("", "{np}.sum(X * X)", "(X * X).sum()"),
    ("n", "{np}.max(X, axis=1)", "torch.max(X, dim=1).values"),
    ("m", "{np}.argmax(X, axis=0)", "X.argmax(0)"),
    ("1 m", "{np}.matmul(w.T, X)", "torch.mm(w.T, X)"),
    ("k m", "W @ X", ""),
    ("b k m", "{np}.matmul(W, B)", "W.matmul(B)"),
    ("k", "W @ q", "torch.mv(W, q)"),
    ("m n", "X.T", "X.t()"),
    ("m n", "{np}.permute_dims(X, (1, 0))", "X.permute(1, 0)"),
    ("m n", "{np}.matrix_transpose(X)", "X.transpose(0, 1)"),
    ("b m n", "B.mT", ""),
    ("1 m", "{np}.expand_dims(p, axis=0)", "p.unsqueeze(0)"),
    ("m", "{np}.squeeze(y, axis=0)", "y.squeeze(0)"),
    ("n 1", "{np}.reshape(q, (-1, 1))", "q.view(-1, 1)"),
    ("n m", "{np}.exp(X) - w", "X.exp() - w"),
    ("n m", "{np}.where(X > 0.5, X, y)", "torch.where(X > 0.5, X, y)"),
    ("n m", "{np}.sort(X, axis=1)", "torch.sort(X, dim=1).values"),
    ("n m", "n, m = X.shape\n{np}.zeros((n, m))", "n, m = X.size(0), X.size(1)\ntorch.zeros(n, m)"),
    ("? m", "{np}.concat([X, W.T[:, :5]], axis=0)", "torch.cat([X, X], dim=0)"),
    ("m", "X[0, :]", "X[0]"),
    ("n 1", "q[:, None]", ""),
    ("1 m", "u = 0 * y\nu += y", ""),
]  # fmt: skip

#: The same of one library alone: its own functions and methods.
NAMED_IN = {
    "array API": [("n", "xp.vecdot(X, p)"), ("n m", "xp.astype(X, xp.float64)")],
    "CuPy-like": [
        ("1 m", "cp.dot(w.T, X)"), ("n", "np.sum(X, axis=1)"), ("n m", "np.exp(X)"), ("n", "X.sum(1)"),
        ("n 1", "q.reshape(-1, 1)"), ("k m", "cp.einsum('kn,nm->km', W, X)"),
    ],
    "JAX": [
        ("1 m", "jnp.dot(w.T, X)"), ("n", "X.sum(1)"), ("n m", "jax.nn.softmax(X, axis=0)"),
        ("n m", "jax.nn.sigmoid(X)"), ("k m", "jnp.einsum('kn,nm->km', W, X)"),
        ("n", "jnp.linalg.norm(X, axis=1)"),
        ("n 1", "q.reshape(-1, 1)"), ("1 m", "jax.nn.logsumexp(X, axis=0, keepdims=True)"),
        ("n 1", "jax.grad(lambda w: jnp.sum(w.T @ X))(w)"),
        ("n m", "f = jax.jit(jax.grad(lambda w, X: jnp.sum(w.T @ X), argnums=1))\nf(w, X)"),
    ],
    "torch": [
        ("b n n", "torch.bmm(B, B.mT)"), ("n m", "F.softmax(X, dim=0)"), ("n m", "F.relu(X)"),
        ("n m", "X.sigmoid()"),
        ("k m", "torch.einsum('kn,nm->km', W, X)"), ("n", "torch.linalg.norm(X, dim=1)"),
        ("n", "torch.logsumexp(X, dim=1)"), ("m n", "torch.sum(input=B, dim=0).permute((1, 0))"),
        ("n m", "X.detach().clone().double()"), ("n m", "X.numpy()"), ("n m", "w.expand(-1, 5) * X"),
        ("n", "X.max(1)[0]"), ("m", "for row in X:\n    s = row * 2"),
        ("n 1", "torch.gather(X, 1, w.long())"), ("n ?", "torch.topk(X, 2, dim=1).values"),
        ("m k", "torch.addmm(W[:, 0], X.T, W.T)"),
        ("b n ?", "torch.nn.Linear(5, 7)(B)"), ("n m", "torch.nn.LayerNorm(5)(X)"),
        ("b k", "F.linear(B[:, :, 0], W)"),
    ],
}  # fmt: skip

#: (source, source in torch, the repair and the same in torch, or ""): as in NumPy.
ASKED = [
    ("{np}.mean((p - y.T) ** 2)", "torch.mean((p - y.T) ** 2)", "p - y", ""),
    ("S @ r", "", "S.T @ r", ""),
    ("dw: 'n 1' = {np}.sum(X * y, axis=1)", "dw: 'n 1' = torch.sum(X * y, dim=1)",
     "{np}.sum(X * y, axis=1, keepdims=True)", "torch.sum(X * y, dim=1, keepdim=True)"),
    ("dw = X * y", "", "{np}.sum(X * y, axis=1, keepdims=True)", "torch.sum(X * y, dim=1, keepdim=True)"),
    ("S / {np}.sum(S, axis=1)", "S / S.sum(1)", "S / {np}.sum(S, axis=1, keepdims=True)",
     "S / S.sum(1, keepdim=True)"),
]  # fmt: skip

#: (source, the repair) of what one library alone has.
ASKED_IN = {
    "JAX": [("jax.nn.softmax(W @ X, axis=1)", "jax.nn.softmax(W @ X, axis=0)")],
    "torch": [
        ("F.softmax(W @ X, dim=1)", "F.softmax(W @ X, dim=0)"), ("(W @ X).softmax(-1)", "(W @ X).softmax(0)"),
    ],
}  # fmt: skip

#: (source, source in torch, a part of the reason, the first repair and the same in torch, or "").
EXPLAINED = [
    ("X @ y", "", "Inner sizes 5 and 1 do not match", "X @ y.T", ""),
    ("{np}.matmul(X, W)", "torch.mm(X, W)", "Inner sizes 5 and 6 do not match",
     "{np}.matmul(W, X)", "torch.mm(W, X)"),
    ("X - {np}.mean(X, axis=1)", "X - X.mean(1)", "m = 5 in X and n = 3",
     "X - {np}.mean(X, axis=1, keepdims=True)", "X - X.mean(1, keepdim=True)"),
    ("{np}.sum(X, axis=2)", "torch.sum(X, dim=2)", "there is no axis 2",
     "{np}.sum(X, axis=1)", "torch.sum(X, dim=1)"),
    ("X * q", "", "m = 5 in X and n = 3 in q", "X * q[:, None]", ""),
]  # fmt: skip


#: (source, a part of the reason, the first repair) in one library alone: its own words for an error.
EXPLAINED_IN = {
    "array API": [
        ("xp.concat([X, W])", "only the axis that is joined may differ", "xp.concat([X, W.T], axis=1)"),
        ("if X > 0: pass", "is it meant for all of them, or for any?", ""),
    ],
    "CuPy-like": [("X @ q", "Inner sizes 5 and 3 do not match", "X.T @ q")],
    "JAX": [
        ("jnp.concatenate([X, W])", "only the axis that is joined may differ",
         "jnp.concatenate([X, W.T], axis=1)"),
        ("X.reshape(4, 4)", "3 · 5 = 15 cells, which do not fill", "X.reshape(3, -1)"),
        ("X[:, q > 0.5]", "The mask has size 3 where axis 1 of X (n m) has 5.", ""),
        ("if X > 0: pass", "is it meant for all of them, or for any?", "(X > 0).all()"),
        ("jnp.where(X > 0, X, q)", "m = 5 in X > 0 and n = 3 in q", "jnp.where(X > 0, X, q[:, None])"),
        ("jnp.linalg.inv(X)", "jnp.linalg.inv needs a square matrix", "jnp.linalg.pinv(X)"),
    ],
    "torch": [
        ("torch.cat([X, W])", "only the axis that is joined may differ", "torch.cat([X, W.T], dim=1)"),
        ("X.view(4, 4)", "3 · 5 = 15 cells, which do not fill", "X.reshape(3, -1)"),
        ("X[:, q > 0.5]", "The mask has size 3 where axis 1 of X (n m) has 5.", ""),
        ("X[5]", "Axis 0 of X (n m) has size 3", ""),
        ("X[:, 0] = p", "X[:, 0] has room for shape (3), and p (m) has shape (5).", ""),
        ("if X > 0: pass", "is it meant for all of them, or for any?", "(X > 0).all()"),
        ("torch.bmm(B, B)", "Inner sizes 5 and 3 do not match", "torch.bmm(B, B.mT)"),
        ("X.add(q)", "m = 5 in X and n = 3 in q", "X.add(q[:, None])"),
        ("X -= q", "X keeps its shape (3, 5) in -=", "X -= q[:, None]"),
        ("torch.einsum('nm,mk->nk', X, W)", "The letter m is 5 in X (n m) and 6 in W (k n)", ""),
        ("X.double() @ p", "X.double() (n m) is float64, and p (m) is float32",
         "X.double() @ p.to(X.double().dtype)"),
        ("c = p.long()\nc /= 2", "c holds whole numbers (int64), and /= cannot", "c = c / 2"),
        ("p > 0 & p < 1", "Python reads 0 & p first, and compares then.", "(p > 0) & (p < 1)"),
        ("torch.linalg.inv(X)", "torch.linalg.inv needs a square matrix", "torch.linalg.pinv(X)"),
        ("B.permute(1, 0)", "B (b n m) has 3 axes, 0 to 2: permute names each of them once.",
         "B.permute(0, 2, 1)"),
    ],
}  # fmt: skip


def written(library, case, *more):
    """Return the sources of a case in the spelling of a library."""
    pairs = [case, *more]
    texts = [own if library == "torch" and own else text for text, own in pairs]
    return [text.replace("{np}", ALIASES[library]) for text in texts]


def run(library, source):
    return trace(source, namespace(library), axes=LETTERS)


def beside_the_plain_cell(library, cell):
    """Trace a cell and run it as it is; return the trace and both namespaces."""
    given, plain = namespace(library), namespace(library)
    t = trace(cell, given, axes=LETTERS)
    exec(cell, plain)
    return t, given, plain


def lines_of(library):
    """Yield (kind, source, what is to be found) of a library."""
    for expected, *case in NAMED:
        yield "named", *written(library, case), (expected,)
    for expected, source in NAMED_IN[library]:
        yield "named", source, (expected,)
    for text, own, mend, own_mend in ASKED:
        source, repair = written(library, (text, own), (mend, own_mend))
        yield "asked", source, (repair,)
    for source, repair in ASKED_IN.get(library, ()):
        yield "asked", source, (repair,)
    for text, own, reason, mend, own_mend in EXPLAINED:
        source, repair = written(library, (text, own), (mend, own_mend))
        yield "explained", source, (reason, repair)
    for source, *expected in EXPLAINED_IN[library]:
        yield "explained", source, tuple(expected)


def found_in(kind, t):
    """Return what a trace found: axes, the repair of its question, or reason and first repair."""
    if kind == "named":
        return (" ".join(t.steps[-1].axes),) if t.error is None and not t.notes else (t.error, *t.notes)
    if kind == "asked":
        return tuple(question.repair for question in t.questions)
    return t.error.text, t.error.repairs[0][0] if t.error.repairs else ""


@pytest.mark.parametrize("library", ALL)
def test_values_are_those_of_the_plain_line_and_pictures_show_them(library):
    source = written(library, ("A = X - {np}.mean(X)\nc = {np}.sum(A * A)", ""))[0]
    t, given, plain = beside_the_plain_cell(library, source)
    assert type(given["A"]) is type(plain["A"])
    assert t.steps[-1].value == float(given["c"]) == float(plain["c"])
    cells = next(step.cells for step in t.steps if step.target == "A")
    assert cells == [[float(plain["A"][i, j]) for j in range(5)] for i in range(3)]
    assert {step.dtype for step in t.steps if step.is_array} == {"float32"}


def test_no_more_cells_are_copied_than_a_picture_shows():
    AWAY.copied.clear()
    given = namespace("CuPy-like") | {"X": Away(np.ones((2000, 3000))), "y": Away(np.ones((1, 3000)))}
    t = trace("g = X @ y.T\nX @ y", given, axes={"X": "n m", "y": "1 m"})
    assert t.error.repairs[0][0] == "X @ y.T"
    assert 0 < max(AWAY.copied) <= 144


@pytest.mark.parametrize("library", ALL)
def test_nothing_is_kept_alive(library):
    given = namespace(library)
    t = trace("A = W @ X", given, axes=LETTERS)
    left = [weakref.ref(given.pop(name)) for name in ("A", "X")]
    gc.collect()
    assert [each() for each in left] == [None, None]
    assert t.steps[-1].axes == ("k", "m")


def test_no_library_is_imported():
    source = "import sys, axiswise; import axiswise.draw, axiswise.forms; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert {"torch", "jax", "cupy", "array_api_strict"}.isdisjoint(found.stdout.split())


def test_a_class_of_the_notebook_is_not_read():
    class Odd:
        __cuda_array_interface__ = dtype = None
        shape = property(lambda self: pytest.fail("read"))

    Odd.__module__ = "__main__"
    t = trace("v = f(odd)", {"odd": Odd(), "f": lambda x: 1})
    assert not t.notes


def test_functions_of_a_project_that_has_an_array_of_its_own_are_not_taken_for_numpys():
    kind = type("Own", (Away,), {"__module__": "project.arrays"})
    mean = types.FunctionType((lambda x, axis: x[0]).__code__, {"__name__": "project.statistics"}, "mean")
    t = trace("r = mean(own, 0)", {"own": kind(np.ones((4, 4))), "mean": mean}, axes={"own": "n m"})
    assert (t.steps[-1].axes, t.steps[-1].op) == (("?",), None)


@pytest.mark.parametrize("library", ALL)
def test_a_module_under_another_name_is_written_under_that_name(library):
    given = namespace(library)
    given["lib"] = given.pop(ALIASES[library])
    (question,) = trace("dw: 'n 1' = X @ p", given, axes=LETTERS).questions
    assert question.repair
    (question,) = trace("dw = X * y", given, axes=LETTERS).questions
    assert question.repair.startswith("lib.sum(X * y")


@pytest.mark.parametrize("library", ALL)
def test_a_loop_is_followed_and_counted(library):
    source = "for _ in range(300):\n    g = X @ (w.T @ X - y).T / 5\n    w = w - 0.1 * g"
    t = run(library, source)
    assert not t.notes and not t.questions
    assert t.steps[-1].axes == ("n", "1")
    assert [step.count for step in t.steps if step.target == "g"] == [300]


@pytest.mark.parametrize("library", ALL)
def test_certain_mistakes_are_raised_in_a_project(library):
    @checked
    def score(x: Float[object, "h d"], v: Float[object, "h"]) -> Float[object, "h"]:  # noqa: F722, F821
        return x @ v

    given = namespace(library)
    for call in [score, given["jax"].jit(score)] if library == "JAX" else [score]:
        with pytest.raises(AxisError, match="x @ v"):
            call(given["S"], given["r"])


#: (library, a cell, the axes of the gradient g there, the variables that it changes).
GRADIENTS = [
    (
        "torch",
        "w.requires_grad_()\n"
        "for _ in range(3):\n"
        "    loss = ((w.T @ X - y) ** 2).mean()\n"
        "    loss.backward()\n"
        "    g = w.grad\n"
        "    with torch.no_grad():\n"
        "        w -= 0.1 * w.grad\n"
        "    w.grad = None",
        ("n", "1"), ["g", "w"],
    ),
    (
        "JAX",
        "def loss(w):\n    return jnp.mean((w.T @ X - y) ** 2)\n"
        "g = jax.grad(loss)(w)\nc = jax.jit(loss)(w)\nw = w - 0.1 * g",
        ("n", "1"), ["g", "c", "w"],
    ),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("library", "cell", "axes", "names"), GRADIENTS, ids=["torch", "JAX"])
def test_gradients_and_compiled_functions_are_those_of_the_plain_cell(library, cell, axes, names):
    t, given, plain = beside_the_plain_cell(library, cell)
    assert not t.notes and t.error is None
    for name in names:
        assert (given[name].dtype, given[name].tolist()) == (plain[name].dtype, plain[name].tolist())
    assert {step.axes for step in t.steps if step.target == "g"} == {axes}


# ----- the committed table -----

PAGE = Path(__file__).parents[2] / "docs" / "other-arrays.md"

HEADS = {
    "named": ("line", "letters of the result"), "asked": ("asked about", "repair"),
    "explained": ("an error", "why", "repair"),
}  # fmt: skip


def _row(cells, nothing):
    return "| " + " | ".join(f"`{cell}`" if cell else nothing for cell in cells) + " |"


def tables_of(library):
    """Return the rows of each table of a library, as its lines are found, and what was to be otherwise."""
    rows, missed = {kind: [] for kind in HEADS}, []
    for kind, source, expected in lines_of(library):
        t = run(library, source)
        found = found_in(kind, t)
        is_right = len(found) == len(expected) and all(
            want in got if kind == "explained" else want == got
            for want, got in zip(expected, map(str, found), strict=True)
        )
        if not is_right or "<svg" not in t.svg() or not t.text():
            missed.append((source, expected, found, t.notes))
        cells = (source.replace(":\n    ", ": ").replace("\n", "; "), *map(str, found))
        rows[kind].append(_row(cells, "one number" if kind == "named" else "none"))
    return rows, missed


def page():
    """Return the text of ``docs/other-arrays.md``."""
    text = PAGE.read_text(encoding="utf-8").partition("\n## array API")[0]
    for library in MODULES:
        text += f"\n## {library}\n"
        for kind, rows in tables_of(library)[0].items():
            heads = HEADS[kind]
            text += "\n" + "\n".join([f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *rows]) + "\n"
    return text


@pytest.mark.parametrize("library", ALL)
def test_lines_are_named_asked_about_and_explained_as_they_are_to_be_and_as_the_page_says(library):
    rows, missed = tables_of(library)
    assert missed == []
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {library}\n")[1].partition("\n## ")[0]
    assert [row for row in text.splitlines() if "`" in row] == [row for each in rows.values() for row in each]


if __name__ == "__main__":
    sys.modules["cupyish"] = AWAY
    PAGE.write_text(page(), encoding="utf-8")
