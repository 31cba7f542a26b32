"""The loop column: one scalar at a time. It is the specification: every other column must agree with it.

Nothing here is vectorised: NumPy arrays are only indexed. An index letter goes with each axis: ``i`` for an
example (m), ``j`` for a feature (n), ``c`` for a class (k), ``u`` for a hidden unit (h).

Sources: the cost is the average negative log-likelihood of a Bernoulli model (for softmax: of a categorical
model). The gradients are those of Bishop, *Pattern Recognition and Machine Learning* (2006), divided by the
number of examples: equations 4.91 and 4.109, and section 5.3 for the hidden layer.
"""

import math

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) of one float; the form with exp(z) keeps exp from overflowing where z < 0.

    >>> sigmoid(0.0)
    0.5
    """
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def log(x):
    """Return the logarithm of one float, and minus infinity at 0, as NumPy does.

    >>> log(1.0), log(0.0)
    (0.0, -inf)
    """
    return math.log(x) if x > 0 else -math.inf


def forward(w, b, X):
    """Return the activations A (1, m) for weights w (n, 1), bias b and features X (n, m)."""
    n, m = X.shape
    A = np.zeros((1, m), dtype=X.dtype)
    for i in range(m):
        z = float(b)
        for j in range(n):
            z += float(w[j, 0]) * float(X[j, i])
        A[0, i] = sigmoid(z)
    return A


def cost(A, Y):
    """Return the cost of activations A (1, m) for labels Y (1, m).

    It is the mean, over the examples, of -log(the probability that the example's own label was given).
    """
    m = A.shape[1]
    total = 0.0
    for i in range(m):
        a, y = float(A[0, i]), float(Y[0, i])
        total += y * log(a) + (1 - y) * log(1 - a)
    return -total / m


def gradients(X, A, Y):
    """Return dw (n, 1) and db, the slopes of the cost in each weight and in the bias."""
    n, m = X.shape
    dw = np.zeros((n, 1), dtype=X.dtype)
    for j in range(n):  # j is in the result: one slope for each weight
        total = 0.0
        for i in range(m):  # i is not: it is summed
            a, y = float(A[0, i]), float(Y[0, i])
            total += float(X[j, i]) * (a - y)
        dw[j, 0] = total / m
    db = 0.0
    for i in range(m):
        a, y = float(A[0, i]), float(Y[0, i])
        db += (a - y) / m
    return dw, db


def softmax_cost(A, Y):
    """Return the cost of activations A (k, m) for one-hot labels Y (k, m)."""
    k, m = A.shape
    total = 0.0
    for i in range(m):
        for c in range(k):
            total += float(Y[c, i]) * log(float(A[c, i]))
    return -total / m


def softmax_gradients(X, A, Y):
    """Return dW (n, k) and db (k, 1)."""
    n, m = X.shape
    k = A.shape[0]
    dW = np.zeros((n, k), dtype=X.dtype)
    db = np.zeros((k, 1), dtype=X.dtype)
    for c in range(k):
        for j in range(n):
            total = 0.0
            for i in range(m):
                total += float(X[j, i]) * (float(A[c, i]) - float(Y[c, i]))
            dW[j, c] = total / m
        total = 0.0
        for i in range(m):
            total += float(A[c, i]) - float(Y[c, i])
        db[c, 0] = total / m
    return dW, db


def hidden_gradients(X, W2, A1, A2, Y):
    """Return dW1 (n, h), db1 (h, 1), dW2 (h, k) and db2 (k, 1)."""
    n, m = X.shape
    h, k = W2.shape
    dW2, db2 = softmax_gradients(A1, A2, Y)
    dW1 = np.zeros((n, h), dtype=X.dtype)
    db1 = np.zeros((h, 1), dtype=X.dtype)
    for u in range(h):
        slopes = [0.0] * n
        total = 0.0
        for i in range(m):
            blame = 0.0
            for c in range(k):  # every output blames the hidden unit: c is summed
                blame += float(W2[u, c]) * (float(A2[c, i]) - float(Y[c, i]))
            dz = blame * (1 - float(A1[u, i]) ** 2)  # the unit's own slope at its own example
            total += dz
            for j in range(n):
                slopes[j] += float(X[j, i]) * dz
        db1[u, 0] = total / m
        for j in range(n):
            dW1[j, u] = slopes[j] / m
    return dW1, db1, dW2, db2


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m)."""
    A = forward(w, b, X)
    dw, db = gradients(X, A, Y)
    return cost(A, Y), dw, db
