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

from helpers.validate import check_finite, check_labels, check_parameters, real

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
    X, Y = _arrays(X, Y)
    n, m = X.shape
    w, b = check_parameters(w, b, n)
    w = w.astype(X.dtype)
    block, slices = _cut(X, block)
    threads = threads or available()
    sums = spread(lambda s: _strand(w, b, X[:, s], Y[:, s], block), slices, threads)
    cost, dw, db, labels = (sum(column) for column in zip(*sums, strict=True))
    if labels != m:
        check_labels(Y)
    if not (np.isfinite(cost) and np.isfinite(dw).all()):
        check_finite("X", X)
    return float(cost / m), (dw / m).astype(X.dtype), float(db / m)


def _arrays(X, Y):
    """Return X (n, m), as float32 or float64, and Y (1, m); nothing that costs a pass over them."""
    X, Y = real("X", X), real("Y", Y)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X has shape {X.shape}; expected (n, m): at least one feature and one example.")
    if Y.shape != (1, X.shape[1]):
        raise ValueError(
            f"Y has shape {Y.shape} and X has shape {X.shape}; expected Y (1, {X.shape[1]}): "
            f"a column for each of the m = {X.shape[1]} examples."
        )
    return X if X.dtype in (np.float32, np.float64) else X.astype(np.float64), Y


def _cut(X, block):
    """Return how many examples are in a block, and the slices of the strands."""
    n, m = X.shape
    block = block or TILE * max(1, round(CACHE / ((n + 4) * X.itemsize * TILE)))  # whole tiles, one at least
    length = block * -(-m // (block * STRANDS))
    return block, [slice(start, start + length) for start in range(0, m, length)]


def _blocks(X, block):
    """Yield X (n, m) as stacks of tiles (q, n, t), each with its slice of examples; nothing is copied."""
    n, m = X.shape
    for start in range(0, m, block):
        stop = min(start + block, m)
        whole = stop - (stop - start) % TILE
        for lo, hi in ((start, whole), (whole, stop)):
            if lo < hi:
                yield slice(lo, hi), X[:, lo:hi].reshape(n, -1, min(TILE, hi - lo)).swapaxes(0, 1)


def _strand(w, b, X, Y, block):
    """Return the sums of cost, dw (n, 1) and db over the examples of X (n, m), and how many labels are right.

    With u = -z: a = 1 / (1 + exp(u)), which is right even where exp overflows, and the cost of an example is
    log(1 + exp(u)) - (1 - y) u. So one exp serves both.
    """
    right = np.count_nonzero(Y == 0) + np.count_nonzero(Y == 1)
    m = X.shape[1]
    y = Y[0].astype(X.dtype, copy=False)
    u, power, dz = np.empty((3, m), X.dtype)
    dw, minus_w = 0.0, -w.T
    with np.errstate(all="ignore"):  # settings belong to a thread; overflow is dealt with
        for part, tiles in _blocks(X, block):
            q, _, t = tiles.shape
            np.matmul(minus_w, tiles, out=u[part].reshape(q, 1, t))
            np.subtract(u[part], b, out=u[part])
            np.exp(u[part], out=power[part])
            np.add(power[part], 1, out=power[part])
            np.divide(1, power[part], out=dz[part])
            np.subtract(dz[part], y[part], out=dz[part])
            dw = dw + np.matmul(tiles, dz[part].reshape(q, t, 1)).sum(axis=0, dtype=np.float64)
        cost = np.log(power, out=power)
        if not np.isfinite(cost.sum()):  # log(1 + exp(u)) again, where exp cannot overflow
            cost = np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))
        u *= 1 - y
        cost -= u
        return cost.sum(dtype=np.float64), dw, dz.sum(dtype=np.float64), right


def available():
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work, tasks, threads):
    """Return ``[work(task) for task in tasks]``, done by up to ``threads`` threads.

    The calling thread is one of them: where no other can start, as in a browser, it does everything.

    >>> spread(abs, [-1, 2, -3], threads=2)
    [1, 2, 3]
    """
    results = [None] * len(tasks)
    waiting = iter(list(enumerate(tasks)))

    def take_turns():
        for position, task in waiting:  # shared: each task goes to whoever asks first
            results[position] = work(task)

    others = tasks[1:threads]  # as many further threads as there are of these
    with _one_blas_thread(), ThreadPoolExecutor(len(others) or 1) as pool:
        helping = []
        with suppress(RuntimeError):  # "can't start new thread"
            helping.extend(pool.submit(take_turns) for _ in others)
        take_turns()
        for helper in helping:
            helper.result()  # raises what it raised
    return results


@contextmanager
def _one_blas_thread():
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
