"""Where a node stands in the source, and how it is written there."""

from __future__ import annotations

import ast
import io


class SourceText:
    """The reader's source; ``lines_above`` lines stand above it in the file that was parsed."""

    def __init__(self, source: str, lines_above: int = 0):
        self.text = source
        self._lines = io.StringIO(source).readlines()  # at line ends alone, unlike ``splitlines``
        self._above = lines_above

    def span(self, node: ast.AST) -> tuple[int, int, int, int]:
        """Return (line, column, end line, end column), columns in characters: the compiler counts bytes."""
        line, end_line = node.lineno - self._above, node.end_lineno - self._above
        return (
            line,
            self._column(line, node.col_offset),
            end_line,
            self._column(end_line, node.end_col_offset),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))

    def segment(self, node: ast.AST) -> str:
        """Return the source of a node as it is written."""
        return self.between(node, self.span(node))

    def between(self, node: ast.AST, span: tuple[int, int, int, int]) -> str:
        """Return the source of a node whose span is known."""
        line, column, end_line, end_column = span
        if line == end_line and 0 < line <= len(self._lines):
            return self._lines[line - 1][column:end_column]
        lines = self._lines[line - 1 : end_line]
        if not lines:
            return ast.unparse(node)
        lines[-1] = lines[-1][:end_column]
        lines[0] = lines[0][column:]
        return "".join(lines)

    def whole(self) -> ast.AST:
        """Return a place that spans everything."""
        last = self._lines[-1] if self._lines else ""
        end = {"end_lineno": self._above + max(len(self._lines), 1), "end_col_offset": len(last.encode())}
        return ast.Constant(None, lineno=self._above + 1, col_offset=0, **end)
