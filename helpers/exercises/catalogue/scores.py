"""Mistakes in scores and activations of w (n, 1), b and X (n, m), in a step of descent, in standardising."""

from helpers.exercises.catalogue.entry import Recipe
from helpers.exercises.catalogue.ideas import words_of_scores as words
from helpers.exercises.catalogue.ideas.own_words import NO_MINUS

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


def _of_scores(dot, star, taken_off=None):
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
    own = {"np.dot(w[:, 0], X)": words.FLAT_WEIGHTS, "-np.dot(w.T, X)": NO_MINUS}
    return (
        star.mistake("no-sum", scores="{star}{bias}"),
        star.mistake("no-sum", scores="{star}{bias}", star="w.T * X.T"),
        star.mistake("star-with-transpose", scores="{star}{bias}", star="w.T * X"),
        star.mistake("star-with-transpose", star="w.T * X"),
        star.mistake("sum-over-everything", scores="np.sum({star}){bias}"),
        star.mistake("no-keepdims", keepdims=""),
        star.mistake("wrong-axis", axis="1"),
        star.mistake("wrong-axis", axis="1", keepdims=""),
        star.mistake(
            "count-of-all", words.MEAN_OF_PRODUCTS, scores="np.mean({star}, axis={axis}{keepdims}){bias}"
        ),
        star.mistake(
            "bias-for-every-feature", star="(w * X{bias})", scores="np.sum({star}, axis={axis}{keepdims})"
        ),
        dot.mistake("bias-before-the-product", scores="np.dot(w.T, X + b)"),
        *(dot.mistake(name, own.get(product), product=product) for product, name in products.items()),
        *(recipe.mistake("no-bias", bias="") for recipe in (dot, star)),
        *(recipe.mistake("bias-taken-off", taken_off, bias=" - b") for recipe in (dot, star)),
    )


def _of_sigmoid(recipe):
    return (
        recipe.mistake("lost-bracket", sigmoid="1 / 1 + {exp}({minus}({scores}))"),
        recipe.mistake("sign-in-exp", minus=""),
        recipe.mistake("minus-for-plus", sigmoid="1 / (1 - {exp}({minus}({scores})))"),
        recipe.mistake("no-sigmoid", sigmoid="{scores}"),
        recipe.mistake("math-for-arrays", exp="math.exp"),
        recipe.mistake(
            "bracket-missing",
            words.MINUS_ON_THE_PRODUCT,
            sigmoid="1 / (1 + {exp}({minus}{scores}))",
        ),
        recipe.mistake("tanh-for-sigmoid", sigmoid="np.tanh({scores})"),
    )


_IN_PLACE = """\
def step(w, b, dw, db, learning_rate):
    w = w.astype(int)
    w -= learning_rate * dw
    return w, b - learning_rate * db
"""
_WRITTEN_INTO = _IN_PLACE.replace("w -= learning_rate * dw", "w[:] = w - learning_rate * dw")
_TURNED = "(X.T - np.mean(X, axis=1)) / np.std(X, axis=1)"

ENTRIES = (
    *_of_scores(SCORES_DOT, SCORES_STAR),
    SCORES_DOT.mistake("lost-minus", NO_MINUS, scores="-({product}{bias})"),
    *_of_scores(FORWARD_DOT, FORWARD_STAR, words.OFF_IN_EXP),
    *_of_sigmoid(FORWARD_DOT),
    *_of_sigmoid(FORWARD_STAR),
    STEP.mistake("lost-minus", words.STEP_UP, sign=" + "),
    STEP.mistake("lost-minus", words.STEP_FIRST, w="{rate}{dw} - w", b="{rate}db - b"),
    STEP.mistake("weights-for-bias", words.EXCHANGED_SLOPES, w="w{sign}{rate}db", b="b{sign}{rate}dw"),
    STEP.mistake("weights-for-bias", words.EXCHANGED_SLOPES, w="w{sign}{rate}db"),
    STEP.mistake("bracket-missing", words.RATE_FIRST, w="(w - learning_rate) * dw"),
    STEP.mistake(
        "bracket-missing", words.RATE_FIRST, w="(w - learning_rate) * dw", b="(b - learning_rate) * db"
    ),
    STEP.mistake("lost-minus", words.STEP_UP, w="w + {rate}{dw}"),
    STEP.mistake("lost-minus", words.STEP_UP, b="b + {rate}db"),
    STEP.mistake("no-rate", rate=""),
    STEP.mistake("no-rate", w="w{sign}{dw}"),
    STEP.mistake("no-rate", b="b{sign}db"),
    STEP.mistake("divided-by-the-rate", w="w{sign}{dw} / learning_rate", b="b{sign}db / learning_rate"),
    STEP.mistake("slope-for-weight", w="-{rate}{dw}", b="-{rate}db"),
    STEP.mistake("slope-for-weight", w="{rate}{dw}", b="{rate}db"),
    STEP.mistake("half-a-step", b="b"),
    STEP.mistake("half-a-step", w="w"),
    STEP.mistake("row-for-column", words.STEP_TURNED, dw="dw.T"),
    STEP.mistake("no-keepdims", words.STEP_FLAT, dw="dw[:, 0]"),
    STEP.mistake("whole-numbers-will-do-for-w", words.FRACTION, w="w.astype(int){sign}{rate}{dw}"),
    STEP.mistake("whole-numbers-will-do-for-w", words.FRACTION, w="(w{sign}{rate}{dw}).astype(int)"),
    STEP.mistake("whole-numbers-will-do-for-w", words.FRACTION, code=_IN_PLACE),
    STEP.mistake("whole-numbers-will-do-for-w", words.FRACTION, code=_WRITTEN_INTO),
    STEP.mistake("parts-exchanged", code="({b}, {w})"),
    STEP.mistake("weights-for-bias", words.ONE_SLOPE, b="b{sign}{rate}dw"),
    STEP.mistake("weights-for-bias", words.ONE_SLOPE, b="b{sign}{rate}np.sum(dw)"),
    STANDARDISED.mistake("no-keepdims", keepdims=""),
    STANDARDISED.mistake("no-keepdims", mean="np.mean(X, axis={axis})"),
    STANDARDISED.mistake("no-keepdims", words.STD_WITHOUT, std="np.{spread}(X, axis={axis}{ddof})"),
    STANDARDISED.mistake("wrong-axis", axis="0"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)", std="np.{spread}(X{ddof})"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)"),
    STANDARDISED.mistake("one-mean-for-all", words.ONE_STD, std="np.{spread}(X{ddof})"),
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
    STANDARDISED.mistake("row-for-column", words.TURNED_BACK, code=_TURNED),
    STANDARDISED.mistake("reshape-for-transpose", code=f"({_TURNED}).reshape(X.shape)"),
    STANDARDISED.mistake("bracket-missing", code="X - {mean} / {std}"),
)
