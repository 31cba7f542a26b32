"""A traced cell is the plain cell: same values, same output, same exception, every sub-expression once."""

import ast
import contextlib
import io
import pathlib
import sysconfig
import textwrap
import traceback
import warnings

import numpy as np
import pytest

from helpers.shapes import trace
from helpers.shapes.instrument import Instrument

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
    files = sorted(LIBRARY.rglob("*.py"))
    return [
        file for file in files if "site-packages" not in file.parts and ("test" in file.parts) is in_tests
    ]


def check_file(file, whole):
    """Compile a file with the recorder in it; where ``whole``, take the recorder out again and compare."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            source = file.read_bytes().decode("utf-8")
            plain = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError, ValueError):
            return 0  # a file that tests what is no Python
        rewritten = Instrument(source, "HOOK").rewrite(plain)
        try:
            compile(rewritten, str(file), "exec", dont_inherit=True)
        except SyntaxError:
            with pytest.raises(SyntaxError):
                compile(plain, str(file), "exec", dont_inherit=True)
            return 0
    if whole:
        assert ast.dump(plain, include_attributes=True) == ast.dump(
            ast.parse(source), include_attributes=True
        )
        assert ast.dump(_Unwrap().visit(rewritten), include_attributes=True) == ast.dump(
            plain, include_attributes=True
        )
    return 1


def test_the_standard_library_compiles_and_is_the_same_without_the_recorder():
    files = library_files(in_tests=False)
    assert sum(check_file(file, whole=i % 8 == 0) for i, file in enumerate(files)) > 500


@pytest.mark.parametrize(
    "name", ["grammar", "patma", "named_expressions", "unpack_ex", "coroutines", "class", "with"]
)
def test_unusual_syntax(name):
    file = LIBRARY / "test" / f"test_{name}.py"
    if not file.exists():
        pytest.skip("this Python comes without its own tests")
    assert check_file(file, whole=True)


@pytest.mark.slow
def test_the_standard_library_s_own_tests():
    for file in library_files(in_tests=True):
        check_file(file, whole=True)


#: Every construct that a careless rewriting would change. ``log`` notes what is evaluated, and in which order.
PITFALLS = {
    "short circuit and": "x = log(0) and log(1)\ny = log(1) and log(2)",
    "short circuit or": "x = log(0) or log(3)\ny = log(5) or log(6)",
    "chained comparison": "x = log(1) < log(2) < log(3)\ny = log(3) < log(2) < log(1)",
    "chained comparison stops": "x = log(3) < log(2) < log(1 / 0)",
    "conditional": "x = log(1) if log(True) else log(2)\ny = log(1) if log(False) else log(2)",
    "is and in": "x = log(None) is None\ny = log(1) in [log(1), log(2)]\nz = 1 not in [2]",
    "list comprehension": "x = [log(i) * 2 for i in range(3) if log(i) != 1]",
    "nested comprehension": "x = [[log(i + j) for j in range(2)] for i in range(2)]",
    "comprehension keeps its scope": "i = 5\nx = [i for i in range(3)]\ny = i",
    "set and dict comprehension": "x = {log(i) for i in range(2)}\ny = {i: log(i) for i in range(2)}",
    "generator expression is lazy": "g = (log(i) for i in range(3))\nx = next(g)",
    "sum of a generator": "x = sum(log(i) for i in range(3))",
    "lambda": "f = lambda a, b=log(2): log(a) + b\nx = f(1)\ny = f.__defaults__",
    "lambda sees later names": "f = lambda: late\nlate = 3\nx = f()",
    "walrus": "x = (y := log(2)) + y",
    "walrus in a condition": "if (n := log(3)) > 2:\n    x = n",
    "walrus in a comprehension": "x = [last := i for i in range(3)]\ny = last",
    "star arguments": "def f(*a, **k):\n    return a, k\nx = f(*[log(1), log(2)], log(3), **{'a': log(4)}, b=log(5))",
    "star in a display": "x = [*range(2), log(2), *(log(3),)]\ny = {**{'a': 1}, 'b': log(2)}",
    "order of arguments": "def f(a, b, c):\n    return a\nx = f(log(1), c=log(2), b=log(3))",
    "the function before its arguments": "x = log(log)(log(1))",
    "f-string": "x = f'{log(1)!r:>{log(5)}} {log(2)=}'",
    "format of an object": "class F:\n    def __format__(self, s):\n        log(s)\n        return s\nx = f'{F():abc}'",
    "match": "match [log(1), log(2)]:\n    case [1, y] if log(y) == 2:\n        x = y\n    case _:\n        x = None",
    "match a class": "class P:\n    __match_args__ = ('a',)\n    def __init__(self, a):\n        self.a = a\nmatch P(log(3)):\n    case P(a=3):\n        x = 'three'",
    "match a dotted name": "class E:\n    A = 1\nmatch log(1):\n    case E.A:\n        x = 'a'",
    "class with super": "class A:\n    def f(self):\n        return log(1)\nclass B(A):\n    def f(self):\n        return super().f() + 1\nx = B().f()",
    "class body": "class A:\n    a = log(1)\n    b = a + log(2)\n    __c = 3\nx = A.b, sorted(k for k in vars(A) if 'c' in k and 'A' in k)",
    "name mangling": "class A:\n    def __f(self):\n        return log(2)\n    def g(self):\n        return self.__f()\nx = A().g()",
    "__class__": "class A:\n    def f(self):\n        return __class__.__name__\nx = A().f()",
    "metaclass and keywords": "class M(type):\n    def __new__(m, n, b, d, **k):\n        log(sorted(k))\n        return super().__new__(m, n, b, d)\nclass A(metaclass=M, q=log(1)):\n    pass",
    "decorators": "def d(n):\n    log(n)\n    return lambda f: f\n@d(1)\n@d(2)\ndef f(a=log(3)):\n    return a\nx = f()",
    "generator": "def g():\n    got = yield log(1)\n    log(got)\n    yield from [2, 3]\nit = g()\nx = next(it), it.send(9), list(it)",
    "closures and nonlocal": "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    return g\ng = f()\nx = g(), g()",
    "global": "q = 1\ndef f():\n    global q\n    q = log(2)\nf()\nx = q",
    "global at the top": "global zz\nzz = log(1)\nx = zz",
    "augmented assignment": "x = 1\nx += log(2)\nx *= 3\ny = x",
    "augmented assignment in place": "a = np.ones(3)\nb = a\na += log(2)\nx = b.sum()",
    "augmented list": "a = [1]\nb = a\na += [log(2)]\nx = b",
    "augmented subscript once": "a = [1, 2]\na[log(1)] += log(3)\nx = a",
    "augmented attribute once": "class A:\n    v = 1\ndef f():\n    log('f')\n    return A\nf().v += log(2)\nx = A.v",
    "augmented dict default": "import collections\nd = collections.defaultdict(int)\nd[log('a')] += 1\nx = dict(d)",
    "augmented last": "x = 1\nx -= log(3)",
    "augmented in a loop": "x = 0\nfor i in range(3):\n    x += log(i)",
    "augmented by itself": "x = 2\nx **= x",
    "augmented undefined": "x0 = 1\nnever += log(1)",
    "augmented that fails": "x = np.ones((2, 1))\nx -= np.ones((1, 2))",
    "tuple assignment": "a, b = log(1), log(2)\na, b = b, a\nx = a, b",
    "star assignment": "a, *b, c = [log(i) for i in range(4)]\nx = a, b, c",
    "nested targets": "(a, [b, c]), d = (1, [log(2), 3]), 4\nx = a + b + c + d",
    "chained assignment": "x = y = [log(1)]\ny.append(2)",
    "assignment order": "a = {}\na[log('k')] = log('v')\nx = a",
    "too many values": "a, b = log((1, 2, 3))",
    "annotated assignment": "x: log('annotation') = log(1)\ny: int\nz = __annotations__.keys()",
    "del a name": "a = log(1)\ndel a\nx = 'a' in globals()",
    "del an item": "a = [1, 2]\ndel a[log(0)]\nx = a",
    "del then read": "a = 1\ndel a\nx = a",
    "try and finally": "try:\n    log(1)\n    1 / 0\nexcept ZeroDivisionError as e:\n    x = str(e)\nelse:\n    log(2)\nfinally:\n    log(3)",
    "exception variable goes": "try:\n    {}['k']\nexcept KeyError as e:\n    pass\nx = 'e' in globals()",
    "exception groups": "try:\n    raise ExceptionGroup('g', [ValueError(log(1)), TypeError(2)])\nexcept* ValueError as g:\n    x = len(g.exceptions)\nexcept* TypeError:\n    y = 1",
    "raise from": "try:\n    raise ValueError(log('a')) from KeyError('b')\nexcept ValueError as e:\n    x = repr(e.__cause__)",
    "with": "class C:\n    def __enter__(self):\n        return log(1)\n    def __exit__(self, *a):\n        log(a[0])\n        return True\nwith C() as c, C() as d:\n    x = c + d\n    1 / 0",
    "loop with else and break": "for i in range(3):\n    if log(i) == 1:\n        break\nelse:\n    x = 'never'\nwhile log(0):\n    pass\nelse:\n    y = 'else'",
    "loop over a changing list": "a = [1, 2]\nfor v in a:\n    if log(v) < 4:\n        a.append(v * 3)\nx = a",
    "assert": "assert log(1), log('unused')\nassert log(0), log('message')",
    "import": "import math as mm\nfrom math import sqrt as root\nx = root(mm.floor(log(4.5)))",
    "future import": "from __future__ import annotations\nx: undefined_name = log(1)\ny = __annotations__",
    "docstring": "'''The docstring.'''\nx = __doc__",
    "slices": "a = list(range(9))\nx = a[log(1):log(7):log(2)], a[::-1], a[-1]",
    "slice objects": "class S:\n    def __getitem__(self, k):\n        return k\nx = S()[1:2, ..., None, log(3)]",
    "attribute access once": "class A:\n    @property\n    def p(self):\n        return log('p')\nx = A().p",
    "getattr hook": "class A:\n    def __getattr__(self, n):\n        log(n)\n        return 1\na = A()\nx = a.foo + a.shape",
    "getattribute hook": "class A:\n    def __getattribute__(self, n):\n        log(n)\n        return object.__getattribute__(self, n)\n    def __call__(self):\n        return self\na = A()\nx = a() is a",
    "callable with a hook": "class A:\n    def __getattr__(self, n):\n        log(n)\n        raise AttributeError(n)\n    def __call__(self, v):\n        return v\nx = A()(log(2))",
    "equality hook": "class A:\n    def __eq__(self, o):\n        log('eq')\n        return True\n    __hash__ = None\na = A()\nx = a == 1\nb = a",
    "call without hash": "class A:\n    __hash__ = None\n    def __call__(self):\n        return log(1)\nx = A()()",
    "truth once": "class A:\n    def __bool__(self):\n        log('bool')\n        return True\nx = 1 if A() and A() else 2",
    "locals and dir": "a = 1\nx = sorted(k for k in locals() if 'shapes' in k), [k for k in dir() if 'shapes' in k]",
    "locals is the namespace": "locals()['made'] = log(3)\nx = made",
    "eval and exec": "a = log(2)\nx = eval('a + 1')\nexec('y = a * 2')",
    "frames": "import sys\ndef f():\n    return sys._getframe(1).f_code.co_name\nx = f(), sys._getframe().f_code.co_name",
    "stack depth": "import inspect\nx = len([f for f in inspect.stack() if f.function == '<module>' and 'test' in f.filename or f.function == 'log'])",
    "names of variables": "import sys\ndef caller_has(n):\n    return n in sys._getframe(1).f_globals\nzz = 1\nx = caller_has('zz')",
    "string and constants": "x = 1 if 'a' 'b' == 'ab' else -1\ny = -2 ** 2, not 1, ~5, 1_000, 0x1f, 1j, ..., b'x'",
    "lists of booleans": "x = not log(0), not log([1])",
    "matrix of an object": "class M:\n    def __matmul__(self, o):\n        return log('mm')\n    def __rmatmul__(self, o):\n        return log('rmm')\nx = M() @ 1, 1 @ M()",
    "reflected operator": "class M:\n    __array_ufunc__ = None\n    def __rsub__(self, o):\n        return log('rsub')\nx = np.ones(2) - M()",
    "np.matrix": "a = np.asmatrix([[1, 2], [3, 4]])\nx = (a * a).tolist(), (a ** 2).tolist()",
    "random is drawn once": "r = np.random.default_rng(0)\nx = r.normal(size=2).tolist(), r.integers(9)",
    "iterator is advanced once": "it = iter([1, 2, 3])\nx = next(it) + next(it)",
    "out argument": "a = np.zeros(2)\nnp.add([1, 2], [3, 4], out=a)\nx = a.tolist()",
    "views": "a = np.zeros((2, 2))\nb = a[0]\nb += 1\na.T[1] = 5\nx = a.tolist()",
    "array truth": "x = bool(np.ones(2))",
    "warning": "x = np.log(np.array([log(0.0)]))",
    "integer in place": "w = np.zeros(2, int)\nw -= 0.5",
    "print": "print(log(1), end='!')\nprint('é', {'a': log(2)})",
    "deep error": "x = np.log(np.dot(np.ones((2, 3)), (np.ones((2, 3)) + log(1)))).T",
    "error in the reader's function": "def f(a):\n    b = a + 1\n    return b / 0\nx = 1 + f(log(1))",
    "error in a comprehension": "x = [1 / v for v in (1, log(0))]",
    "error in a lambda": "f = lambda v: v.missing\nx = f(log(3))",
    "error on the second line of an expression": "x = (log(1) +\n     log(2) +\n     undefined)",
    "attribute error over lines": "x = (np\n     .ones(3)\n     .nothing(log(1)))",
    "name error": "x = log(1) + undefind",
    "type error of a call": "x = len(log(1), log(2))",
    "non-ascii": "größe = log(2)\nx = 'äöü', größe @ 1",
    "system exit": "try:\n    raise SystemExit(log(3))\nexcept SystemExit as e:\n    x = e.code",
    "async function": "import asyncio\nasync def f(v):\n    await asyncio.sleep(0)\n    return log(v)\nx = asyncio.run(f(2))",
    "type of a function": "def f(a: int = 1, /, b=2, *, c=log(3)) -> float:\n    'doc'\nx = f.__annotations__, f.__doc__, f.__kwdefaults__",
    "ternary in an index": "a = [1, 2]\nx = a[log(0) if log(1) else log(9)]",
    "power of names": "x = log(2) ** -log(1)",
    "boolean of nothing": "x = [] or {} or log(0) or None",
    "empty": "",
    "pass": "pass",
}  # fmt: skip


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


@pytest.mark.parametrize("source", PITFALLS.values(), ids=PITFALLS)
def test_pitfall(source):
    source = textwrap.dedent(source)
    plain, followed = run(source, plainly), run(source, traced)
    assert followed == plain


def test_top_level_await():
    source = "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 3\nx = await f() + len([await f()])"
    namespace = {}
    t = trace(source, namespace)
    assert t.error is None
    assert namespace["x"] == 4


def test_syntax_error_is_raised_as_it_is():
    with pytest.raises(SyntaxError):
        trace("x = = 1", {})


def test_restricted_builtins_are_respected():
    t = trace("x = open", {"__builtins__": {"len": len}})
    assert isinstance(t.error.exception, NameError)


def test_nothing_is_left_behind():
    import builtins

    before = set(vars(builtins))
    namespace = {"np": np}
    trace("a = np.ones(3)\nb = a.nothing", namespace)
    assert set(vars(builtins)) == before
    assert set(namespace) == {"np", "a", "__builtins__"}
