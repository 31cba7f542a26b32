"""What a page asks of Python: check an answer, run a few lines, draw a line.

It runs in the reader's browser, in a worker of its own, with NumPy and the two packages alone. Everything
comes in and goes out as text; what is wrong with what came in is said in a sentence, never in a traceback of
ours. A line that came with an address may only compute.
"""

import ast
import html
import io
import json
import math
import re
import traceback
from contextlib import redirect_stderr, redirect_stdout

import numpy as np

from axiswise import trace
from axiswise.annotations import in_comment
from axiswise.source import compiled
from helpers.exercises.check import check
from helpers.exercises.guard import names_in
from helpers.exercises.references import SIZES, find

#: Letters that an array of such a name has where nobody says otherwise; "" is a single number.
USUAL = {
    "X": "n m", "dz": "1 m", "z": "1 m", "A": "1 m", "Y": "1 m", "w": "n 1", "dw": "n 1", "b": "",
    "W": "n k", "dW": "n k", "Z": "k m", "dZ": "k m", "E": "k m", "x": "n", "y": "m", "a": "m",
    "W1": "n h", "b1": "h 1", "W2": "h k", "b2": "k 1", "A1": "h m", "A2": "k m", "dZ1": "h m", "dZ2": "k m",
    **dict.fromkeys(("db", "J", "cost", "loss", "alpha", "eta", "lr", "rate", "learning_rate", "eps",
                     "epsilon", "lam", "lambd", "beta1", "beta2", "momentum"), ""),
}  # fmt: skip
_ENDS = (Exception, SystemExit, KeyboardInterrupt)  # with what the reader's lines may end
_NO_ARITHMETIC = {"eval", "exec", "open", "compile", "getattr", "globals", "locals", "vars"}


def answer(request: str) -> str:
    """Return the reply to a request, both JSON: ``{"do": "draw", "source": …, "letters": …}``."""
    given = json.loads(request)
    if find(given.get("exercise", "db")) is None:
        import helpers.practice.bank  # noqa: F401, PLC0415 - offers its formulas; most readers write none of them
    work = {"check": _check, "run": _run, "draw": draw}[given.pop("do")]
    try:
        return json.dumps(work(**given))
    except Unclear as unclear:
        return json.dumps({"problem": str(unclear)})
    except _ENDS as error:
        said = "".join(traceback.format_exception_only(error)).strip()
        return json.dumps({"problem": f"Python stopped at these lines: {said}."})


class Unclear(ValueError):  # noqa: N818 - it is a sentence for the reader
    """What came in cannot be worked with; the text says why, and what to do."""


def _namespace(source, given=()):
    """Run source; return what it has defined, and what it has printed or raised."""
    names, printed = {"np": np, "numpy": np, "math": math, **dict(given)}, io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            tree = compile(source, "<your lines>", "exec", ast.PyCF_ONLY_AST)
            last = [tree.body.pop()] if tree.body and isinstance(tree.body[-1], ast.Expr) else []
            exec(compile(tree, "<your lines>", "exec"), names)
            exec(compile(ast.Interactive(last), "<your lines>", "single"), names)  # which prints its value
        except _ENDS as error:
            theirs = error.with_traceback(error.__traceback__.tb_next)  # without this function
            print("".join(traceback.format_exception(theirs)))
    return names, printed.getvalue()[:10_000]


def _check(exercise, source):
    """Define what the source defines, and check the function that answers the exercise."""
    names, printed = _namespace(source)
    functions = [name for name in names if callable(names[name]) and re.search(rf"\b{name}\b\s*[(=]", source)]
    wanted = [name for name in functions if find(name) is find(exercise)] or functions
    if not wanted or "Error" in printed:
        return {"printed": printed or "Nothing is defined there yet.", "passed": False}
    with redirect_stdout(io.StringIO()):  # the page shows the report
        report = check(names[wanted[-1]], exercise)
    return {"printed": printed, "html": report.html(), "said": report.title, "passed": report.passed}


def _run(exercise, source):
    """Run the source among small arrays with the names of the exercise's arguments."""
    reference = find(exercise)
    _, sizes = reference.sizes()[0]
    inputs = dict(zip(reference.axes, reference.inputs(sizes), strict=True))
    _, printed = _namespace(source, inputs)
    around = ", ".join(f"{name} {np.shape(value)}" for name, value in inputs.items())
    return {"printed": printed or f"It ran. To try it with: {around}."}


def draw(source: str, letters: str = "", linked: bool = False) -> dict[str, str]:
    """Return the picture of a line: ``html``, ``svg``, what was ``printed``, the letters of its arrays.

    The arrays are made: small, of numbers between 0 and 1, each letter with a size of its own.

    >>> draw("np.dot(X, dz.T)", "X: n m, dz: 1 m")["letters"]
    'X: n m, dz: 1 m'

    Raises
    ------
    Unclear
        If it is no Python, or the letters of an array are not known; or if the line is ``linked``, and does
        more than compute.
    """
    try:
        tree = ast.parse(source)
        code = compiled(tree, "<your lines>")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unclear(f"This is no Python yet: {getattr(error, 'msg', error)}.") from None
    if linked and _does_more_than_compute(tree):
        raise Unclear("This line came with an address, and does more than compute. Read it; then press Draw.")
    if not tree.body:
        raise Unclear("Write a line first, such as  np.dot(X, dz.T).")
    stated = {name: each for name in names_in(source) if (each := _in_comment(name, source))}
    stated |= _letters(letters) if letters.strip() else {}
    axes, namespace = _given(code, stated, SIZES[0][1] | _written(source))
    with redirect_stdout(io.StringIO()) as printed:
        made = trace(source, namespace, {name: each for name, each in (stated | axes).items() if each})
    told = ", ".join(f"{name}: {each or 'number'}" for name, each in axes.items())
    words = "".join(f"<li>{html.escape(line)}</li>" for line in made.text().splitlines())
    words = f"<details><summary>In words</summary><ul>{words}</ul></details>"
    shown = {"html": made._repr_html_() + words, "svg": made.svg(), "letters": told}
    return shown | {"printed": printed.getvalue()[:10_000]}


def _given(code, stated, sizes):
    """Return the letters of the arrays that code is given, and the names that it runs among.

    It is run to find out: the name that it lacks is made, and it runs again, on new arrays each time.
    """
    axes, numbers = {}, {}

    def names():
        random = np.random.default_rng(0)
        arrays = {name: _array(letters.split(), sizes, random) for name, letters in axes.items()}
        return {"np": np, "numpy": np, "math": math, **numbers, **arrays}

    while (name := _missing(code, names())) not in (None, *axes, *numbers):
        letters = stated.get(name, USUAL.get(name))
        if letters is not None:
            axes[name] = letters
        else:  # what is unknown is a number, so that the others are found
            numbers[name] = sizes[name] if name in ("m", "n") else 0.5
    if unknown := [name for name in numbers if name not in ("m", "n")]:
        raise Unclear(
            f"Say the letters of {' and '.join(unknown)}, such as  {unknown[0]}: n m  "
            f"(one letter for each axis; 1 for an axis of one), or  {unknown[0]}: number."
        )
    return axes, names()


def _array(letters, sizes, random):
    """Return an array whose axes have the sizes of letters; a letter that has none yet gets its own."""
    shape = [1 if letter == "1" else sizes.setdefault(letter, 2 + len(sizes)) for letter in letters]
    return random.uniform(0.1, 0.9, size=shape) if shape else 0.5


def _missing(code, namespace):
    """Return the name that stops code when it runs, None where nothing or something else does."""
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            exec(code, namespace)
    except NameError as error:
        return error.name
    except _ENDS:
        pass  # told with the picture
    return None


def _does_more_than_compute(tree):
    """Tell whether there is anything but arithmetic, functions of NumPy and names of arrays."""
    nodes = list(ast.walk(tree))
    names = {getattr(node, "id", getattr(node, "attr", "")) for node in nodes}
    imports = any(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)
    return imports or bool(names & _NO_ARITHMETIC) or any(name.startswith("_") for name in names)


def _letters(text):
    """Return the letters that a text such as ``X: n m, dz (1, m)`` gives to names."""
    found = {}
    for part in re.split(r"[;\n]|,(?=\s*[A-Za-z_]\w*\s*[:=(])", text):
        name, _, rest = re.fullmatch(r"\s*(\w*)\s*([:=]?)(.*?)\s*", part, flags=re.S).groups()
        if not name.isidentifier():
            raise Unclear(f"{part.strip()!r} names no array. Write it as  X: n m, dz: 1 m.")
        letters = re.findall(r"\w+", rest)
        wrong = [each for each in letters if not (each == "1" or each.isidentifier())]
        if wrong:
            raise Unclear(f"{wrong[0]!r} of {name} is no letter. Write one for each axis, or 1: {name}: n m.")
        found[name] = "" if letters == ["number"] else " ".join(letters)
    return found


def _in_comment(name, source):
    """Return the letters in a comment ``# X (n, m)`` or ``X = …  # (n, m)``, None without one."""
    own = re.search(rf"#.*\b{re.escape(name)}\b\s*[:=]?\s*\(([\w\s,]*)\)", source)
    behind = re.search(rf"^\s*{re.escape(name)}\s*=[^=#\n][^#\n]*(#.*)", source, flags=re.M)
    letters = re.findall(r"\w+", own[1]) if own else in_comment(behind[1]) if behind else ()
    return " ".join(letters) if all(each == "1" or each.isidentifier() for each in letters) else None


def _written(source):
    """Return the sizes that letters have in lines such as ``X = np.ones((4, 7))  # (n, m)``."""
    sizes = {}
    for line in source.splitlines():
        code, mark, comment = line.partition("#")
        letters = in_comment(mark + comment)
        for numbers in re.findall(r"\(([\d\s,]+)\)", code):
            found = list(map(int, re.findall(r"\d+", numbers)))
            sizes |= dict(zip(letters, found, strict=True)) if len(letters) == len(found) else {}
    return sizes


#: Lines to begin with on the playground, and the letters of their arrays.
EXAMPLES = (
    ("The gradient", "dw = 1 / m * np.dot(X, (A - Y).T)", "X: n m, A: 1 m, Y: 1 m"),
    ("The cost", "cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "A: 1 m, Y: 1 m"),
    ("The cost as a dot", "np.dot(Y, np.log(A).T)", "A: 1 m, Y: 1 m"),
    ("The dot without .T", "np.dot(X, A - Y)", "X: n m, A: 1 m, Y: 1 m"),
    ("The star with a sum", "np.sum(X * (A - Y), axis=1, keepdims=True)", "X: n m, A: 1 m, Y: 1 m"),
    ("Softmax over the wrong axis", "E / np.sum(E, axis=1)", "E: k m"),
    ("A residual that stretches", "np.mean((p - t) ** 2)", "p: b, t: b 1"),
    ("A layer", "Z = W.T @ X + b", "W: n k, X: n m, b: k 1"),
    ("Attention", "S = q @ k.T / np.sqrt(q.shape[1])", "q: q d, k: t d"),
    (
        "Covariance",
        "C = (X - X.mean(axis=1, keepdims=True)) @ (X - X.mean(axis=1, keepdims=True)).T / m",
        "X: n m",
    ),
)
