"""The right code of each exercise, with names for the parts in which mistakes are made.

The same name stands for the same part in all of them, so that one change makes the same mistake in many:
``product``, with its operands ``left`` and ``right``; ``star``, what is summed; ``total``, what is divided;
``count``, what it is divided by. ``code`` is the whole: an expression, or a ``def``.
``read_recipes`` says how an entry is read.
"""

from helpers.exercises.catalogue.entry import read_recipes

#: The last line of a loop, and where it stands one step too far to the right.
_LAST = {"last": "    return {result}\n", "return_inside": "        return {result}\n"}
#: Ways to go about it that are wrong as a whole.
_RETURNED = "def {name}({arguments}):\n    return result\n"
_IN_PLACE = """\
def {name}({arguments}):
    w = w.astype(int)
    w -= learning_rate * dw
    return w, b - learning_rate * db
"""
#: Code of several lines, with its slots.
_LINES = {
    "_LOOP": _LAST
    | {
        "each_turn": "        total = total / {length}\n    return {result}\n",
        "code": """\
def {name}({arguments}):
    total = 0.0
    for i in {turns}:
        total {add} {term}
{last}""",
    },
    "_LISTS": {
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
    },
    "_NESTED": _LAST
    | {
        "begins": "        total = {start}\n",
        "once": "    total = {start}\n",
        "code": """\
def {name}({arguments}):
    n, m = X.shape
    result = np.zeros({shape})
{before}    for {kept}:
{begins}        for {summed} in {turns}:
            total {add} {term}
        result[{place}] = {mean}
{last}""",
    },
    "_DW_IN_CHUNKS": _LAST
    | {
        "code": """\
def dw_in_blocks(X, dz, width):
    m = X.shape[1]
    total = {before}
    for start in {starts}:
        stop = {stop}
        total {add} {term}
{last}"""
    },
    "_STD_IN_CHUNKS": _LAST
    | {
        "size": "    m = {count}\n",
        "squares": "    squares = {before}\n",
        "more_squares": "        squares {add} {sum_of_squares}\n",
        "code": """\
def std_in_chunks(X, width):
{size}    total = {before}
{squares}    for start in {starts}:
        x = {x}
        total {add} {sum}
{more_squares}{last}""",
    },
    "_ONE_PASS": _LAST
    | {
        "begins": "        z = b\n",
        "once": "    z = b\n",
        "again": "        z = 0\n",
        "code": """\
def dw_in_one_pass(w, b, X, Y):
    n, m = X.shape
    dw = np.zeros((n, 1))
{before}    for i in range(m):
{begins}        for j in range(n):
            z {scores} w[j, 0] * X[j, i]
        error = {error}
        for j in range(n):
            dw[j, 0] {add} X[j, i] * error
{last}""",
    },
    "_IN_PLACE": {"in_place": _IN_PLACE, "in_place_too": _IN_PLACE.replace("w -= ", "w[:] = w - ")},
}

_RECIPES = """
_DIVIDED: divided=` / {count}` count=`{array}.shape[1]`
_KEPT: keepdims=`, keepdims=True`
_COST: sign=`-` term=`{first}{plus}{second}` first=`{y} * {log}({activation})` second=`(1 - {y}) *
    {log_of_other}` log_of_other=`{log}(1 - {activation})` activation=`{a}` plus=` + `

_TURNS: turns=`range({length})` add=`+=` result=`{sign}total{divided}` sign=`` divided=` / {count}`
    count=`{length}`
_ROW: length=`A.shape[1]` y=`Y[0, i]` a=`A[0, i]` log=`np.log` exp=`np.exp`
_NUMBERS: length=`len(a)` y=`y[i]` a=`a[i]` log=`math.log` exp=`math.exp`
LOOP_DB: db_by_loop _LOOP _TURNS _LISTS length=`len(dz)` term=`dz[i]`
ROW_DB: db _LOOP _TURNS length=`dz.shape[1]` term=`dz[0, i]`
LOOP_COST: cost_by_loop _LOOP _TURNS _LISTS _COST _NUMBERS
ROW_COST: cost _LOOP _TURNS _COST _ROW
LOOPS: LOOP_DB ROW_DB LOOP_COST ROW_COST

_NESTED_TURNS: shape=`(n, 1)` kept=`j in range(n)` before=`` start=`0` summed=`i` length=`m`
    turns=`range({length})` add=`+=` place=`j, 0` mean=`total{divided}` divided=`` result=`result` x=`X[j, i]`
NESTED_SCORES: scores _NESTED _NESTED_TURNS shape=`(1, m)` kept=`i in range(m)` start=`b` summed=`j`
    length=`n` place=`0, i` term=`w[j, 0] * {x}{bias}` bias=``
NESTED_DW: dw _NESTED _NESTED_TURNS term=`{x} * {dz}` dz=`(A[0, i] - Y[0, i])` divided=` / m`
NESTED_SUM: per_measurement _NESTED _NESTED_TURNS term=`{x} * dz[0, i]`
NESTED: NESTED_SCORES NESTED_DW NESTED_SUM

_CHUNKS: before=`0` column=`np.zeros((X.shape[0], 1))` add=`+=`
CHUNKED_DW: dw_in_blocks _DW_IN_CHUNKS _CHUNKS starts=`range(0, m, width)` stop=`start + width`
    term=`{product}` product=`np.dot({left}, {right}.T)` left=`X[:, start:stop]` right=`dz[:, start:stop]`
    result=`total / {count}` count=`m`
CHUNKED_STD: std_in_chunks _STD_IN_CHUNKS _CHUNKS count=`X.shape[1]` starts=`range(0, X.shape[1], width)`
    x=`X[:, start:start + width]` sum=`np.sum(x{axis})` sum_of_squares=`np.sum({squared}{axis})`
    squared=`x**2` axis=`, axis=1, keepdims=True` result=`np.sqrt({variance})` variance=`squares / m - (total
    / m)**2`
CHUNKED: CHUNKED_DW CHUNKED_STD
ONE_PASS: dw_in_one_pass _ONE_PASS before=`` scores=`+=` error=`1 / (1 + math.exp(-z)) - Y[0, i]` add=`+=`
    result=`dw{divided}` divided=` / m`

_ARRAYS: array=`A` y=`Y` a=`A` log=`np.log` exp=`np.exp` sum=`np.sum`
COST: cost _DIVIDED _COST _ARRAYS code=`{sign}{total}{divided}` total=`{sum}({term})`
_MEAN: code=`{total}{factor}` total=`np.mean({term})` factor=`` array=`A`
ACCURACY: accuracy _MEAN term=`{guess} == Y` guess=`(A > 0.5)`
SQUARED_ERROR: squared_error _MEAN term=`{difference}**2` difference=`(A - Y)`
MEANS: ACCURACY SQUARED_ERROR

_STAR: product=`np.sum({star}, axis={axis}{keepdims})` star=`{left} * {right}`
_X_DZ: left=`X` right=`{dz}` rows=`n, the features`
_BY_STAR: _STAR _KEPT _X_DZ axis=`1`
_BY_DOT: product=`np.dot({left}, {right}.T)` _X_DZ
_DW: _DIVIDED dw=`{product}{divided}` dz=`(A - Y)` array=`X`
_DB: db=`{sign}{total}{divided}` sign=`` total=`np.sum({dz})`
DW_STAR: dw _DW _BY_STAR code=`{dw}`
DW_DOT: dw _DW _BY_DOT code=`{dw}`
BOTH_STAR: gradients _DW _DB _BY_STAR code=`({dw}, {db})`
BOTH_DOT: gradients _DW _DB _BY_DOT code=`({dw}, {db})`
SUM_STAR: per_measurement _BY_STAR code=`{product}` dz=`dz`
SUM_DOT: per_measurement _BY_DOT code=`{product}` dz=`dz`
DB: db _DIVIDED _DB code=`{db}` dz=`dz` array=`dz`
BOTH: BOTH_STAR BOTH_DOT
GRADIENTS: DW_STAR DW_DOT BOTH
STARS: DW_STAR BOTH_STAR SUM_STAR
DOTS: DW_DOT BOTH_DOT SUM_DOT

_W_X: scores=`{product}{bias}` bias=` + b` left=`w` right=`X`
_SIGMOID: code=`{sigmoid}` sigmoid=`1 / (1 + {exp}({minus}({scores})))` exp=`np.exp` minus=`-`
_SCORES_DOT: _W_X product=`np.dot({left}.T, {right})`
_SCORES_STAR: _STAR _KEPT _W_X axis=`0`
SCORES_DOT: scores _SCORES_DOT code=`{scores}`
SCORES_STAR: scores _SCORES_STAR code=`{scores}`
FORWARD_DOT: forward _SIGMOID _SCORES_DOT
FORWARD_STAR: forward _SIGMOID _SCORES_STAR
SCORES: SCORES_DOT SCORES_STAR
FORWARD: FORWARD_DOT FORWARD_STAR
SCORE_DOTS: SCORES_DOT FORWARD_DOT
SCORE_STARS: SCORES_STAR FORWARD_STAR

STEP: step _IN_PLACE code=`({w}, {b})` w=`w{sign}{rate}{dw}` b=`b{sign}{rate}db` sign=` - `
    rate=`learning_rate * ` dw=`dw`
STANDARDISED: standardised _KEPT code=`{centred} / {std}` centred=`(X - {mean})` mean=`np.mean(X,
    axis={axis}{keepdims})` std=`np.{spread}(X, axis={axis}{keepdims}{ddof})` spread=`std` axis=`1` ddof=``

_SHARES: _KEPT code=`{above} / {total}` above=`{each}` total=`np.sum({each}, axis={axis}{keepdims})` axis=`0`
_CLASSES: rows=`k, the classes`
_CLASS_DW: _DW _BY_DOT _CLASSES
_CLASS_DB: _DB _CLASSES total=`np.sum({dz}, axis=1, keepdims=True)`
NORMALISED: normalised _SHARES each=`E`
SOFTMAX: softmax _SHARES each=`np.exp(Z)`
SHARES: NORMALISED SOFTMAX
CLASS_COST: softmax_cost _DIVIDED _ARRAYS _CLASSES code=`{sign}{total}{divided}` sign=`-`
    total=`{sum}({term})` term=`{y} * {log}({a})`
CLASS_DW: dW _CLASS_DW code=`{dw}`
CLASS_BOTH: softmax_gradients _CLASS_DW _CLASS_DB code=`({dw}, {db})`
CLASS_DWS: CLASS_DW CLASS_BOTH
CLASS_DB: softmax_db _DIVIDED _CLASS_DB code=`{db}` dz=`dZ` array=`dZ`
CLASS_DBS: CLASS_BOTH CLASS_DB
DZ1: dZ1 code=`{product} * {slope}` product=`np.dot({left}, {right})` left=`W2` right=`dZ2` slope=`(1 -
    {a}**2)` a=`A1`

EVERYBODY: everybody code=`{sign}{total}` sign=`` total=`{sum}(Y) * {logs}` logs=`{sum}({log}(A))`
    sum=`np.sum` log=`np.log`
RIDGE: ridge_penalty code=`{product}` product=`np.sum({square})` square=`w**2` left=`w` right=`w`
MEAN: weighted_mean code=`{total}{divided}` divided=` / {weights}` total=`np.sum({star})` star=`v * x`
    weights=`np.sum(v)`
COVARIANCE: covariance _DIVIDED code=`{product}{divided}` array=`X` product=`np.dot({left}, {right}.T)`
    left=`{centred}` right=`{centred}` centred=`(X - {mean})` mean=`np.mean(X, axis={axis}, keepdims=True)`
    axis=`1`
COSINE: cosine_similarity code=`{product} / {lengths}` product=`np.dot({left}.T, {right})` left=`X` right=`X`
    unit=`(X / {root}(np.sum(X**2, axis={axis}, keepdims=True)))` lengths=`({length} * {length}[:, None])`
    length=`{root}(np.sum(X**2, axis={axis}))` root=`np.sqrt` axis=`0`
PAIRS: paired_dots code=`{product}` product=`np.sum({star}, axis={axis})` star=`P * Q` axis=`0` left=`P`
    right=`Q`
BILINEAR: bilinear code=`{product}` product=`np.sum({star}, axis={axis})` axis=`0` star=`{left} * {right}`
    left=`P` right=`np.dot({M}, Q)` M=`M`
RESIDUALS: squared_residuals code=`np.mean(({left} - {right}) ** 2)` left=`A[:, 0]` right=`y`
ROW_SOFTMAX: row_softmax _SHARES each=`np.exp(Z)` axis=`1`
ROW_GRADIENTS: row_gradients code=`({dW}, {db})` dW=`np.dot({left}.T, {right}) / len(X)` left=`X` right=`dZ`
    db=`{total} / len(X)` total=`np.sum(dZ, axis={axis})` axis=`0`
ATTENDED: attended code=`{product}` product=`np.dot({left}, {right}.T)` left=`V` right=`P`
LSTM: lstm_cell code=`{kept} + {new}` kept=`f * c` new=`i * g`
"""

RECIPES = read_recipes(_RECIPES, _LINES)
