"""Loops for formulas that are seen for the first time: only the indices say which product is meant.

Index letters: ``i`` an example (m), ``j`` a feature (n), ``u`` a hidden unit (h).
"""

import math

import numpy as np


def everybody(Y, A):
    """Return the sum of every label times the log of every activation, both (1, m)."""
    m = Y.shape[1]
    return sum(float(Y[0, i]) * math.log(A[0, other]) for i in range(m) for other in range(m))


def ridge_penalty(w):
    """Return the sum of the squared weights w (n, 1)."""
    return sum(float(w[j, 0]) ** 2 for j in range(w.shape[0]))


def weighted_mean(x, v):
    """Return the mean of x (m,) with weights v (m,)."""
    total = weights = 0.0
    for i in range(len(x)):
        total += float(v[i]) * float(x[i])
        weights += float(v[i])
    return total / weights


def covariance(X):
    """Return the covariances (n, n) of the rows of X (n, m), divided by m."""
    n, m = X.shape
    means = [sum(float(X[j, i]) for i in range(m)) / m for j in range(n)]
    result = np.zeros((n, n))
    for j in range(n):
        for other in range(n):
            for i in range(m):
                result[j, other] += (float(X[j, i]) - means[j]) * (float(X[other, i]) - means[other]) / m
    return result


def cosine_similarity(X):
    """Return the cosine of the angle between every two columns of X (n, m): (m, m)."""
    n, m = X.shape
    result = np.zeros((m, m))
    for i in range(m):
        for other in range(m):
            inner = sum(float(X[j, i]) * float(X[j, other]) for j in range(n))
            one = sum(float(X[j, i]) ** 2 for j in range(n))
            two = sum(float(X[j, other]) ** 2 for j in range(n))
            result[i, other] = inner / math.sqrt(one * two)
    return result


def paired_dots(P, Q):
    """Return, for each example, the sum over the features of P times Q, both (n, m): (m,)."""
    n, m = P.shape
    return np.array([sum(float(P[j, i]) * float(Q[j, i]) for j in range(n)) for i in range(m)])


def bilinear(P, M, Q):
    """Return, for each example i, the sum over j and l of P_ji M_jl Q_li: (m,)."""
    n, m = P.shape
    result = np.zeros(m)
    for i in range(m):
        for j in range(n):
            for other in range(n):
                result[i] += float(P[j, i]) * float(M[j, other]) * float(Q[other, i])
    return result


def lstm_cell(f, c, i, g):
    """Return f times c plus i times g, all (h, m): each unit at each example has its own gates."""
    h, m = f.shape
    result = np.zeros((h, m))
    for u in range(h):
        for e in range(m):
            result[u, e] = float(f[u, e]) * float(c[u, e]) + float(i[u, e]) * float(g[u, e])
    return result
