"""The shapes that comments give to what a line computes, held against the arrays that it does compute."""

import ast
import re
from itertools import chain

import numpy as np

SHAPE = re.compile(r"\(((?:[a-z]|width|\d+),(?: (?:[a-z]|width|\d+))?)\)")
PRODUCT = re.compile(r"#.*?(?P<operands>\([^()]*\)\([^()]*\))(?: -> (?P<result>.*))?")
COMMENT = re.compile(r"#(.*)")


def said(line):
    """Return the shapes that a comment gives to the operands of a line's product, and to what is computed.

    >>> said("dz = A - Y  # (1, m)"), said("dW = np.dot(X, dZ.T)  # (n, m)(m, k) -> (n, k)")
    (([], ['1, m']), (['n, m', 'm, k'], ['n, k']))
    >>> said("np.dot(W2, dZ2)  # (h, m)(h, m), h == m"), said("w, b, Y = start()  # w (n, 1), b, Y (1, m)")
    ((['h, m', 'h, m'], []), ([], ['n, 1', '1, m']))
    """
    if product := PRODUCT.search(line):
        return SHAPE.findall(product["operands"]), SHAPE.findall(product["result"] or "")
    return [], SHAPE.findall("".join(COMMENT.findall(line)))


def asking(code):
    """Return some code that notes what it computes where a comment says its shape, and compares in the end.

    >>> print(asking("s = np.dot(X, v) / 2  # (n, m)(m,) -> (n,)"))
    s = note(['n,'], np.dot(note(['n, m'], X), note(['m,'], v)) / 2)
    compare()
    """
    lines, tree = code.splitlines(), ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return):
            operands, results = said(lines[node.end_lineno - 1])
            product = next(filter(_is_product, ast.walk(node)), None)
            if operands and product:
                product.args = [
                    _noting([shape], each) for shape, each in zip(operands, product.args, strict=True)
                ]
            if results:
                node.value = _noting(results, node.value)
    return f"{ast.unparse(tree)}\ncompare()"


def _is_product(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "np.dot"


def _noting(shapes, value):
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    return ast.Call(ast.Name("note"), [ast.Constant(shapes), *values], [])


_noted = []


def note(shapes, *values):
    """Note the shapes that are said of the arrays among some values, in this order; return the values."""
    each = chain.from_iterable(value if isinstance(value, tuple | list) else [value] for value in values)
    arrays = [value.shape for value in each if isinstance(value, np.ndarray)]
    assert arrays, f"{shapes} is said, and no array is there"
    _noted.extend(zip(shapes, arrays, strict=False))
    return values[0] if len(values) == 1 else values


def compare(sizes=None):
    """Compare what was noted with the sizes of a notebook (``n, m = X.shape``), its own if none are given.

    A letter may be another size for once, as m is for a part of the examples, but not that of another letter.
    Of a square no order can be told.
    """
    if sizes is None:
        sizes = {name: size for name, size in get_ipython().user_ns.items() if name in "nmkh"}  # noqa: F821
    noted, _noted[:] = _noted[:], []
    for shape, real in noted:
        assert _agrees(re.findall(r"\w+", shape), real, sizes), f"({shape}) is said of {real}, where {sizes}"


def _agrees(names, real, sizes):
    if len(names) != len(real):
        return False
    digits = [(int(name), size) for name, size in zip(names, real, strict=True) if name.isdigit()]
    letters = [(name, size) for name, size in zip(names, real, strict=True) if not name.isdigit()]
    taken = [size in sizes.values() and sizes.get(name, size) != size for name, size in letters]
    square = len(real) == 2 and len(set(real)) == 1
    return all(one == other for one, other in digits) and (square or not any(taken))
