"""Mistakes in loops: the same ones in each, made in the loop's own lines."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Words
from helpers.exercises.catalogue.ideas.own_words import BIAS_SIZE, BIAS_SQUARED, COST_SIGN, MEAN_OF_SQUARES

_LOOP = """\
def {name}({arguments}):
    total = 0.0
    for i in {turns}:
        total {add} {term}
{inside}    return {result}
"""


def _loop(name, arguments, length, term, sign, **slots):
    return Recipe(
        name,
        {
            "code": _LOOP,
            "name": name,
            "arguments": arguments,
            "length": length,
            "turns": "range({length})",
            "add": "+=",
            "term": term,
            "inside": "",
            "result": "{sign}total{divided}",
            "sign": sign,
            "divided": " / {length}",
            **slots,
        },
    )


_EVERYBODY = """\
def cost_by_loop(a, y):
    total = 0.0
    for i in {turns}:
        for k in {turns}:
            total += y[i] * math.log(a[k]) + (1 - y[i]) * math.log(1 - a[k])
    return {result}
"""
_TWO_LOOPS = Words(
    "Two lists need two loops.",
    "One loop inside the other takes every label with every activation. One loop is enough: y[i] with a[i].",
    needs="loop",
)
_WITHOUT_A_LOOP = "def cost_by_loop(a, y):\n    return -sum(y * math.log(a)) / len(a)\n"
_LOG_OF_A_LIST = Words(
    "math.log takes a whole list.", "math.log takes one number: a[i], inside the loop.", needs="math"
)
_NOT_SUMMED = Words("db is dz, one for each example.", "db is one number: add them up and divide by m.")

DB = _loop("db_by_loop", "dz", "len(dz)", "dz[i]", "")
DB_OF_ROW = _loop("db", "dz", "dz.shape[1]", "dz[0, i]", "")
COST_OF_ROW = _loop(
    "cost",
    "A, Y",
    "A.shape[1]",
    "{first}{plus}{second}",
    "-",
    first="Y[0, i] * {log}(A[0, i])",
    second="(1 - Y[0, i]) * {log_of_other}",
    log_of_other="{log}(1 - A[0, i])",
    plus=" + ",
    log="np.log",
)
COST = _loop(
    "cost_by_loop",
    "a, y",
    "len(a)",
    "{first}{plus}{second}",
    "-",
    first="y[i] * {log}({activation})",
    second="(1 - y[i]) * {log_of_other}",
    log_of_other="{log}(1 - {activation})",
    activation="a[i]",
    plus=" + ",
    log="math.log",
)


def _of_loop(recipe):
    flipped, sign = ("-", None) if recipe.slots["sign"] == "" else ("", COST_SIGN)
    return (
        recipe.mistake("last-term-only", add="="),
        recipe.mistake("starts-at-one", turns="range(1, {length})"),
        recipe.mistake("starts-at-one", turns="range(1, {length} + 1)"),
        recipe.mistake("stops-early", turns="range({length} - 1)"),
        recipe.mistake("one-too-many", turns="range({length} + 1)"),
        recipe.mistake("divided-by-m-minus-one", divided=" / ({length} - 1)"),
        recipe.mistake("returned-in-the-loop", inside="        return {result}\n"),
        recipe.mistake("divided-at-each-turn", inside="        total = total / {length}\n", divided=""),
        recipe.mistake("no-mean", divided=""),
        recipe.mistake("lost-minus", sign, sign=flipped),
    )


ENTRIES = (
    *_of_loop(DB),
    *_of_loop(DB_OF_ROW),
    *_of_loop(COST_OF_ROW),
    COST_OF_ROW.mistake("one-term", term="{first}"),
    DB.mistake("bias-per-example", _NOT_SUMMED, code="def db_by_loop(dz):\n    return dz\n"),
    DB.mistake(
        "bias-per-example",
        _NOT_SUMMED,
        code="def db_by_loop(dz):\n    return [d / len(dz) for d in dz]\n",
    ),
    DB.mistake("squared-difference", BIAS_SQUARED, term="dz[i] ** 2"),
    DB.mistake("absolute-for-square", BIAS_SIZE, term="abs(dz[i])"),
    *_of_loop(COST),
    COST.mistake("one-term", term="{first}"),
    COST.mistake("other-term-only", term="{second}"),
    COST.mistake("minus-between-the-terms", plus=" - "),
    COST.mistake("wrong-log", log="math.log10"),
    COST.mistake("wrong-log", log="math.log2"),
    COST.mistake("no-log", log=""),
    COST.mistake("log-misplaced", log_of_other="(1 - {log}(a[i]))"),
    COST.mistake("same-log-twice", log_of_other="{log}(a[i])"),
    COST.mistake("roles-exchanged", first="a[i] * {log}(y[i])", second="(1 - a[i]) * {log}(1 - y[i])"),
    COST.mistake("factor-on-first-term", first="{sign}y[i] * {log}(a[i]) / {length}", result="total"),
    COST.mistake(
        "log-of-sum",
        first="y[i] * a[i]",
        second="(1 - y[i]) * (1 - a[i])",
        result="{sign}{log}(total){divided}",
    ),
    COST.mistake("squared-difference", MEAN_OF_SQUARES, term="-(a[i] - y[i]) ** 2"),
    COST.mistake("sigmoid-again", activation="1 / (1 + math.exp(-a[i]))"),
    COST.mistake("math-for-arrays", _LOG_OF_A_LIST, code=_WITHOUT_A_LOOP),
    COST.mistake(
        "classes-exchanged", first="(1 - y[i]) * {log}({activation})", second="y[i] * {log_of_other}"
    ),
    COST.mistake("all-pairs", _TWO_LOOPS, code=_EVERYBODY),
    COST.mistake("bracket-missing", second="1 - y[i] * {log_of_other}"),
)
