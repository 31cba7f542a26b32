"""Certain mistakes of axes as errors in projects: ``@checked``, an import hook, and the plugin of pytest.

A call is checked once for each combination of sizes and types of its arguments; then the plain statements
run. Those that were not reached yet are still watched, and checked when they are.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import os
import sys
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from axiswise.annotations import of_function
from axiswise.functions.call import Operand, bound, dtype_of, is_foreign
from axiswise.letters import CallNames, Letters, Names
from axiswise.reader_functions import FunctionRecorder, Functions, instrumented, with_code
from axiswise.record import Question, Trace
from axiswise.recorder import Steps
from axiswise.watch import Instrument

if TYPE_CHECKING:
    import pytest

_F = TypeVar("_F", bound=Callable[..., Any])

#: So many combinations of sizes and types are remembered of one function.
_MOST_KNOWN = 256


class AxisError(ValueError):
    """Axes that meet and should not, or a result without the letters that are stated for it.

    Attributes
    ----------
    filename, line, function : str, int, str
        Where it is.
    source : str
        The expression.
    operands : tuple of pairs
        The source and the axes of each operand.
    repair : str
        What to write instead, or ``""``.
    """

    def __init__(self, function: Callable, questions: list[Question], trace: Trace):
        question, steps = questions[0], trace.steps
        step = steps[question.step] if steps else None
        code = function.__code__
        self.filename, self.line = code.co_filename, step.span[0] if step else code.co_firstlineno
        self.function, self.source = function.__qualname__, question.source
        # What is asked about the same statement may have the line that mends all.
        same = (each.repair for each in questions if step and steps[each.step].statement == step.statement)
        self.repair = next(filter(None, same), "")
        below = [steps[at] for at in step.operands] if step else []
        self.operands = tuple((each.source, each.axes) for each in below if each.axes)
        mend = f"\n    {self.repair}" if self.repair else ""
        place = f"{os.path.basename(self.filename)}, line {self.line}, in {self.function}"
        super().__init__(f"{place}: {self.source}\n{question.text}{mend}")


def checked(function: _F) -> _F:
    """Check the axes of a function whose annotations state them; without annotations nothing is raised.

    Raises
    ------
    AxisError
        From a call, where different letters are paired, both sides are stretched, the result has not the
        letters that are stated, or arguments give one letter two sizes.

    Examples
    --------
    >>> from axiswise import Float, checked
    >>> @checked
    ... def score(x: Float[np.ndarray, "b d"], v: Float[np.ndarray, "d"]) -> Float[np.ndarray, "b"]:
    ...     return x @ v
    >>> score(np.ones((2, 3)), np.ones(3))
    array([3., 3.])
    """
    is_plain = isinstance(function, types.FunctionType) and not hasattr(function, "__wrapped__")
    annotated = of_function(function) if is_plain else {}
    if not annotated:
        return function
    known = functools.lru_cache(_MOST_KNOWN)(lambda traits: _Known(function, annotated))

    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        return known(_trait((*arguments, named))).call(arguments, named)

    return call


def _trait(value: Any) -> Any:
    kind = type(value)
    if kind is np.ndarray:
        return value.shape, value.dtype.char
    if is_foreign(kind):
        return kind, tuple(value.shape), dtype_of(value)
    if kind in (tuple, list):
        return kind, *map(_trait, value)
    if kind is dict:
        return kind, *((key, _trait(each)) for key, each in value.items())
    return value if kind in (bool, str, type(None)) else kind


class _Known:
    """What is known of the calls of one function with arguments of the same sizes and types."""

    def __init__(self, function: types.FunctionType, annotated: dict[str, tuple[str, ...]]):
        self._function, self._annotated = function, annotated
        self._know(frozenset())
        #: What variables had when the statements that gave them their values were checked.
        self._variables: dict[str, tuple] = {}

    def _know(self, done: frozenset[int]) -> None:
        """Keep the function, in which the statements with these numbers have been checked."""
        code = self._function.__code__
        self._done, self._found = done, instrumented(code, code.co_filename, done)

    def call(self, arguments: tuple, named: dict[str, Any]) -> Any:
        """Call the function; what is reached for the first time is checked.

        Raises
        ------
        AxisError
            Where a mistake is certain.
        """
        if self._found is None:
            return self._function(*arguments, **named)
        instrument, code = self._found
        later = _Later(functools.partial(self._recorder, instrument, arguments, named))
        result = with_code(self._function, code, later)(*arguments, **named)
        if later.recorder is not None:
            self._raise(later.recorder)
        return result

    def _recorder(self, instrument: Instrument, arguments: tuple, named: dict[str, Any]) -> FunctionRecorder:
        function, place = self._function, self._function.__globals__
        given = functools.cache(functools.partial(_given, function, arguments, named))
        record = Steps(Trace(instrument.text.text), function)
        names = CallNames(Names(), self._annotated, given)
        functions, outside = Functions(place, names, record), Letters(names, place, lambda _: False)
        recorder = functions.recorder(function, instrument, record, names, given, outside)
        recorder.letters.rows.update(self._variables)
        return recorder

    def _raise(self, recorder: FunctionRecorder) -> None:
        trace = recorder.finish()
        for step in trace.steps:
            if step.axes:
                traits = None, step.shape, step.axes, step.origin
                self._variables |= dict.fromkeys({step.name, step.target} - {""}, traits)
        certain = [each for each in trace.questions if each.is_certain and not each.dismissed]
        self._know(frozenset() if certain else self._done | recorder.statements)  # an error is said again
        if certain:
            raise AxisError(self._function, certain, trace)


def _given(function: Callable, arguments: tuple, named: dict[str, Any]) -> dict[str, Operand]:
    wrap = Names().operand
    return bound(function, list(map(wrap, arguments)), {name: wrap(each) for name, each in named.items()})


class _Later:
    """A recorder that is made when it is first shown something: not where all has been checked."""

    def __init__(self, make: Callable[[], FunctionRecorder]):
        self._make = make
        self.recorder: FunctionRecorder | None = None

    def __getattr__(self, name: str) -> Any:
        if self.recorder is None:
            self.recorder = self._make()
        return getattr(self.recorder, name)


# All functions of a package


def install_import_hook(*packages: str) -> _Finder:
    """Check all annotated functions of packages, as ``checked`` does, also of modules that are there already.

    Examples
    --------
    >>> install_import_hook("my_package").uninstall()
    """
    finder = _Finder(packages)
    sys.meta_path.insert(0, finder)
    for name, module in list(sys.modules.items()):
        if finder.covers(name):
            _check_all(module, name)
    return finder


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, packages: tuple[str, ...]):
        self._packages = packages

    def covers(self, name: str) -> bool:
        """Tell whether a module belongs to one of the packages."""
        return any(name == package or name.startswith(f"{package}.") for package in self._packages)

    def uninstall(self) -> None:
        """Check no further modules."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module of these packages where Python finds it, with a loader that checks its functions."""
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if self.covers(name) else None
        if spec is None or not hasattr(spec.loader, "exec_module"):
            return None
        execute = spec.loader.exec_module

        def exec_module(module: types.ModuleType) -> None:
            execute(module)
            _check_all(module, name)

        spec.loader.exec_module = exec_module
        return spec


def _check_all(owner: types.ModuleType | type, module: str) -> None:
    """Check the functions of a module, and of its classes."""
    for name, value in list(vars(owner).items()):
        kind = type(value) if isinstance(value, staticmethod | classmethod) else None
        function = value.__func__ if kind else value
        if getattr(function, "__module__", None) != module:
            continue
        if isinstance(function, type) and isinstance(owner, types.ModuleType):
            _check_all(function, module)
        wrapped = checked(function)
        if wrapped is not function:
            setattr(owner, name, kind(wrapped) if kind else wrapped)


# ``pytest --axiswise PACKAGE``: while tests run, annotated functions of a package are checked


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--axiswise", action="append", default=[], metavar="PACKAGE",
        help="raise AxisError where calls of this package pair different axes (may be given several times)",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Check the packages that are named, from before they are imported to the end of the tests."""
    packages = config.getoption("--axiswise")
    if packages:
        config.add_cleanup(install_import_hook(*packages).uninstall)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is checked."""
    packages = config.getoption("--axiswise")
    return f"axiswise: checks {', '.join(packages)}" if packages else None
