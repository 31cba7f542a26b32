"""Mistakes in the scores and activations of w (n, 1), b and X (n, m), in a step of descent, and in standardising."""

from dataclasses import replace

from helpers.exercises.catalogue.entry import Recipe

_SLOTS = {"scores": "{product}{bias}", "product": "np.dot(w.T, X)", "bias": " + b"}
SCORES = Recipe("scores", {"code": "{scores}", **_SLOTS})
FORWARD = Recipe(
    "forward",
    {
        "code": "{sigmoid}",
        "sigmoid": "1 / (1 + {exp}({minus}({scores})))",
        "exp": "np.exp",
        "minus": "-",
        **_SLOTS,
    },
)
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

_OF_SCORES = (
    SCORES.mistake("no-sum", product="w * X"),
    SCORES.mistake("dot-without-transpose", product="np.dot(w, X)"),
    SCORES.mistake("transpose-on-the-wrong-side", product="np.dot(w, X.T)"),
    SCORES.mistake("row-for-column", product="np.dot(X.T, w)"),
    SCORES.mistake("dot-without-transpose", product="np.dot(X, w)"),
    SCORES.mistake("star-with-transpose", product="w.T * X"),
    SCORES.mistake("reshape-for-transpose", product="np.dot(X.reshape(X.shape[1], X.shape[0]), w).T"),
    SCORES.mistake("sum-over-everything", product="np.sum(w * X)"),
    SCORES.mistake("no-keepdims", product="np.sum(w * X, axis=0)"),
    SCORES.mistake("wrong-axis", product="np.sum(w * X, axis=1, keepdims=True)"),
    SCORES.mistake("wrong-axis", product="np.sum(w * X, axis=1)"),
    SCORES.mistake("count-of-all", product="np.mean(w * X, axis=0, keepdims=True)"),
    SCORES.mistake("no-bias", bias=""),
    SCORES.mistake("bias-taken-off", bias=" - b"),
    SCORES.mistake("bias-for-every-feature", scores="np.sum(w * X + b, axis=0, keepdims=True)"),
    SCORES.mistake("lost-minus", product="-np.dot(w.T, X)"),
)

ENTRIES = (
    *_OF_SCORES,
    SCORES.mistake("lost-minus", scores="-({product}{bias})"),
    *(replace(entry, recipe=FORWARD) for entry in _OF_SCORES),
    FORWARD.mistake("lost-bracket", sigmoid="1 / 1 + {exp}({minus}({scores}))"),
    FORWARD.mistake("sign-in-exp", minus=""),
    FORWARD.mistake("no-sigmoid", sigmoid="{scores}"),
    FORWARD.mistake("math-for-arrays", exp="math.exp"),
    FORWARD.mistake("tanh-for-sigmoid", sigmoid="np.tanh({scores})"),
    STEP.mistake("lost-minus", sign=" + "),
    STEP.mistake("lost-minus", w="{rate}{dw} - w", b="{rate}db - b"),
    STEP.mistake("no-rate", rate=""),
    STEP.mistake("half-a-step", b="b"),
    STEP.mistake("half-a-step", w="w"),
    STEP.mistake("row-for-column", dw="dw.T"),
    STEP.mistake("no-keepdims", dw="dw[:, 0]"),
    STEP.mistake("parts-exchanged", code="({b}, {w})"),
    STEP.mistake("parts-missing", code="{w}"),
    STANDARDISED.mistake("no-keepdims", keepdims=""),
    STANDARDISED.mistake("wrong-axis", axis="0"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)", std="np.{spread}(X{ddof})"),
    STANDARDISED.mistake("one-mean-for-all", mean="np.mean(X)"),
    STANDARDISED.mistake("not-centred", centred="X"),
    STANDARDISED.mistake("not-scaled", code="{centred}"),
    STANDARDISED.mistake("variance-for-std", spread="var"),
    STANDARDISED.mistake("divided-by-m-minus-one", ddof=", ddof=1"),
    STANDARDISED.mistake("range-for-std", std="np.ptp(X, axis={axis}{keepdims})"),
    STANDARDISED.mistake(
        "range-for-std", mean="np.min(X, axis={axis}{keepdims})", std="np.ptp(X, axis={axis}{keepdims})"
    ),
    STANDARDISED.mistake("lost-bracket", code="X - {mean} / {std}"),
)
