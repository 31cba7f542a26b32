"""Frames of the reader's code that an exception came through, with what is visible there."""

from __future__ import annotations

import ast
import itertools
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A frame of the reader's code, the place in its source where it stood, and what is visible there."""

    frame: types.FrameType
    node: ast.expr
    variables: dict[str, Any]

    @property
    def filename(self) -> str:
        """The file or cell that the code is written in."""
        return self.frame.f_code.co_filename

    @property
    def is_comprehension(self) -> bool:
        """True for the frame that Python gives to a generator expression, and before 3.12 to a list."""
        name = self.frame.f_code.co_name
        return name.startswith("<") and name not in ("<module>", "<lambda>")

    @property
    def function(self) -> str:
        """The name of the function, ``""`` for a cell and what has no name of its own."""
        name = self.frame.f_code.co_name
        return "the lambda" if name == "<lambda>" else "" if name.startswith("<") else name


def places(problem: BaseException, namespace: Mapping[str, Any]) -> list[Place]:
    """Return where an exception came through code of ``namespace``, the cell first."""
    found, step = [], problem.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        position = next(itertools.islice(code.co_positions(), step.tb_lasti // 2, None), (None,))
        if step.tb_frame.f_globals is namespace and None not in position:
            line, end_line, column, end_column = position
            at = {"lineno": line, "end_lineno": end_line, "col_offset": column, "end_col_offset": end_column}
            variables = {**step.tb_frame.f_globals, **step.tb_frame.f_locals}
            place = Place(step.tb_frame, ast.Constant(None, **at), variables)
            if place.is_comprehension and found:
                place.variables.update({**found[-1].variables, **step.tb_frame.f_locals})
            found.append(place)
        step = step.tb_next
    return found
