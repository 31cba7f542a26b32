"""Loops for exercises that the table of formulas has no function for: one scalar at a time, as in loop.py.

Index letters: ``i`` an example (m), ``j`` a feature (n), ``c`` a class (k), ``u`` a hidden unit (h);
``other`` where an index runs a second time.
"""

import math

import numpy as np

from helpers.formulas import loop


def _each(shape, entry):
    """Return the array of ``shape`` with ``entry(*index)`` at each index."""
    result = np.zeros(shape)
    for index in np.ndindex(shape):
        result[index] = entry(*index)
    return result


def _mean(row):
    return sum(map(float, row)) / len(row)


def _std(row):
    mean = _mean(row)
    return math.sqrt(_mean([(float(x) - mean) ** 2 for x in row]))


def cost_by_loop(a, y):
    """Return the cost of m activations and m labels, both with one axis."""
    return loop.cost(np.array([a]), np.array([y]))


def db(dz):
    """Return the mean of dz (1, m)."""
    return db_by_loop(dz[0])


def db_by_loop(dz):
    """Return the mean of the m numbers dz."""
    return _mean(dz)


def dw(X, A, Y):
    """Return the slopes dw (n, 1)."""
    return loop.gradients(X, A, Y)[0]


def per_measurement(X, dz):
    """Return, for each feature, the sum over the examples of x times dz: (n, 1)."""
    n, m = X.shape
    return _each((n, 1), lambda j, _: sum(float(X[j, i]) * float(dz[0, i]) for i in range(m)))


def scores(w, b, X):
    """Return z (1, m)."""
    n, m = X.shape
    return _each((1, m), lambda _, i: sum((float(w[j, 0]) * float(X[j, i]) for j in range(n)), float(b)))


def standardised(X):
    """Return X (n, m) with mean 0 and standard deviation 1 in each row."""
    return _each(X.shape, lambda j, i: (float(X[j, i]) - _mean(X[j])) / _std(X[j]))


def accuracy(A, Y):
    """Return the share of the m examples whose label is 1 exactly where the activation is over a half."""
    return _mean([(a > 0.5) == (y == 1) for a, y in zip(A[0], Y[0], strict=True)])


def squared_error(A, Y):
    """Return the mean of the squared differences of A and Y, both (1, m)."""
    return _mean([(float(a) - float(y)) ** 2 for a, y in zip(A[0], Y[0], strict=True)])


def normalised(E):
    """Return E (k, m) with each column divided by its sum."""
    return _each(E.shape, lambda c, i: float(E[c, i]) / sum(map(float, E[:, i])))


def softmax(Z):
    """Return the probabilities A (k, m) of the scores Z (k, m)."""
    return np.array([loop.softmax([float(z) for z in column]) for column in Z.T]).T


def dW(X, A, Y):
    """Return the slopes dW (n, k)."""
    return loop.softmax_gradients(X, A, Y)[0]


def softmax_db(dZ):
    """Return the slopes of the k biases: (k, 1)."""
    return _each((len(dZ), 1), lambda c, _: _mean(dZ[c]))


def dZ1(W2, dZ2, A1):
    """Return the slopes of the hidden scores: (h, m)."""

    def entry(u, i):
        blame = sum(float(W2[u, c]) * float(dZ2[c, i]) for c in range(len(dZ2)))
        return blame * (1 - float(A1[u, i]) ** 2)

    return _each(A1.shape, entry)


def step(w, b, dw, db, learning_rate):
    """Return the weights (n, 1) and the bias after one step down the slope."""
    return _each(w.shape, lambda j, _: w[j, 0] - learning_rate * dw[j, 0]), b - learning_rate * db


def dw_in_chunks(X, dz, width):
    """Return the slopes dw (n, 1): the same, however wide the chunks are."""
    return per_measurement(X, dz) / X.shape[1]


def dw_in_one_pass(w, b, X, Y):
    """Return the slopes dw (n, 1) at w (n, 1) and b."""
    return loop.gradients(X, loop.forward(w, b, X), Y)[0]


def std_in_chunks(X, width):
    """Return the standard deviation of each feature, (n, 1): the same, however wide the chunks are."""
    return _each((len(X), 1), lambda j, _: _std(X[j]))


# Formulas that are seen for the first time: only the indices say which product is meant.


def everybody(Y, A):
    """Return the sum of every label times the log of every activation, both (1, m)."""
    return sum(float(y) * math.log(a) for y in Y[0] for a in A[0])


def ridge_penalty(w):
    """Return the sum of the squared weights w (n, 1)."""
    return sum(float(w[j, 0]) ** 2 for j in range(w.shape[0]))


def weighted_mean(x, v):
    """Return the mean of x (m,) with weights v (m,)."""
    return sum(float(v[i]) * float(x[i]) for i in range(len(x))) / sum(map(float, v))


def covariance(X):
    """Return the covariances (n, n) of the rows of X (n, m), divided by m."""
    n, m = X.shape
    apart = [[float(x) - _mean(row) for x in row] for row in X]
    return _each((n, n), lambda j, other: sum(apart[j][i] * apart[other][i] for i in range(m)) / m)


def cosine_similarity(X):
    """Return the cosine of the angle between every two columns of X (n, m): (m, m)."""
    n, m = X.shape

    def inner(i, other):
        return sum(float(X[j, i]) * float(X[j, other]) for j in range(n))

    return _each((m, m), lambda i, l: inner(i, l) / math.sqrt(inner(i, i) * inner(l, l)))


def paired_dots(P, Q):
    """Return, for each example, the sum over the features of P times Q, both (n, m): (m,)."""
    n, m = P.shape
    return _each((m,), lambda i: sum(float(P[j, i]) * float(Q[j, i]) for j in range(n)))


def bilinear(P, M, Q):
    """Return, for each example i, the sum over j and l of P_ji M_jl Q_li: (m,)."""
    pairs = list(np.ndindex(M.shape))
    return _each(
        P.shape[1:],
        lambda i: sum(float(P[j, i]) * float(M[j, other]) * float(Q[other, i]) for j, other in pairs),
    )


def attended(P, V):
    """Return the sum over the examples of V (h, m) times P (k, m): (h, k)."""
    (h, m), k = V.shape, P.shape[0]
    return _each((h, k), lambda u, c: sum(float(V[u, i]) * float(P[c, i]) for i in range(m)))


def squared_residuals(A, y):
    """Return the mean of the squares of A (m, 1) minus y (m,)."""
    return sum((float(A[i, 0]) - float(y[i])) ** 2 for i in range(len(y))) / len(y)


def row_softmax(Z):
    """Return softmax of each row of Z (m, k): (m, k)."""
    return softmax(Z.T).T


def row_gradients(X, dZ):
    """Return dW (n, k) and db (k,) from X (m, n) and dZ (m, k)."""
    (m, n), k = X.shape, dZ.shape[1]
    dW = _each((n, k), lambda j, c: sum(float(X[i, j]) * float(dZ[i, c]) for i in range(m)) / m)
    return dW, _each((k,), lambda c: sum(float(dZ[i, c]) for i in range(m)) / m)


def lstm_cell(f, c, i, g):
    """Return f times c plus i times g, all (h, m): each unit at each example has its own gates."""
    return _each(f.shape, lambda *at: float(f[at]) * float(c[at]) + float(i[at]) * float(g[at]))
