"""Which statements of a cell its last value rests on."""

from __future__ import annotations

import ast

from axiswise.forms.cell import Cell, InexpressibleError, Line, as_line
from axiswise.forms.changes import changed
from axiswise.forms.statements import gives, reads


def needed(cell: Cell) -> list[Line]:
    """Return the lines that the last one rests on, in order, it included.

    Raises
    ------
    InexpressibleError
        Where no line has a value, or a name comes from a statement that is no plain assignment, or an array
        is changed in place.
    """
    last = cell.subject()
    at = cell.tree.body.index(last.node)
    shown = {last.target} if last.target else reads(last.value)
    for statement in cell.tree.body[at + 1 :]:
        line, given = as_line(statement), gives(statement)
        if given and not (line and cell.is_plumbing(line.value)):
            raise InexpressibleError(f"What sets {min(given)} is no plain assignment to one name.")
        if not _only_shows(statement):
            _refuse_changes(cell, statement, shown)
    wanted, kept = reads(last.value), [last]
    if last.operator:
        wanted.add(last.target)
    _refuse_changes(cell, last.node, wanted - {last.target})
    for statement in reversed(cell.tree.body[:at]):
        _refuse_changes(cell, statement, wanted)
        given = gives(statement) & wanted
        if not given or isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        line = as_line(statement)
        if line is None or (line.target == "" and not cell.is_plumbing(line.value)):
            raise InexpressibleError(f"{min(given)} is set by a statement that is no plain assignment.")
        if line.operator is None:
            wanted -= given
        wanted |= reads(line.value)
        kept.append(line)
    _refuse_named(kept)
    return kept[::-1]


def _refuse_named(lines: list[Line]) -> None:
    """Refuse a name that gets its value within a line that cannot be taken apart, where one reads it."""
    read = set().union(*(reads(line.value) for line in lines))
    for line in lines:
        for node in ast.walk(line.value):
            if isinstance(node, ast.NamedExpr) and node.target.id in read:
                raise InexpressibleError(f"{node.target.id} gets its value within a line that reads it.")


def _only_shows(statement: ast.stmt) -> bool:
    """Tell whether a statement is a call of a function by its name, as those are that show a result."""
    match statement:
        case ast.Expr(ast.Call(ast.Name())):
            return True
    return False


def _refuse_changes(cell: Cell, statement: ast.stmt, names: set[str]) -> None:
    found = changed(cell, statement) & names - gives(statement)
    if found:
        source = ast.unparse(statement).partition("\n")[0]
        raise InexpressibleError(f"{source} may change the cells of {min(found)}, and no step says how.")
