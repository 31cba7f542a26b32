"""Mistakes in the gradients of one output: dw from X (n, m), A and Y (1, m); db from dz (1, m)."""

from dataclasses import replace

from helpers.exercises.catalogue.entry import Recipe

_PRODUCTS = {
    "dot-without-transpose": "np.dot(X, {dz})",
    "transpose-on-the-wrong-side": "np.dot(X.T, {dz})",
    "no-sum": "X * {dz}",
    "star-with-transpose": "X * {dz}.T",
    "sum-over-everything": "np.sum(X * {dz})",
    "no-keepdims": "np.sum(X * {dz}, axis=1)",
    "wrong-axis": "np.sum(X * {dz}, axis=0, keepdims=True)",
    "row-for-column": "np.dot({dz}, X.T)",
    "reshape-for-transpose": "np.dot({dz}, X.reshape(X.shape[1], X.shape[0])).T",
    "einsum-stretches": "np.einsum('nm,mk->nk', X, {dz})",
    "python-sum": "sum(X * {dz})",
    "count-of-all": "np.mean(X * {dz}) * {count}",
}

DW = Recipe(
    "dw",
    {
        "code": "{product}{divided}",
        "product": "np.dot(X, {dz}.T)",
        "divided": " / {count}",
        "dz": "(A - Y)",
        "count": "X.shape[1]",
    },
)
_BOTH = Recipe(
    "gradients",
    {
        "code": "({dw}, {db})",
        "dw": "{product}{divided}",
        "db": "{total}{divided}",
        "divided": " / {count}",
        "product": "np.dot(X, {dz}.T)",
        "total": "np.sum({dz})",
        "dz": "(A - Y)",
        "count": "X.shape[1]",
    },
)
_SUM = Recipe(
    "per_measurement", {"code": "{sign}{product}", "sign": "", "product": "np.dot(X, {dz}.T)", "dz": "dz"}
)
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

_OF_DW = (
    *(DW.mistake(name, product=product) for name, product in _PRODUCTS.items()),
    DW.mistake("wrong-axis", product="np.sum(X * {dz}, axis=0)"),
    DW.mistake("lost-minus", dz="(Y - A)"),
    DW.mistake("labels-forgotten", dz="A"),
    DW.mistake("squared-difference", dz="((A - Y)**2)"),
    DW.mistake("slope-of-sigmoid-again", dz="((A - Y) * A * (1 - A))"),
    DW.mistake("no-mean", divided=""),
    DW.mistake("wrong-count", count="X.shape[0]"),
    DW.mistake("wrong-count", count="X.size"),
    DW.mistake("both-stretched", dz="(A - Y.T)"),
)

ENTRIES = (
    *_OF_DW,
    *(replace(entry, recipe=_BOTH) for entry in _OF_DW),
    _BOTH.mistake("bias-per-example", db="{dz}"),
    _BOTH.mistake("no-mean", db="{total}"),
    _BOTH.mistake("no-mean", dw="{product}"),
    _BOTH.mistake("lost-minus", total="-np.sum({dz})"),
    _BOTH.mistake("lost-minus", product="-np.dot(X, {dz}.T)"),
    _BOTH.mistake("python-sum", total="sum({dz})"),
    _BOTH.mistake("weights-for-bias", total="np.sum(A)"),
    _BOTH.mistake("wrong-axis", total="np.sum({dz}, axis=0)"),
    _BOTH.mistake("parts-exchanged", code="({db}, {dw})"),
    _BOTH.mistake("parts-missing", code="{dw}"),
    *(_SUM.mistake(name, product=product) for name, product in _PRODUCTS.items() if "{count}" not in product),
    _SUM.mistake("lost-minus", sign="-"),
    DB.mistake("bias-per-example", total="dz", divided=""),
    DB.mistake("no-sum", total="dz"),
    DB.mistake("python-sum", total="sum(dz)"),
    DB.mistake("no-mean", divided=""),
    DB.mistake("wrong-axis", total="np.sum(dz, axis=0, keepdims=True)"),
    DB.mistake("lost-minus", sign="-"),
    DB.mistake("absolute-for-square", total="np.sum(np.abs(dz))"),
    DB.mistake("squared-difference", total="np.sum(dz**2)"),
)
