"""The text of one statement of a cell, as written and as a repair would have it."""

from __future__ import annotations

import ast
from typing import NamedTuple

from axiswise.record import Question, Trace


class Statement(NamedTuple):
    """The text of one statement: where it starts in the source, and its lines without their common indent."""

    first: int
    indents: list[int]
    lines: list[str]


def statement_of(trace: Trace, span: tuple[int, int, int, int]) -> Statement:
    """Return the statement around a span; of a compound statement, its head."""
    lines = trace.source.splitlines()
    start, end = (span[0], 0), (span[2], None)
    node = _innermost(trace.source, span)
    if node is not None:
        start = node.lineno, _characters(lines, node.lineno, node.col_offset)
        end = node.end_lineno, _characters(lines, node.end_lineno, node.end_col_offset)
        body = getattr(node, "body", None)
        if isinstance(body, list) and body:
            first = body[0]
            same_line = first.lineno == node.lineno
            end = (
                (first.lineno, _characters(lines, first.lineno, first.col_offset))
                if same_line
                else (first.lineno - 1, None)
            )
    texts = [line.rstrip() for line in lines[start[0] - 1 : end[0]]]
    texts[-1] = texts[-1][: end[1]].rstrip()
    indents = [
        min(start[1], len(text) - len(text.lstrip())) if k else start[1] for k, text in enumerate(texts)
    ]
    return Statement(start[0], indents, [text[indent:] for text, indent in zip(texts, indents, strict=True)])


def _innermost(source: str, span: tuple[int, int, int, int]) -> ast.stmt | None:
    try:
        tree = compile(source, "<drawn>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return None
    lines = source.splitlines()
    at = (span[0], len(lines[span[0] - 1][: span[1]].encode()))
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        and (node.lineno, node.col_offset) <= at < (node.end_lineno, node.end_col_offset)
    ]
    return max(inside, key=lambda node: (node.lineno, node.col_offset), default=None)


def _characters(lines: list[str], line: int, column: int) -> int:
    return len(lines[line - 1].encode()[:column].decode(errors="replace"))


def repaired(trace: Trace, question: Question) -> str:
    """Return the line of a question with all of its repairs in place, ``""`` for all but its last question.

    Where the statement is more than one line, the repair alone.
    """
    statement = statement_of(trace, trace.steps[question.step].span)
    line = trace.source.splitlines()[statement.first - 1]
    end = statement.indents[0] + len(statement.lines[0])
    asked = [each for each in trace.questions if each.repair and not each.dismissed]
    here = [each for each in asked if _is_within(trace, each, statement.first, end)]
    if not question.repair or question not in here or len(statement.lines) > 1:
        return question.repair
    if question is not here[-1]:
        return ""
    for each in sorted(here, key=lambda each: trace.steps[each.step].span, reverse=True):
        _, start, _, stop = trace.steps[each.step].span
        before, after = line[:start], line[stop:end]
        plain, bracketed = f"{before}{each.repair}{after}", f"{before}({each.repair}){after}"
        line = plain if _tree(plain.lstrip()) == _tree(bracketed.lstrip()) else bracketed
        end = len(line)
    return line[statement.indents[0] :]


def _is_within(trace: Trace, question: Question, row: int, end: int) -> bool:
    """Tell whether a question is about a part of this line, up to the column ``end``."""
    first, start, last, stop = trace.steps[question.step].span
    text = trace.source.splitlines()[row - 1][start:stop]
    return first == last == row and stop <= end and text == question.source


def _tree(source: str) -> str:
    """Return the structure of a statement, in which brackets that change nothing are gone."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return source
