"""Count the mutants that the tests notice: ``uv run python tests/mutation/score.py formulas rules``.

A mutant is put into a copy of the last commit, and only tests that run its statement are run, cheap ones
first, in a process forked from one that has imported all but this project. With ``--sample N`` it takes N
mutants of each package at random, and prints a row of the table in docs/mutation.md and then the survivors.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import coverage
from forked import import_libraries, make_copy, run_all, run_tests
from mutants import mutants_of

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "formulas": ("helpers/formulas", ["tests/formulas", "tests/test_train.py"]),
    "rules": ("helpers/shapes/rules", ["tests/shapes"]),
    "exercises": ("helpers/exercises", ["tests/exercises"]),
}  # each with the tests that concern it, beside its own examples
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
        is_import = not self.on_import[mutant.path].isdisjoint(mutant.lines)
        return {name: self.seconds[name] for name in (self.seconds if is_import or not tests else tests)}


def baseline(folder, tests, copy):
    """Run the tests once in a copy, and note which test runs which line.

    Raises RuntimeError if a test fails where nothing is changed.
    """
    data = f"{copy}.{Path(folder).name}.coverage"
    [(_, _, report)] = run_all([("", lambda copy: _measured(copy, [folder, *tests], data), 3600)], [copy])
    if not report or report["failed"]:
        raise RuntimeError(f"Without any mutant, {report} fails; {copy}.log says why.")
    lines = coverage.CoverageData(data)
    lines.read()
    by_line, on_import = {}, {}
    for path in (copy / folder).rglob("*.py"):
        name, found = str(path.relative_to(copy)), lines.contexts_by_lineno(str(path))
        by_line[name] = {line: set(contexts) - {""} for line, contexts in found.items()}
        on_import[name] = {line for line, contexts in found.items() if "" in contexts}
    return Baseline(report["seconds"], by_line, on_import)


def _measured(copy, arguments, data):
    measure = coverage.Coverage(data_file=data, include=[f"{copy}/helpers/*"], config_file=False)
    measure.start()
    report = run_tests(arguments, on_test=measure.switch_context)
    measure.stop()
    measure.save()
    return report


def noticed_by(mutants, base, copies):
    """Yield each mutant with what noticed it: the name of a test, "time limit" (or the process died), or None."""
    kills = Counter()  # by file of tests: the one that notices most is run first

    def jobs():
        for mutant in mutants:
            tests = base.concerned(mutant)
            files = sorted({name.partition("::")[0] for name in tests}, key=lambda file: -kills[file])
            yield mutant, partial(_notice, mutant, files, tests), 20 + 3 * sum(tests.values())

    for copy, mutant, report in run_all(jobs(), copies):
        (copy / mutant.path).write_bytes((copies[0].with_name("0") / mutant.path).read_bytes())
        name = report["failed"] if report else "time limit"
        kills[(name or "").partition("::")[0]] += 1
        yield mutant, name


def _notice(mutant, files, tests, copy):
    path = copy / mutant.path
    path.write_text(mutant.applied(path.read_text(encoding="utf-8")), encoding="utf-8")
    report = {"failed": None}
    for some in filter(None, (files[:1], files[1:])):
        report = report if report["failed"] else run_tests(some, only=tests)
    return report


def score(name, sample, seed, copies):
    """Print the row of a package and its survivors; return the share of mutants that were noticed."""
    folder, tests = PACKAGES[name]
    copy = copies[0]
    paths = sorted(str(path.relative_to(copy)) for path in (copy / folder).rglob("*.py"))
    every = [each for path in paths for each in mutants_of(path, (copy / path).read_text(encoding="utf-8"))]
    chosen = random.Random(seed).sample(every, min(sample or len(every), len(every)))
    found = {}
    for mutant, by in noticed_by(chosen, baseline(folder, tests, copy), copies):
        found[mutant] = by
        print(f"{len(found)}/{len(chosen)} {by or 'SURVIVED'} | {mutant}", file=sys.stderr, flush=True)
    left = [mutant for mutant, by in found.items() if by is None]
    late = sum(by == "time limit" for by in found.values())
    share = 1 - len(left) / len(chosen)
    taken = "all" if len(chosen) == len(every) else f"{len(chosen)} of {len(every)}, seed {seed}"
    print(f"| {name} | {taken} | {len(chosen) - len(left)} | {late} | {share:.1%} | {len(left)} |")
    print(*(f"    {mutant}" for mutant in sorted(left, key=str)), sep="\n", flush=True)
    return share


def main():
    """Score the packages that the command line names."""
    parser = argparse.ArgumentParser(description="Count the mutants that the tests notice.")
    parser.add_argument("packages", nargs="+", choices=PACKAGES)
    parser.add_argument("--sample", type=int, help="mutants of each package, at random (all of them)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    import_libraries()
    with tempfile.TemporaryDirectory() as folder:
        copies = [make_copy(ROOT, Path(folder) / str(name)) for name in range(1 + COPIES)]
        shares = [score(name, options.sample, options.seed, copies[1:]) for name in options.packages]
    sys.exit(min(shares) < BAR)


if __name__ == "__main__":
    main()
