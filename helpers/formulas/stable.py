"""The stable column: costs from scores z instead of activations, so that log(0) cannot happen.

With a = 1/(1 + exp(-z)), the cost of one example, -(y log a + (1 - y) log(1 - a)), is log(1 + exp(z)) - y z.
``np.logaddexp(0, z)`` computes log(exp(0) + exp(z)) without ever forming a number that overflows.
"""

import numpy as np


def scores(w, b, X):
    """Return the scores z (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    return np.dot(w.T, X) + b  # (1, n)(n, m) -> (1, m)


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) of an array, without overflow at any score.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    return np.exp(-np.logaddexp(0, -z))


def forward(w, b, X):
    """Return the activations A (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    return sigmoid(scores(w, b, X))


def cost(z, Y):
    """Return the cost of scores z (1, m) for labels Y (1, m).

    >>> cost(np.array([[1000.0, -1000.0]]), np.array([[1.0, 1.0]]))  # one right, one as wrong as can be
    500.0
    """
    m = z.shape[1]
    return float(np.sum(np.logaddexp(0, z) - Y * z) / m)  # (1, m)(1, m) -> ()


def softmax_cost(Z, Y):
    """Return the cost of scores Z (k, m) for one-hot labels Y (k, m)."""
    m = Z.shape[1]
    return float(np.sum(np.logaddexp.reduce(Z, axis=0) - np.sum(Y * Z, axis=0)) / m)  # (m,)(m,) -> ()


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    m = X.shape[1]
    z = scores(w, b, X)  # (1, m)
    dz = sigmoid(z) - Y  # (1, m)
    return cost(z, Y), np.dot(X, dz.T) / m, float(np.sum(dz) / m)
