"""Compare two revisions: every difference in pictures, words, questions, forms, repairs and reports.

    uv run python -m tests.compare main               # that revision against the files as they are here
    uv run python -m tests.compare main~3 --only check --every 5

The corpus is what the tests of that revision trace and check, and every cell of its notebooks. It is
recorded once a revision, and so are its outcomes, in ``build/compare``.
"""

import argparse
import difflib
import json
import os
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "compare"
KINDS = ("trace", "check", "notebook")
HERE = "here"


def main(argv=None):
    """Print the differences; return 1 where there are any."""
    options = _options(argv)
    base = _git("rev-parse", options.base)
    corpus = _corpus(base)
    there = _outcomes(_checkout(base), corpus, base[:12])
    here = _outcomes(ROOT, corpus, HERE, options.only or KINDS, options.every)
    return report(there, here, options.most, options.ignore)


def _options(argv):
    parser = argparse.ArgumentParser(prog="python -m tests.compare", description=__doc__.splitlines()[0])
    parser.add_argument("base", help="the revision to compare with")
    parser.add_argument("--only", choices=KINDS, action="append", help="kinds of cases; by default all")
    parser.add_argument("--every", type=int, default=1, help="take one case of so many")
    parser.add_argument("--most", type=int, default=20, help="how many differences to print of each kind")
    parser.add_argument("--ignore", action="append", default=[], help="a field that is meant to change")
    return parser.parse_args(argv)


def _git(*words):
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def _checkout(revision):
    """Return a folder with the files of a revision."""
    place = BUILD / f"tree-{revision[:12]}"
    if not place.is_dir():
        place.mkdir(parents=True)
        files = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", place], input=files, check=True)
    return place


def _environment(tree):
    """Put the packages of a tree first on the path; ours, for this command, come last."""
    paths = [tree, tree / "axiswise" / "src"]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONHASHSEED": "0"}


def _is_readable(packed):
    """Tell whether a case can be read without the test module that it comes from."""
    try:
        return bool(pickle.loads(packed))
    except (ImportError, AttributeError):
        return False


def _corpus(base):
    """Return the file of cases that the tests and the notebooks of a revision hold, recorded once."""
    path = BUILD / f"corpus-{base[:12]}.pickle"
    if path.is_file():
        return path
    tree, folder = _checkout(base), BUILD / f"recording-{base[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    tests = ["tests/axiswise", "tests/exercises"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.compare.record", *tests]
    environment = _environment(tree) | {"COMPARE_FOLDER": str(folder)}
    subprocess.run(command, cwd=tree, env=environment, check=False, stdout=sys.stderr)
    found = {}
    for file in sorted(folder.glob("cases-*.pickle")):
        found |= dict.fromkeys(pickle.loads(file.read_bytes()))
    cases = sorted(filter(_is_readable, found), key=lambda packed: pickle.loads(packed)[0] != "trace")
    cases += [pickle.dumps(("notebook", str(path))) for path in sorted((tree / "notebooks").glob("*.ipynb"))]
    path.write_bytes(pickle.dumps(cases))
    return path


def _outcomes(tree, corpus, name, kinds=KINDS, every=1):
    """Return the outcome of each case in one revision, from two processes; those of a revision are kept."""
    files = [BUILD / f"{name}-of-{corpus.stem}-{part}.jsonl" for part in range(2)]
    if name == HERE or not all(file.is_file() for file in files):
        running = []
        for part, file in enumerate(files):
            arguments = [corpus, f"{file}.part", part, 2, ",".join(kinds), every]
            command = [sys.executable, ROOT / "tests/compare/outcomes.py", *map(str, arguments)]
            running.append(subprocess.Popen(command, cwd=tree, env=_environment(tree)))
        if any([process.wait() for process in running]):  # noqa: C419 - waits for both
            raise SystemExit(f"The outcomes of {name} could not be collected.")
        for file in files:
            Path(f"{file}.part").replace(file)
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {case: (label, outcome) for case, label, outcome in map(json.loads, lines)}


def report(there, here, most, ignored=()):
    """Print what differs, the first cases of each field, and a count; return 1 where anything differs."""
    counts = Counter()
    for case, (label, after) in here.items():
        before = there.get(case, (label, {}))[1]
        if "out of time" in f"{before.get('text')}{after.get('text')}":
            continue  # how far an endless answer comes is no property of a revision
        for field in sorted(before.keys() | after.keys()):
            one, other = before.get(field), after.get(field)
            if one == other or field in ignored:
                continue
            kind = f"{case.split()[0]} {field}"
            counts[kind] += 1
            if counts[kind] <= most:
                print(f"\n=== {kind}, {case}: {label}")
                print(difference(field, one, other))
    print(f"\n{len(here)} cases, {sum(counts.values())} differences")
    for kind, count in counts.most_common():
        print(f"  {count:5} {kind}")
    return int(bool(counts))


def difference(field, one, other):
    """Return the lines that differ; of a picture, its elements."""
    cut = ">\n" if field in ("svg", "slide", "html") else ">"
    lines = [str(text or "").replace(">", cut).splitlines() for text in (one, other)]
    found = difflib.unified_diff(*lines, lineterm="", n=0)
    return "\n".join([line[:300] for line in found if not line.startswith(("---", "+++", "@@"))][:12])


if __name__ == "__main__":
    sys.exit(main())
