"""Which axis is summed, and whether: ideas about products, sums and shapes."""

from helpers.exercises.catalogue.ideas.idea import Idea

_SUMMED = "An index that is absent from the result is summed"

IDEAS = {
    # which axis is summed, and whether
    "dot-without-transpose": Idea(
        (1,),
        "np.dot multiplies and sums, whatever the shapes.",
        "np.dot sums over the last axis of the left and the first axis of the right. Bring the axis that "
        "is to be summed inside with .T.",
        needs="dot",
    ),
    "transpose-on-the-wrong-side": Idea(
        (2,),
        "It does not matter which of the two is transposed.",
        "The index inside is summed, and the two outside stay. .T on the wrong side brings the wrong axis "
        "inside.",
        needs="dot T !einsum",
        why_raised=".T on the wrong side brings the wrong axis inside.",
    ),
    "both-stretched": Idea(
        (3, 9, 38),
        "NumPy pairs example i with example i, whichever way the arrays lie.",
        "A row against a column: both are stretched, and every example meets every example, m x m of them.",
    ),
    "no-sum": Idea(
        (4, 33),
        "Multiplying already is the sum.",
        f"* pairs and leaves the summing to you. {_SUMMED}, with np.sum over its axis.",
        needs="star",
    ),
    "star-with-transpose": Idea(
        (5,),
        "The transpose belongs there, whichever product follows.",
        "* pairs index with index. Transposed, the axes no longer face each other: an error, or nonsense "
        "where two sizes happen to be equal.",
        needs="star",
        why_raised="* pairs index with index. Transposed, the axes no longer face each other.",
    ),
    "sum-over-everything": Idea(
        (6, 36),
        "np.sum makes the result that I need.",
        "np.sum without axis= sums over every axis. An index that survives in the result must not be "
        "summed: name the axis.",
        needs="reduction",
    ),
    "no-keepdims": Idea(
        (7, 22, 23),
        "The numbers are right, so the shape will do.",
        "The axis that was summed is gone, and an array with one axis is neither a row nor a column: what "
        "it meets next is stretched the wrong way. keepdims=True keeps its place.",
        needs="reduction",
        why_raised="The axis that was summed is gone, and what is left is lined up with the last axis. "
        "keepdims=True keeps its place.",
    ),
    "reshape-for-transpose": Idea(
        (10,),
        "reshape turns a table round.",
        "reshape reads the same numbers in the same order into other rows: each number changes owner. .T "
        "turns the axes.",
        needs="reshape",
    ),
    "wrong-axis": Idea(
        (15, 23),
        "axis=0 means rows, so it gives one number for each row.",
        "The axis you name is the one that disappears.",
        needs="reduction axis|keepdims|number-last",
    ),
    "row-for-column": Idea(
        (31,),
        "The order of the operands does not matter.",
        "The outer axes stay in their order: the result lies on its side.",
        needs="dot !reshape !T-of-call",
        why_raised="Operands that change places bring other axes inside and outside.",
    ),
    "einsum-stretches": Idea(
        (27,),
        "The letters of einsum guard the sizes.",
        "einsum stretches an axis of size one to meet its letter, so a letter on the wrong axis goes "
        "unnoticed.",
        needs="einsum",
    ),
    "python-sum": Idea(
        (34,),
        "sum and np.sum are the same.",
        "Python's sum goes along the first axis only. Of a (1, m) array that axis has one entry: nothing "
        "is summed.",
        needs="python-sum",
    ),
    "sum-of-the-dot": Idea(
        (2,),
        "np.dot and then np.sum gives the sum of the products.",
        "np.dot of two tables pairs every class with every class. Only the diagonal is wanted: use * and "
        "np.sum.",
        needs="dot",
    ),
    "flattened": Idea(
        (),
        "np.vdot is np.dot.",
        "np.vdot lays both out flat and pairs them entry by entry, into one number. An index that survives "
        "has no place in it.",
        needs="vdot",
        why_raised="np.vdot lays both out flat, and pairs them entry by entry: they need equally many.",
    ),
    "all-by-all": Idea(
        (3,),
        "np.outer is a kind of np.dot.",
        "np.outer takes every entry of the one with every entry of the other, and sums nothing.",
        needs="outer",
    ),
    "table-for-number": Idea(
        (2,),
        "np.dot gives one number.",
        "An index that each operand has for itself survives in np.dot: here that makes a table.",
        needs="dot",
    ),
    "paired-only": Idea(
        (),
        "Each label meets its own activation.",
        "Two indices, i and i′: every label meets every activation.",
    ),
    "dot-for-star": Idea(
        (25,),
        "Two tables next to each other in a formula are multiplied with np.dot.",
        "Both indices are shared and both survive, so nothing is summed: pair them with *.",
        needs="dot",
    ),
    "star-for-dot": Idea(
        (13,),
        "Letters side by side in a formula mean *.",
        "An index that both share is absent from the result: it is summed, which * does not do.",
        needs="star",
    ),
    "left-to-right": Idea(
        (42,),
        "Python reads a * b @ c as a * (b @ c).",
        "* and @ bind equally and are read from the left. Put the product that comes first in brackets.",
        needs="dot",
    ),
    "one-for-each-example": Idea(
        (11,),
        "dw has one number for each example.",
        "There is one slope for each weight: j stays. Over the examples, i, it is summed.",
    ),
    "bias-per-example": Idea(
        (12,),
        "db is dz, one for each example.",
        "There is one bias for all examples. i is absent from db, so it is summed. A bias for each "
        "example learns anything and predicts nothing new.",
    ),
}
