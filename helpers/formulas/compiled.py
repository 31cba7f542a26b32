"""The fastest column where Numba is installed: the loop itself, compiled. X is read from memory once.

The same sums as in ``loop``, with no array of scores in between. What is checked, how examples are cut into
strands and how the sums of strands are added is ``blocked``'s: the number of threads changes no bit of a
result. Threads are ours, around kernels that let go of the interpreter: several callers may come at once.
"""

import functools
import importlib
import threading

import numpy as np
from numpy.lib.stride_tricks import as_strided

from helpers.formulas import blocked

MISSING = 'Numba is missing, so `blocked` computes this. To install it: pip install "dot-or-star[fast]".'
COMPILING = "Compiling the loop: once, and kept for the next time …"
#: Bytes of X in a tile that has examples in rows, and examples in a tile that has features in rows. In ms,
#: the least of five calls in turns on two cores, 30 November 2026, for tiles of so many examples:
#:
#:                                        64    128    256    512   1024   2048   chosen
#:   1M x 100, examples in rows         21.7   21.1   20.9   21.5   22.4   23.5   21.1
#:   1M x 100, features in rows         30.3   26.0   22.3   20.7   21.1   21.7   20.6
#:   1M x 20, examples in rows           6.7    6.0    7.0    7.1    7.2    7.2    7.1
#:   1M x 20, features in rows           7.0    5.6    4.9    4.5    4.4    4.4    4.4
#:   200k x 784, examples in rows       28.4   29.8   31.6   33.2   36.2   41.9   28.1
#:   200k x 784, features in rows       37.7   36.4   36.4   36.2   38.5   44.4   35.3
#:
#: How many rows or features are taken together, 2, 4 or 8, makes little difference; in the same order:
#: 22.2, 20.5, 22.2; 22.8, 20.4, 19.8; 5.3, 6.6, 6.0; 6.1, 5.9, 5.0; 27.4, 27.6, 28.1; 39.5, 34.3, 34.0.
#:
#: A tile of all examples takes 42 at 1M x 100: X then comes from memory twice.
TILE_BYTES, TILE_EXAMPLES = 2**17, 512
#: Seconds after which it is said that something is being compiled.
PATIENCE = 0.7
#: Whether this process has the kernel for a kind of X: where not, it is being compiled.
_READY = {}


def cost_and_gradients(w, b, X, Y, *, block=None, threads=None):
    """Return the cost, dw (n, 1) and db, as ``blocked.cost_and_gradients`` does, with its checks and errors.

    The first call in each dtype compiles for some seconds, and keeps the result in the user's cache folder.
    X is never copied: rows or columns cut out of a larger table are read where they lie. Only a view that
    skips numbers along both axes, such as ``X[::2, ::2]``, is read more slowly.

    >>> X, Y = np.array([[0.0, 1.0, 1000.0]]), np.array([[0, 1, 0]])
    >>> cost, dw, db = cost_and_gradients(np.array([[1.0]]), 0.0, X, Y)  # doctest: +SKIP
    """
    return _done(blocked.logistic, w, b, X, Y, block, threads)


def softmax_cost_and_gradients(W, b, X, Y, *, block=None, threads=None):
    """Return the cost, dW (n, k) and db (k, 1), as ``blocked.softmax_cost_and_gradients`` does."""
    return _done(blocked.softmax, W, b, X, Y, block, threads)


@functools.cache
def kernels():
    """Return the module of compiled loops; None without Numba, or on a Python or a NumPy unknown to it."""
    try:
        return importlib.import_module("helpers.formulas.kernels")  # Numba takes half a second to import
    except Exception:  # Numba raises errors of many kinds where it does not know the Python or the NumPy
        return None


@functools.cache
def _say_what_is_missing():
    print(MISSING)


def _done(work, *given):
    """Do the work by the compiled loop, or by ``blocked`` where there is none.

    Where compiling takes a while, say so to whoever waits: workers of a cluster stay quiet.
    """
    if kernels() is None:
        _say_what_is_missing()
        return work(blocked.sums_of, *given)
    waiting = threading.Timer(PATIENCE, lambda: False in _READY.values() and print(COMPILING))
    waiting.daemon = True
    if threading.current_thread() is threading.main_thread():
        waiting.start()
    try:
        return work(_sums_of, *given)
    finally:
        waiting.cancel()


def _as_it_lies(X):
    """Return X (n, m) or its transpose as a table with its numbers side by side, and whether it is X.

    A part of a larger table becomes all of its width, of which the loops read no more than the part: so they
    are compiled for numbers that lie side by side, which is what a processor reads in one go.
    """
    for table in (X, X.T):
        step, next_number = table.strides
        if next_number == X.itemsize and step % X.itemsize == 0 and step >= table.shape[1] * X.itemsize:
            width = (len(table), step // X.itemsize)
            return as_strided(table, width, table.strides, writeable=False), table is X
    return X.T, False


def _sums_of(is_softmax, W, b, X, Y, part, _block):
    """As ``blocked``'s, by the kernel for the memory order of X."""
    table, in_columns = _as_it_lies(X)
    tile = TILE_EXAMPLES if in_columns else 8 * max(1, TILE_BYTES // (8 * X.shape[0] * X.itemsize))
    dW, db, labels = np.zeros(W.shape[::-1]), np.zeros(len(b)), np.ascontiguousarray(Y[:, part], float)
    weights = np.ascontiguousarray(W.T)
    kind = (X.dtype, table.flags.c_contiguous)
    _READY.setdefault(kind, False)
    cost, right = kernels().sums(
        is_softmax, in_columns, tile, table, part.start, part.stop, weights, b[:, 0], labels, dW, db
    )
    _READY[kind] = True
    return cost, dW.T, db[:, None], right
