"""Mistakes in the gradients of one output: dw from X (n, m), A and Y (1, m); db from dz (1, m)."""

from dataclasses import replace

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas import words_of_gradients as words
from helpers.exercises.catalogue.ideas.own_words import (
    BIAS_SIZE,
    BIAS_SQUARED,
    MEAN_OVER_ALL,
    MINUS_CHAIN,
    NO_MINUS,
    first_axis,
)

_STAR = {
    "product": "np.sum({star}, axis={axis}{keepdims})",
    "star": "X * {dz}",
    "axis": "1",
    "keepdims": ", keepdims=True",
}
_DOT = {"product": "np.dot(X, {dz}.T)"}
_DZ = {"dz": "(A - Y)", "divided": " / {count}", "count": "X.shape[1]"}
_BOTH = {
    "code": "({dw}, {db})",
    "dw": "{product}{divided}",
    "db": "{sign}{total}{divided}",
    "sign": "",
    "total": "np.sum({dz})",
}


DW_STAR = Recipe("dw", {"code": "{product}{divided}", **_STAR, **_DZ})
DW_DOT = Recipe("dw", {"code": "{product}{divided}", **_DOT, **_DZ})
BOTH_STAR = Recipe("gradients", {**_BOTH, **_STAR, **_DZ})
BOTH_DOT = Recipe("gradients", {**_BOTH, **_DOT, **_DZ})
SUM_STAR = Recipe("per_measurement", {"code": "{product}", **_STAR, "dz": "dz"})
SUM_DOT = Recipe("per_measurement", {"code": "{product}", **_DOT, "dz": "dz"})
DB = Recipe(
    "db",
    {
        "code": "{sign}{total}{divided}",
        "sign": "",
        "total": "np.sum(dz)",
        "divided": " / {count}",
        "count": "dz.shape[1]",
    },
)


def _of_star(recipe):
    return (
        recipe.mistake("no-sum", product="{star}"),
        recipe.mistake("sum-over-everything", product="np.sum({star})"),
        recipe.mistake("no-keepdims", keepdims=""),
        recipe.mistake("one-for-each-example", product="np.sum({star}, axis=0)[:, None]"),
        recipe.mistake("wrong-axis", axis="0"),
        recipe.mistake("wrong-axis", axis="0", keepdims=""),
        recipe.mistake("python-sum", first_axis("n, the features"), product="sum({star})"),
        recipe.mistake("star-with-transpose", product="{star}", star="X * {dz}.T"),
        recipe.mistake("star-with-transpose", star="X * {dz}.T"),
    )


def _of_dot(recipe):
    products = {
        "np.dot(X, {dz})": "dot-without-transpose",
        "np.dot({dz}, X)": "dot-without-transpose",
        "np.dot(X.T, {dz})": "transpose-on-the-wrong-side",
        "np.dot(X.T, {dz}.T)": "transpose-on-the-wrong-side",
        "np.dot({dz}.T, X)": "transpose-on-the-wrong-side",
        "np.dot({dz}, X.T)": "row-for-column",
        "np.dot(X, {dz}.T).T": "row-for-column",
        "np.dot(X, {dz}[0])": "no-keepdims",
        "np.dot(X, {dz}.ravel())": "no-keepdims",
        "np.dot({dz}, X.reshape(X.shape[1], X.shape[0])).T": "reshape-for-transpose",
        "np.einsum('nm,mk->nk', X, {dz})": "einsum-stretches",
        "-np.dot(X, {dz}.T)": "lost-minus",
        "np.vdot(X, {dz})": "flattened",
        "np.outer(X, {dz})": "all-by-all",
        "np.cross(X, {dz})": "star-is-the-cross-product",
        "np.dot(X.T.reshape(X.shape), {dz}.T)": "reshape-for-transpose",
    }
    own = {
        "np.dot(X, {dz}.T).T": words.TURNED_AT_THE_END,
        "np.dot(X, {dz}[0])": words.ROW_OUT,
        "np.dot(X, {dz}.ravel())": words.FLAT,
        "np.dot(X.T, {dz}.T)": words.BOTH_TURNED,
        "np.dot({dz}, X)": words.WITHOUT,
        "np.cross(X, {dz})": words.CROSS,
        "-np.dot(X, {dz}.T)": NO_MINUS,
    }
    return tuple(
        recipe.mistake(name, own.get(product), product=product) for product, name in products.items()
    )


def _of_terms(recipe):
    return (
        recipe.mistake("lost-minus", dz="(Y - A)"),
        recipe.mistake("labels-forgotten", dz="A"),
        recipe.mistake("activations-forgotten", dz="Y"),
        recipe.mistake("squared-difference", dz="((A - Y)**2)"),
        recipe.mistake("slope-of-sigmoid-again", dz="((A - Y) * A * (1 - A))"),
        recipe.mistake("both-stretched", dz="(A - Y.T)"),
        recipe.mistake("no-mean", divided=""),
        recipe.mistake("divided-twice", count="X.shape[1]**2"),
        recipe.mistake("wrong-count", count="X.shape[0]"),
        recipe.mistake("count-of-all", count="X.size"),
        recipe.mistake("divided-by-m-minus-one", count="(X.shape[1] - 1)"),
        recipe.mistake("half", count="(2 * X.shape[1])"),
    )


def _of_dw(star, dot):
    mean_over_all = star.mistake("sum-over-everything", MEAN_OVER_ALL, product="np.mean({star})", divided="")
    return (
        *_of_star(star),
        mean_over_all,
        star.mistake(
            "product-of-means", product="np.mean(X, axis=1, keepdims=True) * np.mean({dz})", divided=""
        ),
        star.mistake("bracket-missing", star="X * A - Y"),
        *_of_terms(star),
        *_of_dot(dot),
        *_of_terms(dot),
    )


_BOTH_ALIKE = (
    BOTH_DOT.mistake("bias-per-example", db="{dz}"),
    BOTH_DOT.mistake("no-sum", words.DIVIDED, total="{dz}"),
    BOTH_DOT.mistake("no-mean", db="{total}"),
    BOTH_DOT.mistake("divided-by-m-minus-one", db="{total} / (X.shape[1] - 1)"),
    BOTH_DOT.mistake("divided-by-m-minus-one", dw="{product} / (X.shape[1] - 1)"),
    BOTH_DOT.mistake("wrong-count", db="{sign}{total} / X.shape[0]"),
    BOTH_DOT.mistake("wrong-count", dw="{product} / X.shape[0]"),
    BOTH_DOT.mistake("divided-twice", db="{total}{divided}{divided}"),
    BOTH_DOT.mistake("divided-twice", dw="{product}{divided}{divided}"),
    BOTH_DOT.mistake("squared-difference", total="np.sum({dz}**2)"),
    BOTH_DOT.mistake("no-mean", dw="{product}"),
    BOTH_DOT.mistake("lost-minus", sign="-"),
    BOTH_DOT.mistake("python-sum", total="sum({dz})"),
    BOTH_DOT.mistake("weights-for-bias", total="np.sum(A)"),
    BOTH_DOT.mistake("wrong-axis", total="np.sum({dz}, axis=0)"),
    BOTH_DOT.mistake("parts-exchanged", code="({db}, {dw})"),
)

ENTRIES = (
    *_of_dw(DW_STAR, DW_DOT),
    # There the division would go from db as well.
    *(
        each
        for each in _of_dw(BOTH_STAR, BOTH_DOT)
        if each.changes.get("divided") != "" or each.name == "no-mean"
    ),
    BOTH_STAR.mistake("sum-over-everything", MEAN_OVER_ALL, dw="np.mean({star})"),
    BOTH_STAR.mistake("product-of-means", dw="np.mean(X, axis=1, keepdims=True) * np.mean({dz})"),
    BOTH_STAR.mistake("no-sum", product="{star}", total="{dz}"),
    *_BOTH_ALIKE,
    *(replace(entry, recipe=BOTH_STAR) for entry in _BOTH_ALIKE),
    *_of_star(SUM_STAR),
    *_of_dot(SUM_DOT),
    SUM_DOT.mistake("not-asked-mean", product="np.dot(X, {dz}.T) / X.shape[1]"),
    SUM_STAR.mistake("not-asked-mean", product="np.mean({star}, axis={axis}{keepdims})"),
    DW_DOT.mistake("dot-takes-a-chain", MINUS_CHAIN, product="np.dot(X, A.T, Y.T)"),
    DB.mistake("bias-per-example", total="dz", divided=""),
    DB.mistake("no-sum", words.DIVIDED, total="dz"),
    DB.mistake("python-sum", total="sum(dz)"),
    DB.mistake("no-mean", divided=""),
    DB.mistake("divided-twice", count="dz.shape[1]**2"),
    DB.mistake("wrong-axis", total="np.sum(dz, axis=0)"),
    DB.mistake("lost-minus", sign="-"),
    DB.mistake("absolute-for-square", BIAS_SIZE, total="np.sum(np.abs(dz))"),
    DB.mistake("wrong-count", words.ROWS, count="len(dz)"),
    DB.mistake("squared-difference", BIAS_SQUARED, total="np.sum(dz**2)"),
    DB.mistake("divided-by-m-minus-one", count="(dz.shape[1] - 1)"),
    DB.mistake("half", count="(2 * dz.shape[1])"),
    DB.mistake("wrong-axis", total="np.sum(dz, axis=0, keepdims=True)"),
    DB.mistake("whole-division", divided=" // {count}"),
)
