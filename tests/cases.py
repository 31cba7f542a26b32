"""Many cases in one item of pytest: all of them run, and each that fails is listed with its place."""

import functools
import inspect
import os
import random
import traceback

import pytest
from hypothesis import settings

PARTS = ["a sample", pytest.param("the rest", marks=pytest.mark.slow)]


def examples(count):
    """Return settings of Hypothesis: this many examples times DOT_OR_STAR_EXAMPLES (once a week 10)."""
    return settings(max_examples=count * int(os.environ.get("DOT_OR_STAR_EXAMPLES", "1")), deadline=None)


def each_case(names, cases, ids=None, daily=1):
    """Run a test for each of its cases, as ``pytest.mark.parametrize`` would, as one item.

    With ``daily=4`` a quarter of the cases, always the same, runs every day, and the rest in the slow tier.
    Called with some of ``names`` a test runs for these values alone. Not for tests that take fixtures which
    one case would hand on to the next, such as ``monkeypatch`` and ``capsys``.
    """
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = [_labelled(case, names, place, ids) for place, case in enumerate(cases)]
    sample = {*random.Random(0).sample(range(len(cases)), -(-len(cases) // daily))}

    def decorate(test):
        @functools.wraps(test)
        def run(*arguments, part=None, **fixtures):
            if arguments or set(names) & fixtures.keys():
                return test(*arguments, **fixtures)
            chosen = [
                case for k, case in enumerate(cases) if part is None or (k in sample) == (part == "a sample")
            ]
            _run_all(functools.partial(test, **fixtures), chosen)

        own = inspect.signature(test)
        left = [parameter for name, parameter in own.parameters.items() if name not in names]
        more = [inspect.Parameter("part", inspect.Parameter.KEYWORD_ONLY)] if daily > 1 else []
        run.__signature__ = own.replace(parameters=left + more)
        return pytest.mark.parametrize("part", PARTS)(run) if daily > 1 else run

    return decorate


def _labelled(case, names, place, ids):
    values = [case] if len(names) == 1 else list(case)
    values = dict(zip(names, values, strict=True))
    if ids is None:
        return ", ".join(f"{name}={value!r}" for name, value in values.items()), values
    return ids(case) if callable(ids) else list(ids)[place], values


def _run_all(test, cases):
    failures, skipped = [], []
    for label, values in cases:
        try:
            test(**values)
        except pytest.skip.Exception as reason:
            skipped.append(str(reason))
        except (Exception, pytest.fail.Exception) as problem:
            failures.append(f"{label}\n{_said(problem)}")
    if failures:
        pytest.fail("\n\n".join([f"{len(failures)} of {len(cases)} cases fail:", *failures]), pytrace=False)
    if skipped and len(skipped) == len(cases):
        pytest.skip(skipped[0])


def _said(problem):
    """Return the place of a failure in the tests, and what it says."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if "tests" in frame.filename]
    places = [f"    {frame.filename}:{frame.lineno}: {frame.line}" for frame in frames[1:]]
    name = "" if isinstance(problem, pytest.fail.Exception) else f"{type(problem).__name__}: "
    return "\n".join([*places, f"    {name}{problem}"])
