"""How the forms read, and what they say where there is none."""

# ruff: noqa: E501 - one case, one line

import re

import numpy as np
from forms_world import LINES, assert_same, copied, traced, value_of, value_of_form
from worlds import arrays

from axiswise import trace
from tests.cases import each_case

COST = "cost = -1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"


def without_imports(form):
    return "\n".join(line for line in form.splitlines() if not line.startswith("import"))


@each_case(
    ("source", "expected"),
    [
        ("dw = 1/m * np.dot(X, dz.T)", "dw = np.einsum('nm,om->no', X, dz) / m"),
        ("dW = np.dot(X, dZ.T) / m", "dW = np.einsum('nm,km->nk', X, dZ) / m"),
        ("np.sum(Y * np.log(A))", "result = np.einsum('om,om->', Y, np.log(A))"),
        (COST, "cost = -(np.einsum('om,om->', Y, np.log(A)) + np.einsum('om,om->', 1 - Y, np.log(1 - A))) / m"),
        ("Y * A", "result = np.einsum('om,om->om', Y, A)"), ("X.T", "result = np.einsum('nm->mn', X)"),
        ("X.T @ X", "result = np.einsum('nm,np->mp', X, X)"),
        ("np.dot(Y, np.log(A).T)", "result = np.einsum('om,pm->op', Y, np.log(A))"),
        ("np.dot(W2, dZ) * (1 - A1**2)", "result = np.einsum('hk,km,hm->hm', W2, dZ, 1 - A1 ** 2)"),
        ("np.exp(Z) / np.sum(np.exp(Z), axis=0)", "result = np.exp(Z) / np.einsum('km->m', np.exp(Z))"),
        ("dbk = np.sum(dZ, axis=1, keepdims=True) / m", "dbk = np.einsum('km->k', dZ)[:, None] / m"),
        ("np.sum(X * dz, axis=1, keepdims=True)", "result = np.einsum('nm,om->no', X, dz)"),
        ("v @ S @ v", "result = np.einsum('n,np,p->', v, S, v)"),
        ("np.mean(Z)", "k, m = Z.shape\nresult = np.einsum('km->', Z) / (k * m)"),
        ("np.mean(A > 0.5)", "m = A.shape[1]\nresult = np.einsum('om->', A > 0.5, dtype=int) / m"),
        ("w -= lr * np.dot(X, dz.T)", "w -= lr * np.einsum('nm,om->no', X, dz)"),
        # the last statement with a value is the subject; two values given at once are two lines
        ("dw = X @ dz.T\ndw", "dw = np.einsum('nm,om->no', X, dz)"),
        ("dw, db = X @ dz.T / m, np.sum(dz) / m\nnorm = np.sqrt(np.sum(dw**2)) + db",
         "dw = np.einsum('nm,om->no', X, dz) / m\ndb = np.einsum('om->', dz) / m\n"
         "norm = np.sqrt(np.einsum('no->', dw ** 2)) + db"),
    ],
)  # fmt: skip
def test_einsum_spells_the_axes(source, expected):
    assert without_imports(traced(source)[0].einsum_form()) == expected


LOOPS = {
    "dw = 1/m * np.dot(X, dz.T)": """\
import numpy as np
n = X.shape[0]
dw = np.zeros((n, 1))
for j in range(n):
    for i in range(m):
        dw[j, 0] += X[j, i] * dz[0, i] / m
""",
    COST: """\
import math
cost = 0.0
for i in range(m):
    cost -= (Y[0, i] * math.log(A[0, i]) + (1 - Y[0, i]) * math.log(1 - A[0, i])) / m
""",
    "S = np.exp(Z) / np.sum(np.exp(Z), axis=0)": """\
import math
import numpy as np
k, m = Z.shape
S = np.zeros((k, m))
for i in range(m):
    total = 0.0
    for c in range(k):
        total += math.exp(Z[c, i])
    for c in range(k):
        S[c, i] = math.exp(Z[c, i]) / total
""",
    "np.dot(u, u)": "result = 0.0\nfor p in range(u.shape[0]):\n    result += u[p] * u[p]\n",
}


@each_case(("source", "loop"), LOOPS.items())
def test_loops_read_as_a_person_would_write_them(source, loop):
    assert traced(source)[0].loop() == loop


def test_a_loop_computes_what_occurs_twice_once_and_has_a_second_letter_where_it_needs_one():
    loop = traced("np.exp(Z - Z.max(axis=0)) / np.exp(Z - Z.max(axis=0)).sum(axis=0)")[0].loop()
    assert loop.count("-math.inf") == 1
    assert "result[i, i2] += X[j, i] * X[j, i2]" in traced("X.T @ X")[0].loop()


@each_case(
    ("source", "latex", "plain"),
    [
        ("dw = 1/m * np.dot(X, dz.T)", r"dw_{j} = \frac{1}{m} \sum_{i} X_{ji}\, dz_{i}", "dw_j = (1/m) Σ_i X_ji dz_i"),
        (COST, r"\mathit{cost} = -\frac{1}{m} \sum_{i} \left(Y_{i}\, \log A_{i} + \left(1 - Y_{i}\right)\, " r"\log\left(1 - A_{i}\right)\right)", "cost = -(1/m) Σ_i (Y_i log A_i + (1 - Y_i) log(1 - A_i))"),
        ("S = np.exp(Z) / np.sum(np.exp(Z), axis=0)", r"S_{ci} = \frac{e^{Z_{ci}}}{\sum_{c'} e^{Z_{c'i}}}", "S_ci = exp(Z_ci) / (Σ_c′ exp(Z_c′i))"),
        ("A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))", r"A_{i} = \frac{1}{1 + e^{-\left(\sum_{j} w_{j}\, X_{ji} + b\right)}}", "A_i = 1 / (1 + exp(-(Σ_j w_j X_ji + b)))"),
        ("dZ1 = np.dot(W2, dZ) * (1 - A1**2)", r"\mathit{dZ1}_{ui} = \left(1 - \mathit{A1}_{ui}^{2}\right)\, " r"\sum_{c} \mathit{W2}_{uc}\, dZ_{ci}", "dZ1_ui = (1 - A1_ui^2) Σ_c W2_uc dZ_ci"),
        ("w -= lr * np.dot(X, dz.T) / m", r"w_{j} \leftarrow w_{j} - \frac{\mathit{lr}}{m} \sum_{i} X_{ji}\, dz_{i}", "w_j ← w_j - (lr/m) Σ_i X_ji dz_i"),
        ("K_new = X.T @ X", r"\mathit{K\_new}_{ii'} = \sum_{j} X_{ji}\, X_{ji'}", "K_new_ii′ = Σ_j X_ji X_ji′"),
        ("theta = np.mean(u)", r"\theta = \frac{1}{N_{p}} \sum_{p} u_{p}", "theta = (1/N_p) Σ_p u_p"),
        ("s = X / X.shape[1]", r"s_{ji} = \frac{X_{ji}}{m}", "s_ji = X_ji / m"),
        ("s = X - 2 * (Y - A)", r"s_{ji} = X_{ji} - 2\, \left(Y_{i} - A_{i}\right)", "s_ji = X_ji - 2 (Y_i - A_i)"),
        ("s = X - -Y", r"s_{ji} = X_{ji} + Y_{i}", "s_ji = X_ji + Y_i"),
        ("s = (-X)**2", r"s_{ji} = \left(-X_{ji}\right)^{2}", "s_ji = (-X_ji)^2"),
        ("s = -X**2", r"s_{ji} = -X_{ji}^{2}", "s_ji = -X_ji^2"),
        ("s = 2 * 3 * Y", r"s_{i} = 2 \cdot 3\, Y_{i}", "s_i = 2 · 3 Y_i"),
        ("s = np.log(A) * Y", r"s_{i} = \left(\log A_{i}\right)\, Y_{i}", "s_i = (log A_i) Y_i"),
        ("s = Y / (A * 1e-8)", r"s_{i} = \frac{Y_{i}}{10^{-8}\, A_{i}}", "s_i = Y_i / (10^(-8) A_i)"),
        ("s = np.sum(y) * np.sum(p)", r"s = \left(\sum_{i} y_{i}\right)\, \sum_{i} p_{i}", "s = (Σ_i y_i) Σ_i p_i"),
        ("s = y - y * np.mean(-2 * X, axis=0)", r"s_{i} = y_{i} + \frac{2}{n} y_{i}\, \sum_{j} X_{ji}", "s_i = y_i + (2/n) y_i Σ_j X_ji"),
        ("C = X[:, labels > 0]\ns = C.mean(axis=1)", r"s_{j} = \frac{1}{N_{i}} \sum_{i} C_{ji}", "s_j = (1/N_i) Σ_i C_ji"),
        ("d = A - Y\ns = np.sum(d)\nprint(s)", None, "s = Σ_i d_i"),
        ("s = np.mean(A > 0.5)", r"s = \frac{1}{m} \sum_{i} \left[A_{i} > 0.5\right]", "s = (1/m) Σ_i [A_i > 0.5]"),
        ("s = v @ S @ v", r"s = \sum_{j, j'} v_{j'}\, S_{j'j}\, v_{j}", "s = Σ_j,j′ v_j′ S_j′j v_j"),
        ("s = 2 * np.pi * y", r"s_{i} = 2\, \pi\, y_{i}", "s_i = 2 pi y_i"),
        ("s = np.floor(y)", r"s_{i} = \left\lfloor y_{i}\right\rfloor", "s_i = floor(y_i)"),
        ("s = np.clip(y, 0, None) * y.clip(max=1)", None, "s_i = max(y_i, 0) min(y_i, 1)"),
        ("s = y / p / 2", r"s_{i} = \frac{y_{i}}{2\, p_{i}}", "s_i = y_i / (2 p_i)"),
        ("s = y + -2", r"s_{i} = y_{i} - 2", "s_i = y_i - 2"),
        ("s = (y > 0) * (p < 1)", None, "s_i = [[y_i > 0] ∧ [p_i < 1]]"),
        ("s = np.logical_or(y > 0, p < 1)", None, "s_i = [[y_i > 0] ∨ [p_i < 1]]"),
        ("s = X[-1, 0]", r"s = X_{n-1,0}", "s = X_n-1,0"),
        ("s = X[0] * y", r"s_{i} = X_{0,i}\, y_{i}", "s_i = X_0,i y_i"),
        ("s = np.where(X > 0.5, X, 0)", r"s_{ji} = \begin{cases} X_{ji} & \text{if } X_{ji} > 0.5 \\ 0 & \text{otherwise} \end{cases}", "s_ji = (X_ji if X_ji > 0.5, otherwise 0)"),
    ],
)  # fmt: skip
def test_index_form(source, latex, plain):
    t = traced(source)[0]
    assert latex is None or t.index_form() == latex
    assert t.index_form(plain=True) == plain


#: What KaTeX and MathJax both know: every form here was rendered by both when this list was made.
COMMANDS = {
    "frac", "sum", "prod", "max", "min", "bigvee", "bigwedge", "left", "right", "log", "exp", "tanh",
    "sqrt", "mathit", "mathtt", "theta", "pi", "mu", "leftarrow", "cdot", "operatorname", "begin", "end",
    "text", "ne", "le", "ge", "bmod", "lfloor", "rfloor", "arctan",
}  # fmt: skip


@each_case("source", [line for line in LINES if "[:, :2]" not in line])
def test_latex_is_balanced_and_known(source):
    latex = traced(source)[0].index_form()
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\left") - latex.count(r"\leftarrow") == latex.count(r"\right")
    assert set(re.findall(r"\\([a-z]+)", latex)) <= COMMANDS


@each_case(
    ("source", "reason"),
    [
        ("np.sort(u)", "np.sort(u) has no form in indices that is known here."),
        ("np.median(X)", "np.median(X) is no sum, product, maximum or minimum."),
        ("X[:, labels == 1]", "X[:, labels == 1] chooses cells in a way that has no plain indices."),
        ("total = 0\nfor i in range(3):\n    total = total + y[0]", "What sets i is no plain assignment"),
        ("for i in range(3):\n    q = y * i\nq.sum()", "q is set by a statement that is no plain assignment."),
        ("def f(x):\n    x = x + 1\n    return x\nf(X) @ X.T", "f is set by a statement that is no plain assignment."),
        ("np.dot(X, X)", "did not run to its end"), ("print('hello')", "No statement here has a value"),
        ("np.round(X, 2)", "np.round(X, 2) has no form in indices"),
        ("np.std(X, 1, None, None, 1)", "has no form in indices that is known here."),
        ("np.mean(X, dtype=np.float32)", "has no form in indices that is known here."),
        ("values, vectors = np.linalg.eigh(S)", "The last value goes to several names at once."),
        ("b, lr = lr, b", "The last value goes to several names at once."),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_none_and_says_why_once(source, reason):
    t = traced(source)[0]
    before = len(t.notes)
    assert t.loop() is None
    assert any(reason in note for note in t.notes[before:]), t.notes
    notes = list(t.notes)
    assert t.loop() is None
    assert t.notes == notes


@each_case(
    "source",
    [
        "c = np.zeros((3, 1))\nc.fill(3)\nd = c * 2", "S2 = S.copy()\nnp.fill_diagonal(S2, 0)\nD = S2 @ S2",
        "a = u.copy()\na.sort()\nc = a * 2", "X[0].sort()\nc = X * 2",
        "g = np.zeros(X.shape)\nnp.multiply(X, 2, out=g)\nh = g.sum(0)",
        "g = np.zeros(X.shape)\nk = np.multiply(X, 2, out=g) + 1\nh = g.sum(0)",
        "g = np.zeros(X.shape)\nnp.copyto(g, X)\ns = g @ g.T",
        "c = np.zeros((2, 2))\nnp.add.at(c, (labels, labels), 1)\nc", "s = u * 2\ns.sort()\ns",
        "t = u\nt += 3\nu * 2", "def f(a):\n    a[0] = 1\n\nf(u)\nu * 2", "r = (s := y - p) * s",
        "range = 5\no = X * range", "math = 3\nr = np.exp(X) * math", "o = np.exp(X * 1j).real",
    ],
)  # fmt: skip
def test_a_form_that_gives_something_else_when_it_is_run_is_not_shown(source):
    t = traced(source)[0]
    assert t.loop() is None
    assert t.notes[-1].startswith(("Run on the same numbers", "The cells of ", "np.multiply(X, 2, out=g)"))


@each_case("source", ["a = u.copy()\na.sort()\nc = a * 2", "np.add.at(u, 0, 1)\nc = u * 2"])
def test_forms_of_large_arrays_are_run_on_small_copies(source):
    t = trace(source, {"np": np, "u": np.random.default_rng(0).random(5000)}, axes={"u": "m"})
    assert t.loop() is None
    assert t.einsum_form() is None
    given = {"np": np, "X": np.ones((70, 90)), "dz": np.ones((1, 90)), "m": 90}
    assert trace("dw = X @ dz.T / m", given, axes={"X": "n m", "dz": "1 m"}).loop() is not None


@each_case("form", ["loop", "einsum_form"])
@each_case(
    ("source", "changes"),
    [
        ("X @ i", {"i": np.arange(5.0)}), ("np.sum(total * X)", {"total": np.full((3, 5), 2.0)}),
        ("n = np.sum(X, axis=1)\nn / np.mean(X)", {}), ("m * np.mean(X, axis=1)", {"m": 7}),
        ("m @ X.mean(axis=1)", {"m": np.arange(3.0)}), ("result * np.mean(X)", {"result": 2.0}),
        ("X.mean(axis=0) * j @ c", {"j": 2.0, "c": np.arange(5.0)}),
    ],
)  # fmt: skip
def test_letters_and_sizes_keep_clear_of_the_readers_names(form, source, changes):
    t, before = traced(source, **changes)
    assert_same(value_of_form(getattr(t, form)(), source, before), value_of(source, before))


def test_in_place_stays_in_place_and_a_new_array_stays_new():
    for source, is_same in (("w -= lr * np.dot(X, dz.T)", True), ("w = w - lr * np.dot(X, dz.T)", False)):
        t, before = traced(source)
        namespace, old = dict(before), before["w"]
        exec(t.loop(), namespace)
        assert (namespace["w"] is old) == is_same


@each_case(("source", "kind"), [("X > 0.5", "b"), ("labels * 2", "i"), ("labels / 2", "f")])
def test_loop_fills_an_array_of_the_same_kind(source, kind):
    t, before = traced(source)
    assert value_of_form(t.loop(), source, before).dtype.kind == kind


def test_small_integers_are_counted_as_numpy_counts_them():
    source = "np.sum(pixels) + np.mean(pixels * 1)"
    t, before = traced(source, pixels=np.full(5, 200, dtype=np.uint8))
    for form in (t.loop(), t.einsum_form()):
        assert_same(value_of_form(form, source, before), value_of(source, before))


def test_statements_that_the_value_does_not_rest_on_are_left_out():
    form = traced("q = np.sort(u)\nd = A - Y\ns = np.sum(d)")[0].loop()
    assert "sort" not in form and "d[0, i] = A[0, i] - Y[0, i]" in form


@each_case(
    ("source", "formula"),
    [
        ("s = Q @ K.T", "s_qp = Σ_d Q_qd K_pd"), ("s = Q @ Q.T", "s_qp = Σ_d Q_qd Q_pd"),
        ("s = Q @ K.T / np.sqrt(Q.shape[1])", "s_qp = (1/sqrt(d)) Σ_r Q_qr K_pr"),
        ("d = 2.0\ns = d * (Q @ K.T)", "s_qp = d Σ_r Q_qr K_pr"),
        ("s = np.mean(Q, axis=1)", "s_q = (1/d) Σ_p Q_qp"), ("s = C @ X", "s_ci = Σ_j C_cj X_ji"),
        ("s = I @ X", "s_pi = Σ_j I_pj X_ji"),
    ],
)  # fmt: skip
def test_an_axis_without_a_usual_index_has_its_own_letter_where_that_stands_for_nothing_else(source, formula):
    shapes = {"Q": "q d", "K": "p d", "C": "c n", "I": "i n", "X": "n m"}
    sizes = {"q": 2, "p": 3, "d": 4, "n": 5, "m": 6, "c": 3, "i": 2}
    assert trace(source, {"np": np, **arrays(shapes, sizes)}, axes=shapes).index_form(plain=True) == formula


SHAPES = {
    "X": "n m", "R": "m n", "y": "m", "lab": "m", "P": "m k", "C": "k n", "v": "n", "s": "k", "w": "n 1", "Y": "1 m",
    "B": "b m n", "mask": "m", "dz": "1 m", "E": "N D",
}  # fmt: skip


@each_case(
    ("source", "formula"),
    [
        # positions: an index, a number, a sum, an entry of another array
        ("c = X @ X.T / s[2]", "c_jj′ = (1/s_2) Σ_i X_ji X_j′i"), ("c = y[1:] - y[:-1]", "c_p = y_p+1 - y_p"),
        ("c = X[:, ::2].sum(1)", "c_j = Σ_p X_j,2 p"), ("c = X[::-1]", "c_ji = X_n-1-j,i"),
        ("c = P[np.arange(m), lab]", "c_i = P_i,lab_i"), ("c = C[lab]", "c_ij = C_lab_i,j"),
        ("c = -np.log(P[range(m), lab]).mean()", "c = -(1/m) Σ_i log P_i,lab_i"),
        ("c = np.arange(m) * y", "c_i = i y_i"), ("c = X.reshape(n * m)", "c_p = X_floor(p / m),p mod m"),
        ("c = B.reshape(len(B), -1)", "c_bp = B_b,floor(p / n),p mod n"), ("c = X.ravel()[0]", "c = X_0,0"),
        ("c = np.diag(R @ X)", "c_i = Σ_j R_ij X_ji"),
        ("c = B[:, 0, :] @ v", "c_b = Σ_j B_b,0,j v_j"),
        ("c = X @ P / X.shape[-1]", "c_jc = (1/m) Σ_i X_ji P_ic"), ("c = E.sum(1)", "c_n = Σ_d E_nd"),
        # a position that is computed is no number of this one run
        ("j = 1\nc = X[j] * y[j]", "c_i = y_j X_ji"), ("c = y[np.argmax(y)]", "c = y_(argmax_i y_i)"),
        ("i = 2\nc = X[:, i] @ C.T", "c_c = Σ_j X_ji C_cj"), ("j = 1\nX[j] = X[j + 1]", "X_ji ← X_j+1,i"),
        ("c = np.take(X, 0, axis=1)", "c_j = X_j,0"), ("c = y[::-1]", "c_i = y_m-1-i"), ("c = X[lab[0], None] * 2", "c_i = 2 X_lab_0,i"),
        # a sum that ends before its axis does
        ("c = y[:3].sum()", "c = Σ_p<3 y_p"), ("c = y[:3]\nc = c.sum()", "c ← Σ_p c_p"),
        ("c = X[:, 2:5].sum(1)", "c_j = Σ_p<3 X_j,p+2"), ("c = y[1:].sum()", "c = Σ_p y_p+1"),
        ("c = X[:, :k] @ P[:k]", "c_jc = Σ_c′ X_jc′ P_c′c"), ("c = y[:-1].max()", "c = max_p<m-1 y_p"),
        # several results
        ("a, b2 = R.mean(0), R.max(0)", "a_j = (1/m) Σ_i R_ij, b2_j = max_i R_ij"),
        ("a = b2 = R.mean(0)", "a_j = (1/m) Σ_i R_ij, b2_j = (1/m) Σ_i R_ij"),
        # stores
        ("X[:, 0] = v", "X_j,0 ← v_j"), ("X[0] = y * 2", "X_0,i ← 2 y_i"), ("X[:, 1:3] = 0", "X_j,p+1 ← 0"),
        ("P[mask] = 0", "P_ic ← 0 where mask_i"), ("dz[dz <= .3] = 0", "dz_i ← 0 where [dz_i ≤ 0.3]"),
        ("P[np.arange(m), lab] -= 1", "P_i,lab_i ← P_i,lab_i - 1"), ("X[1:] = X[:-1]", "X_p+1,i ← X_pi"),
        ("C[:, 1] = P.T @ y", "C_c,1 ← Σ_i P_ic y_i"), ("X[0, :] = np.ones((1, m))", "X_0,i ← 1"),
        ("R[R > R.mean(0)] = 0", "R_ij ← 0 where [R_ij > (1/m) Σ_i′ R_i′j]"),
        ("oh = np.zeros((m, k))\noh[np.arange(m), lab] = 1", "oh_i,lab_i ← 1"),
        # functions of one line
        ("def f(z):\n    return 1 / (1 + np.exp(-z))\nc = f(w.T @ X)", "c_i = 1 / (1 + exp(-Σ_j w_j X_ji))"),
        ("def g(a, b=2):\n    return np.mean((a - b) ** 2)\nc = g(Y)", "c = (1/m) Σ_i (Y_i - 2)^2"),
        ("g = lambda a, b=2: np.mean((a - b) ** 2)\nc = g(Y)", "c = (1/m) Σ_i (Y_i - 2)^2"),
    ],
)  # fmt: skip
def test_parts_stores_and_functions_have_every_form(source, formula):
    given = arrays(SHAPES, {"n": 3, "m": 7, "k": 4, "b": 2, "N": 5, "D": 2})
    given |= {"np": np, "n": 3, "m": 7, "k": 4, "lab": np.arange(7) % 4, "mask": given["y"] > 0.4}
    before = copied(given)
    t = trace(source, given, axes=SHAPES)
    assert t.index_form(plain=True) == formula
    for form in (t.loop(), t.einsum_form()):
        names = copied(before)
        exec(form, names)
        for name in SHAPES.keys() | {"c", "a", "b2", "oh"} & given.keys():
            np.testing.assert_allclose(names[name], given[name])


def test_what_reads_no_array_stays_as_it_is():
    t = trace("L = [1, 2]\nk = len(L)", {})
    assert (t.index_form(plain=True), t.loop()) == ("k = len(L)", None)
    for source in (t.source, "s = 'a text'"):
        assert trace(source, {}).einsum_form() == source


@each_case(
    "source",
    [
        "from numpy import dot, exp, log\ns = dot(log(A), Y.T)",
        "import numpy\nq = numpy.maximum(0, numpy.dot(W1.T, X) + b1)",
        "from numpy.linalg import norm\nnorm(rows, axis=1)", "import numpy as np\nnp.sum(np.log(A) * Y)",
        "from numpy import *\nc = sum(exp(X), axis=0) / exp(X).sum()",
    ],
)  # fmt: skip
def test_einsum_form_brings_the_imports_of_the_cell(source):
    t, before = traced(source)
    form = t.einsum_form()
    assert form.count("import numpy as np") <= 1
    names = {name: value for name, value in before.items() if isinstance(value, np.ndarray)}
    exec(form, names)
    assert_same(names[form.splitlines()[-1].split(" = ")[0]], value_of(source, before))


def test_sizes_that_the_cell_names_keep_their_names():
    assert traced("n, m = X.shape\ns = X.sum(axis=1)")[0].loop() == (
        "import numpy as np\n"
        "n, m = X.shape\n"
        "s = np.zeros((n,))\n"
        "for j in range(n):\n"
        "    for i in range(m):\n"
        "        s[j] += X[j, i]\n"
    )


def test_numbers_with_half_the_digits_have_a_loop_too():
    source = "np.mean(half, axis=1)"
    t, before = traced(source, half=np.linspace(0.1, 0.9, 6, dtype=np.float32).reshape(2, 3))
    found, wanted = value_of_form(t.loop(), source, before), value_of(source, before)
    assert found.dtype == wanted.dtype
    np.testing.assert_allclose(found, wanted, rtol=1e-6)


def test_einsum_keeps_a_slice_that_happens_to_be_the_whole_axis_and_refuses_what_it_cannot_place():
    t = traced("X[:, :5] @ y", m=5)[0]
    assert "X[:, :5]" in t.einsum_form()
    t = traced("np.mean((X * X.sum(axis=1, keepdims=True))[::-1], axis=1)")[0]
    assert t.einsum_form() is None
    assert t.notes[-1] == "The cells of X are read at places that einsum cannot say."
    assert "import math" not in traced("math = 3\nnp.exp(X) * math")[0].einsum_form()
