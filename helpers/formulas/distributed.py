"""The distributed column: the same sums over many machines, with Dask.

X (n, m) and Y (1, m) are Dask arrays in chunks along m. Each chunk sums over its own examples; the partial
sums are added in a tree. One step sends n + 1 numbers to a machine (w, b) and gets n + 2 back for each chunk
(cost, dw, db), however many examples there are.

With a ``distributed.Client`` around it, the work is done by its cluster, from a ``LocalCluster`` on a laptop
to the address of a scheduler; without one, by threads of this process. ``train`` descends on it as on any
column::

    with Client("tcp://scheduler:8786"):
        run = train(distributed, open_columns("X.npy", 100_000), open_columns("Y.npy", 100_000))

The machines of a cluster need this package, and every file under the same path.
"""

from pathlib import Path

import numpy as np

from helpers.formulas import blocked, compiled
from helpers.validate import check_parameters

try:
    import dask.array as da
    from dask import delayed
except ImportError as error:
    raise ImportError(
        "helpers.formulas.distributed needs Dask. Install the extra `scale`: uv run --extra scale study, "
        'or pip install "dot-or-star[scale]".',
        name=error.name,
    ) from None

_BRANCHES = 8  # partial sums that are added at one node of the tree


def cost_and_gradients(w, b, X, Y):
    """Return the cost, dw (n, 1) and db at w (n, 1), b for features X (n, m) and labels Y (1, m).

    Parameters
    ----------
    w : array (n, 1)
    b : float
    X : dask.array.Array (n, m)
        In chunks along m. What was not persisted is read or made anew at each step, where it is summed;
        what was persisted stays where it is, unless Dask takes a chunk to an idle machine.
    Y : dask.array.Array (1, m)
        In the same chunks, each label 0 or 1.

    Returns
    -------
    cost : float
    dw : ndarray (n, 1)
        In the dtype of X.
    db : float

    Raises
    ------
    ValueError
        If an argument does not fit, or a chunk holds NaN, infinity or a label that is neither 0 nor 1: with
        the number of the chunk and its columns.

    >>> X, Y = da.array([[0.0, 1.0, 2.0, 3.0]]).rechunk((1, 2)), da.array([[0, 0, 1, 1]]).rechunk((1, 2))
    >>> cost, dw, db = cost_and_gradients(np.zeros((1, 1)), 0.0, X, Y)
    >>> round(cost, 12), dw, db
    (0.69314718056, array([[-0.5]]), 0.0)
    """
    _check_chunks(X, Y)
    n, m = X.shape
    w, b = check_parameters(w, b, n)
    # One node of the graph: each machine gets it once, and the scheduler keeps it, whichever machine dies.
    parameters = delayed((w, b), traverse=False)
    sums = da.map_blocks(
        _partial_sums,
        X,
        Y,
        parameters=parameters,
        chunks=((n + 2,), (1,) * X.numblocks[1]),
        meta=np.empty((0, 0)),
    )
    cost, db, *dw = sums.sum(axis=1, split_every=_BRANCHES).compute() / m
    dtype = X.dtype if X.dtype.kind == "f" else float
    return float(cost), np.array(dw, dtype)[:, None], float(db)


def open_columns(path, chunk):
    """Return the table in a ``.npy`` file as a Dask array in chunks of ``chunk`` columns.

    Nothing is read here: each chunk is mapped into memory by the machine that needs it, when it needs it.

    Parameters
    ----------
    path : str or pathlib.Path
        A file that ``np.save`` wrote, of shape (n, m), or (1, m) for labels.
    chunk : int

    Returns
    -------
    dask.array.Array
    """
    path = Path(path).resolve()
    table = np.load(path, mmap_mode="r")
    rows, columns = table.shape
    widths = [min(chunk, columns - start) for start in range(0, columns, chunk)]
    # The time of writing is part of what a chunk is: a file that was written anew is another one.
    stamp = path.stat().st_mtime_ns
    return da.map_blocks(
        _columns, path, stamp, chunks=((rows,), tuple(widths)), meta=np.empty((0, 0), table.dtype)
    )


def _columns(path, _stamp, block_info=None):
    _, (start, stop) = block_info[None]["array-location"]
    return np.load(path, mmap_mode="r")[:, start:stop]


def _partial_sums(x, y, parameters, block_info=None):
    """Return what one chunk knows: the sums of its costs, of dz and of X dz, (n + 2, 1) in float64."""
    _, (start, stop) = block_info[0]["array-location"]
    column = compiled if compiled.kernels() else blocked
    try:  # one thread: Dask has as many of its own as the machine has room for
        cost, dw, db = column.cost_and_gradients(*parameters, x, y, threads=1)
    except ValueError as error:
        number = block_info[0]["chunk-location"][1]
        where = f"Chunk {number} (columns {start} to {stop - 1}, counted from 0 in what follows)"
        raise ValueError(f"{where}: {error}") from None
    return (stop - start) * np.array([cost, db, *dw[:, 0]], float)[:, None]


def _check_chunks(X, Y):
    """Refuse what would be moved between machines at each step, or would not be summed at all."""
    for name, array in (("X", X), ("Y", Y)):
        if not isinstance(array, da.Array):
            raise ValueError(
                f"{name} is {type(array).__name__}; expected a Dask array in chunks along m, as from "
                f"open_columns(path, chunk) or dask.array.from_array({name}, chunks=(-1, 10_000))."
            )
    if X.ndim != 2 or X.size == 0 or Y.shape != (1, X.shape[1]):
        raise ValueError(f"X has shape {X.shape} and Y {Y.shape}; expected X (n, m) with Y (1, m).")
    if X.numblocks[0] > 1 or X.chunks[1] != Y.chunks[1]:
        raise ValueError(
            f"X has chunks {X.chunks} and Y {Y.chunks}; expected chunks along m alone, the same in both: "
            "X.rechunk({0: -1}) and Y.rechunk((1, X.chunks[1]))."
        )
