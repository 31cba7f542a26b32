"""Many cases in one item of pytest: all of them run, and each that fails is listed."""

import functools
import inspect
import traceback

import pytest


def each_case(names, cases, ids=None):
    """Run a test for each of its cases, as ``pytest.mark.parametrize`` would, as one item.

    Called with some of ``names`` a test runs for these values alone. Not for tests that take fixtures which
    one case would hand on to the next, such as ``monkeypatch`` and ``capsys``.
    """
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = list(cases)

    def values(case):
        return dict(zip(names, case if len(names) > 1 else [case], strict=True))

    def label(place, case):
        if ids is None:
            return ", ".join(f"{name}={value!r}" for name, value in values(case).items())
        return ids(case) if callable(ids) else list(ids)[place]

    def decorate(test):
        @functools.wraps(test)
        def run(*arguments, **fixtures):
            if arguments or set(names) & fixtures.keys():
                return test(*arguments, **fixtures)
            failures, skipped = [], []
            for place, case in enumerate(cases):
                try:
                    test(**fixtures, **values(case))
                except pytest.skip.Exception as reason:
                    skipped.append(str(reason))
                except (Exception, pytest.fail.Exception) as problem:
                    failures.append(f"{label(place, case)}\n{_said(problem)}")
            if failures:
                count = f"{len(failures)} of {len(cases)} cases fail"
                pytest.fail("\n\n".join([f"{count}:", *failures]), pytrace=False)
            if skipped and len(skipped) == len(cases):
                pytest.skip(skipped[0])

        own = inspect.signature(test)
        left = [parameter for name, parameter in own.parameters.items() if name not in names]
        run.__signature__ = own.replace(parameters=left)
        run.cases = cases
        return run

    return decorate


def _said(problem):
    """Return the place of a failure in the tests, and what it says."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if "tests" in frame.filename]
    places = [f"    {frame.filename}:{frame.lineno}: {frame.line}" for frame in frames[1:]]
    name = "" if isinstance(problem, pytest.fail.Exception) else f"{type(problem).__name__}: "
    return "\n".join([*places, f"    {name}{problem}"])
