"""Mistakes in scores and activations of w (n, 1), b and X (n, m), in a step of descent, in standardising."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas.idea import Idea

_DOT = {"scores": "{product}{bias}", "product": "np.dot(w.T, X)", "bias": " + b"}
_STAR = {
    "scores": "np.sum({star}, axis={axis}{keepdims}){bias}",
    "star": "w * X",
    "axis": "0",
    "keepdims": ", keepdims=True",
    "bias": " + b",
}
_SIGMOID = {
    "code": "{sigmoid}",
    "sigmoid": "1 / (1 + {exp}({minus}({scores})))",
    "exp": "np.exp",
    "minus": "-",
}
SCORES_DOT, SCORES_STAR = (Recipe("scores", {"code": "{scores}", **each}) for each in (_DOT, _STAR))
FORWARD_DOT, FORWARD_STAR = (Recipe("forward", {**_SIGMOID, **each}) for each in (_DOT, _STAR))
STEP = Recipe(
    "step",
    {
        "code": "({w}, {b})",
        "w": "w{sign}{rate}{dw}",
        "b": "b{sign}{rate}db",
        "sign": " - ",
        "rate": "learning_rate * ",
        "dw": "dw",
    },
)
STANDARDISED = Recipe(
    "standardised",
    {
        "code": "{centred} / {std}",
        "centred": "(X - {mean})",
        "mean": "np.mean(X, axis={axis}{keepdims})",
        "std": "np.{spread}(X, axis={axis}{keepdims}{ddof})",
        "spread": "std",
        "axis": "1",
        "keepdims": ", keepdims=True",
        "ddof": "",
    },
)


_FLAT_WEIGHTS = Idea(
    (7, 32),
    "The numbers are right, so the shape will do.",
    "w[:, 0] has one axis, and so has the result. w.T is a row, and gives one.",
    needs="dot",
)
_STEP_TURNED = Idea(
    (31,),
    "A row or a column, it is the same slope.",
    "w is a column. Minus a row, both are stretched into a table.",
)
_STEP_FLAT = Idea(
    (32,),
    "The numbers are right, so the shape will do.",
    "w is a column. Minus an array with one axis, both are stretched into a table.",
)
_ONE_STD = Idea(
    (6,),
    "One standard deviation does for the whole table.",
    "Each feature has its own unit and spread: name the axis of the examples.",
)
_STD_WITHOUT = Idea(
    (7, 23),
    "Only the mean has to meet X again.",
    "Both are taken over an axis and then meet the table: both need keepdims=True.",
    needs="reduction",
)
_STEP_UP = Idea(
    (24,), "The sign will sort itself out.", "Plus the slope goes uphill. The step goes down: minus."
)


def _of_scores(dot, star):
    products = {
        "np.dot(w, X)": "dot-without-transpose",
        "np.dot(X, w)": "dot-without-transpose",
        "np.dot(w, X.T)": "transpose-on-the-wrong-side",
        "np.dot(w.T, X.T)": "transpose-on-the-wrong-side",
        "np.dot(X, w.T)": "transpose-on-the-wrong-side",
        "np.dot(X.T, w)": "row-for-column",
        "np.dot(w[:, 0], X)": "no-keepdims",
        "np.dot(X.reshape(X.shape[1], X.shape[0]), w).T": "reshape-for-transpose",
        "-np.dot(w.T, X)": "lost-minus",
        "np.vdot(w, X)": "flattened",
        "np.outer(w, X)": "all-by-all",
    }
    own = {"np.dot(w[:, 0], X)": _FLAT_WEIGHTS}
    return (
        star.mistake("no-sum", scores="{star}{bias}"),
        star.mistake("star-with-transpose", scores="{star}{bias}", star="w.T * X"),
        star.mistake("star-with-transpose", star="w.T * X"),
        star.mistake("sum-over-everything", scores="np.sum({star}){bias}"),
        star.mistake("no-keepdims", keepdims=""),
        star.mistake("wrong-axis", axis="1"),
        star.mistake("wrong-axis", axis="1", keepdims=""),
        star.mistake("count-of-all", scores="np.mean({star}, axis={axis}{keepdims}){bias}"),
        star.mistake(
            "bias-for-every-feature", star="(w * X{bias})", scores="np.sum({star}, axis={axis}{keepdims})"
        ),
        dot.mistake("bias-before-the-product", scores="np.dot(w.T, X + b)"),
        *(dot.mistake(name, own.get(product), product=product) for product, name in products.items()),
        *(recipe.mistake("no-bias", bias="") for recipe in (dot, star)),
        *(recipe.mistake("bias-taken-off", bias=" - b") for recipe in (dot, star)),
    )


def _of_sigmoid(recipe):
    return (
        recipe.mistake("lost-bracket", sigmoid="1 / 1 + {exp}({minus}({scores}))"),
        recipe.mistake("sign-in-exp", minus=""),
        recipe.mistake("minus-for-plus", sigmoid="1 / (1 - {exp}({minus}({scores})))"),
        recipe.mistake("no-sigmoid", sigmoid="{scores}"),
        recipe.mistake("math-for-arrays", exp="math.exp"),
        recipe.mistake("tanh-for-sigmoid", sigmoid="np.tanh({scores})"),
    )


ENTRIES = (
    *_of_scores(SCORES_DOT, SCORES_STAR),
    SCORES_DOT.mistake("lost-minus", scores="-({product}{bias})"),
    *_of_scores(FORWARD_DOT, FORWARD_STAR),
    *_of_sigmoid(FORWARD_DOT),
    *_of_sigmoid(FORWARD_STAR),
    STEP.mistake("lost-minus", _STEP_UP, sign=" + "),
    STEP.mistake("lost-minus", _STEP_UP, w="{rate}{dw} - w", b="{rate}db - b"),
    STEP.mistake("lost-minus", _STEP_UP, w="w + {rate}{dw}"),
    STEP.mistake("lost-minus", _STEP_UP, b="b + {rate}db"),
    STEP.mistake("no-rate", rate=""),
    STEP.mistake("no-rate", w="w{sign}{dw}"),
    STEP.mistake("no-rate", b="b{sign}db"),
    STEP.mistake("divided-by-the-rate", w="w{sign}{dw} / learning_rate", b="b{sign}db / learning_rate"),
    STEP.mistake("slope-for-weight", w="{sign}{rate}{dw}", b="{sign}{rate}db"),
    STEP.mistake("half-a-step", b="b"),
    STEP.mistake("half-a-step", w="w"),
    STEP.mistake("row-for-column", _STEP_TURNED, dw="dw.T"),
    STEP.mistake("no-keepdims", _STEP_FLAT, dw="dw[:, 0]"),
    STEP.mistake("parts-exchanged", code="({b}, {w})"),
    STANDARDISED.mistake("no-keepdims", keepdims=""),
    STANDARDISED.mistake("no-keepdims", mean="np.mean(X, axis={axis})"),
    STANDARDISED.mistake("no-keepdims", _STD_WITHOUT, std="np.{spread}(X, axis={axis}{ddof})"),
    STANDARDISED.mistake("wrong-axis", axis="0"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)", std="np.{spread}(X{ddof})"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)"),
    STANDARDISED.mistake("one-mean-for-all", _ONE_STD, std="np.{spread}(X{ddof})"),
    STANDARDISED.mistake("wrong-axis", mean="np.mean(X, axis=0{keepdims})"),
    STANDARDISED.mistake("wrong-axis", std="np.{spread}(X, axis=0{keepdims}{ddof})"),
    STANDARDISED.mistake("not-centred", centred="X"),
    STANDARDISED.mistake("not-scaled", code="{centred}"),
    STANDARDISED.mistake("variance-for-std", spread="var"),
    STANDARDISED.mistake("divided-by-m-minus-one", ddof=", ddof=1"),
    STANDARDISED.mistake("range-for-std", std="np.ptp(X, axis={axis}{keepdims})"),
    STANDARDISED.mistake(
        "range-for-std", mean="np.min(X, axis={axis}{keepdims})", std="np.ptp(X, axis={axis}{keepdims})"
    ),
    STANDARDISED.mistake("bracket-missing", code="X - {mean} / {std}"),
)
