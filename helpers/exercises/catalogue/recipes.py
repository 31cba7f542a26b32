"""The right code of each exercise, with names for the parts in which mistakes are made.

The same name stands for the same part in all of them, so that one change makes the same mistake in many:
``product``, with its operands ``left`` and ``right``; ``star``, what is summed; ``total``, what is divided;
``count``, what it is divided by.
"""

from helpers.exercises.catalogue.entry import Recipe

_DIVIDED = {"divided": " / {count}", "count": "{array}.shape[1]"}
_KEPT = {"keepdims": ", keepdims=True"}
_COST = {
    "sign": "-",
    "term": "{first}{plus}{second}",
    "first": "{y} * {log}({activation})",
    "second": "(1 - {y}) * {log_of_other}",
    "log_of_other": "{log}(1 - {activation})",
    "activation": "{a}",
    "plus": " + ",
}

# Loops: ``name`` and ``arguments`` are those of the exercise ------------------------------------------------

#: What may stand at the end of a loop: the last line, or a division, one step too far to the right.
_INSIDE = {
    "inside": "",
    "return_inside": "        return {result}\n",
    "each_turn": "        total = total / {length}\n",
}

_LOOP = """\
def {name}({arguments}):
    total = 0.0
    for i in {turns}:
        total {add} {term}
{inside}    return {result}
"""
_LOOP_SLOTS = {
    **_INSIDE,
    "turns": "range({length})",
    "add": "+=",
    "result": "{sign}total{divided}",
    "sign": "",
    "divided": " / {count}",
    "count": "{length}",
}
_ROW = {"length": "A.shape[1]", "y": "Y[0, i]", "a": "A[0, i]", "log": "np.log", "exp": "np.exp"}
_LISTS = {"length": "len(a)", "y": "y[i]", "a": "a[i]", "log": "math.log", "exp": "math.exp"}

#: Other ways to go about it, all of them wrong.
_RETURNED = "def {name}({arguments}):\n    return result\n"
_OF_LISTS = {
    "log_of_a_list": _RETURNED.replace("result", "-sum(y * math.log(a)) / len(a)"),
    "all_of_it": _RETURNED.replace("result", "dz"),
    "each_divided": _RETURNED.replace("result", "[d / len(dz) for d in dz]"),
    "every_label_with_every_activation": """\
def {name}({arguments}):
    total = 0.0
    for i in {turns}:
        for k in {turns}:
            total += y[i] * math.log(a[k]) + (1 - y[i]) * math.log(1 - a[k])
    return {result}
""",
}

LOOP_DB, ROW_DB, LOOP_COST, ROW_COST = LOOPS = (
    Recipe("db_by_loop", _LOOP, _LOOP_SLOTS, _OF_LISTS, length="len(dz)", term="dz[i]"),
    Recipe("db", _LOOP, _LOOP_SLOTS, length="dz.shape[1]", term="dz[0, i]"),
    Recipe("cost_by_loop", _LOOP, _LOOP_SLOTS, _OF_LISTS, _COST, _LISTS),
    Recipe("cost", _LOOP, _LOOP_SLOTS, _COST, _ROW),
)

_NESTED = """\
def {name}({arguments}):
    n, m = X.shape
    result = np.zeros({shape})
{before}    for {kept}:
{begins}        for {summed} in {turns}:
            total {add} {term}
        result[{place}] = {mean}
{inside}    return {result}
"""
_NESTED_SLOTS = {
    **_INSIDE,
    "once": "    total = {start}\n",
    "shape": "(n, 1)",
    "kept": "j in range(n)",
    "before": "",
    "begins": "        total = {start}\n",
    "start": "0",
    "summed": "i",
    "length": "m",
    "turns": "range({length})",
    "add": "+=",
    "place": "j, 0",
    "mean": "total{divided}",
    "divided": "",
    "result": "result",
    "x": "X[j, i]",
}
_SCORES = {
    "shape": "(1, m)",
    "kept": "i in range(m)",
    "start": "b",
    "summed": "j",
    "length": "n",
    "place": "0, i",
}

NESTED_SCORES, NESTED_DW, NESTED_SUM = NESTED = (
    Recipe("scores", _NESTED, _NESTED_SLOTS, _SCORES, term="w[j, 0] * {x}{bias}", bias=""),
    Recipe("dw", _NESTED, _NESTED_SLOTS, term="{x} * {dz}", dz="(A[0, i] - Y[0, i])", divided=" / m"),
    Recipe("per_measurement", _NESTED, _NESTED_SLOTS, term="{x} * dz[0, i]"),
)

_DW_IN_CHUNKS = """\
def dw_in_blocks(X, dz, width):
    m = X.shape[1]
    total = {before}
    for start in {starts}:
        stop = {stop}
        total {add} {term}
{inside}    return {result}
"""
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
_ONE_PASS = """\
def dw_in_one_pass(w, b, X, Y):
    n, m = X.shape
    dw = np.zeros((n, 1))
{before}    for i in range(m):
{begins}        for j in range(n):
            z {scores} w[j, 0] * X[j, i]
        error = {error}
        for j in range(n):
            dw[j, 0] {add} X[j, i] * error
{inside}    return {result}
"""
_CHUNKS = {"before": "0", "column": "np.zeros((X.shape[0], 1))", "add": "+=", **_INSIDE}

CHUNKED_DW, CHUNKED_STD = CHUNKED = (
    Recipe(
        "dw_in_blocks",
        _DW_IN_CHUNKS,
        _CHUNKS,
        starts="range(0, m, width)",
        stop="start + width",
        term="{product}",
        product="np.dot({left}, {right}.T)",
        left="X[:, start:stop]",
        right="dz[:, start:stop]",
        result="total / {count}",
        count="m",
    ),
    Recipe(
        "std_in_chunks",
        _STD_IN_CHUNKS,
        _CHUNKS,
        count="X.shape[1]",
        starts="range(0, X.shape[1], width)",
        x="X[:, start:start + width]",
        sum="np.sum(x{axis})",
        sum_of_squares="np.sum({squared}{axis})",
        squared="x**2",
        axis=", axis=1, keepdims=True",
        result="np.sqrt({variance})",
        variance="squares / m - (total / m)**2",
    ),
)
ONE_PASS = Recipe(
    "dw_in_one_pass",
    _ONE_PASS,
    _INSIDE,
    before="",
    begins="        z = b\n",
    once="    z = b\n",
    again="        z = 0\n",
    scores="+=",
    error="1 / (1 + math.exp(-z)) - Y[0, i]",
    add="+=",
    result="dw{divided}",
    divided=" / m",
)

# One output -------------------------------------------------------------------------------------------------

_ARRAYS = (
    {"array": "A", "y": "Y", "a": "A"} | {each: f"np.{each}" for each in ("log", "exp")} | {"sum": "np.sum"}
)

COST = Recipe("cost", "{sign}{total}{divided}", _DIVIDED, _COST, _ARRAYS, total="{sum}({term})")
_MEAN = {"total": "np.mean({term})", "factor": "", "array": "A"}
ACCURACY, SQUARED_ERROR = MEANS = (
    Recipe("accuracy", "{total}{factor}", _MEAN, term="{guess} == Y", guess="(A > 0.5)"),
    Recipe("squared_error", "{total}{factor}", _MEAN, term="{difference}**2", difference="(A - Y)"),
)

_STAR = {"product": "np.sum({star}, axis={axis}{keepdims})", "star": "{left} * {right}", **_KEPT}
_X_DZ = {"left": "X", "right": "{dz}", "rows": "n, the features"}
_BY_STAR = {**_STAR, **_X_DZ, "axis": "1"}
_BY_DOT = {"product": "np.dot({left}, {right}.T)", **_X_DZ}
_DW = {"dw": "{product}{divided}", "dz": "(A - Y)", "array": "X", **_DIVIDED}
_DB = {"db": "{sign}{total}{divided}", "sign": "", "total": "np.sum({dz})"}

DW_STAR, DW_DOT = (Recipe("dw", "{dw}", _DW, each) for each in (_BY_STAR, _BY_DOT))
BOTH_STAR, BOTH_DOT = BOTH = tuple(
    Recipe("gradients", "({dw}, {db})", _DW, _DB, each) for each in (_BY_STAR, _BY_DOT)
)
SUM_STAR, SUM_DOT = (Recipe("per_measurement", "{product}", each, dz="dz") for each in (_BY_STAR, _BY_DOT))
DB = Recipe("db", "{db}", _DIVIDED, _DB, dz="dz", array="dz")
GRADIENTS = (DW_STAR, DW_DOT, *BOTH)
STARS, DOTS = (DW_STAR, BOTH_STAR, SUM_STAR), (DW_DOT, BOTH_DOT, SUM_DOT)

_W_X = {"scores": "{product}{bias}", "bias": " + b", "left": "w", "right": "X"}
_SIGMOID = {"sigmoid": "1 / (1 + {exp}({minus}({scores})))", "exp": "np.exp", "minus": "-"}
_SCORES_DOT, _SCORES_STAR = {**_W_X, "product": "np.dot({left}.T, {right})"}, {**_W_X, **_STAR, "axis": "0"}

SCORES_DOT, SCORES_STAR = SCORES = tuple(
    Recipe("scores", "{scores}", each) for each in (_SCORES_DOT, _SCORES_STAR)
)
FORWARD_DOT, FORWARD_STAR = FORWARD = tuple(
    Recipe("forward", "{sigmoid}", _SIGMOID, each) for each in (_SCORES_DOT, _SCORES_STAR)
)
SCORE_DOTS, SCORE_STARS = (SCORES_DOT, FORWARD_DOT), (SCORES_STAR, FORWARD_STAR)

_IN_PLACE = """\
def {name}({arguments}):
    w = w.astype(int)
    w -= learning_rate * dw
    return w, b - learning_rate * db
"""
STEP = Recipe(
    "step",
    "({w}, {b})",
    w="w{sign}{rate}{dw}",
    b="b{sign}{rate}db",
    sign=" - ",
    rate="learning_rate * ",
    dw="dw",
    in_place=_IN_PLACE,
    in_place_too=_IN_PLACE.replace("w -= ", "w[:] = w - "),
)
STANDARDISED = Recipe(
    "standardised",
    "{centred} / {std}",
    _KEPT,
    centred="(X - {mean})",
    mean="np.mean(X, axis={axis}{keepdims})",
    std="np.{spread}(X, axis={axis}{keepdims}{ddof})",
    spread="std",
    axis="1",
    ddof="",
)

# k outputs, and a hidden layer ------------------------------------------------------------------------------

_SHARES = {"above": "{each}", "total": "np.sum({each}, axis={axis}{keepdims})", "axis": "0", **_KEPT}
_CLASSES = {"rows": "k, the classes"}
_CLASS_DW = {**_DW, **_BY_DOT, **_CLASSES}
_CLASS_DB = {**_DB, **_CLASSES, "total": "np.sum({dz}, axis=1, keepdims=True)"}

NORMALISED, SOFTMAX = SHARES = (
    Recipe("normalised", "{above} / {total}", _SHARES, each="E"),
    Recipe("softmax", "{above} / {total}", _SHARES, each="np.exp(Z)"),
)
CLASS_COST = Recipe(
    "softmax_cost",
    "{sign}{total}{divided}",
    _DIVIDED,
    _ARRAYS,
    _CLASSES,
    sign="-",
    total="{sum}({term})",
    term="{y} * {log}({a})",
)
CLASS_DW, CLASS_BOTH = CLASS_DWS = (
    Recipe("dW", "{dw}", _CLASS_DW),
    Recipe("softmax_gradients", "({dw}, {db})", _CLASS_DW, _CLASS_DB),
)
CLASS_DB = Recipe("softmax_db", "{db}", _DIVIDED, _CLASS_DB, dz="dZ", array="dZ")
CLASS_DBS = (CLASS_BOTH, CLASS_DB)
DZ1 = Recipe(
    "dZ1",
    "{product} * {slope}",
    product="np.dot({left}, {right})",
    left="W2",
    right="dZ2",
    slope="(1 - {a}**2)",
    a="A1",
)

# Formulas that are seen for the first time: only the indices say which product is meant ---------------------

EVERYBODY = Recipe(
    "everybody",
    "{sign}{total}",
    sign="",
    total="{sum}(Y) * {logs}",
    logs="{sum}({log}(A))",
    sum="np.sum",
    log="np.log",
)
RIDGE = Recipe("ridge_penalty", "{product}", product="np.sum({square})", square="w**2", left="w", right="w")
MEAN = Recipe(
    "weighted_mean",
    "{total}{divided}",
    divided=" / {weights}",
    total="np.sum({star})",
    star="v * x",
    weights="np.sum(v)",
)
COVARIANCE = Recipe(
    "covariance",
    "{product}{divided}",
    _DIVIDED,
    array="X",
    product="np.dot({left}, {right}.T)",
    left="{centred}",
    right="{centred}",
    centred="(X - {mean})",
    mean="np.mean(X, axis={axis}, keepdims=True)",
    axis="1",
)
COSINE = Recipe(
    "cosine_similarity",
    "{product} / {lengths}",
    product="np.dot({left}.T, {right})",
    left="X",
    right="X",
    unit="(X / {root}(np.sum(X**2, axis={axis}, keepdims=True)))",
    lengths="({length} * {length}[:, None])",
    length="{root}(np.sum(X**2, axis={axis}))",
    root="np.sqrt",
    axis="0",
)
PAIRS = Recipe(
    "paired_dots",
    "{product}",
    product="np.sum({star}, axis={axis})",
    star="P * Q",
    axis="0",
    left="P",
    right="Q",
)
BILINEAR = Recipe(
    "bilinear",
    "{product}",
    product="np.sum({star}, axis={axis})",
    axis="0",
    star="{left} * {right}",
    left="P",
    right="np.dot({M}, Q)",
    M="M",
)
RESIDUALS = Recipe("squared_residuals", "np.mean(({left} - {right}) ** 2)", left="A[:, 0]", right="y")
ROW_SOFTMAX = Recipe("row_softmax", "{above} / {total}", _SHARES, each="np.exp(Z)", axis="1")
ROW_GRADIENTS = Recipe(
    "row_gradients",
    "({dW}, {db})",
    dW="np.dot({left}.T, {right}) / len(X)",
    left="X",
    right="dZ",
    db="{total} / len(X)",
    total="np.sum(dZ, axis={axis})",
    axis="0",
)
ATTENDED = Recipe("attended", "{product}", product="np.dot({left}, {right}.T)", left="V", right="P")
LSTM = Recipe("lstm_cell", "{kept} + {new}", kept="f * c", new="i * g")
