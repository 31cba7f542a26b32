"""Time the notebooks: ``uv run python benchmarks/notebooks.py``.

Each runs from top to bottom in a kernel of its own, one after the other; the goal is a minute for all.
"""

import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def seconds(path):
    """Return how long a notebook takes, the start of its kernel included."""
    client = NotebookClient(nbformat.read(path, 4), timeout=600, kernel_name="python3")
    start = time.perf_counter()
    client.execute(cwd=str(path.parent))
    return time.perf_counter() - start


def main():
    """Print one line for each notebook, and the sum."""
    total = 0.0
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        took = seconds(path)
        total += took
        print(f"{path.stem:26} {took:5.1f} s", flush=True)
    print(f"{'all':26} {total:5.1f} s, goal < 60")


if __name__ == "__main__":
    main()
