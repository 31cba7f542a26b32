"""Mistakes in a sum over the examples that is taken in chunks of columns."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Words

_IN_CHUNKS = """\
def dw_in_chunks(X, dz, width):
    m = X.shape[1]
    total = {before}
    for start in {starts}:
        stop = {stop}
        total {add} {term}
{inside}    return {result}
"""

_WIDTH = Words("width is the number of examples.", "It is that of one chunk. All chunks together hold m.")
_SHORTER = Words(
    "Every chunk holds width examples.",
    "The last one holds fewer, and so would be weighed too little. Add sums, and divide once, by m.",
)

DW = Recipe(
    "dw_in_chunks",
    {
        "code": _IN_CHUNKS,
        "before": "0",
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

_STD_IN_CHUNKS = """\
def std_in_chunks(X, width):
    m = {count}
    total = {before}
    squares = {before}
    for start in {starts}:
        x = {x}
        total {add} {sum}
        squares {add} {sum_of_squares}
{inside}    return {result}
"""

STD = Recipe(
    "std_in_chunks",
    {
        "code": _STD_IN_CHUNKS,
        "before": "0",
        "count": "X.shape[1]",
        "starts": "range(0, X.shape[1], width)",
        "x": "X[:, start:start + width]",
        "add": "+=",
        "sum": "np.sum(x{axis})",
        "sum_of_squares": "np.sum({squared}{axis})",
        "squared": "x**2",
        "axis": ", axis=1, keepdims=True",
        "inside": "",
        "result": "np.sqrt({variance})",
        "variance": "squares / m - (total / m)**2",
    },
)

_MEAN_OF_SPREADS = Words(
    "The average of the chunks' spreads is the spread.",
    "Chunks differ in their means as well, and that is part of the spread. A root is no sum. Σ x and Σ x² "
    "are: add those, and take the root at the end.",
)
_ROOT_MISSING = Words(
    "Mean square minus squared mean is the spread.", "That is the variance: its root is asked for."
)
_NOT_CENTRED = Words(
    "The mean square is enough.", "The square of the mean comes off, before the root is taken."
)

_DZ_ROWS = Words(
    "dz[a:b] takes examples.",
    "It takes rows, and dz has one. Examples are columns here: dz[:, a:b].",
)
_COLUMN = "np.zeros((X.shape[0], 1))"
_OTHER_PRODUCTS = {
    "row-for-column": "np.dot({d}, {x}.T)",
    "no-keepdims": "np.sum({x} * {d}, axis=1)",
    "sum-over-everything": "np.sum({x} * {d})",
}
_ROOT_OF_MINUS = Words(
    "Squared mean minus mean square: the order does not matter.",
    "The mean square is the larger one, and comes first. The root of a negative number is nan.",
)
_SQUARED_MEAN = Words(
    "total² / m is the squared mean.", "The mean is squared, m too: (total / m)² needs its bracket."
)
_ALONG_FEATURES = Words(
    "sum and np.sum are the same.",
    "Python's sum goes along the first axis only: here over the features. np.sum with axis=1 sums examples.",
    needs="reduction",
)
_WHOLE_CHUNKS = "range(0, m - m % width, width)"
_OVERLAPPING = ("range(m)", "range(m // width)", "range(m // width + 1)", "range(-(-m // width))")
_CHUNKS = "len({starts})"
_AVERAGE = "{product} / {x}.shape[1]"

ENTRIES = (
    DW.mistake("average-of-averages", term=_AVERAGE, count=_CHUNKS),
    DW.mistake("average-of-averages", _SHORTER, term="{product} / width", count=_CHUNKS),
    DW.mistake("running-average", add="=", term="(total + {product} / {x}.shape[1]) / 2", result="total"),
    DW.mistake("last-chunk-lost", starts=_WHOLE_CHUNKS),
    DW.mistake("last-chunk-lost", starts=_WHOLE_CHUNKS, before=_COLUMN),
    DW.mistake("last-term-only", add="="),
    DW.mistake("chunk-too-short", stop="start + width - 1"),
    *(
        DW.mistake("rows-for-columns", says, before=before, add=add, **rows)
        for says, rows in (
            (None, {"x": "X[start:stop]"}),
            (None, {"x": "X[start:stop]", "d": "dz[start:stop]"}),
            (_DZ_ROWS, {"d": "dz[start:stop]"}),
        )
        for before, add in (("0", "+="), (_COLUMN, "+="), (_COLUMN, "= total +"))
    ),
    *(DW.mistake("chunks-overlap", starts=starts) for starts in _OVERLAPPING),
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
    *(
        DW.mistake(name, product=product, before=before)
        for name, product in _OTHER_PRODUCTS.items()
        for before in ("0", _COLUMN)
    ),
    STD.mistake(
        "average-of-averages",
        sum="np.mean(x{axis})",
        sum_of_squares="np.mean({squared}{axis})",
        count=_CHUNKS,
    ),
    STD.mistake("average-of-averages", _MEAN_OF_SPREADS, sum="np.std(x{axis})", result=f"total / {_CHUNKS}"),
    STD.mistake(
        "average-of-averages", _MEAN_OF_SPREADS, sum="x.shape[1] * np.std(x{axis})", result="total / m"
    ),
    STD.mistake(
        "average-of-averages",
        _MEAN_OF_SPREADS,
        sum="x.shape[1] * np.var(x{axis})",
        result="np.sqrt(total / m)",
    ),
    STD.mistake("last-chunk-lost", starts=_WHOLE_CHUNKS),
    STD.mistake("last-chunk-lost", starts=_WHOLE_CHUNKS, before=_COLUMN),
    STD.mistake("chunk-too-short", x="X[:, start:start + width - 1]"),
    *(STD.mistake("chunks-overlap", starts=starts) for starts in _OVERLAPPING),
    STD.mistake("rows-for-columns", x="X[start:start + width]"),
    STD.mistake("last-term-only", add="="),
    STD.mistake("square-of-sum", squared="x", sum_of_squares="np.sum({squared}{axis})**2"),
    STD.mistake("variance-for-std", _ROOT_MISSING, result="{variance}"),
    STD.mistake("not-centred", _NOT_CENTRED, variance="squares / m"),
    STD.mistake("divided-by-m-minus-one", variance="(squares - total**2 / m) / (m - 1)"),
    STD.mistake("no-keepdims", axis=", axis=1"),
    STD.mistake("wrong-axis", axis=", axis=0, keepdims=True"),
    STD.mistake("wrong-axis", axis=", axis=0"),
    STD.mistake("python-sum", _ALONG_FEATURES, sum="sum(x)", sum_of_squares="sum({squared})"),
    STD.mistake("lost-minus", _ROOT_OF_MINUS, variance="(total / m)**2 - squares / m"),
    STD.mistake("bracket-missing", _SQUARED_MEAN, variance="squares / m - total**2 / m"),
    STD.mistake(
        "average-of-averages",
        _SHORTER,
        sum="np.sum(x{axis}) / width",
        sum_of_squares="np.sum({squared}{axis}) / width",
        count=_CHUNKS,
    ),
    STD.mistake("sum-over-everything", axis=""),
    STD.mistake("wrong-count", count="X.shape[0]"),
    STD.mistake("wrong-count", _WIDTH, count="width"),
    STD.mistake("returned-in-the-loop", inside="        return {result}\n"),
)
