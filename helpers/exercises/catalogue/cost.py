"""Mistakes in the cost of one output, in accuracy and in the squared error: all of A and Y, both (1, m)."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Words
from helpers.exercises.catalogue.ideas.own_words import (
    CHAIN_OF_PLUS,
    COST_SIGN,
    MATH_LOG,
    MEAN_OF_SQUARES,
    STRETCHED,
    count_of,
)

COST = Recipe(
    "cost",
    {
        "code": "{sign}{scaled}",
        "sign": "-",
        "scaled": "{total} / {count}",
        "count": "A.shape[1]",
        "total": "{sum}({terms})",
        "sum": "np.sum",
        "terms": "{first}{plus}{second}",
        "first": "Y * {log}({activation})",
        "second": "(1 - Y) * {log_of_other}",
        "log_of_other": "{log}(1 - {activation})",
        "activation": "A",
        "plus": " + ",
        "log": "np.log",
    },
)

ACCURACY = Recipe(
    "accuracy",
    {
        "code": "{total}{divided}",
        "total": "np.mean({hits})",
        "divided": "",
        "hits": "{guess} == Y",
        "guess": "(A > 0.5)",
    },
)

SQUARED_ERROR = Recipe(
    "squared_error",
    {
        "code": "{total}{factor}",
        "total": "np.mean({square})",
        "square": "{difference}**2",
        "difference": "(A - Y)",
        "factor": "",
    },
)

_COMPARED = Words(
    "Comparing is counting.", "== gives True or False for each example; np.mean makes a share of them."
)
_GUESSES = Words(
    "The share of ones is the accuracy.",
    "Nothing is compared with Y: a guess is right where it is the label.",
)
_SQUARED = Words(
    "Squaring is summing.",
    "The square is taken of each difference by itself; np.mean makes one number of them.",
)
_VARIANCE = Words(
    "np.var is the mean square.",
    "np.var takes the mean of the differences off first. Here nothing comes off.",
    needs="var",
)
_POWER_FIRST = Words(
    "Python sees which terms belong together.",
    "** comes before −: square the difference in a bracket, (A - Y) ** 2.",
)
_ALL_ERRORS = Words(
    "It does not matter which of the two is transposed.",
    "With .T on the left i stays outside, on both sides: every error meets every other, m x m products.",
    needs="dot",
)
_PLUS = Words("Plus or minus, it is squared anyway.", "A difference has a minus: A − Y.")

_MATMUL = Words(
    "np.matmul multiplies whatever there is.",
    "np.matmul takes no plain number. A factor in front is put there with *.",
    needs="matmul|@",
)
_CHAIN = "np.dot(Y, {log}(A).T, np.dot(1 - Y, {log_of_other}.T))"
_STRETCHED = {"first": "Y * {log}(A).T", "second": "(1 - Y) * {log_of_other}.T"}
_EINSUM = {
    "first": "np.einsum('om,mk->ok', Y, {log}(A))",
    "second": "np.einsum('om,mk->ok', 1 - Y, {log_of_other})",
}
_OUTER_FIRST, _OUTER_SECOND = "np.dot(Y.T, {log}(A))", "np.dot((1 - Y).T, {log_of_other})"

ENTRIES = (
    COST.mistake(
        "dot-without-transpose",
        first="np.dot(Y, {log}(A))",
        second="np.dot(1 - Y, {log_of_other})",
        total="({terms})",
    ),
    COST.mistake(
        "dot-without-transpose", first="np.dot(Y, {log}(A))", second="np.dot(1 - Y, {log_of_other})"
    ),
    COST.mistake("transpose-on-the-wrong-side", first=_OUTER_FIRST, second=_OUTER_SECOND),
    COST.mistake("table-for-number", first=_OUTER_FIRST, second=_OUTER_SECOND, total="({terms})"),
    COST.mistake("both-stretched", STRETCHED, **_STRETCHED),
    COST.mistake("both-stretched", STRETCHED, scaled="np.mean({terms})", **_STRETCHED),
    COST.mistake(
        "transpose-on-the-wrong-side", scaled="np.mean({terms})", first=_OUTER_FIRST, second=_OUTER_SECOND
    ),
    COST.mistake("no-sum", total="({terms})"),
    COST.mistake("lost-minus", COST_SIGN, sign=""),
    COST.mistake("no-mean", scaled="{total}"),
    COST.mistake("divided-twice", count="A.shape[1]**2"),
    COST.mistake("wrong-count", count_of("A"), count="A.shape[0]"),
    COST.mistake("divided-by-m-minus-one", count="(A.shape[1] - 1)"),
    COST.mistake("half", count="(2 * A.shape[1])"),
    COST.mistake("wrong-log", log="np.log10"),
    COST.mistake("wrong-log", log="np.log2"),
    COST.mistake("python-sum", sum="sum"),
    COST.mistake("wrong-axis", total="np.sum({terms}, axis=0)"),
    COST.mistake("bracket-missing", second="1 - Y * {log_of_other}"),
    COST.mistake("log-of-sum", code="{sign}{log}(np.mean(Y * A + (1 - Y) * (1 - A)))"),
    COST.mistake("log-of-sum", total="{log}(np.sum(Y * A + (1 - Y) * (1 - A)))"),
    COST.mistake("factor-on-first-term", code="-{sum}({first}) / {count}{plus}{sum}({second}) / {count}"),
    COST.mistake("factor-on-first-term", code="{sign}{sum}({first}) / {count}{plus}{sum}({second})"),
    COST.mistake("log-of-sum", total="({log}(np.sum(Y * A)){plus}{log}(np.sum((1 - Y) * (1 - A))))"),
    COST.mistake("one-term", terms="{first}"),
    COST.mistake("other-term-only", terms="{second}"),
    COST.mistake("minus-between-the-terms", plus=" - "),
    COST.mistake("log-misplaced", log_of_other="(1 - {log}(A))"),
    COST.mistake("same-log-twice", log_of_other="{log}(A)"),
    COST.mistake("roles-exchanged", first="A * {log}(Y)", second="(1 - A) * {log}(1 - Y)"),
    COST.mistake("no-log", log=""),
    COST.mistake("math-for-arrays", MATH_LOG, log="math.log"),
    COST.mistake("dot-is-matmul", _MATMUL, code="np.matmul(-1 / {count}, {terms})"),
    COST.mistake("dot-takes-a-chain", CHAIN_OF_PLUS, total=_CHAIN),
    COST.mistake("dot-takes-a-chain", CHAIN_OF_PLUS, total="np.dot(Y, {log}(A).T, 1 - Y)"),
    COST.mistake("einsum-stretches", **_EINSUM),
    COST.mistake("classes-exchanged", first="(1 - Y) * {log}({activation})", second="Y * {log_of_other}"),
    COST.mistake("sigmoid-again", activation="(1 / (1 + np.exp(-A)))"),
    COST.mistake("squared-difference", MEAN_OF_SQUARES, code="np.mean((A - Y)**2)"),
    COST.mistake("squared-difference", MEAN_OF_SQUARES, code="np.sum((A - Y)**2)"),
    ACCURACY.mistake("both-stretched", hits="{guess} == Y.T"),
    ACCURACY.mistake("no-sum", _COMPARED, total="({hits})"),
    ACCURACY.mistake("no-mean", total="np.sum({hits})"),
    ACCURACY.mistake("percent", divided=" * 100"),
    ACCURACY.mistake("whole-division", total="np.sum({hits})", divided=" // A.shape[1]"),
    ACCURACY.mistake("totals-compared", total="float(np.mean({guess}) == np.mean(Y))"),
    ACCURACY.mistake("hits-among-ones", total="np.sum({guess} * Y) / np.sum({guess})"),
    ACCURACY.mistake("hits-among-ones", total="np.sum({guess} * Y) / np.sum(Y)"),
    ACCURACY.mistake("divided-twice", total="np.mean({hits}) / A.shape[1]"),
    ACCURACY.mistake("divided-by-m-minus-one", total="np.sum({hits})", divided=" / (A.shape[1] - 1)"),
    ACCURACY.mistake("wrong-axis", total="np.mean({hits}, axis=0)"),
    ACCURACY.mistake("wrong-count", count_of("A"), total="np.sum({hits})", divided=" / A.shape[0]"),
    ACCURACY.mistake("python-sum", total="sum({hits})", divided=" / A.shape[1]"),
    ACCURACY.mistake("python-sum", total="sum({hits})", divided=" / len(Y)"),
    ACCURACY.mistake("no-threshold", guess="A"),
    ACCURACY.mistake("chained-comparison", hits="A > 0.5 == Y"),
    ACCURACY.mistake("misses-for-hits", hits="{guess} != Y"),
    ACCURACY.mistake("wrong-side", guess="(A < 0.5)"),
    ACCURACY.mistake("half-included", guess="(A >= 0.5)"),
    ACCURACY.mistake("hits-among-ones", hits="{guess} * Y"),
    ACCURACY.mistake("labels-forgotten", _GUESSES, hits="{guess}"),
    ACCURACY.mistake("boolean-minus", hits="np.abs({guess} - (Y == 1))"),
    ACCURACY.mistake("boolean-minus", hits="np.abs({guess}.astype(np.uint8) - Y.astype(np.uint8))"),
    ACCURACY.mistake(
        "boolean-minus", code="1 - np.mean(np.abs({guess}.astype(np.uint8) - Y.astype(np.uint8)))"
    ),
    ACCURACY.mistake("dot-without-transpose", total="np.dot({guess}, Y)"),
    SQUARED_ERROR.mistake("both-stretched", difference="(A - Y.T)"),
    SQUARED_ERROR.mistake("both-stretched", difference="(A - Y.T)", total="np.sum({square}) / A.shape[1]"),
    SQUARED_ERROR.mistake("dot-without-transpose", total="np.dot({difference}, {difference}) / A.shape[1]"),
    SQUARED_ERROR.mistake(
        "transpose-on-the-wrong-side",
        _ALL_ERRORS,
        total="np.sum(np.dot({difference}.T, {difference})) / A.shape[1]",
    ),
    SQUARED_ERROR.mistake(
        "transpose-on-the-wrong-side", _ALL_ERRORS, total="np.mean(np.dot({difference}.T, {difference}))"
    ),
    SQUARED_ERROR.mistake("table-for-number", total="np.dot({difference}.T, {difference}) / A.shape[1]"),
    SQUARED_ERROR.mistake("no-sum", _SQUARED, total="{square}"),
    SQUARED_ERROR.mistake("no-sum", _SQUARED, total="{square} / A.shape[1]"),
    SQUARED_ERROR.mistake("divided-twice", total="np.mean({square}) / A.shape[1]"),
    SQUARED_ERROR.mistake("no-mean", total="np.sum({square})"),
    SQUARED_ERROR.mistake("half", factor=" / 2"),
    SQUARED_ERROR.mistake("divided-by-m-minus-one", total="np.sum({square}) / (A.shape[1] - 1)"),
    SQUARED_ERROR.mistake("wrong-count", count_of("A"), total="np.sum({square}) / A.shape[0]"),
    SQUARED_ERROR.mistake("wrong-axis", total="np.mean({square}, axis=0)"),
    SQUARED_ERROR.mistake("squared-difference", _VARIANCE, total="np.var({difference})"),
    SQUARED_ERROR.mistake("python-sum", total="sum({square}) / A.shape[1]"),
    SQUARED_ERROR.mistake("no-square", square="{difference}"),
    SQUARED_ERROR.mistake("bracket-missing", _POWER_FIRST, difference="A - Y"),
    SQUARED_ERROR.mistake("difference-of-squares", square="(A**2 - Y**2)"),
    SQUARED_ERROR.mistake("square-of-mean", total="np.mean({difference})**2"),
    SQUARED_ERROR.mistake("square-of-sum", total="np.sum({difference})**2 / A.shape[1]"),
    SQUARED_ERROR.mistake("absolute-for-square", square="np.abs({difference})"),
    SQUARED_ERROR.mistake("root", code="np.sqrt({total}{factor})"),
    SQUARED_ERROR.mistake("lost-minus", _PLUS, difference="(A + Y)"),
)
