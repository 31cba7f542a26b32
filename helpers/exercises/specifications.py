"""Loops for exercises that the table of formulas has no function for: one scalar at a time, as in loop.py.

Index letters: ``i`` an example (m), ``j`` a feature (n), ``c`` a class (k), ``u`` a hidden unit (h).
"""

import math

import numpy as np

from helpers.formulas import loop


def cost_by_loop(a, y):
    """Return the cost of m activations and m labels, both with one axis."""
    return loop.cost(np.array([a]), np.array([y]))


def db(dz):
    """Return the mean of dz (1, m)."""
    return db_by_loop(dz[0])


def db_by_loop(dz):
    """Return the mean of the m numbers dz."""
    total = 0.0
    for i in range(len(dz)):
        total += float(dz[i])
    return total / len(dz)


def dw(X, A, Y):
    """Return the slopes dw (n, 1)."""
    return loop.gradients(X, A, Y)[0]


def dw_of_rows(X, a, y):
    """Return the slopes dw (n,) for X (m, n) and a, y (m,)."""
    return loop.gradients(X.T, a[None], y[None])[0][:, 0]


def gradients_of_rows(X, a, y):
    """Return dw (n,) and db for X (m, n) and a, y (m,)."""
    dw, db = loop.gradients(X.T, a[None], y[None])
    return dw[:, 0], db


def per_measurement(X, dz):
    """Return, for each feature, the sum over the examples of x times dz: (n, 1)."""
    n, m = X.shape
    result = np.zeros((n, 1))
    for j in range(n):
        for i in range(m):
            result[j, 0] += float(X[j, i]) * float(dz[0, i])
    return result


def scores(w, b, X):
    """Return z (1, m)."""
    n, m = X.shape
    z = np.zeros((1, m))
    for i in range(m):
        z[0, i] = float(b)
        for j in range(n):
            z[0, i] += float(w[j, 0]) * float(X[j, i])
    return z


def standardised(X):
    """Return X (n, m) with mean 0 and standard deviation 1 in each row."""
    n, m = X.shape
    result = np.zeros((n, m))
    for j in range(n):
        mean = sum(float(X[j, i]) for i in range(m)) / m
        std = math.sqrt(sum((float(X[j, i]) - mean) ** 2 for i in range(m)) / m)
        for i in range(m):
            result[j, i] = (float(X[j, i]) - mean) / std
    return result


def accuracy(A, Y):
    """Return the share of the m examples whose label is 1 exactly where the activation is over a half."""
    m = A.shape[1]
    return sum((A[0, i] > 0.5) == (Y[0, i] == 1) for i in range(m)) / m


def squared_error(A, Y):
    """Return the mean of the squared differences of A and Y, both (1, m)."""
    m = A.shape[1]
    return sum((float(A[0, i]) - float(Y[0, i])) ** 2 for i in range(m)) / m


def normalised(E):
    """Return E (k, m) with each column divided by its sum."""
    k, m = E.shape
    result = np.zeros((k, m))
    for i in range(m):
        total = sum(float(E[c, i]) for c in range(k))
        for c in range(k):
            result[c, i] = float(E[c, i]) / total
    return result


def softmax(Z):
    """Return the probabilities A (k, m) of the scores Z (k, m)."""
    return np.array([loop.softmax([float(z) for z in column]) for column in Z.T]).T


def dW(X, A, Y):
    """Return the slopes dW (n, k)."""
    return loop.softmax_gradients(X, A, Y)[0]


def softmax_db(dZ):
    """Return the slopes of the k biases: (k, 1)."""
    k, m = dZ.shape
    return np.array([[sum(float(dZ[c, i]) for i in range(m)) / m] for c in range(k)])


def dZ1(W2, dZ2, A1):
    """Return the slopes of the hidden scores: (h, m)."""
    (h, k), m = W2.shape, dZ2.shape[1]
    result = np.zeros((h, m))
    for u in range(h):
        for i in range(m):
            blame = sum(float(W2[u, c]) * float(dZ2[c, i]) for c in range(k))
            result[u, i] = blame * (1 - float(A1[u, i]) ** 2)
    return result


def step(w, b, dw, db, learning_rate):
    """Return the weights (n, 1) and the bias after one step down the slope."""
    lowered = [[float(w[j, 0]) - learning_rate * float(dw[j, 0])] for j in range(w.shape[0])]
    return np.array(lowered), b - learning_rate * db


def dw_in_chunks(X, dz, width):
    """Return the slopes dw (n, 1): the same, however wide the chunks are."""
    return per_measurement(X, dz) / X.shape[1]


def std_in_chunks(X, width):
    """Return the standard deviation of each feature, (n, 1): the same, however wide the chunks are."""
    n, m = X.shape
    result = np.zeros((n, 1))
    for j in range(n):
        mean = sum(float(X[j, i]) for i in range(m)) / m
        result[j, 0] = math.sqrt(sum((float(X[j, i]) - mean) ** 2 for i in range(m)) / m)
    return result
