"""Mistakes with k outputs, A and Y (k, m), and in the error of a hidden layer, A1 (h, m)."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas import words_of_softmax as words
from helpers.exercises.catalogue.ideas.own_words import (
    COST_SIGN,
    MEAN_OF_SQUARES,
    TWO_SUMS,
    count_of,
    first_axis,
)

_CLASSES = first_axis("k, the classes")

_SHARES = {
    "code": "{above} / {total}",
    "total": "np.sum({each}, axis={axis}{keepdims})",
    "axis": "0",
    "keepdims": ", keepdims=True",
}
NORMALISED = Recipe("normalised", {**_SHARES, "above": "{each}", "each": "E"})
SOFTMAX = Recipe("softmax", {**_SHARES, "above": "{each}", "each": "np.exp(Z)"})
COST = Recipe(
    "softmax_cost",
    {
        "code": "{sign}{scaled}",
        "sign": "-",
        "scaled": "{total} / {count}",
        "total": "np.sum({product})",
        "product": "Y * {log}(A)",
        "log": "np.log",
        "count": "A.shape[1]",
    },
)
DW = Recipe(
    "dW",
    {
        "code": "{product}{divided}",
        "divided": " / {count}",
        "product": "np.dot(X, {dZ}.T)",
        "dZ": "(A - Y)",
        "count": "X.shape[1]",
    },
)
DB = Recipe(
    "softmax_db",
    {
        "code": "{sign}{total}{divided}",
        "sign": "",
        "total": "np.sum(dZ, axis=1, keepdims=True)",
        "divided": " / {count}",
        "count": "dZ.shape[1]",
    },
)
GRADIENTS = Recipe(
    "softmax_gradients",
    {
        "code": "({dW}, {db})",
        "dW": "{product}{divided}",
        "db": "{sign}{total}{divided}",
        "sign": "",
        "divided": " / {count}",
        "product": "np.dot(X, {dZ}.T)",
        "total": "np.sum({dZ}, axis=1, keepdims=True)",
        "dZ": "(A - Y)",
        "count": "X.shape[1]",
    },
)
DZ1 = Recipe(
    "dZ1", {"code": "{blame} * {slope}", "blame": "np.dot(W2, dZ2)", "slope": "(1 - {a}**2)", "a": "A1"}
)


def _of_normaliser(recipe):
    return (
        recipe.mistake("wrong-axis", axis="1"),
        recipe.mistake("wrong-axis", axis="1", keepdims=""),
        recipe.mistake("normaliser-over-everything", total="np.sum({each})"),
        recipe.mistake("no-normaliser", code="{above}"),
        recipe.mistake("largest-for-sum", total="np.max({each}, axis={axis}{keepdims})"),
        recipe.mistake("count-of-all", words.MEAN_OF_EXPS, total="np.mean({each}, axis={axis}{keepdims})"),
    )


def _of_slopes(recipe):
    products = {
        "dot-without-transpose": "np.dot(X, {dZ})",
        "transpose-on-the-wrong-side": "np.dot(X.T, {dZ})",
        "row-for-column": "np.dot({dZ}, X.T)",
        "star-for-dot": "X * {dZ}",
        "star-with-transpose": "X * {dZ}.T",
        "flattened": "np.vdot(X, {dZ})",
        "all-by-all": "np.outer(X, {dZ})",
        "sum-over-everything": "np.sum(np.dot(X, {dZ}.T))",
        "reshape-for-transpose": "np.dot(X, {dZ}.reshape({dZ}.shape[1], {dZ}.shape[0]))",
    }
    return (
        *(recipe.mistake(name, product=product) for name, product in products.items()),
        recipe.mistake("lost-minus", dZ="(Y - A)"),
        recipe.mistake("labels-forgotten", dZ="A"),
        recipe.mistake("squared-difference", dZ="((A - Y)**2)"),
        recipe.mistake("slope-of-sigmoid-again", dZ="((A - Y) * A * (1 - A))"),
        recipe.mistake("no-mean", divided=""),
        recipe.mistake("divided-twice", count="X.shape[1]**2"),
        recipe.mistake("wrong-count", count="X.shape[0]"),
        recipe.mistake("wrong-count", count="A.shape[0]"),
        recipe.mistake("count-of-all", count="A.size"),
        recipe.mistake("divided-by-m-minus-one", count="(X.shape[1] - 1)"),
        recipe.mistake("star-for-dot", words.ONE_COLUMN, product="np.sum(X * {dZ}, axis=1, keepdims=True)"),
        recipe.mistake("activations-forgotten", dZ="Y"),
    )


def _of_biases(recipe, table):
    return (
        recipe.mistake("sum-over-everything", total=f"np.sum({table})"),
        recipe.mistake("no-keepdims", total=f"np.sum({table}, axis=1)"),
        recipe.mistake("wrong-axis", total=f"np.sum({table}, axis=0)"),
        recipe.mistake("wrong-axis", total=f"np.sum({table}, axis=0, keepdims=True)"),
        recipe.mistake("python-sum", _CLASSES, total=f"sum({table})"),
        recipe.mistake("bias-per-example", total=table),
        recipe.mistake("lost-minus", sign="-"),
    )


ENTRIES = (
    *_of_normaliser(NORMALISED),
    *_of_normaliser(SOFTMAX),
    SOFTMAX.mistake("no-exp", each="Z"),
    SOFTMAX.mistake("exp-of-sum", total="np.exp(np.sum(Z, axis={axis}{keepdims}))"),
    SOFTMAX.mistake("exp-above-only", total="np.sum(Z, axis={axis}{keepdims})"),
    SOFTMAX.mistake("sigmoid-for-softmax", code="1 / (1 + np.exp(-Z))"),
    SOFTMAX.mistake("shift-on-one-side", above="np.exp(Z - np.max(Z, axis=0, keepdims=True))"),
    SOFTMAX.mistake("wrong-axis", words.SHIFT, each="np.exp(Z - np.max(Z, axis=1, keepdims=True))"),
    SOFTMAX.mistake("sign-in-exp", words.SIGN_OF_SCORE, each="np.exp(-Z)"),
    SOFTMAX.mistake("math-for-arrays", each="math.exp(Z)"),
    COST.mistake("sum-of-the-dot", total="np.sum(np.dot(Y, {log}(A).T))"),
    COST.mistake("table-for-number", total="np.dot(Y, {log}(A).T)"),
    COST.mistake("table-for-number", total="np.dot(Y.T, {log}(A))"),
    COST.mistake("divided-twice", count="A.shape[1]**2"),
    COST.mistake("transpose-on-the-wrong-side", total="np.sum(np.dot(Y.T, {log}(A)))"),
    COST.mistake("dot-without-transpose", TWO_SUMS, total="np.dot(Y, {log}(A))"),
    COST.mistake("dot-without-transpose", TWO_SUMS, total="np.sum(np.dot(Y, {log}(A)))"),
    COST.mistake("transpose-on-the-wrong-side", scaled="np.mean(np.dot(Y.T, {log}(A)))"),
    COST.mistake("star-with-transpose", product="Y * {log}(A).T"),
    COST.mistake("no-sum", total="({product})"),
    COST.mistake("wrong-axis", total="np.sum({product}, axis=0)"),
    COST.mistake("wrong-axis", total="np.sum({product}, axis=1)"),
    COST.mistake("wrong-axis", total="np.sum({product}, axis=1, keepdims=True)"),
    COST.mistake("count-of-all", count="A.size"),
    COST.mistake("divided-by-m-minus-one", count="(A.shape[1] - 1)"),
    COST.mistake("half", count="(2 * A.shape[1])"),
    COST.mistake("python-sum", _CLASSES, total="sum({product})"),
    COST.mistake("wrong-count", count_of("A"), count="A.shape[0]"),
    COST.mistake("no-mean", scaled="{total}"),
    COST.mistake("lost-minus", COST_SIGN, sign=""),
    COST.mistake("wrong-log", log="np.log10"),
    COST.mistake("wrong-log", log="np.log2"),
    COST.mistake("no-log", log=""),
    COST.mistake("log-of-sum", total="{log}(np.sum(Y * A))"),
    COST.mistake("roles-exchanged", product="A * {log}(Y)"),
    COST.mistake("binary-cost-for-classes", product="Y * {log}(A) + (1 - Y) * {log}(1 - A)"),
    COST.mistake("class-numbers", product="np.argmax(Y, axis=0) * {log}(A)"),
    COST.mistake("class-numbers", product="(np.argmax(Y, axis=0) + 1) * {log}(A)"),
    COST.mistake("squared-difference", MEAN_OF_SQUARES, code="np.mean((A - Y)**2)"),
    *_of_slopes(DW),
    DW.mistake("reshape-for-transpose", product="np.dot({dZ}, X.T).reshape(X.shape[0], A.shape[0])"),
    DW.mistake("no-sum", product="X[:, None] * {dZ}"),
    *_of_slopes(GRADIENTS),
    *_of_biases(GRADIENTS, "{dZ}"),
    GRADIENTS.mistake("no-mean", dW="{product}"),
    GRADIENTS.mistake("no-mean", db="{sign}{total}"),
    GRADIENTS.mistake("divided-twice", db="{sign}{total}{divided}{divided}"),
    GRADIENTS.mistake("parts-exchanged", code="({db}, {dW})"),
    *_of_biases(DB, "dZ"),
    DB.mistake("no-mean", divided=""),
    DB.mistake("divided-twice", count="dZ.shape[1]**2"),
    DB.mistake("wrong-count", count_of("dZ"), count="dZ.shape[0]"),
    DB.mistake("count-of-all", count="dZ.size"),
    DB.mistake("divided-by-m-minus-one", count="(dZ.shape[1] - 1)"),
    DZ1.mistake("dot-for-star", code="np.dot({blame}, {slope})"),
    DZ1.mistake("dot-for-star", code="np.dot({blame}, {slope}.T)"),
    DZ1.mistake("dot-for-star", code="np.dot({slope}, {blame})"),
    DZ1.mistake("star-for-dot", blame="W2 * dZ2"),
    DZ1.mistake("transpose-on-the-wrong-side", blame="np.dot(W2.T, dZ2)"),
    DZ1.mistake("row-for-column", blame="np.dot(dZ2, W2)"),
    DZ1.mistake("row-for-column", blame="np.dot(dZ2.T, W2.T)"),
    DZ1.mistake("left-to-right", code="{slope} * W2 @ dZ2"),
    DZ1.mistake("slope-too-early", code="np.dot(W2, dZ2 * {slope})"),
    DZ1.mistake("bracket-missing", code="{blame} * 1 - A1**2"),
    DZ1.mistake("slope-of-sigmoid", slope="({a} * (1 - {a}))"),
    DZ1.mistake("square-of-difference", slope="((1 - {a})**2)"),
    DZ1.mistake("dot-takes-a-chain", words.CHAIN, code="np.dot(W2, dZ2, {slope})"),
    DZ1.mistake("no-slope", words.NO_SLOPE, code="{blame}"),
    DZ1.mistake("slope-again", a="np.tanh(A1)"),
    DZ1.mistake("lost-minus", words.SLOPE_SIGN, slope="(A1**2 - 1)"),
    DZ1.mistake("not-asked-mean", words.LATER, code="{blame} * {slope} / A1.shape[1]"),
    DZ1.mistake("no-square", words.TANH, slope="(1 - A1)"),
    DZ1.mistake("sum-over-everything", blame="np.sum(np.dot(W2, dZ2))"),
    DZ1.mistake("reshape-for-transpose", blame="np.dot(W2.reshape(W2.shape[1], W2.shape[0]).T, dZ2)"),
)
