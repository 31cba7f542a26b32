"""Words for entries whose code differs from that of their idea: there the general sentence would not fit."""

from helpers.exercises.catalogue.ideas.idea import Words

COST_SIGN = Words(
    "The sign will sort itself out.",
    "Logs of probabilities are negative; the minus in front makes the cost positive.",
)
MEAN_OF_SQUARES = Words("The cost is the mean square.", "That is another measure of fit. This cost has logs.")
BIAS_SQUARED = Words("Errors are squared.", "db is the mean of the errors themselves, sign and all.")
BIAS_SIZE = Words(
    "Only the size of an error counts.", "db is the mean of the errors themselves, sign and all."
)
STRETCHED = Words(
    "NumPy pairs example i with example i, whichever way the arrays lie.",
    "A row against a column: both are stretched, and every example meets every example, m x m of them.",
    needs="star !dot",
)
PAIRED = Words(
    "np.dot multiplies and sums, whatever the shapes.",
    "i stands in both and stays in the result: np.dot has no place for such an index. Pair with *, then sum.",
    needs="dot",
)
TWO_SUMS = Words(
    "np.dot multiplies and sums, whatever the shapes.",
    "np.dot sums one index of each. Here c and i are summed, both in both: pair with *, then np.sum.",
    needs="dot",
)
EVERYBODY = Words(
    "np.dot multiplies and sums, whatever the shapes.",
    "np.dot pairs along the axis that it sums. Here nothing is paired: sum each by itself.",
    needs="dot",
)


def count_of(array: str) -> Words:
    """Return the words about the count of examples where it is read from ``array``."""
    return Words(
        f"{array}.shape[0] is the number of examples.",
        f"Examples are in columns here: their number is {array}.shape[1]. shape[0] counts the rows.",
        needs="/",
    )


def first_axis(which: str) -> Words:
    """Return the words about Python's sum of a table whose first axis is ``which``, a letter and a name."""
    return Words(
        "sum and np.sum are the same.",
        f"Python's sum goes along the first axis only. Here that is {which}: those are added up, the "
        "examples are not.",
        needs="python-sum",
    )


NO_MINUS = Words("A minus belongs to it.", "The formula has no minus in front.")
MATH_LOG = Words(
    "math.log and np.log are the same.",
    "math.log takes one number. np.log goes through an array.",
    needs="math",
)
CHAIN_OF_PLUS = Words(
    "np.dot takes one product after the other.",
    "The third argument of np.dot is where the result is written. Two products are added with +.",
    needs="third-argument",
)
MINUS_CHAIN = Words(
    "np.dot takes all that belongs to the product.",
    "The third argument of np.dot is where the result is written. The difference comes first: A − Y.",
    needs="third-argument",
)
MEAN_OVER_ALL = Words(
    "np.mean divides by m, and that is all.",
    "np.mean without axis= averages over both axes. j, the measurement, belongs to the result: name the axis "
    "of the examples.",
    needs="mean",
)
