"""Time the notebooks: ``uv run python benchmarks/notebooks.py``.

Each runs from top to bottom in a kernel of its own, one after the other; the goal is 45 s for all. On a
busy machine look at the second column: how long a processor worked for it.
"""

import resource
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
QUIET = ["--Application.log_level=ERROR"]


def seconds(path):
    """Return how long a notebook takes, the start of its kernel included: on the clock, on processors."""
    client = NotebookClient(nbformat.read(path, 4), timeout=600, kernel_name="python3", extra_arguments=QUIET)
    clock, worked = time.perf_counter(), _worked()
    client.execute(cwd=str(path.parent))
    return time.perf_counter() - clock, _worked() - worked


def _worked():
    """Return the processor time of all kernels that have ended, and of what they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    """Print one line for each notebook, and the sums."""
    took = {path.stem: seconds(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    took["all"] = tuple(map(sum, zip(*took.values(), strict=True)))
    for name, (clock, worked) in took.items():
        print(f"{name:26} {clock:6.1f} s {worked:6.1f} s of processors")
    print("goal: all in less than 45 s")


if __name__ == "__main__":
    main()
