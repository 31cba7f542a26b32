"""Time cost and gradients: ``uv run --extra fast --group bench python -m benchmarks.formulas`` (ten minutes).

All columns, and scikit-learn, torch and JAX where they are installed, in turns in one process, all with the
same number of threads, in float64. Prints tables, and writes formulas.json beside this file. To put what is
recorded there into README.md, without measuring: ``--publish``.
"""

import json
import os
import platform
import sys
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import threadpoolctl

from benchmarks.rivals import THREADS, installed
from benchmarks.same_loss import same_loss
from benchmarks.turns import in_turns
from helpers.formulas import blocked, compiled, dot, einsum, element_wise, loop, stable
from helpers.formulas.blocked import spread

RECORD = Path(__file__).with_suffix(".json")
README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- benchmark -->\n", "<!-- end of benchmark -->\n"

SIZES = ((1_000_000, 100), (1_000_000, 20), (200_000, 784))
SCALING = tuple(10**power for power in range(3, 8))
FEATURES = 20  # of the scaling
SECONDS = 1.5  # a call that takes longer is left out at the next larger size
COLUMNS = {
    "element-wise": element_wise,
    "dot": dot,
    "einsum": einsum,
    "stable": stable,
    "blocked": blocked,
    "compiled": compiled,
}
OURS = "compiled"
READ = "read X once"
CLASSES = 10  # of softmax
LOOP_EXAMPLES = 1000


def problem(m, n):
    """Return rows (m, n), labels (m,), w (n, 1) and b: standard normal features, scores of about size one."""
    random = np.random.default_rng(0)
    w = random.normal(size=(n, 1)) / np.sqrt(n)
    return random.normal(size=(m, n)), random.integers(2, size=m).astype(float), w, 0.1


def read_once(rows):
    """Read every number of rows: a maximum was faster than a sum, and than a product with ones."""
    pieces = np.array_split(rows.reshape(-1), 64 * THREADS)
    spread(np.max, pieces, THREADS)


def softmax_problem(m, n):
    """Return rows (m, n), one-hot labels (m, k), W (n, k) and b (k, 1)."""
    rows, _, w, _ = problem(m, n)
    random = np.random.default_rng(1)
    one_hot = np.eye(CLASSES)[random.integers(CLASSES, size=m)]
    return rows, one_hot, w * random.normal(size=(1, CLASSES)), random.normal(size=(CLASSES, 1))


def contenders(rows, labels, w, b):
    """Return a call for each rival and each column that has such a function, after comparing what they find.

    Shapes are those of `problem` or of `softmax_problem`.
    """
    X, Y, is_softmax = rows.T, np.atleast_2d(labels.T), labels.ndim == 2
    name = "softmax_cost_and_gradients" if is_softmax else "cost_and_gradients"
    calls = {
        title: partial(getattr(column, name), w, b, X, Y)
        for title, column in COLUMNS.items()
        if hasattr(column, name)
    }
    calls |= {
        title: partial(rival(rows, labels), w, b) for title, rival in installed(softmax=is_softmax).items()
    }
    ours = calls[OURS]()
    for title, call in calls.items():
        theirs = call()
        pairs = zip(theirs, ours, strict=True)
        if not all(np.allclose(np.ravel(a), np.ravel(b), rtol=1e-9, atol=1e-10) for a, b in pairs):
            raise ValueError(f"{title} computes {theirs}; expected {ours}.")
    return calls


def times(rows, labels, w, b):
    """Return the times of all contenders on a problem, and of reading X once."""
    calls = contenders(rows, labels, w, b)
    if labels.ndim == 1:
        X, Y = np.ascontiguousarray(rows.T), labels[None, :]
        for name in ("blocked", "compiled"):
            calls[f"{name}, X in rows of features"] = partial(COLUMNS[name].cost_and_gradients, w, b, X, Y)
    calls[READ] = partial(read_once, rows)
    return in_turns(calls)


def loops():
    """Return the times of the loop on few examples, for each n of SIZES."""
    return in_turns({n: looping(*problem(LOOP_EXAMPLES, n)) for _, n in SIZES})


def looping(rows, labels, w, b):
    """Return a call for the loop."""
    return partial(loop.cost_and_gradients, w, b, rows.T, labels[None, :])


def scaling():
    """Return, for each contender, the least seconds at each m, as far as it gets."""
    seconds = {}
    for m in SCALING:
        given = problem(m, FEATURES)
        calls = contenders(*given) | {"loop": looping(*given)}
        running = {
            name: call
            for name, call in calls.items()
            if m == SCALING[0] or 10 * max(seconds[name].values()) < SECONDS
        }
        for name, taken in in_turns(running).items():
            seconds.setdefault(name, {})[m] = taken["least"]
    return seconds


def table(record):
    """Return tables in Markdown: least and median milliseconds, and how many times ours that is."""
    return f"{_table(record['sizes'])}\n\nSoftmax, {CLASSES} classes:\n\n{_table(record['softmax'])}"


def _table(sizes):
    heads = (f"{size['m']:_} x {size['n']}".replace("_", " ") for size in sizes)
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "---|" * len(sizes)]
    for name in sizes[0]["times"]:
        pairs = [(size["times"][name], size["times"][OURS]["least"]) for size in sizes]
        cells = (
            f"{1e3 * taken['least']:.1f} ({1e3 * taken['median']:.1f}) ms, {taken['least'] / ours:.2f}"
            for taken, ours in pairs
        )
        label = f"**{name}**" if name == OURS else name
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def section(record):
    """Return what the README says of a record."""
    versions = [f"{name} {number}" for name, number in record["versions"].items()]
    return (
        f"Cost and gradients of m x n numbers, float64, {record['threads']} threads, on a computer "
        f"with a load of {record['load']} before it began, {record['date']}: the "
        "least (median) of at least 7 calls in turns, and how many times ours that is. "
        f"{', '.join(versions + record['rivals'])}.\n\n{table(record)}\n"
    )


def published(text, record):
    """Return the README's text with the record's section in place of the one it has."""
    before, rest = text.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}{section(record)}{END}{after}"


def measured():
    """Measure everything; the record holds what ran, where, and every time in seconds."""
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    # What else the computer did, before we did anything.
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    kernels = {library.get("architecture") for library in threadpoolctl.threadpool_info()}
    return {
        "date": date.today().isoformat(),
        "versions": versions,
        "rivals": list(installed()),
        "threads": THREADS,
        "load": load,
        "BLAS kernels": sorted(kernels - {None}),
        "sizes": [{"m": m, "n": n, "times": times(*problem(m, n))} for m, n in SIZES],
        "softmax": [{"m": m, "n": n, "times": times(*softmax_problem(m, n))} for m, n in SIZES[1:]],
        "loop": [{"m": LOOP_EXAMPLES, "n": n, **taken} for n, taken in loops().items()],
        "scaling": {"n": FEATURES, "seconds": scaling()},
        "same loss": same_loss(),
    }


def main():
    """Measure, write the record and print it; or put what is recorded into the README, and print it."""
    if "--publish" not in sys.argv:
        RECORD.write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    if "--publish" in sys.argv:
        README.write_text(published(README.read_text(encoding="utf-8"), record), encoding="utf-8")
    print(section(record))
    for taken in record["loop"]:
        print(f"loop, {taken['m']} x {taken['n']}: {1e3 * taken['least']:.0f} ms; it takes m/1000 times that")
    scaled = record["scaling"]["seconds"][OURS]
    print(f"{OURS}, ns an example: " + ", ".join(f"{m}: {1e9 * s / int(m):.1f}" for m, s in scaled.items()))
    for case in record["same loss"]:
        print(f"same loss, {case['m']} x {case['n']}, features correlated by {case['correlation']}:")
        for name, taken in case["ways"].items():
            print(f"  {name}: {taken['seconds']:.2f} s, {taken['steps']} steps, cost {taken['cost']:.8f}")


if __name__ == "__main__":
    main()
