"""Tracing holds no second copy of a large array once the cell has ended. Untouched memory costs nothing."""

import gc
import tracemalloc

import numpy as np

from axiswise import trace
from tests.cases import each_case

GIGABYTE = 1e9

MAKE = "big = np.empty((125, 1_000_000))"


@each_case(
    "source",
    [
        MAKE,
        f"{MAKE}\nfirst = np.empty_like(big)[0, 0]",
        f"{MAKE}\nrows = [row for row in big]\nhalf = big[:, ::2].T",
        f"def make(a):\n    b = np.empty_like(a)\n    return a if b.ndim else b\n{MAKE}\nsame = make(big)",
        f"{MAKE}\nsizes = [np.empty_like(big).shape for _ in range(2)]",
        f"def fail(a):\n    return np.empty_like(a) @ np.empty_like(a)\n{MAKE}\nfail(big)",
    ],
)
def test_only_the_reader_s_array_is_left(source):
    namespace = {"np": np}
    tracemalloc.start()
    try:
        t = trace(source, namespace)
        t.text()
        if t.error is not None:  # a traceback holds what its frames hold, here as without us
            t.error.exception.__traceback__ = None
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 1.02 * GIGABYTE
    del t, namespace
