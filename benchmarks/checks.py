"""Time ``check``: ``uv run python -m benchmarks.checks``.

A right answer, one with a mistake that is proven, and one that nothing explains: the least of three calls.
"""

import linecache

import numpy as np

from benchmarks.turns import fastest
from helpers import check

ANSWERS = {
    "right": "return np.dot(X, (A - Y).T) / X.shape[1]",
    "one proven mistake": "return np.dot(X, (A - Y).T)",
    "not explained": "return np.sum(X * (A - Y).T, axis=1) / 219",
}
CALLS = 3


def written(body, name):
    """Return the answer as a cell of a notebook has it: with its source."""
    source = f"def dw(X, A, Y):\n    {body}\n"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    namespace = {"np": np}
    exec(compile(source, name, "exec"), namespace)
    return namespace["dw"]


def main():
    """Print one line for each answer."""
    for kind, body in ANSWERS.items():
        answer = written(body, f"<{kind}>")
        names = ", ".join(check(answer).diagnoses)
        print(f"{kind:20} {fastest(lambda answer=answer: check(answer), CALLS):6.0f} ms  {names}")


if __name__ == "__main__":
    main()
