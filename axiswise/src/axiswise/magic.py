"""``%%shapes``: the cell runs as it always would, and its picture follows.

A cell magic of the usual kind would lose nested ``await``, a trailing ``;`` and the reader's line numbers. So
``%%shapes`` is turned into a marker on its own line, and only a cell that begins with it is rewritten.
"""

from __future__ import annotations

import ast
import itertools
import linecache

from IPython.core.inputtransformer2 import leading_indent
from IPython.display import display

from axiswise.rich import rich
from axiswise.trace import Run, TracedLine

_MARKER = "%%shapes"
#: What may stand behind it: figures of all lines, or of none.
_OPTIONS = {"--full", "--brief"}


def _mark(lines: list[str]) -> list[str]:
    """Replace the first line ``%%shapes`` by a string, so that all other lines keep their number."""
    if not lines or lines[0].split()[:1] != [_MARKER]:
        return lines
    head = lines[0].split()
    if not _OPTIONS.issuperset(head[1:]):
        raise SyntaxError(
            f"{_MARKER} stands on the first line with nothing but {', '.join(sorted(_OPTIONS))}; "
            "the code begins on the second."
        )
    return [f'"{" ".join(head)}"\n', *_dedented(lines[1:])]


def _dedented(lines: list[str]) -> list[str]:
    """Take away the indent of the first line, as IPython does with a cell, and keep the number of lines."""
    blank = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return lines[:blank] + leading_indent(lines[blank:])


class ShapesMagic:
    """Follows marked cells of one IPython shell."""

    def __init__(self, shell):
        self._shell = shell
        self._source = ""
        self._runs: list[Run | Exception] = []
        shell.input_transformers_cleanup.append(_mark)
        shell.input_transformers_post.append(self._keep_source)
        shell.ast_transformers.append(self)
        shell.events.register("post_run_cell", self._show)

    def _keep_source(self, lines: list[str]) -> list[str]:
        """Keep what Python will compile: ``%time`` lines are calls by now."""
        if lines and lines[0].startswith(f'"{_MARKER}'):
            self._source = "".join(lines[1:])
        return lines

    def visit(self, tree: ast.Module) -> ast.Module:
        """Drop the marker, and make every sub-expression seen."""
        match tree.body:
            case [ast.Expr(ast.Constant(str() as marker)), *code] if marker.split()[:1] == [_MARKER]:
                plain = ast.Module(code, tree.type_ignores)
            case _:
                return tree
        _show_as_written()
        try:
            run = Run(self._source, plain, self._shell.user_ns, lines_above=1)
            run.start()
        except Exception as problem:
            self._runs.append(problem)
            return plain
        self._runs.append(run)
        return run.tree

    def _show(self, result) -> None:
        """Show the picture after the cell's own output."""
        name, *options = _last_magic(result.info.raw_cell) or [""]
        if result.error_before_exec or name != _MARKER or not self._runs:
            return
        run = self._runs.pop()
        problem = result.error_in_exec
        try:
            if isinstance(run, Exception):
                raise run
            trace = run.finish(problem)
            if trace.steps and (problem is None or isinstance(problem, Exception)):
                _show(trace, options[0][2:] if options else "asked")
        except Exception as error:
            print(f"The picture could not be drawn, but the result stands ({type(error).__name__}: {error}).")


def _last_magic(cell: str) -> list[str]:
    """Return the last cell magic above the code, in words: ``%%time`` may stand above ``%%shapes``."""
    magics = itertools.takewhile(lambda line: line.startswith("%%"), cell.lstrip().splitlines())
    return next(reversed([line.split() for line in magics]), [])


def _show_as_written() -> None:
    """Let tracebacks show the first line as the reader wrote it."""
    for entry in list(linecache.cache.values()):
        if len(entry) == 4 and entry[2] and entry[2][0].startswith(f'"{_MARKER}'):
            entry[2][0] = entry[2][0].replace('"', "")


def _show(trace: TracedLine, which: str) -> None:
    """Display the picture and what stands beside it; in words for who does not see it."""
    index = None if trace.error else trace.index_form(plain=True)
    words = "\n".join(filter(None, [trace.text(), index]))
    display({"text/html": rich(trace, which), "text/plain": words}, raw=True)


def install(shell) -> None:
    """Teach ``%%shapes`` to a shell, once."""
    if not any(isinstance(known, ShapesMagic) for known in shell.ast_transformers):
        ShapesMagic(shell)
