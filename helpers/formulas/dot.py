"""The dot column: ``np.dot`` pairs and sums at once, wherever an index is shared and then summed.

Read it beside loop.py, which says what each function means. A plain sum stays a plain sum: ``np.dot`` has no
business where an index belongs to one operand only.
"""

import numpy as np


def forward(w, b, X):
    """Return the activations A (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    z = np.dot(w.T, X) + b  # (1, n)(n, m) -> (1, m)
    return 1 / (1 + np.exp(-z))


def cost(A, Y):
    """Return the cost of activations A (1, m) for labels Y (1, m)."""
    m = A.shape[1]
    total = np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)  # (1, m)(m, 1) -> (1, 1)
    return -total.item() / m


def gradients(X, A, Y):
    """Return dw (n, 1) and db."""
    m = X.shape[1]
    dz = A - Y  # (1, m)
    dw = np.dot(X, dz.T) / m  # (n, m)(m, 1) -> (n, 1)
    db = float(np.sum(dz) / m)  # (1, m) -> ()
    return dw, db


def softmax_forward(W, b, X):
    """Return the activations A (k, m) for weights W (n, k), biases b (k, 1) and features X (n, m)."""
    Z = np.dot(W.T, X) + b  # (k, n)(n, m) -> (k, m)
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))  # (k, m)
    return E / np.sum(E, axis=0, keepdims=True)  # (k, m)(1, m) -> (k, m)


def softmax_cost(A, Y):
    """Return the cost of activations A (k, m) for one-hot labels Y (k, m).

    The dot makes k x k numbers, every class with every class. Class c with class c is wanted: the trace.
    """
    m = A.shape[1]
    return float(-1 / m * np.trace(np.dot(Y, np.log(A).T)))  # (k, m)(m, k) -> (k, k) -> ()


def softmax_gradients(X, A, Y):
    """Return dW (n, k) and db (k, 1)."""
    m = X.shape[1]
    dZ = A - Y  # (k, m)
    dW = np.dot(X, dZ.T) / m  # (n, m)(m, k) -> (n, k)
    db = np.sum(dZ, axis=1, keepdims=True) / m  # (k, m) -> (k, 1)
    return dW, db


def hidden_forward(W1, b1, W2, b2, X):
    """Return A1 (h, m) and A2 (k, m) for W1 (n, h), b1 (h, 1), W2 (h, k), b2 (k, 1), X (n, m)."""
    A1 = np.tanh(np.dot(W1.T, X) + b1)  # (h, n)(n, m) -> (h, m)
    return A1, softmax_forward(W2, b2, A1)


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    A = forward(w, b, X)
    dw, db = gradients(X, A, Y)
    return cost(A, Y), dw, db
