"""Count the mutants that the tests notice: ``uv run python tests/mutation/score.py formulas rules``.

A mutant is put into a copy of the last commit, and only tests that run its statement are run, cheap ones
first, in a process forked from one that has imported all but this project. With ``--sample N`` it takes N
mutants of each package at random, and prints a row of the table in docs/mutation.md and then the survivors.
"""

import argparse
import functools
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import coverage
from coverage.collector import Collector
from forked import import_libraries, make_copy, run_all, run_tests
from mutants import mutants_of

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "formulas": ("helpers/formulas", ["tests/formulas", "tests/test_train.py"]),
    "rules": ("axiswise/src/axiswise/rules", ["tests/axiswise"]),
    "exercises": ("helpers/exercises", ["tests/exercises"]),
}  # each with the tests that concern it, beside its own examples
# Tests that no tracer may watch, and the folder whose lines they are taken to run, and no others.
UNWATCHED = {"tests/exercises/test_hostile.py": "helpers/exercises/sandbox/"}
COPIES = 4  # more than processors: tests of clusters and of time limits wait much
BAR = 0.9  # the share of mutants that must be noticed


@dataclass(frozen=True)
class Baseline:
    """What the tests do where nothing is changed."""

    seconds: dict  # of each test
    by_line: dict  # the tests that run a line of a file
    on_import: dict  # the lines of a file that run on import: every test may depend on them

    def concerned(self, mutant):
        """Return the tests that run the statement of a mutant: all of them where that cannot be known."""
        tests = set().union(*(self.by_line[mutant.path].get(line, ()) for line in mutant.lines))
        unwatched = {name for name in self.seconds if name.partition("::")[0] in UNWATCHED}
        if not tests or not self.on_import[mutant.path].isdisjoint(mutant.lines):
            tests = self.seconds.keys() - unwatched
        tests |= {name for name in unwatched if mutant.path.startswith(UNWATCHED[name.partition("::")[0]])}
        return {name: self.seconds[name] for name in tests}


def baseline(folder, tests, copies):
    """Run each file of tests once, and note which test runs which line.

    Raises RuntimeError if a test fails where nothing is changed.
    """
    base = Baseline({}, defaultdict(lambda: defaultdict(set)), defaultdict(set))
    parts = [path for each in tests for path in sorted(copies[0].glob(f"{each}/test_*.py")) or [each]]
    names = [folder, *(os.path.relpath(copies[0] / path, copies[0]) for path in parts)]
    jobs = ((name, functools.partial(_measured, name), 3600) for name in names)
    for _, name, report in run_all(jobs, copies):
        if not report or report["failed"]:
            failed = report["failed"] if report else name
            raise RuntimeError(f"{failed} fails without any mutant; expected that all tests pass.")
        base.seconds.update(report["seconds"])
        for path, lines in report["lines"].items():
            for line, tests_of_line in lines.items():
                base.by_line[path][line] |= set(tests_of_line) - {""}
                base.on_import[path] |= {line} if "" in tests_of_line else set()
    return base


def _measured(name, copy):
    if name in UNWATCHED:
        return run_tests([name]) | {"lines": {}}
    measure = coverage.Coverage(data_file=None, include=[f"{copy}/helpers/*"], config_file=False)
    # The alarm of a time limit may ring in the tracer's own code, and would leave a lock of Python's closed.
    Collector.lock_data = Collector.unlock_data = int

    def on_test(name):
        measure.stop()
        _forget()
        measure.start()  # anew: an answer may have put another tracer in its place
        measure.switch_context(name)

    measure.start()
    report = run_tests([name], on_test=on_test)
    measure.stop()
    data = measure.get_data()
    paths = data.measured_files()
    return report | {"lines": {str(Path(p).relative_to(copy)): data.contexts_by_lineno(p) for p in paths}}


def _forget():
    """Empty what is cached: whoever asks first runs the lines, though others depend on them."""
    for module in [module for name, module in sys.modules.items() if name.startswith("helpers")]:
        for value in vars(module).values():
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


def noticed_by(mutants, base, copies):
    """Yield each mutant with what noticed it: the name of a test, "no end", or None.

    Where time ran out the machine may have been busy: those are run once more in the end, with more time.
    """
    kills, late = Counter(), []  # by file of tests: the one that notices most is run first

    def jobs(mutants, patience):
        for mutant in mutants:
            tests = base.concerned(mutant)
            files = sorted({name.partition("::")[0] for name in tests}, key=lambda file: -kills[file])
            yield (
                mutant,
                functools.partial(_notice, mutant, files, tests),
                patience * (20 + 3 * sum(tests.values())),
            )

    def reports(mutants, patience):
        for copy, mutant, report in run_all(jobs(mutants, patience), copies):
            (copy / mutant.path).write_bytes((copy.with_name("0") / mutant.path).read_bytes())
            yield mutant, report

    for mutant, report in reports(mutants, 1):
        if report is None:
            late.append(mutant)
        else:
            kills[(report["failed"] or "").partition("::")[0]] += 1
            yield mutant, report["failed"]
    for mutant, report in reports(late, 5):
        yield mutant, report["failed"] if report else "no end"


def _notice(mutant, files, tests, copy):
    path = copy / mutant.path
    path.write_text(mutant.applied(path.read_text(encoding="utf-8")), encoding="utf-8")
    report = {"failed": None}
    for some in filter(None, (files[:1], files[1:])):
        report = report if report["failed"] else run_tests(some, only=tests)
    return report


def noticed_by_notebooks(mutant, copy):
    """Tell whether strict nbval notices a mutant in any notebook."""
    path, environment = copy / mutant.path, os.environ | {"PYTHONPATH": str(copy)}
    environment.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD")  # which is right for the tests that were forked
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(before), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", "-q", "notebooks"]
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    path.write_text(before, encoding="utf-8")
    return run.returncode != 0


def score(name, sample, seed, copies):
    """Print the row of a package and its survivors; return the share that was noticed, and the survivors."""
    folder, tests = PACKAGES[name]
    copy = copies[0]
    paths = sorted(str(path.relative_to(copy)) for path in (copy / folder).rglob("*.py"))
    every = [each for path in paths for each in mutants_of(path, (copy / path).read_text(encoding="utf-8"))]
    chosen = random.Random(seed).sample(every, min(sample or len(every), len(every)))
    found = {}
    for mutant, by in noticed_by(chosen, baseline(folder, tests, copies), copies):
        found[mutant] = by
        print(f"{len(found)}/{len(chosen)} {by or 'SURVIVED'} | {mutant}", file=sys.stderr, flush=True)
    left = [mutant for mutant, by in found.items() if by is None]
    late = sum(by == "no end" for by in found.values())
    share = 1 - len(left) / len(chosen)
    taken = "all" if len(chosen) == len(every) else f"{len(chosen)} of {len(every)}, seed {seed}"
    print(f"| {name} | {taken} | {len(chosen) - len(left)} | {late} | {share:.1%} | {len(left)} |")
    print(*(f"    {mutant}" for mutant in sorted(left, key=str)), sep="\n", flush=True)
    return share, left


def main():
    """Score the packages that the command line names."""
    parser = argparse.ArgumentParser(description="Count the mutants that the tests notice.")
    parser.add_argument("packages", nargs="+", choices=PACKAGES)
    parser.add_argument("--sample", type=int, help="mutants of each package, at random (all of them)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notebooks", action="store_true", help="run the notebooks with what survives")
    options = parser.parse_args()
    import_libraries()
    with tempfile.TemporaryDirectory() as folder:
        copies = [make_copy(ROOT, Path(folder) / str(name)) for name in range(1 + COPIES)]
        scores = [score(name, options.sample, options.seed, copies[1:]) for name in options.packages]
        left = [mutant for _, survivors in scores for mutant in survivors]
        for mutant in left if options.notebooks else ():
            said = "noticed" if noticed_by_notebooks(mutant, copies[0]) else "not noticed"
            print(f"{said} by the notebooks: {mutant}", flush=True)
    sys.exit(min(share for share, _ in scores) < BAR)


if __name__ == "__main__":
    main()
