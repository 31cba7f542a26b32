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


def softmax_forward(W, b, X):
    """Return the activations A (k, m) for weights W (n, k), biases b (k, 1) and features X (n, m)."""
    Z = np.einsum("nk,nm->km", W, X) + b  # (n, k)(n, m) -> (k, m)
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))  # (k, m)
    return np.einsum("km,m->km", E, 1 / np.einsum("km->m", E))  # (k, m)(m,) -> (k, m)


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


def hidden_forward(W1, b1, W2, b2, X):
    """Return A1 (h, m) and A2 (k, m) for W1 (n, h), b1 (h, 1), W2 (h, k), b2 (k, 1), X (n, m)."""
    A1 = np.tanh(np.einsum("nh,nm->hm", W1, X) + b1)  # (n, h)(n, m) -> (h, m)
    return A1, softmax_forward(W2, b2, A1)


def hidden_gradients(X, W2, A1, A2, Y):
    """Return dW1 (n, h), db1 (h, 1), dW2 (h, k) and db2 (k, 1)."""
    m = X.shape[1]
    dZ2 = A2 - Y  # (k, m)
    dW2, db2 = softmax_gradients(A1, A2, Y)  # (h, k), (k, 1)
    dZ1 = np.einsum("hk,km,hm->hm", W2, dZ2, 1 - A1**2)  # k is summed; h and m survive
    dW1 = np.einsum("nm,hm->nh", X, dZ1) / m  # (n, m)(h, m) -> (n, h)
    db1 = np.einsum("hm->h", dZ1)[:, None] / m  # (h, m) -> (h,) -> (h, 1)
    return dW1, db1, dW2, db2


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    A = forward(w, b, X)
    dw, db = gradients(X, A, Y)
    return cost(A, Y), dw, db
