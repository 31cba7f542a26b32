"""The fastest column where Numba is installed: the loop itself, compiled. X is read from memory once.

The same sums as in ``loop``, with no array of scores in between. What is checked, how examples are cut into
strands and how the sums of strands are added is ``blocked``'s: the number of threads changes no bit of a
result. Threads are ours, around kernels that let go of the interpreter: several callers may come at once.
"""

import functools
import importlib
import threading

import numpy as np

from helpers.formulas import blocked

MISSING = 'Numba is missing, so `blocked` computes this. To install it: pip install "dot-or-star[fast]".'
COMPILING = "Compiling the loop: once, and kept for the next time …"
#: Bytes of X in a tile that has examples in rows, and examples in a tile that has features in rows.
TILE_BYTES, TILE_EXAMPLES = 2**17, 512
#: Seconds after which it is said that something is being compiled.
PATIENCE = 0.7
#: Kinds of X for which this process has its kernel.
_COMPILED = set()


def cost_and_gradients(w, b, X, Y, *, block=None, threads=None):
    """Return the cost, dw (n, 1) and db, as ``blocked.cost_and_gradients`` does, with its checks and errors.

    The first call in each dtype and memory order compiles for some seconds, and keeps the result in the
    user's cache folder. X is never copied; a view with gaps between its numbers is read more slowly.

    >>> X, Y = np.array([[0.0, 1.0, 1000.0]]), np.array([[0, 1, 0]])
    >>> cost, dw, db = cost_and_gradients(np.array([[1.0]]), 0.0, X, Y)  # doctest: +SKIP
    """
    if kernels() is None:
        return blocked.cost_and_gradients(w, b, X, Y, block=block, threads=threads)
    return blocked.logistic(_logistic, w, b, X, Y, block, threads)


def softmax_cost_and_gradients(W, b, X, Y, *, block=None, threads=None):
    """Return the cost, dW (n, k) and db (k, 1), as ``blocked.softmax_cost_and_gradients`` does."""
    if kernels() is None:
        return blocked.softmax_cost_and_gradients(W, b, X, Y, block=block, threads=threads)
    return blocked.softmax(_softmax, W, b, X, Y, block, threads)


@functools.cache
def kernels():
    """Return the module of compiled loops; without Numba, or on a Python unknown to it, say so and None."""
    try:
        return importlib.import_module("helpers.formulas.kernels")  # Numba takes half a second to import
    except Exception:  # Numba raises errors of many kinds where it does not know the Python or the NumPy
        print(MISSING)
        return None


def _logistic(w, b, X, Y, part, _block):
    """Return the sums of cost, dw (n, 1) and db of some examples, and how many of their labels are right."""
    dw, y = np.zeros(X.shape[0]), np.ascontiguousarray(Y[0, part], float)
    given = np.ascontiguousarray(w[:, 0]), X.dtype.type(b), *_laid_out(X, part), y
    cost, db, right = _run("logistic", X, *given, dw)
    return cost, dw[:, None], db, right


def _softmax(W, b, X, Y, part, _block):
    """Return the sums of cost, dW (n, k) and db (k, 1) of some examples, and how many are one-hot."""
    dW, db, y = np.zeros(W.shape[::-1]), np.zeros(len(b)), np.ascontiguousarray(Y[:, part], float)
    given = np.ascontiguousarray(W.T), b[:, 0].astype(X.dtype), *_laid_out(X, part), y
    cost, right = _run("softmax", X, *given, dW, db)
    return cost, dW.T, db[:, None], right


def _laid_out(X, part):
    """Return the examples as a kernel takes them: rows of X.T, or all of X and where they begin and end."""
    return (X, part.start, part.stop) if X.flags.c_contiguous else (X.T[part],)


def _run(name, X, *given):
    """Call the kernel for the memory order of X; say so where compiling it takes a while."""
    in_columns = X.flags.c_contiguous
    kernel = getattr(kernels(), f"{name}_in_{'columns' if in_columns else 'rows'}")
    tile = TILE_EXAMPLES if in_columns else 8 * max(1, TILE_BYTES // (8 * X.shape[0] * X.itemsize))
    kind = (name, X.dtype, in_columns, X.flags.f_contiguous, X.flags.writeable)
    if kind in _COMPILED:
        return kernel(tile, *given)
    waiting = threading.Timer(PATIENCE, print, [COMPILING])
    waiting.daemon = True
    waiting.start()
    try:
        result = kernel(tile, *given)
    finally:
        waiting.cancel()
    _COMPILED.add(kind)
    return result
