"""A traced cell is the plain cell: same values, same output, same exception, every sub-expression once."""

import ast
import contextlib
import io
import pathlib
import sysconfig
import traceback
import warnings

import numpy as np
import pytest
from pitfalls import PITFALLS

from axiswise import trace
from axiswise.watch import Instrument
from tests.cases import each_case

LIBRARY = pathlib.Path(sysconfig.get_path("stdlib"))


class _Unwrap(ast.NodeTransformer):
    """Take every call of the recorder out again."""

    def visit_Call(self, node):
        if (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "HOOK"
        ):
            return None if node.func.attr == "updated" else self.visit(node.args[1])
        return self.generic_visit(node)

    def visit_Expr(self, node):
        node = self.generic_visit(node)
        return node if getattr(node, "value", None) is not None else None


def library_files(in_tests):
    folders = [each for each in LIBRARY.iterdir() if each.is_dir() and each.name != "site-packages"]
    files = sorted([*LIBRARY.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))])
    return [file for file in files if ("test" in file.parts) is in_tests]


def check_file(file):
    """Compile a file with the recorder in it; take the recorder out again, and compare."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            source = file.read_bytes().decode("utf-8")
            plain = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError, ValueError):
            return  # a file that tests what is no Python
        rewritten = Instrument(source, "HOOK").rewrite(plain)
        try:
            compile(rewritten, str(file), "exec", dont_inherit=True)
        except SyntaxError:
            with pytest.raises(SyntaxError):
                compile(plain, str(file), "exec", dont_inherit=True)
            return
    written = ast.dump(plain, include_attributes=True)
    assert written == ast.dump(ast.parse(source), include_attributes=True)
    assert written == ast.dump(_Unwrap().visit(rewritten), include_attributes=True)


@each_case("file", library_files(in_tests=False), str, daily=12)
def test_the_standard_library_compiles_and_is_the_same_without_the_recorder(file):
    check_file(file)


@pytest.mark.slow
def test_the_standard_library_s_own_tests():
    for file in library_files(in_tests=True):
        check_file(file)


def run(source, executor):
    """Return all that a reader could notice."""
    seen = []

    def log(value):
        seen.append(repr(value))
        return value

    namespace = {"log": log, "np": np, "__name__": "__main__"}
    output, problem = io.StringIO(), None
    with contextlib.redirect_stdout(output), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            problem = executor(source, namespace)
        except Exception as raised:
            problem = raised
    namespace.pop("__builtins__", None)
    namespace.pop("__warningregistry__", None)
    plain = {name: _told(value) for name, value in namespace.items() if name not in ("log", "np")}
    return {
        "seen": seen, "names": plain, "output": output.getvalue(),
        "warnings": [(str(w.message), w.category.__name__, w.lineno) for w in caught],
        "problem": problem and (type(problem).__name__, str(problem), lines_of(problem)),
    }  # fmt: skip


def _told(value):
    if isinstance(
        value, int | float | complex | str | bytes | tuple | list | dict | set | type(None) | np.ndarray
    ):
        return repr(value)
    return type(value).__name__


def lines_of(problem):
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(("<plain>", "<line "))]
    return [(frame.lineno, frame.end_lineno, frame.colno, frame.end_colno, frame.name) for frame in own]


def plainly(source, namespace):
    exec(compile(source, "<plain>", "exec", dont_inherit=True), namespace)


def traced(source, namespace):
    t = trace(source, namespace)
    assert t.notes == []
    return t.error and t.error.exception


@each_case("source", PITFALLS.values(), ids=PITFALLS)
def test_pitfall(source):
    plain, followed = run(source, plainly), run(source, traced)
    assert followed == plain


def test_syntax_error_is_raised_as_it_is():
    with pytest.raises(SyntaxError):
        trace("x = = 1", {})


def test_nothing_is_left_behind():
    import builtins

    before = set(vars(builtins))
    namespace = {"np": np}
    trace("a = np.ones(3)\nb = a.nothing", namespace)
    assert set(vars(builtins)) == before
    assert set(namespace) == {"np", "a", "__builtins__"}
