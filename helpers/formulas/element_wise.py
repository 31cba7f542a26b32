"""The element-wise column: pair with ``*``, then sum with ``np.sum`` over the axis that the result has not.

Read it beside loop.py, which says what each function means. Raw NumPy behaviour, warnings included, is kept:
it is the lesson.
"""

import numpy as np


def forward(w, b, X):
    """Return the activations A (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    z = np.sum(w * X, axis=0, keepdims=True) + b  # (n, 1)(n, m) -> (n, m) -> (1, m)
    return 1 / (1 + np.exp(-z))


def cost(A, Y):
    """Return the cost of activations A (1, m) for labels Y (1, m)."""
    m = A.shape[1]
    return float(-1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)))  # (1, m) -> ()


def gradients(X, A, Y):
    """Return dw (n, 1) and db."""
    m = X.shape[1]
    dz = A - Y  # (1, m)
    dw = np.sum(X * dz, axis=1, keepdims=True) / m  # (n, m)(1, m) -> (n, m) -> (n, 1)
    db = float(np.sum(dz) / m)  # (1, m) -> ()
    return dw, db


def softmax_cost(A, Y):
    """Return the cost of activations A (k, m) for one-hot labels Y (k, m)."""
    m = A.shape[1]
    return float(-1 / m * np.sum(Y * np.log(A)))  # (k, m) -> ()


def softmax_gradients(X, A, Y):
    """Return dW (n, k) and db (k, 1)."""
    m = X.shape[1]
    dZ = A - Y  # (k, m)
    dW = np.sum(X[:, None, :] * dZ, axis=2) / m  # (n, 1, m)(k, m) -> (n, k, m) -> (n, k)
    db = np.sum(dZ, axis=1, keepdims=True) / m  # (k, m) -> (k, 1)
    return dW, db


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    A = forward(w, b, X)
    dw, db = gradients(X, A, Y)
    return cost(A, Y), dw, db
