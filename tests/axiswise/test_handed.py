"""Code of the reader's that something else runs: a class, an object, ``partial``, ``map``, ``key=``."""

# ruff: noqa: E501 - one cell, one line of test

import io
from contextlib import redirect_stdout

import numpy as np

from axiswise import trace
from tests.cases import each_case

LOSS = "def loss(p, t):\n    return np.mean((p - t) ** 2)\n"


def run(source):
    """Trace a cell in which ``p (m) - t (m 1)`` is the mistake."""
    rng = np.random.default_rng(0)
    namespace = {"np": np, "p": rng.uniform(size=5), "t": rng.uniform(size=(5, 1))}
    return trace(source, namespace, axes={"p": "m", "t": "m 1"}), namespace


@each_case(
    "source",
    [
        "class C:\n    c = np.mean((p - t) ** 2)", "class C:\n    for _ in range(2):\n        d = p - t",
        "def f(a, c=np.mean((p - t) ** 2)):\n    return c\nc = f(1)",
        "class M:\n    def __call__(self, p, t):\n        return np.mean((p - t) ** 2)\nc = M()(p, t)",
        "class A:\n    def __call__(self, p, t):\n        return np.mean((p - t) ** 2)\nclass B(A):\n    pass\nc = B()(p, t)",
         "import operator\nc = operator.sub(p, t)",
    ],
)  # fmt: skip
def test_the_mistake_is_asked_about_wherever_it_runs(source):
    found, namespace = run(source)
    plain = {name: namespace[name] for name in ("np", "p", "t")}
    exec(source, plain)
    assert found.error is None
    assert found.notes == []
    assert any("both stretched" in question.text for question in found.questions)
    np.testing.assert_equal(namespace.get("c"), plain.get("c"))


@each_case(
    "source",
    [
        # a function that is handed over is handed back as it was
        "def f(): pass\nr = [max([], default=f) is f, list(filter(None, [f]))[0] is f, sorted([f])[0] is f]",
        "r = []\ndef f(x):\n    r.append(x)\n    return x\nm = map(f, [1, 2])\nr.append(0)\nr += list(m)",
        "def f(x):\n    return -x\nr = [1, 2]\nr.sort(key=f)",
        "from functools import partial\ndef f(a, b, *, c=0):\n    return a, b, c\ng = partial(f, 1, c=2)\nr = g(3), g.func is f, g.args",
        "class F:\n    def __call__(self, *a, **k):\n        return a, k, type(self).__name__\nr = F()(1, x=2)",
        "class F:\n    @staticmethod\n    def __call__(a):\n        return a\nr = F()(4)",
        # classes are what they are
        "class C:\n    x = 1\n    x += 1\n    __y = x * 2\n    z = [x for x in (1, 2)]\nr = {k: v for k, v in vars(C).items() if k in ('x', '_C__y', 'z')}",
        "class C:\n    'doc'\n    a: int = 3\n    def f(self, d=2 * 3):\n        return super().__repr__ and d, __class__.__name__\nr = C().f(), C.__doc__, C.__annotations__, C.f.__qualname__",
        "from enum import Enum\nclass E(Enum):\n    A = 1\n    B = A + 1\nr = [(e.name, e.value) for e in E]",
        "from dataclasses import dataclass, field\n@dataclass\nclass D:\n    a: int = 1 + 1\n    b: list = field(default_factory=list)\nr = repr(D())",
        "class Meta(type):\n    def __prepare__(name, bases, **k):\n        return {'k': k}\n    def __new__(m, n, b, d, **k):\n        return super().__new__(m, n, b, d)\nclass C(metaclass=Meta, q=1):\n    x = k['q'] + 1\nr = C.x",
        "def f(a=(print('once'), 2)[1], *, b=print('twice')):\n    return a, b\nr = f(), f.__defaults__, f.__kwdefaults__",
        "async def f(a=1 + 1):\n    return a\nr = f.__defaults__",
        "def outer():\n    class C:\n        y = 2 * 3\n    return C.y\nr = outer()",
        "import operator\nr = operator.sub(3, 1), operator.add('a', 'b'), (3).__sub__(1), 'a'.__add__('b'), (3).__rsub__(1)",
    ],
)
def test_all_else_is_as_it_is_in_python(source):
    plain, traced, said = {"np": np}, {"np": np}, [io.StringIO(), io.StringIO()]
    with redirect_stdout(said[0]):
        exec(source, plain)
    with redirect_stdout(said[1]):
        found = trace(source, traced)
    assert found.error is None
    assert traced["r"] == plain["r"]
    assert said[0].getvalue() == said[1].getvalue()


def test_a_name_in_a_class_is_no_size_outside():
    namespace = {"np": np, "X": np.ones((4, 4))}
    source = "n = 4\nclass C:\n    n = X.shape[1]\nz = np.zeros(n)"
    assert trace(source, namespace, axes={"X": "n m"}).steps[-1].axes == ("?",)
