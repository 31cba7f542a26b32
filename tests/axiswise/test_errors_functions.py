"""Functions with demands of their own, places and lists: a true sentence, both operands, repairs that run."""

import numpy as np
import pytest
from worlds import arrays

from axiswise import trace

AXES = {"X": "n m", "W": "n k", "y": "m", "v": "n", "lab": "m", "Y": "1 m"}
SIZES = {"n": 3, "m": 7, "k": 4}


def run(source):
    namespace = {"np": np, **arrays(AXES, SIZES), "lab": np.arange(7) % 4, "c": np.zeros(3)}
    return trace(source, namespace, axes=AXES)


@pytest.mark.parametrize(
    ("source", "text", "operands", "repairs"),
    [
        ("np.array([[1, 2], [3]])", "The rows of this list are not equally long", [],
         ["np.concatenate([[1, 2], [3]])"]),
        ("np.array([y, v])", "The rows of this list are not", ["y", "v"], ["np.concatenate([y, v])"]),
        ("c[0] = y.tolist() + [1]", "room for one number, and what is assigned is not one.", ["c"], []),
        ("c[0] = y", "c[0] has room for one number, and y (m) is not one.", ["c", "y"], []),
        pytest.param(
            *("c[0] = Y @ Y.T", "c[0] has room for one number", ["c", "Y @ Y.T"], ["(Y @ Y.T).item()"]),
            marks=pytest.mark.skipif(
                np.lib.NumpyVersion(np.__version__) < "2.4.0", reason="before NumPy 2.4 it is a warning"
            ),
        ),
        ("X[:, 0] = y", "X[:, 0] has room for shape (3,), and y (m) has shape (7,).", ["X", "y"], []),
        ("X[:, 0] += y", "X[:, 0] keeps its shape (3,) in +=, and y (m) of shape (7,)", ["y"], []),
        ("X.reshape(-1, 5)", "X (n m) has 3 · 7 = 21 cells, which do not fill shape (5).", ["X"],
         ["X.reshape(3, -1)", "X.ravel()"]),
        ("np.swapaxes(X, 0, 2)", "X (n m) has 2 axes, 0 to 1: there is no axis 2.", ["X"],
         ["np.swapaxes(X, 0, 1)"]),
        ("np.moveaxis(X, 2, 0)", "there is no axis 2.", ["X"], ["np.moveaxis(X, 1, 0)"]),
        ("np.mean(X, axis=(1, 2))", "there is no axis 2.", ["X"], []),
        ("np.expand_dims(y, axis=2)", "there is no axis 2.", ["y"],
         ["np.expand_dims(y, axis=1)", "np.expand_dims(y, axis=0)"]),
        ("dT = y @ v", "Inner sizes 7 and 3", ["y", "v"], ["y[:, None] * v"]),
        ("U, s, Vt = np.linalg.svd(X.T)\nU @ np.diag(s) @ Vt", "Inner sizes 7 and 3", ["U", "np.diag(s)"],
         []),
        ("X.mean(0, 1)", "mean takes a shape, or several axes, in one tuple", ["X"], ["X.mean((0, 1))"]),
        ("z = np.zeros(7)\nfor i in range(7):\n    z[i] = v @ X", "z[i] has room for one number",
         ["z", "i", "v @ X"],
         []),
        ("int(y > 0.5)", "int takes one number", ["y > 0.5"], ["int(np.sum(y > 0.5))"]),
        ("int(y)", "int takes one number", ["y"], []),
        ("y[1:] / y - 1", "the last axis is m[1:] = 6 in y[1:] and m = 7 in y", ["y[1:]", "y"],
         ["y[1:] / y[:-1]", "y[1:] / y[:, None]"]),
        ("vals, vecs = np.linalg.eigh(X)", "needs a square matrix", ["X"], []),
        ("np.einsum('nm,nk->mj', X, W)", "The letter j of the result stands in no operand.", ["X", "W"],
         ["np.einsum('nm,nk->mk', X, W)", "np.einsum('nm,nk->mn', X, W)"]),
        ("np.eye(4)[lab + 1]", "there is no 4.", ["np.eye(4)", "lab + 1"], ["np.eye(4)[lab + 1 - 1]"]),
        ("y.reshape(2, 3)", "do not fill shape (2,3)", ["y"],
         ["y[: 2 * 3].reshape(2, 3)", "y.reshape(7, -1)"]),
        ("X.T.reshape(2, 3, 3)", "do not fill shape (2,3,3)", ["X.T"], ["X.T.reshape(7, -1)", "X.T.ravel()"]),
        ("c = np.ones((2, 7, 3))\nc[0] = X", "c[0] has room for shape (7,3)", ["c", "X"], ["X.T"]),
        ("Z = X[:, None] * W[..., None]\nnp.tensordot(Z, W, axes=1)", "tensordot pairs axis 2", ["Z", "W"],
         []),
        ("np.stack((X, X.T), axis=-1)", "to be stacked", ["X", "X.T"],
         ["np.stack((X, X), axis=-1)", "np.stack((X, X), axis=0)"]),
        ("X - X.T", "the sizes must be equal", ["X", "X.T"], ["X[:, None] - X", "X - X"]),
        ("T = y @ v", "Inner sizes 7 and 3", ["y", "v"], ["y[:, None] * v"]),
        ("(W @ W[0]) * v[1:]", "the last axis is n", ["W @ W[0]", "v[1:]"],
         ["(W @ W[0])[1:] * v[1:]", "(W @ W[0])[:-1] * v[1:]"]),
        ("np.cov(X, W)", "cov pairs axis 1 of X (n m), of size 7", ["X", "W"], ["np.cov(X.T, W.T)"]),
        ("np.corrcoef(X, W)", "corrcoef pairs axis 1 of X", ["X", "W"], ["np.corrcoef(X.T, W.T)"]),
        ("np.bincount(lab, weights=v)", "bincount pairs axis 0 of lab (m), of size 7", ["lab", "v"], []),
        ("np.take(X, lab + 9, axis=1)", "Axis 1 of X (n m) has size 7", ["X", "lab + 9"], []),
        ("import math\nsum(math.log(row) for row in X)", "math.log takes one number, and row (m) is an",
         ["row"], ["np.log(row)"]),
        ("X[lab + 9, 0]", "Axis 0 of X (n m) has size 3, and places begin at 0", ["X", "lab + 9"], []),
    ],
)  # fmt: skip
def test_the_sentence_is_true_and_names_the_operands(source, text, operands, repairs):
    found = run(source)
    assert text in found.error.text
    assert [found.steps[at].source for at in found.error.operands] == operands
    assert [repair for repair, _ in found.error.repairs] == repairs
    assert found.questions == []
    assert found.notes == []
    assert "<svg" in found.svg()
    for repair, _ in found.error.repairs:
        assert run(source.replace(found.error.source, repair)).error is None
