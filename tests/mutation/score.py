"""Count the mutants that the tests notice: ``uv run python tests/mutation/score.py formulas functions``.

A mutant is put into a copy of the last commit, and the tests of its package run there until one fails. With
``--sample N`` it takes N mutants of each package at random. It prints a row of the table in docs/mutation.md,
and then the survivors.
"""

import argparse
import io
import os
import queue
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutants import mutants_of

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "formulas": ("helpers/formulas", ["tests/formulas", "tests/test_train.py"]),
    "functions": ("axiswise/src/axiswise/functions", ["tests/axiswise"]),
    "exercises": ("helpers/exercises", ["tests/exercises"]),
}  # each with the tests that concern it, beside its own examples
COPIES = os.cpu_count() or 1
BAR = 0.9  # the share of mutants that must be noticed
OPTIONS = ["-o", "addopts=", "-x", "-q", "--doctest-modules", "-p", "no:cacheprovider"]
TIERS = ["-m", "not browser and not nbgrader and not slow"]


def make_copy(folder):
    """Write the last commit into a folder."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def run_tests(name, copy, seconds=None):
    """Run the tests of a package and its examples in a copy; return the test that fails, "no end" or None."""
    paths = os.pathsep.join(map(str, (copy, copy / "axiswise" / "src")))
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    folder, tests = PACKAGES[name]
    command = [sys.executable, "-m", "pytest", *OPTIONS, *TIERS, folder, *tests]
    try:
        run = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return "no end"
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return None if run.returncode == 0 else (failed or [run.stdout[-500:]])[0]


def noticed_by(name, mutant, copies, seconds):
    """Return what notices a mutant, in a copy that is free."""
    copy = copies.get()
    path = copy / mutant.path
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(before), encoding="utf-8")
    try:
        return run_tests(name, copy, seconds)
    finally:
        path.write_text(before, encoding="utf-8")
        copies.put(copy)


def score(name, sample, seed, folders):
    """Print the row of a package and its survivors; return the share that was noticed."""
    copy, started = folders[0], time.monotonic()
    assert (failed := run_tests(name, copy)) is None, f"{failed} fails without any mutant"
    patience = 60 + 5 * COPIES * (time.monotonic() - started)
    paths = sorted(str(path.relative_to(copy)) for path in (copy / PACKAGES[name][0]).rglob("*.py"))
    every = [each for path in paths for each in mutants_of(path, (copy / path).read_text(encoding="utf-8"))]
    chosen = random.Random(seed).sample(every, min(sample or len(every), len(every)))
    copies = queue.SimpleQueue()
    for folder in folders:
        copies.put(folder)
    with ThreadPoolExecutor(len(folders)) as pool:
        found = list(pool.map(lambda mutant: noticed_by(name, mutant, copies, patience), chosen))
    left = [mutant for mutant, by in zip(chosen, found, strict=True) if by is None]
    share = 1 - len(left) / len(chosen)
    taken = "all" if len(chosen) == len(every) else f"{len(chosen)} of {len(every)}, seed {seed}"
    noticed = len(chosen) - len(left)
    print(f"| {name} | {taken} | {noticed} | {found.count('no end')} | {share:.1%} | {len(left)} |")
    print(*(f"    {mutant}" for mutant in sorted(left, key=str)), sep="\n", flush=True)
    return share


def main():
    """Score the packages that the command line names."""
    parser = argparse.ArgumentParser(description="Count the mutants that the tests notice.")
    parser.add_argument("packages", nargs="+", choices=PACKAGES)
    parser.add_argument("--sample", type=int, help="mutants of each package, at random (all of them)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies = [make_copy(Path(folder) / str(number)) for number in range(COPIES)]
        shares = [score(name, options.sample, options.seed, copies) for name in options.packages]
    sys.exit(min(shares) < BAR)


if __name__ == "__main__":
    main()
