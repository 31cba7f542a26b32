"""Mistakes in two loops, one inside the other: the outer letter survives, the inner one is summed."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Words

_TWO_LOOPS = """\
def {name}({arguments}):
    n, m = X.shape
    result = np.zeros({shape})
{before}    for {kept}:
{begins}        for {summed} in {turns}:
            total {add} {term}
        result[{place}] = {mean}
{inside}    return result
"""


def _two_loops(formula, arguments, term, mean="total", **slots):
    return Recipe(
        formula,
        {
            "code": _TWO_LOOPS,
            "name": formula,
            "arguments": arguments,
            "shape": "(n, 1)",
            "kept": "j in range(n)",
            "before": "",
            "begins": "        total = {start}\n",
            "start": "0",
            "summed": "i",
            "length": "m",
            "turns": "range({length})",
            "add": "+=",
            "term": term,
            "place": "j, 0",
            "mean": mean,
            "inside": "",
            **slots,
        },
    )


_COLUMN = Words(
    "The numbers are right, so the shape will do.",
    "z is a row, one column for each example: np.zeros((1, m)), and z[0, i] takes each sum.",
    needs="loop",
)
_ONE_AXIS = Words(
    "The numbers are right, so the shape will do.",
    "A list, or an array with one axis, is not yet a row: np.zeros((1, m)), and z[0, i] takes each sum.",
    needs="loop",
)
_FLAT_RESULT = Words(
    "The numbers are right, so the shape will do.",
    "A list, or an array with one axis, is not yet a column: np.zeros((n, 1)), and [j, 0] takes each sum.",
    needs="loop",
)
_ON_ITS_SIDE = Words(
    "The numbers are right, so the shape will do.",
    "One number for each feature stands in a column here: np.zeros((n, 1)), and [j, 0] takes each sum.",
    needs="loop",
)

_TURNED_INDICES = Words(
    "X[i, j] is measurement j of example i.",
    "X is (n, m), one row for each measurement: that comes first, X[j, i].",
    needs="loop",
)

SCORES = _two_loops(
    "scores",
    "w, b, X",
    "w[j, 0] * X[j, i]{bias}",
    shape="(1, m)",
    kept="i in range(m)",
    start="b",
    summed="j",
    length="n",
    place="0, i",
    bias="",
)
DW = _two_loops("dw", "X, A, Y", "X[j, i] * {dz}", "total{divided}", dz="(A[0, i] - Y[0, i])", divided=" / m")
SUM = _two_loops("per_measurement", "X, dz", "X[j, i] * dz[0, i]")


def _of_two_loops(recipe):
    return (
        recipe.mistake("last-term-only", add="="),
        recipe.mistake("starts-at-one", turns="range(1, {length})"),
        recipe.mistake("stops-early", turns="range({length} - 1)"),
        recipe.mistake("one-too-many", turns="range({length} + 1)"),
        recipe.mistake("returned-in-the-loop", inside="        return result\n"),
        recipe.mistake(
            "rows-for-columns", _TURNED_INDICES, term=recipe.slots["term"].replace("X[j, i]", "X[i, j]")
        ),
    )


def _of_shape(recipe):
    return (
        recipe.mistake("row-for-column", _ON_ITS_SIDE, shape="(1, n)", place="0, j"),
        recipe.mistake("no-keepdims", _FLAT_RESULT, shape="n", place="j"),
    )


ENTRIES = (
    *_of_two_loops(SCORES),
    SCORES.mistake("last-term-only", add="=", mean="total + b"),
    SCORES.mistake("bias-for-every-feature", start="0", bias=" + b"),
    SCORES.mistake("total-not-reset", before="    total = b\n", begins=""),
    SCORES.mistake("no-bias", start="0"),
    SCORES.mistake("row-for-column", _COLUMN, shape="(m, 1)", place="i, 0"),
    SCORES.mistake("no-keepdims", _ONE_AXIS, shape="m", place="i"),
    *_of_two_loops(DW),
    *_of_shape(DW),
    DW.mistake("last-term-only", add="=", divided=""),
    DW.mistake("lost-minus", dz="(Y[0, i] - A[0, i])"),
    DW.mistake("no-mean", divided=""),
    *_of_two_loops(SUM),
    *_of_shape(SUM),
)
