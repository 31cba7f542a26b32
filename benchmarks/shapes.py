"""Time ``%%shapes``: ``uv run --group bench python -m benchmarks.shapes``.

Cold: a fresh Python, axiswise imported, the first trace and picture. Warm: the fastest of many.
Beside it TensorSensor draws the same line in the same process, the two in turns.
"""

import json
import logging
import os
import subprocess
import sys
from importlib.metadata import version

import numpy as np

from axiswise import trace
from benchmarks.turns import fastest

LINE = "dw = 1/m * np.dot(X, dz.T)"
TEN_OPERATIONS = "cost = -1/m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))"
SOURCES = {
    "one line": LINE,
    "ten lines": """w = np.zeros((3, 1))
b = 0.0
Z = np.dot(w.T, X) + b
P = 1 / (1 + np.exp(-Z))
error = P - Y
cost = -1/m * np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P))
dw = 1/m * np.dot(X, error.T)
db = 1/m * np.sum(error)
w = w - 0.1 * dw
b = b - 0.1 * db""",
    "a function": """def gradients(X, A, Y):
    error = A - Y
    return np.dot(X, error.T) / X.shape[1], np.sum(error) / X.shape[1]

dw, db = gradients(X, A, Y)""",
}
AXES = {"X": "n m", "dz": "1 m", "Y": "1 m", "A": "1 m"}
COLD = """
import json, sys, time, numpy as np
from benchmarks.shapes import variables, AXES
from axiswise import trace
start = time.perf_counter()
svg = trace(sys.argv[1], variables(), axes=AXES).svg()
print(json.dumps([1e3 * (time.perf_counter() - start), len(svg) / 1e3]))
"""


def variables():
    """Return five examples of three features, with labels and activations."""
    random = np.random.default_rng(0)
    Y, A = random.integers(2, size=(1, 5)), random.uniform(0.1, 0.9, size=(1, 5))
    return {"np": np, "X": random.normal(size=(3, 5)), "dz": A - Y, "Y": Y, "A": A, "m": 5}


def cold(source, repeats=7):
    """Return the shortest first time of a fresh process in milliseconds, and the picture's kB."""
    command = [sys.executable, "-c", COLD, source]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = (subprocess.check_output(command, text=True, env=environment) for _ in range(repeats))
    return min(map(json.loads, runs))  # the first compiles the modules


def tensor_sensor():
    """Draw the line with TensorSensor, as SVG; it reads the variables of this function."""
    import tsensor  # noqa: PLC0415 - only where the group bench is installed

    np_and_arrays = variables()
    X, dz, m = (np_and_arrays[name] for name in ("X", "dz", "m"))  # noqa: RUF059
    return tsensor.pyviz(LINE).svg()


def main():
    """Print one table."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    plain = compile(TEN_OPERATIONS, "line", "exec")
    mine, peer = [], []
    for _ in range(9):  # in turns, so that a busy moment meets both
        mine.append(fastest(lambda: trace(LINE, variables(), axes=AXES).svg(), 5))
        peer.append(fastest(tensor_sensor, 1))
    tracing = fastest(lambda: trace(TEN_OPERATIONS, variables(), axes=AXES), 300)
    running = fastest(lambda: exec(plain, variables()), 300)
    times = min(peer) / min(mine)
    print(f"Python {sys.version.split()[0]}, NumPy {np.__version__}, TensorSensor {version('tensor-sensor')}")
    for name, source in SOURCES.items():
        first, size = cold(source)
        again = fastest(lambda source=source: trace(source, variables(), axes=AXES).svg(), 30)
        print(f"{name:11} trace and picture, cold {first:5.1f} ms, again {again:5.2f} ms, {size:.0f} kB")
    print(f"TensorSensor, warm       {min(peer):7.2f} ms, {times:.0f} times ours, goal 6")
    print(f"tracing ten operations   {tracing - running:7.2f} ms more than running them, goal < 1")


if __name__ == "__main__":
    main()
