"""Words for mistakes in formulas that are seen for the first time."""

from helpers.exercises.catalogue.ideas.idea import Words

SQUARED = Words(
    "Squaring is summing.",
    "The square is taken of each weight by itself; np.sum makes one number of them.",
)
SUMMED_TOO_EARLY = Words(
    "The product of two sums is the sum of the products.",
    "Pair v_i with x_i before you sum.",
    needs="star ![] !reshape",
)
CANCELLED = Words(
    "Each product is divided by its weight.",
    "v_i is divided out of its own product, and only x_i is left. Divide once, by the sum of the weights.",
    needs="star / ![] !reshape",
)
ALONE = Words("A sum of the numbers will do.", "Each number counts as much as its weight says.", needs="!/")
WEIGHTS_AGAINST_NUMBERS = Words(
    "v_i meets x_i, whichever way they lie.",
    "With an axis of its own, v is stretched: every weight meets every number, m x m products. v * x pairs.",
    needs="star []|reshape",
)
CORRELATION = Words(
    "Features are divided by their standard deviations.",
    "Divided by them it is the correlation, which has no units. The formula here takes the means off only.",
    needs="std|sqrt|var",
)
NUMBER_OF_WEIGHTS = Words(
    "A mean is divided by how many there are.",
    "Divide by the sum of the weights, not by their number.",
)
INDICES_OF_M = Words("M and its transpose do the same.", "M is not symmetric: its second index belongs to Q.")
CENTRED = Words("X times itself is the covariance.", "The mean of each row comes off first.")
NP_COV = Words("np.cov is this formula.", "np.cov divides by m − 1; the formula here divides by m.", "cov")
COLUMNS = Words(
    "np.cov wants one feature in each column.",
    "np.cov takes each row as one feature, as X here has them. Transposed, it pairs example with example.",
    needs="cov",
)
DIAGONAL = Words(
    "Variances are all there is.", "They are the diagonal. Every two rows have a covariance: np.dot."
)
OUTER = Words(
    "np.outer pairs weight and number.",
    "It takes every v with every x: m x m products. Pair with *, then sum.",
    needs="outer",
)
TWO_MEANS = Words(
    "A mean is as good as a sum.", "Each mean divides by m. The sums are asked for.", needs="mean"
)
LOGS = Words("Labels meet activations.", "Labels meet the logs of the activations.")
SUM_OF_OUTER = Words(
    "w wᵀ holds the squares, so its sum is theirs.",
    "w wᵀ holds every w_j w_l, n x n of them; the squares are its diagonal. Bring j inside: np.dot(w.T, w).",
    needs="dot|outer",
)
WEIGHTS_STRETCHED = Words(
    "w * w.T pairs each weight with itself.",
    "A column against a row: both are stretched, and every weight meets every other. w * w pairs j with j.",
    needs="star T",
)
SQUARE_LAST = Words(
    "The square of the sum is the sum of the squares.",
    "Square each first; then sum.",
    needs="!dot !star !outer",
)
WEIGHTS_ALONE = Words(
    "The weights themselves are added up.", "Positive and negative ones cancel: the square comes first."
)
SIZES = Words(
    "The size of a weight is its square.",
    "np.abs is another penalty: small weights cost more, large less.",
    needs="abs|absolute|fabs",
)
MEAN_OF_WEIGHTS = Words("A penalty is a mean.", "It is the sum: np.mean divides it by n.", "mean")
MEAN_OF_PAIRS = Words("A dot product is a mean.", "It is the sum: np.mean divides it by n.", "mean")
TRACE = Words(
    "The trace takes the diagonal.",
    "The m numbers that are wanted stand on the diagonal, and np.trace adds them up. np.diag takes them out.",
    needs="trace",
)
DENOMINATOR = Words(
    "What stands after / is the denominator.",
    "/ and * bind equally, from the left: this divides by one length and multiplies by the other. The "
    "denominator needs a bracket.",
)
ONE_LENGTH = Words(
    "Divide by the length.", "That is one number for all. Every pair has lengths of its own, r_i r_l."
)
PRODUCTS_FIRST = Words(
    "The sum comes first.", "Here the products come first: f * c and i * g are added, without a bracket."
)
CROSS = Words(
    "np.cross is the product with a cross.",
    "np.cross is for two vectors in space. Here u and i are shared and stay: * pairs them, entry by entry.",
    needs="cross",
)
KEPT = Words("The cell is what it keeps.", "What is new is added: i * g.")
LET_IN = Words("The cell is what is new.", "What it keeps is added: f * c.")
ADDED = Words("What is new is taken off.", "Two products are added: what is kept, and what is new.")
NOTHING_SUMMED = Words(
    "A unit adds up what it is given.", "Both indices, u and i, are in the result: nothing is summed."
)
GATES = Words(
    "Any two of the four belong together.", "f keeps what the cell holds, c; i lets in what is new, g."
)
OWN_SQUARE = Words(
    "A square is a covariance.",
    "Squared, each entry meets itself alone. Every two features meet in np.dot.",
)
