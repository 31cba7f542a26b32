"""Time cost and gradients: ``uv run --extra fast --group bench python -m benchmarks.formulas`` (ten minutes).

All columns, and scikit-learn, torch and JAX where they are installed, in turns in one process, all with the
same number of threads, in float64. Prints a table, and writes formulas.json beside this file.
"""

import json
import os
import platform
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


def contenders(rows, y, w, b):
    """Return a call for each column and rival, after comparing what they compute."""
    X, Y = rows.T, y[None, :]
    calls = {name: partial(column.cost_and_gradients, w, b, X, Y) for name, column in COLUMNS.items()}
    calls |= {name: partial(rival(rows, y), w, b) for name, rival in installed().items()}
    return agreeing(calls)


def softmax_contenders(rows, one_hot, W, b):
    """Return a call for the columns that have softmax and for each rival, after comparing what they compute.

    Shapes: rows (m, n), one_hot (m, k), W (n, k), b (k, 1).
    """
    X, Y = rows.T, one_hot.T
    calls = {
        name: partial(COLUMNS[name].softmax_cost_and_gradients, W, b, X, Y)
        for name in ("blocked", "compiled")
    }
    calls |= {name: partial(rival(rows, one_hot), W, b) for name, rival in installed(softmax=True).items()}
    return agreeing(calls)


def agreeing(calls):
    """Return the calls; raise where one computes something else than ours."""
    cost, dw, db = calls[OURS]()
    ours = np.concatenate([[cost], np.ravel(db), np.ravel(dw)])
    for name, call in calls.items():
        theirs, slopes, slope = call()
        if not np.allclose(
            np.concatenate([[theirs], np.ravel(slope), np.ravel(slopes)]), ours, rtol=1e-9, atol=1e-10
        ):
            raise ValueError(f"{name} computes {theirs}, {slopes.T}, {slope}; expected {cost}, {dw.T}, {db}.")
    return calls


def at_size(m, n):
    """Return the times of all contenders at one size, and of reading X once."""
    rows, y, w, b = problem(m, n)
    calls = contenders(rows, y, w, b)
    in_rows_of_features = np.ascontiguousarray(rows.T)
    for name in ("blocked", "compiled"):
        calls[f"{name}, X in rows of features"] = partial(
            COLUMNS[name].cost_and_gradients, w, b, in_rows_of_features, y[None, :]
        )
    calls[READ] = partial(read_once, rows)
    return in_turns(calls)


def softmax_at_size(m, n):
    """Return the times of all contenders for softmax with ten classes."""
    rows, _, w, _ = problem(m, n)
    random = np.random.default_rng(1)
    one_hot = np.eye(CLASSES)[random.integers(CLASSES, size=m)]
    W, b = w * random.normal(size=(1, CLASSES)), random.normal(size=(CLASSES, 1))
    calls = softmax_contenders(rows, one_hot, W, b)
    calls[READ] = partial(read_once, rows)
    return in_turns(calls)


def loops():
    """Return the times of the loop on few examples, for each n of SIZES."""
    calls = {}
    for _, n in SIZES:
        rows, y, w, b = problem(LOOP_EXAMPLES, n)
        calls[n] = partial(loop.cost_and_gradients, w, b, rows.T, y[None, :])
    return in_turns(calls)


def scaling():
    """Return, for each contender, the least seconds at each m, as far as it gets."""
    seconds = {}
    for m in SCALING:
        rows, y, w, b = problem(m, FEATURES)
        calls = contenders(rows, y, w, b)
        calls["loop"] = partial(loop.cost_and_gradients, w, b, rows.T, y[None, :])
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
    lines = ["| | " + " | ".join(f"{size['m']:_} x {size['n']}".replace("_", " ") for size in sizes) + " |"]
    lines.append("|---|" + "---|" * len(sizes))
    for name in sizes[0]["times"]:
        cells = []
        for size in sizes:
            taken, ours = size["times"][name], size["times"][OURS]
            ratio = taken["least"] / ours["least"]
            cells.append(f"{1e3 * taken['least']:.1f} ({1e3 * taken['median']:.1f}) ms, {ratio:.2f}")
        label = f"**{name}**" if name == OURS else name
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def measured():
    """Measure everything; the record holds what ran, where, and every time in seconds."""
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    load = (
        round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    )  # what else the computer did, before we did anything
    blas = {
        library["architecture"] for library in threadpoolctl.threadpool_info() if "architecture" in library
    }
    return {
        "date": date.today().isoformat(),
        "versions": versions,
        "rivals": list(installed()),
        "threads": THREADS,
        "load": load,
        "BLAS kernels": sorted(blas),
        "sizes": [{"m": m, "n": n, "times": at_size(m, n)} for m, n in SIZES],
        "softmax": [{"m": m, "n": n, "times": softmax_at_size(m, n)} for m, n in SIZES[1:]],
        "loop": [{"m": LOOP_EXAMPLES, "n": n, **taken} for n, taken in loops().items()],
        "scaling": {"n": FEATURES, "seconds": scaling()},
        "same loss": same_loss(),
    }


def main():
    """Measure, print, and write the record and the picture."""
    record = measured()
    print(
        ", ".join(f"{name} {number}" for name, number in record["versions"].items()),
        *record["rivals"],
        sep=", ",
    )
    print(f"{THREADS} threads, least (median) of 7 to 15 calls in turns, and times ours\n\n{table(record)}\n")
    for taken in record["loop"]:
        print(f"loop, {taken['m']} x {taken['n']}: {1e3 * taken['least']:.0f} ms; it takes m/1000 times that")
    scaled = record["scaling"]["seconds"][OURS]
    print(f"{OURS}, ns an example: " + ", ".join(f"{m:.0e}: {1e9 * s / m:.1f}" for m, s in scaled.items()))
    for case in record["same loss"]:
        print(f"same loss, {case['m']} x {case['n']}, features correlated by {case['correlation']}:")
        for name, taken in case["ways"].items():
            print(f"  {name}: {taken['seconds']:.2f} s, {taken['steps']} steps, cost {taken['cost']:.8f}")
    Path(__file__).with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
