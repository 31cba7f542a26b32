"""Mistakes in formulas that are seen for the first time: only the indices say which product is meant."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas import own_words
from helpers.exercises.catalogue.ideas import words_of_choices as words

RIDGE = Recipe("ridge_penalty", {"code": "{total}", "total": "np.sum({square})", "square": "w**2"})
MEAN = Recipe(
    "weighted_mean",
    {
        "code": "{total}{divided}",
        "divided": " / {weights}",
        "total": "np.sum({product})",
        "product": "v * x",
        "weights": "np.sum(v)",
    },
)
COVARIANCE = Recipe(
    "covariance",
    {
        "code": "{product}{divided}",
        "divided": " / {count}",
        "product": "np.dot({centred}, {centred}.T)",
        "centred": "(X - {mean})",
        "mean": "np.mean(X, axis={axis}, keepdims=True)",
        "axis": "1",
        "count": "X.shape[1]",
    },
)
COSINE = Recipe(
    "cosine_similarity",
    {
        "code": "{product} / {lengths}",
        "product": "np.dot(X.T, X)",
        "unit": "(X / {root}(np.sum(X**2, axis={axis}, keepdims=True)))",
        "lengths": "({length} * {length}[:, None])",
        "length": "{root}(np.sum(X**2, axis={axis}))",
        "root": "np.sqrt",
        "axis": "0",
    },
)
PAIRS = Recipe("paired_dots", {"code": "{total}", "total": "np.sum(P * Q, axis={axis})", "axis": "0"})
BILINEAR = Recipe(
    "bilinear",
    {
        "code": "{total}",
        "total": "np.sum({product}, axis=0)",
        "product": "P * {right}",
        "right": "np.dot({M}, Q)",
        "M": "M",
    },
)
LSTM = Recipe("lstm_cell", {"code": "{kept} + {new}", "kept": "f * c", "new": "i * g"})
EVERYBODY = Recipe(
    "everybody",
    {
        "code": "{sign}{total}",
        "sign": "",
        "total": "{sum}(Y) * {logs}",
        "logs": "{sum}({log}(A))",
        "sum": "np.sum",
        "log": "np.log",
    },
)


ENTRIES = (
    EVERYBODY.mistake("paired-only", total="np.sum(Y * {log}(A))"),
    EVERYBODY.mistake("paired-only", total="np.dot(Y, {log}(A).T)"),
    EVERYBODY.mistake("dot-without-transpose", own_words.EVERYBODY, total="np.dot(Y, {log}(A))"),
    EVERYBODY.mistake("table-for-number", total="np.dot(Y.T, {log}(A))"),
    EVERYBODY.mistake("no-sum", total="Y.T * {log}(A)"),
    EVERYBODY.mistake("log-of-sum", logs="{log}(np.sum(A))"),
    EVERYBODY.mistake("count-of-all", words.TWO_MEANS, total="np.mean(Y) * np.mean({log}(A))"),
    EVERYBODY.mistake("python-sum", sum="sum"),
    EVERYBODY.mistake("wrong-log", log="np.log10"),
    EVERYBODY.mistake("no-log", words.LOGS, log=""),
    EVERYBODY.mistake("lost-minus", own_words.NO_MINUS, sign="-"),
    RIDGE.mistake("dot-without-transpose", total="np.dot(w, w)"),
    RIDGE.mistake("outer-for-inner", total="np.dot(w, w.T)"),
    RIDGE.mistake("outer-for-inner", words.SUM_OF_OUTER, total="np.sum(np.dot(w, w.T))"),
    RIDGE.mistake("both-stretched", words.WEIGHTS_STRETCHED, total="np.sum(w * w.T)"),
    RIDGE.mistake("square-of-sum", words.SQUARE_LAST, total="np.sum(w)**2"),
    RIDGE.mistake("no-sum", words.SQUARED, total="{square}"),
    RIDGE.mistake("no-square", words.WEIGHTS_ALONE, square="w"),
    RIDGE.mistake("absolute-for-square", words.SIZES, square="np.abs(w)"),
    RIDGE.mistake("root", total="np.sqrt(np.sum({square}))"),
    RIDGE.mistake("half", total="np.sum({square}) / 2"),
    RIDGE.mistake("count-of-all", words.MEAN_OF_WEIGHTS, total="np.mean({square})"),
    MEAN.mistake("weights-not-normalised", divided=""),
    MEAN.mistake("count-of-all", words.NUMBER_OF_WEIGHTS, weights="len(x)"),
    MEAN.mistake("weights-ignored", product="x"),
    MEAN.mistake("weights-ignored", product="x", weights="len(x)"),
    MEAN.mistake("weights-ignored", words.ALONE, code="np.sum(x)"),
    MEAN.mistake("both-stretched", words.WEIGHTS_AGAINST_NUMBERS, total="np.sum(v[:, None] * x)"),
    MEAN.mistake("all-pairs", words.OUTER, total="np.sum(np.outer(v, x))"),
    MEAN.mistake("weights-ignored", words.CANCELLED, code="np.sum(v * x / v)"),
    MEAN.mistake("divided-by-the-numbers", weights="np.sum(x)"),
    MEAN.mistake("no-sum", total="{product}"),
    MEAN.mistake("all-pairs", words.OUTER, total="np.outer(v, x)"),
    MEAN.mistake("product-of-means", words.SUMMED_TOO_EARLY, total="(np.sum(v) * np.sum(x))"),
    COVARIANCE.mistake("not-centred", words.CENTRED, centred="X"),
    COVARIANCE.mistake("wrong-axis", axis="0"),
    COVARIANCE.mistake("one-mean-for-all", centred="(X - np.mean(X))"),
    COVARIANCE.mistake("no-keepdims", centred="(X - np.mean(X, axis=1))"),
    COVARIANCE.mistake("transpose-on-the-wrong-side", product="np.dot({centred}.T, {centred})"),
    COVARIANCE.mistake("dot-without-transpose", product="np.dot({centred}, {centred})"),
    COVARIANCE.mistake(
        "variance-for-covariance", words.DIAGONAL, product="np.sum({centred}**2, axis=1, keepdims=True)"
    ),
    COVARIANCE.mistake("no-sum", words.OWN_SQUARE, product="{centred}**2"),
    COVARIANCE.mistake("divided-by-m-minus-one", count="(X.shape[1] - 1)"),
    COVARIANCE.mistake("divided-by-m-minus-one", words.NP_COV, code="np.cov(X)"),
    COVARIANCE.mistake(
        "variance-for-covariance", words.DIAGONAL, product="np.diag(np.sum({centred}**2, axis=1))"
    ),
    COVARIANCE.mistake("transpose-on-the-wrong-side", words.COLUMNS, code="np.cov(X.T)"),
    COVARIANCE.mistake("transpose-on-the-wrong-side", words.COLUMNS, code="np.cov(X.T, bias=True)"),
    COVARIANCE.mistake("correlation", code="np.corrcoef(X)"),
    COVARIANCE.mistake(
        "correlation", words.CORRELATION, centred="((X - {mean}) / np.std(X, axis={axis}, keepdims=True))"
    ),
    COVARIANCE.mistake("half", count="(2 * X.shape[1])"),
    COVARIANCE.mistake("wrong-count", count="X.shape[0]"),
    COVARIANCE.mistake("no-mean", divided=""),
    COSINE.mistake("norm-missing", code="{product}"),
    COSINE.mistake("correlation", code="np.corrcoef(X.T)"),
    COSINE.mistake("one-norm-only", lengths="{length}"),
    COSINE.mistake("one-norm-only", lengths="{length}[:, None]"),
    COSINE.mistake("lengths-paired", lengths="({length} * {length})"),
    COSINE.mistake("bracket-missing", words.DENOMINATOR, lengths="{length}[:, None] * {length}"),
    COSINE.mistake("bracket-missing", words.DENOMINATOR, lengths="{length} * {length}[:, None]"),
    COSINE.mistake("squared-norm", root=""),
    COSINE.mistake("wrong-axis", axis="1"),
    COSINE.mistake("wrong-axis", code="np.dot({unit}.T, {unit})", axis="1"),
    COSINE.mistake("transpose-on-the-wrong-side", product="np.dot(X, X.T)"),
    COSINE.mistake("transpose-on-the-wrong-side", product="np.dot(X, X.T)", axis="1"),
    COSINE.mistake("dot-without-transpose", product="np.dot(X, X)"),
    COSINE.mistake("normaliser-over-everything", words.ONE_LENGTH, lengths="np.sum(X**2)"),
    PAIRS.mistake("all-pairs", total="np.dot(P.T, Q)"),
    PAIRS.mistake("all-pairs", total="np.sum(np.dot(P.T, Q), axis=0)"),
    PAIRS.mistake("transpose-on-the-wrong-side", total="np.dot(P, Q.T)"),
    PAIRS.mistake("dot-without-transpose", own_words.PAIRED, total="np.dot(P, Q)"),
    PAIRS.mistake("no-sum", total="P * Q"),
    PAIRS.mistake("sum-over-everything", total="np.sum(P * Q)"),
    PAIRS.mistake("sum-over-everything", words.TRACE, total="np.trace(np.dot(P.T, Q))"),
    PAIRS.mistake("wrong-axis", axis="1"),
    PAIRS.mistake("flattened", total="np.vdot(P, Q)"),
    PAIRS.mistake("one-of-all-pairs", total="np.dot(P.T, Q)[0]"),
    PAIRS.mistake("count-of-all", words.MEAN_OF_PAIRS, total="np.mean(P * Q, axis={axis})"),
    BILINEAR.mistake("all-pairs", total="np.dot(P.T, {right})"),
    BILINEAR.mistake("all-pairs", total="np.sum(np.dot(P.T, {right}), axis=0)"),
    BILINEAR.mistake("dot-takes-a-chain", total="np.dot(P.T, {M}, Q)"),
    BILINEAR.mistake("dot-without-transpose", product="np.dot(P, {M}) * Q"),
    BILINEAR.mistake("no-sum", total="{product}"),
    BILINEAR.mistake("sum-over-everything", total="np.sum({product})"),
    BILINEAR.mistake("wrong-axis", total="np.sum({product}, axis=1)"),
    BILINEAR.mistake("star-for-dot", right="({M} * Q)"),
    BILINEAR.mistake("transpose-on-the-wrong-side", words.INDICES_OF_M, M="M.T"),
    LSTM.mistake("dot-for-star", kept="np.dot(f, c)", new="np.dot(i, g)"),
    LSTM.mistake("dot-for-star", kept="np.dot(f, c.T)", new="np.dot(i, g.T)"),
    LSTM.mistake("dot-for-star", kept="np.dot(f.T, c)", new="np.dot(i.T, g)"),
    LSTM.mistake("star-is-the-cross-product", words.CROSS, kept="np.cross(f, c)", new="np.cross(i, g)"),
    LSTM.mistake("bracket-missing", words.PRODUCTS_FIRST, code="f * (c + i) * g"),
    LSTM.mistake("one-term", words.KEPT, code="{kept}"),
    LSTM.mistake("one-term", words.LET_IN, code="{new}"),
    LSTM.mistake("minus-between-the-terms", words.ADDED, code="{kept} - {new}"),
    LSTM.mistake("roles-exchanged", words.GATES, kept="f * g", new="i * c"),
    LSTM.mistake("roles-exchanged", words.GATES, kept="f * i", new="c * g"),
    LSTM.mistake("no-plus", code="{kept} * {new}"),
    LSTM.mistake("sum-over-everything", words.NOTHING_SUMMED, code="np.sum({kept} + {new}, axis=0)"),
    LSTM.mistake("sum-over-everything", words.NOTHING_SUMMED, code="np.sum({kept} + {new})"),
)
