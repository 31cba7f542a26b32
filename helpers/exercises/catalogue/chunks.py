"""Mistakes in a sum over the examples that is taken in chunks of columns."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Idea

_IN_CHUNKS = """\
def dw_in_chunks(X, dz, width):
    m = X.shape[1]
    total = 0
    for start in {starts}:
        stop = {stop}
        total {add} {term}
{inside}    return {result}
"""

_WIDTH = Idea(
    (28,), "width is the number of examples.", "It is that of one chunk. All chunks together hold m."
)
_SHORTER = Idea(
    (28,),
    "Every chunk holds width examples.",
    "The last one holds fewer, and so would be weighed too little. Add sums, and divide once, by m.",
)

DW = Recipe(
    "dw_in_chunks",
    {
        "code": _IN_CHUNKS,
        "starts": "range(0, m, width)",
        "stop": "start + width",
        "add": "+=",
        "term": "{product}",
        "product": "np.dot({x}, {d}.T)",
        "x": "X[:, start:stop]",
        "d": "dz[:, start:stop]",
        "inside": "",
        "result": "total / {count}",
        "count": "m",
    },
)

_CHUNKS = "len({starts})"
_AVERAGE = "{product} / {x}.shape[1]"

ENTRIES = (
    DW.mistake("average-of-averages", term=_AVERAGE, count=_CHUNKS),
    DW.mistake("average-of-averages", _SHORTER, term="{product} / width", count=_CHUNKS),
    DW.mistake("running-average", add="=", term="(total + {product} / {x}.shape[1]) / 2", result="total"),
    DW.mistake("last-chunk-lost", starts="range(0, m - m % width, width)"),
    DW.mistake("last-term-only", add="="),
    DW.mistake("chunk-too-short", stop="start + width - 1"),
    DW.mistake("rows-for-columns", x="X[start:stop]"),
    DW.mistake("rows-for-columns", x="X[start:stop]", d="dz[start:stop]"),
    DW.mistake("cut-on-one-side", d="dz"),
    DW.mistake("no-mean", result="total"),
    DW.mistake("no-mean", term=_AVERAGE, result="total"),
    DW.mistake("wrong-count", _WIDTH, count="width"),
    DW.mistake("wrong-count", count="X.shape[0]"),
    DW.mistake("returned-in-the-loop", inside="        return {result}\n"),
    DW.mistake("divided-at-each-turn", add="= total / m +"),
    DW.mistake("lost-minus", result="-total / {count}"),
    DW.mistake("dot-without-transpose", product="np.dot({x}, {d})"),
    DW.mistake("no-sum", product="({x} * {d})"),
)
