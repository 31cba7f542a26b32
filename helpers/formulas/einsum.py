"""The einsum column: the indices, written out. A letter after ``->`` survives; one missing there is summed.

The letters are the axes: m examples, n features, k outputs, h hidden units, and o for an axis of size one.
Read it beside loop.py, which says what each function means.
"""

import numpy as np


def forward(w, b, X):
    """Return the activations A (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    z = np.einsum("no,nm->om", w, X) + b  # (n, 1)(n, m) -> (1, m)
    return 1 / (1 + np.exp(-z))


def cost(A, Y):
    """Return the cost of activations A (1, m) for labels Y (1, m)."""
    m = A.shape[1]
    first = np.einsum("om,om->", Y, np.log(A))  # (1, m)(1, m) -> ()
    second = np.einsum("om,om->", 1 - Y, np.log(1 - A))
    return float(-1 / m * (first + second))


def gradients(X, A, Y):
    """Return dw (n, 1) and db."""
    m = X.shape[1]
    dz = A - Y  # (1, m)
    dw = np.einsum("nm,om->no", X, dz) / m  # (n, m)(1, m) -> (n, 1)
    db = float(np.einsum("om->", dz) / m)  # (1, m) -> ()
    return dw, db


def softmax_cost(A, Y):
    """Return the cost of activations A (k, m) for one-hot labels Y (k, m)."""
    m = A.shape[1]
    return float(-1 / m * np.einsum("km,km->", Y, np.log(A)))  # (k, m)(k, m) -> ()


def softmax_gradients(X, A, Y):
    """Return dW (n, k) and db (k, 1)."""
    m = X.shape[1]
    dZ = A - Y  # (k, m)
    dW = np.einsum("nm,km->nk", X, dZ) / m  # (n, m)(k, m) -> (n, k)
    db = np.einsum("km->k", dZ)[:, None] / m  # (k, m) -> (k,) -> (k, 1)
    return dW, db


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    A = forward(w, b, X)
    dw, db = gradients(X, A, Y)
    return cost(A, Y), dw, db
