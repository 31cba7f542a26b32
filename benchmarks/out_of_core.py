"""Time one step on a file larger than the memory limit: ``python -m benchmarks.out_of_core``.

Linux only, with the extra `scale`. The process may hold at most LIMIT bytes of its own (RLIMIT_DATA); the
file is twice as large. A step is compared with reading the file from end to end, by one thread into one
buffer, in turns: from the disk (the file's pages are dropped before each), which is what the goal is about,
and from the system's memory, where reading is copying, and a step is mostly arithmetic.
"""

import os
import resource
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import dask
import numpy as np

from benchmarks.turns import seconds
from helpers.formulas import distributed
from helpers.formulas.blocked import available

N, M = 100, 1_250_000
CHUNK = 100_000
LIMIT = 500 * 2**20
BUFFER = 8 * 2**20
TURNS = 5
GOAL = 0.8  # of the speed of reading


def write(folder):
    """Write X (n, m), example after example, and Y (1, m), in pieces that fit in the limit."""
    random = np.random.default_rng(0)
    X = np.lib.format.open_memmap(folder / "X.npy", "w+", "float64", (N, M), fortran_order=True)
    for start in range(0, M, CHUNK):
        piece = X[:, start : start + CHUNK]
        piece[:] = random.normal(size=piece.shape)
    X.flush()
    np.save(folder / "Y.npy", random.integers(2, size=(1, M)).astype(float))
    os.sync()  # pages that are not yet on the disk cannot be dropped


def read(folder):
    """Read the file of X from end to end."""
    buffer = np.empty(BUFFER, np.uint8)
    with open(folder / "X.npy", "rb", buffering=0) as file:
        while file.readinto(buffer):
            pass


def step(folder):
    """Take the cost and the gradients over the whole file."""
    X, Y = (distributed.open_columns(folder / f"{name}.npy", CHUNK) for name in "XY")
    with dask.config.set(scheduler="threads", num_workers=available()):
        distributed.cost_and_gradients(np.zeros((N, 1)), 0.0, X, Y)


def forget(folder):
    """Drop the pages of the file from the system's memory."""
    with open(folder / "X.npy", "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def pairs(folder, *, cold):
    """Return the times of reading and of a step, a pair for each turn but the first."""
    times = []
    for call in (read, step) * (1 + TURNS):
        if cold:
            forget(folder)
        times.append(seconds(partial(call, folder)))
    return list(zip(times[2::2], times[3::2], strict=True))


def fits(folder):
    """Tell whether the file can be loaded at once."""
    try:
        np.load(folder / "X.npy")
    except MemoryError:
        return False
    return True


def main():
    """Print one table."""
    resource.setrlimit(resource.RLIMIT_DATA, (LIMIT, LIMIT))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        write(folder)
        size = (folder / "X.npy").stat().st_size
        if fits(folder):
            raise MemoryError(f"{size / 1e6:.0f} MB fit in memory; expected the limit to forbid them.")
        print(f"X ({N}, {M:,}): {size / 1e6:.0f} MB, limit {LIMIT / 1e6:.0f} MB, {available()} threads")
        for place, cold in (("disk", True), ("memory of the system", False)):
            times = pairs(folder, cold=cold)
            reading, taking = (min(each) for each in zip(*times, strict=True))
            typical = median(one / other for one, other in times)
            speeds = f"reading {size / reading / 1e9:.2f} GB/s, a step {size / taking / 1e9:.2f} GB/s"
            ratios = f"best against best {reading / taking:.2f}, median of turns {typical:.2f}"
            print(f"from the {place}: {speeds}; {ratios}; goal {GOAL}")


if __name__ == "__main__":
    main()
