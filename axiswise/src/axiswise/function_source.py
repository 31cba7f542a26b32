"""The source of a function as a cell: what computes in it, and its ``return`` as an assignment."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import types

from axiswise.stand_ins import UnsafeError

#: What the value that is returned gets assigned to: a name, since repairs are tried in the whole line.
RETURNED = "__returned__"


@functools.lru_cache(maxsize=256)
def body(code: types.CodeType, _filename: str) -> tuple[ast.Module, str]:
    """Return the statements of a function, with its ``return`` as an assignment, and where they are written.

    Code of the same name and effect is equal, even if it is written in another file with other comments.

    Raises
    ------
    UnsafeError
        Where there is something else than assignments, loops, and one ``return`` at the end.
    """
    source = textwrap.dedent(inspect.getsource(code)).lstrip()
    found = [
        node for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.FunctionDef) and node.name == code.co_name)
        or (isinstance(node, ast.Lambda) and code.co_name == "<lambda>")
    ]  # fmt: skip
    if len(found) != 1 or getattr(found[0], "decorator_list", None) or not _is_source_of(code, source):
        raise UnsafeError
    statements = [ast.Return(found[0].body)] if isinstance(found[0], ast.Lambda) else found[0].body
    *before, last = statements
    if not isinstance(last, ast.Return):
        raise UnsafeError
    returned = ast.Assign([ast.Name(RETURNED, ast.Store())], last.value)
    return ast.fix_missing_locations(ast.Module([*_computed(before), returned], [])), source


def _is_source_of(code: types.CodeType, source: str) -> bool:
    """Tell whether a function still stands in its file as it was when it was compiled."""
    compiled = compile(source, "<source>", "exec", dont_inherit=True)
    return any(
        _traits(each) == _traits(code) and (each.co_code == code.co_code or code.co_freevars)
        for each in compiled.co_consts
        if isinstance(each, types.CodeType)
    )


def _traits(code: types.CodeType) -> tuple:
    constants = [each for each in code.co_consts if not isinstance(each, types.CodeType)]
    return code.co_name, code.co_varnames, {*code.co_names, *code.co_freevars}, repr(constants)


def _computed(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Keep what computes: no docstring, ``print`` or check that has been passed; one turn of each loop."""
    kept = []
    for statement in statements:
        match statement:
            case ast.Assign([ast.Subscript()]) | ast.AugAssign(ast.Subscript()):
                pass  # other cells of the same array
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                kept.append(statement)
            case ast.For(target, source, body):
                kept.append(ast.For(target, source, [*_computed(body), ast.Break()], []))
            case ast.If(test, body, orelse) if _computed(body) or _computed(orelse):
                kept.append(ast.If(test, _computed(body) or [ast.Pass()], _computed(orelse)))
            case ast.Expr() | ast.Assert() | ast.Raise() | ast.Pass() | ast.If():
                pass
            case _:
                raise UnsafeError
    return kept
