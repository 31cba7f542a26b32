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


# What is shared is compiled once for all its callers, in half the time.
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
def sums(is_softmax, in_columns, tile, M, start, stop, W, b, Y, dW, db):
    """Add the gradients of examples ``start`` to ``stop``, in columns of a table M or else in its rows.

    They go to ``dW`` (k, n) and ``db`` (k,), for W (k, n), b (k,) and Y (k, stop - start); k is 1 where it is
    not softmax. The table may be wider than that. Return the sum of costs, and how many labels are right.
    """
    k, n = W.shape
    scores, errors = np.empty((k, tile), M.dtype), np.empty((k, tile), M.dtype)
    cost, right = 0.0, 0
    for first in range(start, stop, tile):
        q = min(tile, stop - first)
        for c in range(k):
            scores[c] = b[c]
        for c in range(0, k, 2):
            if in_columns:
                _add_rows(M, 0, n, first, q, W, scores, c)
            else:
                _add_along(M, first, first + q, 0, n, W, scores, c)
        parts = _errors(is_softmax, scores, Y, first - start, q, errors, db)
        cost, right = cost + parts[0], right + parts[1]
        for c in range(0, k, 2):
            if in_columns:
                _add_along(M, 0, n, first, q, errors, dW, c)
            else:
                _add_rows(M, first, first + q, 0, n, errors, dW, c)
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


# Both products take rows of the table, from column ``at`` on, whatever stands in them; four rows at a time,
# and two classes, so that a number that was loaded is used eight times. These rows follow each other: with
# rows from anywhere a compiler has to ask whether they overlap what is written, and softmax takes twice as
# long.


@_shared
def _add_along(M, first, last, at, width, V, sums, c):
    """Add rows ``first`` to ``last`` of M times V[c] to sums[c], and likewise for c + 1 where that is."""
    following, rest = min(c + 1, len(V) - 1), (last - first) % 4
    u, v, y, z = V[c], V[following], sums[c], sums[following]
    for i in range(first, last - rest, 4):
        x0, x1, x2, x3 = M[i, at:], M[i + 1, at:], M[i + 2, at:], M[i + 3, at:]
        s0 = s1 = s2 = s3 = t0 = t1 = t2 = t3 = M.dtype.type(0)
        if following == c:
            for j in range(width):
                s0 += u[j] * x0[j]
                s1 += u[j] * x1[j]
                s2 += u[j] * x2[j]
                s3 += u[j] * x3[j]
        else:
            for j in range(width):
                s0 += u[j] * x0[j]
                s1 += u[j] * x1[j]
                s2 += u[j] * x2[j]
                s3 += u[j] * x3[j]
                t0 += v[j] * x0[j]
                t1 += v[j] * x1[j]
                t2 += v[j] * x2[j]
                t3 += v[j] * x3[j]
            _add_four(z, i - first, t0, t1, t2, t3)
        _add_four(y, i - first, s0, s1, s2, s3)
    for i in range(last - rest, last):
        for row in range(c, following + 1):
            sums[row, i - first] += _along(M, i, at, width, V[row])


@_inlined
def _add_four(sums, r, s0, s1, s2, s3):
    sums[r] += s0
    sums[r + 1] += s1
    sums[r + 2] += s2
    sums[r + 3] += s3


@_shared
def _along(M, i, at, width, v):
    s = M.dtype.type(0)
    for j in range(width):
        s += v[j] * M[i, at + j]
    return s


@_shared
def _add_rows(M, first, last, at, width, V, sums, c):
    """Add V[c] times rows ``first`` to ``last`` of M to sums[c], and likewise for c + 1 where that is."""
    following, rest = min(c + 1, len(V) - 1), (last - first) % 4
    u, v, y, z = V[c], V[following], sums[c], sums[following]
    for i in range(first, last - rest, 4):
        x0, x1, x2, x3 = M[i, at:], M[i + 1, at:], M[i + 2, at:], M[i + 3, at:]
        r = i - first
        u0, u1, u2, u3 = u[r], u[r + 1], u[r + 2], u[r + 3]
        v0, v1, v2, v3 = v[r], v[r + 1], v[r + 2], v[r + 3]
        if following == c:
            for j in range(width):
                y[j] += (u0 * x0[j] + u1 * x1[j]) + (u2 * x2[j] + u3 * x3[j])
        else:
            for j in range(width):
                y[j] += (u0 * x0[j] + u1 * x1[j]) + (u2 * x2[j] + u3 * x3[j])
                z[j] += (v0 * x0[j] + v1 * x1[j]) + (v2 * x2[j] + v3 * x3[j])
    for i in range(last - rest, last):
        for row in range(c, following + 1):
            _add_row(M, i, at, width, V[row, i - first], sums[row])


@_shared
def _add_row(M, i, at, width, factor, sums):
    for j in range(width):
        sums[j] += factor * M[i, at + j]
