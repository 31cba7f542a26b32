"""Mutants: copies of a file in which one small thing is another."""

import ast
from dataclasses import dataclass

_OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.And: ast.Or, ast.Or: ast.And,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OTHER_WAY = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)  # mutated as what they are, so not negated
_CONDITIONS = {"test", "ifs"}
_UNTOUCHED = {"annotation", "returns"}


@dataclass(frozen=True)
class Mutant:
    """One change to one file, which takes the place of ``text[start:stop]`` in bytes."""

    path: str
    lines: range  # from the beginning of its statement to the end of the change
    start: int
    stop: int
    before: str
    after: str

    def __str__(self):
        return f"{self.path}:{self.lines[-1]}: {self.before} -> {self.after}"

    def applied(self, text):
        """Return the text of the file with the change."""
        raw = text.encode()
        return (raw[: self.start] + self.after.encode() + raw[self.stop :]).decode()


def mutants_of(path, text):
    """Return every mutant of a file that compiles.

    Left as they are: docstrings, annotations, f-strings, strings with a space (prose), and what is raised:
    a ``raise`` is taken out as a whole.
    """
    begin = [0]
    for line in text.encode().splitlines(keepends=True):
        begin.append(begin[-1] + len(line))
    found = []
    for node, first, is_condition in _places(ast.parse(text), 1):
        start = begin[node.lineno - 1] + node.col_offset
        stop = begin[node.end_lineno - 1] + node.end_col_offset
        lines = range(min(first, node.lineno), node.end_lineno + 1)  # a decorator stands before its statement
        before = " ".join(text.encode()[start:stop].decode().split())
        negated = [f"(not ({before}))"] if is_condition and not isinstance(node, _OTHER_WAY) else []
        for after in [*_changes(node), *negated]:
            mutant = Mutant(path, lines, start, stop, before, after)
            if _compiles(mutant.applied(text)):
                found.append(mutant)
    return found


def _places(node, first):
    """Yield each node of some text, the first line of its statement, and whether it is a condition."""
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or field in _UNTOUCHED or _is_words(child):
                continue
            line = child.lineno if isinstance(child, ast.stmt) else first
            if hasattr(child, "lineno"):
                yield child, line, field in _CONDITIONS
            if not isinstance(child, ast.Raise):
                yield from _places(child, line)


def _is_words(node):
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or isinstance(node, ast.JoinedStr)


def _compiles(text):
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _changes(node):
    """Yield what may stand in the place of a node, as text."""
    match node:
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield "pass"
        case ast.Continue():
            yield "break"
        case ast.Break():
            yield "continue"
        case ast.AugAssign(target, op, value):
            yield from (ast.unparse(ast.AugAssign(target, *each, value)) for each in _others([op]))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "return None"
        case ast.expr():  # in brackets, whatever stands around it
            yield from (f"({ast.unparse(other)})" for other in _expressions(node))


def _expressions(node):
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, *each, right) for each in _others([op]))
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(*each, values) for each in _others([op]))
        case ast.Compare(left, ops, comparators):
            yield from (ast.Compare(left, each, comparators) for each in _others(ops))
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(str(value)) if " " not in value:
            yield ast.Constant(f"{value}x")
        case ast.Call(function, arguments, keywords):
            named = [place for place, keyword in enumerate(keywords) if keyword.arg]
            yield from (ast.Call(function, arguments, keywords[:k] + keywords[k + 1 :]) for k in named)
            if ast.unparse(function) == "range":
                yield from (ast.Call(function, others, []) for others in _shorter(arguments))


def _shorter(arguments):
    """Yield the arguments of a `range` without its last number, and without its first where that is 0."""
    place = min(len(arguments), 2) - 1
    end = ast.BinOp(arguments[place], ast.Sub(), ast.Constant(1))
    yield [*arguments[:place], end, *arguments[place + 1 :]]
    if len(arguments) == 1:
        yield [ast.Constant(1), *arguments]


def _others(operators):
    """Yield the operators with one of them changed, for each that has another."""
    for place, operator in enumerate(operators):
        if type(operator) in _OPERATORS:
            yield [*operators[:place], _OPERATORS[type(operator)](), *operators[place + 1 :]]
