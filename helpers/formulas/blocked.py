"""The fastest column: X is read from memory once, in blocks that stay in cache for both of their products.

Forward product and gradient each want all of X. A block of examples is multiplied for its scores and, while
it is still in cache, multiplied again for its share of the gradient.

The examples are cut into strands of whole blocks, a task of a thread each. Strands depend on the block size
alone, and their sums are added in order, in float64: the number of threads changes no bit of a result.
"""

import functools
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import numpy as np

from helpers.validate import check_finite, check_labels, check_parameters, numbers, real

#: A gradient is first summed over so many examples, in the dtype of X, and from there on in float64. NumPy
#: (2.4) lets other threads run during a matmul from 500 results on; so many tiles in a call give as many.
TILE = 512
#: Bytes of X, and of the vectors beside it, in a block: it stays in the cache that cores share. Half as much
#: would stay in a core's own, but threads that ask each other for the interpreter twice as often lose more.
CACHE = 4 * 2**20
#: At most so many strands: enough to share evenly, few enough that their sums take no memory.
STRANDS = 16
#: Held by who has set the number of threads that BLAS uses.
_limiting = threading.Lock()


def cost_and_gradients(w, b, X, Y, *, block=None, threads=None):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m).

    Parameters
    ----------
    w : array (n, 1)
    b : float
    X : array (n, m), in either memory order
        Used as it is in float32 and float64; anything else is converted to float64 first.
    Y : array (1, m)
    block : int, optional
        Examples in a block; by default as many as fit in cache.
    threads : int, optional
        At most so many threads; by default one for each processor.

    Returns
    -------
    cost : float
    dw : ndarray (n, 1), of the dtype of X
    db : float

    Raises
    ------
    ValueError
        If the shapes do not fit, if X has no example, if a label is neither 0 nor 1, or if a number is NaN or
        infinite. X is searched for those only when a result is not finite, which they always make it.

    >>> X, Y = np.array([[0.0, 1.0, 1000.0]]), np.array([[0, 1, 0]])
    >>> cost, dw, db = cost_and_gradients(np.array([[1.0]]), 0.0, X, Y)  # the last score overflows exp
    >>> round(cost, 3), dw.round(3), round(db, 3)
    (333.669, array([[333.244]]), 0.41)
    """
    return logistic(sums_of, w, b, X, Y, block, threads)


def logistic(sums, w, b, X, Y, block, threads):
    """Do what ``cost_and_gradients`` says; ``sums`` is `sums_of`, or adds up the same in another way."""
    X, Y = _arrays(X, Y, rows=1)
    w, b = check_parameters(w, b, X.shape[0])
    cost, dw, db = _summed(sums, False, w, np.array([[b]]), X, Y, block, threads)
    return cost, dw, db.item()


def softmax_cost_and_gradients(W, b, X, Y, *, block=None, threads=None):
    """Return the cost, dW (n, k) and db (k, 1) at W (n, k), b (k, 1) for X (n, m) and one-hot Y (k, m).

    Everything else is as in ``cost_and_gradients``; a column of Y must hold a single 1, and 0 elsewhere.

    >>> cost, dW, db = softmax_cost_and_gradients(np.zeros((1, 2)), np.zeros((2, 1)), [[1.0, 3.0]], np.eye(2))
    >>> round(cost, 4), dW, db.T
    (0.6931, array([[ 0.5, -0.5]]), array([[0., 0.]]))
    """
    return softmax(sums_of, W, b, X, Y, block, threads)


def softmax(sums, W, b, X, Y, block, threads):
    """Do what ``softmax_cost_and_gradients`` says, with sums as ``logistic`` takes them."""
    W, b = numbers("W", W), numbers("b", b)
    if W.ndim != 2 or b.shape != (W.shape[1], 1):
        raise ValueError(f"W has shape {W.shape} and b has shape {b.shape}; expected W (n, k) and b (k, 1).")
    X, Y = _arrays(X, Y, rows=W.shape[1])
    if W.shape[0] != X.shape[0]:
        raise ValueError(
            f"W has shape {W.shape} and X has shape {X.shape}; expected W (n, k) and X (n, m): "
            "a row of weights for each of the n features."
        )
    cost, dW, db = _summed(sums, True, W, b, X, Y, block, threads)
    return cost, dW, db.astype(X.dtype)


def _arrays(X, Y, rows):
    """Return X (n, m), as float32 or float64, and Y (rows, m); nothing that costs a pass over them."""
    X, Y = real("X", X), real("Y", Y)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X has shape {X.shape}; expected (n, m): at least one feature and one example.")
    if Y.shape != (rows, X.shape[1]):
        raise ValueError(
            f"Y has shape {Y.shape} and X has shape {X.shape}; expected Y ({rows}, {X.shape[1]}): "
            f"a column for each of the m = {X.shape[1]} examples."
        )
    return X if X.dtype in (np.float32, np.float64) else X.astype(np.float64), Y


def _summed(sums, is_softmax, W, b, X, Y, block, threads):
    """Add the sums of all strands and divide by m."""
    (n, m), k = X.shape, W.shape[1]
    fitting = TILE * max(1, round(CACHE / ((n + 4 * k) * X.itemsize * TILE)))  # whole tiles, one at least
    block = fitting if block is None else _count("block", block)
    threads = available() if threads is None else _count("threads", threads)
    W, b = W.astype(X.dtype), b.astype(X.dtype)
    length = block * -(-m // (block * STRANDS))
    parts = [slice(start, min(start + length, m)) for start in range(0, m, length)]
    of_parts = spread(lambda part: sums(is_softmax, W, b, X, Y, part, block), parts, threads)
    cost, dW, db, labels = (sum(column) for column in zip(*of_parts, strict=True))
    if labels != m:
        check_labels(Y)
        raise ValueError(
            "Y holds a column that is not one-hot; expected a single 1 in each, and 0 elsewhere."
        )
    if not (np.isfinite(cost) and np.isfinite(dW).all()):
        check_finite("X", X)
    return float(cost / m), (dW / m).astype(X.dtype), db / m


def _count(name, value):
    if value != int(value) or value < 1:
        raise ValueError(f"{name}={value!r}; expected a whole number, 1 or more.")
    return int(value)


def _blocks(X, block):
    """Yield X (n, m) as stacks of tiles (q, n, t), each with its slice of examples; nothing is copied."""
    n, m = X.shape
    for start in range(0, m, block):
        stop = min(start + block, m)
        whole = stop - (stop - start) % TILE
        for lo, hi in ((start, whole), (whole, stop)):
            if lo < hi:
                yield slice(lo, hi), X[:, lo:hi].reshape(n, -1, min(TILE, hi - lo)).swapaxes(0, 1)


def sums_of(is_softmax, W, b, X, Y, examples, block):
    """Return the sums of cost, dW (n, k) and db (k, 1) over some examples, and how many labels are right.

    A label is right if it is 0 or 1, and with softmax if its column is one-hot.
    """
    X, Y = X[:, examples], Y[:, examples]
    ones, m = np.count_nonzero(Y == 1), X.shape[1]
    if is_softmax:
        right = m if ones == np.count_nonzero(Y) == m and Y.any(axis=0).all() else 0
    else:
        right = ones + np.count_nonzero(Y == 0)
    cost, dW, db = 0.0, 0.0, 0.0
    with np.errstate(all="ignore"):  # settings belong to a thread; overflow is dealt with
        for part, tiles in _blocks(X, block):
            q, _, t = tiles.shape
            y = Y[:, part].reshape(-1, q, t).swapaxes(0, 1).astype(X.dtype, copy=False)  # (q, k, t)
            Z = np.matmul(W.T, tiles)
            Z += b
            costs, dZ = (_softmax_errors if is_softmax else _logistic_errors)(Z, y)
            cost = cost + costs.sum(dtype=np.float64)
            dW = dW + np.matmul(tiles, dZ.swapaxes(1, 2)).sum(axis=0, dtype=np.float64)
            db = db + dZ.sum(axis=(0, 2), dtype=np.float64)[:, None]
    return cost, dW, db, right


def _logistic_errors(z, y):
    """Return the costs of scores z (q, 1, t), which are written over, for labels y, and the errors a - y.

    With u = -z: a = 1 / (1 + exp(u)), which is right even where exp overflows, and the cost of an example is
    log(1 + exp(u)) - (1 - y) u. So one exp serves both.
    """
    u = -z
    power = np.exp(u)
    power += 1
    dz = np.divide(1, power, out=z)
    dz -= y
    cost = np.log(power, out=power)
    if not np.isfinite(cost.sum()):  # log(1 + exp(u)) again, where exp cannot overflow
        cost = np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))
    u *= 1 - y
    cost -= u
    return cost, dz


def _softmax_errors(Z, y):
    """Return the costs of scores Z (q, k, t), which are written over, for one-hot labels y, and the errors.

    As ever, the largest score of an example is taken off first, so that exp cannot overflow.
    """
    Z -= Z.max(axis=1, keepdims=True)
    cost = -(y * Z).sum(axis=1, keepdims=True)
    E = np.exp(Z, out=Z)
    total = E.sum(axis=1, keepdims=True)
    cost += np.log(total)
    E /= total
    E -= y
    return cost, E


def available():
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work, tasks, threads):
    """Return ``[work(task) for task in tasks]``, done by up to ``threads`` threads.

    Where no other thread can start, as in a browser, the calling one does everything.

    >>> spread(abs, [-1, 2, -3], threads=2)
    [1, 2, 3]
    """
    several = min(threads, len(tasks))
    with one_blas_thread():
        if several > 1:
            with suppress(RuntimeError), ThreadPoolExecutor(several) as pool:  # "can't start new thread"
                return list(pool.map(work, tasks))
        return list(map(work, tasks))


@contextmanager
def one_blas_thread():
    """Keep BLAS to one thread, and give it back what it had.

    BLAS has one number of threads for the whole process. Of callers inside each other, or at the same time,
    the first sets it and sets it back; if two did, the later could keep the other's 1 for good.
    """
    blas = _blas()
    if blas is None or not _limiting.acquire(blocking=False):
        yield
        return
    try:
        with blas.limit(limits=1):
            yield
    finally:
        _limiting.release()


@functools.cache
def _blas():
    """Return a controller of the BLAS libraries that are loaded, or None without threadpoolctl."""
    try:
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - missing in some browsers
    except ImportError:
        return None
    return ThreadpoolController().select(user_api="blas")
