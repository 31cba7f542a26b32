"""The loops of ``compiled``, by Numba: logistic regression and softmax, examples in rows or in columns.

A tile of examples is read for its scores and, while it is still in the processor's own cache, once more for
its share of the gradient. Two things are written out that a compiler would not do by itself: several
examples, features or classes are taken together, so that a number that was loaded is used several times; and
exp and log are polynomials, so that a processor computes as many at once as it has lanes.

Nothing here is checked; see ``compiled``.
"""

import math

import numba
import numpy as np

#: Sums may be taken in any order and a product may be fused with a sum; NaN and infinity keep their meaning.
_OPTIONS = {"fastmath": {"reassoc", "contract", "nsz", "arcp"}, "nogil": True, "error_model": "numpy"}


def _compiled(function):
    """Compile at the first call, and keep the result in the user's cache folder, wherever this file lies."""
    before, numba.config.CACHE_LOCATOR_CLASSES = numba.config.CACHE_LOCATOR_CLASSES, "UserWideCacheLocator"
    try:
        return numba.njit(cache=True, **_OPTIONS)(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = before


_inlined = numba.njit(inline="always", error_model="numpy")


def _polynomial(coefficients):
    """Return a polynomial by Horner's rule, the highest power first, as one expression.

    A loop over the coefficients would not be unrolled, and takes eight times as long.
    """
    written, *others = map(repr, coefficients)
    for each in others:
        written = f"({written}) * x + {each}"
    return _inlined(eval(f"lambda x: {written}"))


_exp_near_0 = _polynomial([1 / math.factorial(power) for power in range(13, -1, -1)])
_atanh_over_s = _polynomial([1 / power for power in range(33, 0, -2)])


@_inlined
def _exp(x):
    """Return exp of a float x <= 0, to 1e-15: x = k log 2 + r, and 13 terms of the series in r."""
    x = max(x, -708.0)
    k = math.floor(x * 1.4426950408889634 + 0.5)
    r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10
    return _exp_near_0(r) * np.int64((np.int64(k) + 1023) << 52).view(np.float64)


@_inlined
def _log1p(e):
    """Return log(1 + e) for 0 <= e <= 1, to 1e-16 of itself: 2 atanh(s) with s = e / (2 + e) <= 1/3."""
    s = e / (2.0 + e)
    return 2.0 * s * _atanh_over_s(s * s)


@_inlined
def _errors(z, y, dz):
    """Write a - y of one tile to ``dz``; return its sums of costs and errors, and how many labels are right.

    The cost of an example is log(1 + exp(-|z|)), and |z| more where the score has the wrong sign: nothing
    that a score overflows, and nothing that cancels, in whatever order it is added.
    """
    cost, db, right = 0.0, 0.0, 0
    for i in range(z.size):
        score, label = np.float64(z[i]), np.float64(y[i])
        e = _exp(-abs(score))
        error = (1.0 if score >= 0 else e) / (1.0 + e) - label
        cost += (score * (1.0 - label) if score >= 0 else -score * label) + _log1p(e)
        db += error
        right += (label == 0) | (label == 1)
        dz[i] = error
    return cost, db, right


@_compiled
def logistic_in_rows(tile, R, start, stop, w, b, y, dw):
    """Add the gradient of examples ``start`` to ``stop`` of R (m, n or more), one to a row, to ``dw`` (n,).

    Return the sums of their costs and errors, and how many labels are right.
    """
    z, dz = np.empty(tile, R.dtype), np.empty(tile, R.dtype)
    cost, db, right = 0.0, 0.0, 0
    for first in range(start, stop, tile):
        last = min(first + tile, stop)
        T, q = R[first:last], last - first
        _scores_of_rows(w, b, T, z)
        parts = _errors(z[:q], y[first - start : last - start], dz)
        cost, db, right = cost + parts[0], db + parts[1], right + parts[2]
        _add_rows(T, dz, dw)
    return cost, db, right


@_inlined
def _scores_of_rows(w, b, T, z):
    """Write the scores of a tile T (q, n) to ``z``: four rows at a time share each weight that was loaded."""
    q, n = T.shape[0], w.size
    i = 0
    while i + 4 <= q:
        s0 = s1 = s2 = s3 = b
        for j in range(n):
            s0 += w[j] * T[i, j]
            s1 += w[j] * T[i + 1, j]
            s2 += w[j] * T[i + 2, j]
            s3 += w[j] * T[i + 3, j]
        z[i], z[i + 1], z[i + 2], z[i + 3] = s0, s1, s2, s3
        i += 4
    while i < q:
        s0 = b
        for j in range(n):
            s0 += w[j] * T[i, j]
        z[i] = s0
        i += 1


@_inlined
def _add_rows(T, dz, dw):
    """Add the errors ``dz`` times their rows of T (q, n) to ``dw`` (n,): eight rows for each load of dw."""
    q, n = T.shape[0], dw.size
    i = 0
    while i + 8 <= q:
        for j in range(n):
            dw[j] += (
                (T[i, j] * dz[i] + T[i + 1, j] * dz[i + 1])
                + (T[i + 2, j] * dz[i + 2] + T[i + 3, j] * dz[i + 3])
            ) + (
                (T[i + 4, j] * dz[i + 4] + T[i + 5, j] * dz[i + 5])
                + (T[i + 6, j] * dz[i + 6] + T[i + 7, j] * dz[i + 7])
            )
        i += 8
    while i < q:
        for j in range(n):
            dw[j] += T[i, j] * dz[i]
        i += 1


@_compiled
def logistic_in_columns(tile, X, start, stop, w, b, y, dw):
    """As ``logistic_in_rows``, for X (n, m or more): a feature to a row."""
    z, dz = np.empty(tile, X.dtype), np.empty(tile, X.dtype)
    cost, db, right = 0.0, 0.0, 0
    for first in range(start, stop, tile):
        last = min(first + tile, stop)
        q = last - first
        z[:q] = b
        _add_scores(w, X, first, q, z)
        parts = _errors(z[:q], y[first - start : last - start], dz)
        cost, db, right = cost + parts[0], db + parts[1], right + parts[2]
        _add_products(X, first, dz[:q], dw)
    return cost, db, right


@_inlined
def _add_scores(w, X, first, q, z):
    """Add w (n,) times q columns of X (n, m) to the scores ``z``: four features for each load of z."""
    n = X.shape[0]
    j = 0
    while j + 4 <= n:
        w0, w1, w2, w3 = w[j], w[j + 1], w[j + 2], w[j + 3]
        x0, x1, x2, x3 = X[j, first:], X[j + 1, first:], X[j + 2, first:], X[j + 3, first:]
        for i in range(q):
            z[i] += (w0 * x0[i] + w1 * x1[i]) + (w2 * x2[i] + w3 * x3[i])
        j += 4
    while j < n:
        w0, x0 = w[j], X[j, first:]
        for i in range(q):
            z[i] += w0 * x0[i]
        j += 1


@_inlined
def _add_products(X, first, dz, dw):
    """Add the sums of columns of X (n, m) times ``dz`` to ``dw`` (n,): four features for each load of dz."""
    n = X.shape[0]
    zero = X.dtype.type(0)
    j = 0
    while j + 4 <= n:
        x0, x1, x2, x3 = X[j, first:], X[j + 1, first:], X[j + 2, first:], X[j + 3, first:]
        s0 = s1 = s2 = s3 = zero
        for i in range(dz.size):
            s0 += x0[i] * dz[i]
            s1 += x1[i] * dz[i]
            s2 += x2[i] * dz[i]
            s3 += x3[i] * dz[i]
        dw[j] += s0
        dw[j + 1] += s1
        dw[j + 2] += s2
        dw[j + 3] += s3
        j += 4
    while j < n:
        s0, x0 = zero, X[j, first:]
        for i in range(dz.size):
            s0 += x0[i] * dz[i]
        dw[j] += s0
        j += 1


@_inlined
def _softmax_errors(Z, Y, db):
    """Turn scores Z (k, q) into errors A - Y, and add them to ``db`` (k,); return cost and one-hot labels.

    As ever, the largest score of an example is taken off first, so that exp cannot overflow.
    """
    k, q = Z.shape
    top, total, ones = np.full(q, -np.inf), np.zeros(q), np.zeros(q, np.int64)
    cost, right = 0.0, 0
    for c in range(k):
        for i in range(q):
            top[i] = max(top[i], np.float64(Z[c, i]))
    for c in range(k):
        for i in range(q):
            score, label = np.float64(Z[c, i]) - top[i], np.float64(Y[c, i])
            cost -= label * score
            e = _exp(score)
            total[i] += e
            ones[i] += 1 if label == 1 else 0 if label == 0 else k + 1
            Z[c, i] = e
    for i in range(q):
        cost += math.log(total[i])
        right += ones[i] == 1
    for c in range(k):
        s = 0.0
        for i in range(q):
            error = np.float64(Z[c, i]) / total[i] - np.float64(Y[c, i])
            s += error
            Z[c, i] = error
        db[c] += s
    return cost, right


@_compiled
def softmax_in_rows(tile, R, start, stop, W, b, Y, dW, db):
    """As ``logistic_in_rows``, to ``dW`` (k, n) and ``db`` (k,); return costs and right labels."""
    k = W.shape[0]
    errors = np.empty((k, tile), R.dtype)
    cost, right = 0.0, 0
    for first in range(start, stop, tile):
        last = min(first + tile, stop)
        T, Z = R[first:last], errors[:, : last - first]
        for c in range(0, k - 1, 2):
            _two_scores_of_rows(W, b, c, T, Z)
        if k % 2:
            _scores_of_rows(W[k - 1], b[k - 1], T, Z[k - 1])
        parts = _softmax_errors(Z, Y[:, first - start : last - start], db)
        cost, right = cost + parts[0], right + parts[1]
        for c in range(0, k - 1, 2):
            _add_rows_twice(T, Z, c, dW)
        if k % 2:
            _add_rows(T, Z[k - 1], dW[k - 1])
    return cost, right


@_inlined
def _two_scores_of_rows(W, b, c, T, Z):
    """As ``_scores_of_rows``, for the classes c and c + 1, which share the rows that were loaded."""
    q, n = T.shape[0], W.shape[1]
    u, v = W[c], W[c + 1]
    i = 0
    while i + 4 <= q:
        s0 = s1 = s2 = s3 = b[c]
        t0 = t1 = t2 = t3 = b[c + 1]
        for j in range(n):
            s0 += u[j] * T[i, j]
            s1 += u[j] * T[i + 1, j]
            s2 += u[j] * T[i + 2, j]
            s3 += u[j] * T[i + 3, j]
            t0 += v[j] * T[i, j]
            t1 += v[j] * T[i + 1, j]
            t2 += v[j] * T[i + 2, j]
            t3 += v[j] * T[i + 3, j]
        Z[c, i], Z[c, i + 1], Z[c, i + 2], Z[c, i + 3] = s0, s1, s2, s3
        Z[c + 1, i], Z[c + 1, i + 1], Z[c + 1, i + 2], Z[c + 1, i + 3] = t0, t1, t2, t3
        i += 4
    while i < q:
        s0, t0 = b[c], b[c + 1]
        for j in range(n):
            s0 += u[j] * T[i, j]
            t0 += v[j] * T[i, j]
        Z[c, i], Z[c + 1, i] = s0, t0
        i += 1


@_inlined
def _add_rows_twice(T, Z, c, dW):
    """As ``_add_rows``, for the classes c and c + 1."""
    q, n = T.shape[0], dW.shape[1]
    u, v = dW[c], dW[c + 1]
    i = 0
    while i + 4 <= q:
        for j in range(n):
            x0, x1, x2, x3 = T[i, j], T[i + 1, j], T[i + 2, j], T[i + 3, j]
            u[j] += (x0 * Z[c, i] + x1 * Z[c, i + 1]) + (x2 * Z[c, i + 2] + x3 * Z[c, i + 3])
            v[j] += (x0 * Z[c + 1, i] + x1 * Z[c + 1, i + 1]) + (x2 * Z[c + 1, i + 2] + x3 * Z[c + 1, i + 3])
        i += 4
    while i < q:
        for j in range(n):
            u[j] += T[i, j] * Z[c, i]
            v[j] += T[i, j] * Z[c + 1, i]
        i += 1


@_compiled
def softmax_in_columns(tile, X, start, stop, W, b, Y, dW, db):
    """As ``softmax_in_rows``, for X (n, m or more): a feature to a row."""
    k = W.shape[0]
    errors = np.empty((k, tile), X.dtype)
    cost, right = 0.0, 0
    for first in range(start, stop, tile):
        q = min(tile, stop - first)
        Z = errors[:, :q]
        for c in range(k):
            Z[c] = b[c]
            _add_scores(W[c], X, first, q, Z[c])
        parts = _softmax_errors(Z, Y[:, first - start : first - start + q], db)
        cost, right = cost + parts[0], right + parts[1]
        for c in range(k):
            _add_products(X, first, Z[c], dW[c])
    return cost, right
