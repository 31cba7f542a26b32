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
_OPTIONS = {"fastmath": {"reassoc", "contract", "nsz", "arcp"}, "error_model": "numpy"}


def _compiled(function):
    """Compile at the first call, and keep the result in the user's cache folder, wherever this file lies."""
    before, numba.config.CACHE_LOCATOR_CLASSES = numba.config.CACHE_LOCATOR_CLASSES, "UserWideCacheLocator"
    try:
        return numba.njit(cache=True, nogil=True, **_OPTIONS)(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = before


# What is shared is compiled once for all its callers, in half the time. What rows do is faster inlined.
_shared = numba.njit(**_OPTIONS)
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


@_shared
def _exp(x):
    """Return exp of a float x <= 0, to 1e-15: x = k log 2 + r, and 13 terms of the series in r."""
    x = max(x, -708.0)
    k = math.floor(x * 1.4426950408889634 + 0.5)
    r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10
    return _exp_near_0(r) * np.int64((np.int64(k) + 1023) << 52).view(np.float64)


@_shared
def _log1p(e):
    """Return log(1 + e) for 0 <= e <= 1, to 1e-16 of itself: 2 atanh(s) with s = e / (2 + e) <= 1/3."""
    s = e / (2.0 + e)
    return 2.0 * s * _atanh_over_s(s * s)


@_compiled
def in_rows(is_softmax, tile, R, start, stop, W, b, Y, dW, db):
    """Add the gradients of examples ``start`` to ``stop`` of R (m, n or more), one to a row.

    They go to ``dW`` (k, n) and ``db`` (k,), for W (k, n), b (k,) and Y (k, stop - start); k is 1 where it is
    not softmax. Return the sum of costs, and how many labels are right.
    """
    k = W.shape[0]
    scores, errors = np.empty((k, tile), R.dtype), np.empty((k, tile), R.dtype)
    cost, right = 0.0, 0
    for first in range(start, stop, tile):
        q = min(tile, stop - first)
        T = R[first : first + q]
        for c in range(0, k - 1, 2):
            _two_scores_of_rows(W[c], W[c + 1], b[c], b[c + 1], T, scores[c], scores[c + 1])
        if k % 2:
            _scores_of_rows(W[k - 1], b[k - 1], T, scores[k - 1])
        parts = _errors(is_softmax, scores, Y, first - start, q, errors, db)
        cost, right = cost + parts[0], right + parts[1]
        errors[:, q:] = 0
        for c in range(0, k - 1, 2):
            _add_rows_twice(T, errors[c], errors[c + 1], dW[c], dW[c + 1])
        if k % 2:
            _add_rows(T, errors[k - 1], dW[k - 1])
    return cost, right


@_compiled
def in_columns(is_softmax, tile, X, start, stop, W, b, Y, dW, db):
    """As ``in_rows``, for X (n, m or more), a feature to a row, and W (k, n + 3), with zeros at the end."""
    k = W.shape[0]
    scores, errors = np.empty((k, tile), X.dtype), np.empty((k, tile), X.dtype)
    cost, right = 0.0, 0
    for first in range(start, stop, tile):
        q = min(tile, stop - first)
        for c in range(k):
            scores[c] = b[c]
            _add_scores(W[c], X, first, scores[c, :q])
        parts = _errors(is_softmax, scores, Y, first - start, q, errors, db)
        cost, right = cost + parts[0], right + parts[1]
        for c in range(k):
            _add_products(X, first, errors[c, :q], dW[c])
    return cost, right


@_shared
def _errors(is_softmax, Z, Y, first, q, dZ, db):
    """Write A - Y of q examples to ``dZ``, and add it to ``db`` (k,), for their scores Z (k, q or more).

    Their labels begin at column ``first`` of Y. Return the sum of costs, and how many labels are right.
    """
    if is_softmax:
        return _softmax_errors(Z[:, :q], Y[:, first : first + q], dZ, db)
    return _logistic_errors(Z[0, :q], Y[0, first : first + q], dZ[0], db)


@_shared
def _logistic_errors(z, y, dz, db):
    """As ``_errors``, for one score of each example.

    The cost of an example is log(1 + exp(-|z|)), and |z| more where the score has the wrong sign: nothing
    that a score overflows, and nothing that cancels, in whatever order it is added.
    """
    cost, total, right = 0.0, 0.0, 0
    for i in range(z.size):
        score, label = np.float64(z[i]), np.float64(y[i])
        e = _exp(-abs(score))
        error = (1.0 if score >= 0 else e) / (1.0 + e) - label
        cost += (score * (1.0 - label) if score >= 0 else -score * label) + _log1p(e)
        total += error
        right += (label == 0) | (label == 1)
        dz[i] = error
    db[0] += total
    return cost, right


@_shared
def _softmax_errors(Z, Y, dZ, db):
    """As ``_errors``; the largest score of an example is taken off first, so that exp cannot overflow."""
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
            dZ[c, i] = e
    for i in range(q):
        cost += math.log(total[i])
        right += ones[i] == 1
    for c in range(k):
        s = 0.0
        for i in range(q):
            error = np.float64(dZ[c, i]) / total[i] - np.float64(Y[c, i])
            s += error
            dZ[c, i] = error
        db[c] += s
    return cost, right


@_inlined
def _four(first, size):
    """Return four positions from ``first`` on; where fewer are left, the last one again.

    What is written there twice is the same, and what is added twice is 0 the second time.
    """
    return first, min(first + 1, size - 1), min(first + 2, size - 1), min(first + 3, size - 1)


@_inlined
def _scores_of_rows(w, b, T, z):
    """Write the scores of a tile T (q, n) to ``z``: four rows at a time share each weight that was loaded.

    Written with `_four`, or with ``range``, it takes a quarter longer for 100 features.
    """
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
def _two_scores_of_rows(u, v, a, b, T, y, z):
    """As ``_scores_of_rows``, for two classes, which share the rows that were loaded."""
    for i in range(0, T.shape[0], 4):
        i0, i1, i2, i3 = _four(i, T.shape[0])
        s0 = s1 = s2 = s3 = a
        t0 = t1 = t2 = t3 = b
        for j in range(u.size):
            s0 += u[j] * T[i0, j]
            s1 += u[j] * T[i1, j]
            s2 += u[j] * T[i2, j]
            s3 += u[j] * T[i3, j]
            t0 += v[j] * T[i0, j]
            t1 += v[j] * T[i1, j]
            t2 += v[j] * T[i2, j]
            t3 += v[j] * T[i3, j]
        y[i0], y[i1], y[i2], y[i3] = s0, s1, s2, s3
        z[i0], z[i1], z[i2], z[i3] = t0, t1, t2, t3


@_inlined
def _add_rows(T, dz, dw):
    """Add the errors ``dz`` times their rows of T (q, n) to ``dw`` (n,): four rows for each load of dw."""
    for i in range(0, T.shape[0], 4):
        i0, i1, i2, i3 = _four(i, T.shape[0])
        for j in range(dw.size):
            dw[j] += (T[i0, j] * dz[i] + T[i1, j] * dz[i + 1]) + (T[i2, j] * dz[i + 2] + T[i3, j] * dz[i + 3])


@_inlined
def _add_rows_twice(T, dy, dz, du, dv):
    """As ``_add_rows``, for two classes, which share the rows that were loaded."""
    for i in range(0, T.shape[0], 4):
        i0, i1, i2, i3 = _four(i, T.shape[0])
        for j in range(du.size):
            x0, x1, x2, x3 = T[i0, j], T[i1, j], T[i2, j], T[i3, j]
            du[j] += (x0 * dy[i] + x1 * dy[i + 1]) + (x2 * dy[i + 2] + x3 * dy[i + 3])
            dv[j] += (x0 * dz[i] + x1 * dz[i + 1]) + (x2 * dz[i + 2] + x3 * dz[i + 3])


@_shared
def _add_scores(w, X, first, z):
    """Add w (n,) times columns of X (n, m) to the scores ``z``: four features for each load of z."""
    for j in range(0, X.shape[0], 4):
        j0, j1, j2, j3 = _four(j, X.shape[0])
        w0, w1, w2, w3 = w[j], w[j + 1], w[j + 2], w[j + 3]
        x0, x1, x2, x3 = X[j0, first:], X[j1, first:], X[j2, first:], X[j3, first:]
        for i in range(z.size):
            z[i] += (w0 * x0[i] + w1 * x1[i]) + (w2 * x2[i] + w3 * x3[i])


@_shared
def _add_products(X, first, dz, dw):
    """Add the sums of columns of X (n, m) times ``dz`` to ``dw`` (n,): four features for each load of dz."""
    for j in range(0, X.shape[0], 4):
        j0, j1, j2, j3 = _four(j, X.shape[0])
        x0, x1, x2, x3 = X[j0, first:], X[j1, first:], X[j2, first:], X[j3, first:]
        s0 = s1 = s2 = s3 = X.dtype.type(0)
        for i in range(dz.size):
            s0 += x0[i] * dz[i]
            s1 += x1[i] * dz[i]
            s2 += x2[i] * dz[i]
            s3 += x3[i] * dz[i]
        dw[j0], dw[j1], dw[j2], dw[j3] = dw[j0] + s0, dw[j1] + s1, dw[j2] + s2, dw[j3] + s3
