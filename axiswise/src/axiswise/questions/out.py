"""Arguments that are not what they seem."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line

_BINARY = {
    "np.dot", "np.multiply", "np.add", "np.subtract", "np.divide", "np.matmul", "np.maximum", "np.minimum",
}  # fmt: skip

#: Names that say that the array is there to be written to.
_BUFFERS = ("out", "buf", "result", "res", "tmp", "scratch", "work")


def third_argument(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.dot(P, Q, R)``: R is written to, not multiplied."""
    step = line.steps[position]
    if step.op is None or step.op.name not in _BINARY:
        return
    match line.tree(position):
        case ast.Call(_, [first, second, third]):
            texts = [ast.unparse(each) for each in (first, second, third)]
        case _:
            return
    if texts[2] in texts[:2] or texts[2].lower().startswith(_BUFFERS) or isinstance(third, ast.Constant):
        return
    function = step.source[: step.source.index("(")]
    yield Finding(
        position, "out",
        f"The third argument of {step.op.name} is the array that the result is written into: "
        f"{texts[2]} takes no part in it. Did you mean all three?",
        [f"{function}({function}({texts[0]}, {texts[1]}), {texts[2]})"],
    )  # fmt: skip
