"""What learners believe about NumPy and about the notation, each with code that is True if they are right."""

from helpers.exercises.catalogue.entry import Belief
from helpers.exercises.catalogue.ideas import IDEAS


def _of_idea(name: str, source: str, repair: str) -> Belief:
    """Return the belief with the words of an idea that is met in exercises too."""
    idea = IDEAS[name]
    return Belief(name, idea.numbers, idea.think, source, idea.why, repair)


ENTRIES = (
    Belief(
        "transpose-makes-a-column",
        (8,),
        ".T turns an array with one axis into a column.",
        "np.arange(3).T.shape == (3, 1)",
        ".T reverses the order of the axes; of one axis there is nothing to reverse.",
        "np.arange(3)[:, None]",
    ),
    Belief(
        "dw-has-m-entries",
        (11,),
        "dw has one number for each example.",
        "np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size == 5",
        "There is one slope for each weight: j survives, i is summed.",
        "np.dot(X, dz.T)  # (n, 1)",
    ),
    Belief(
        "juxtaposition-is-element-wise",
        (13,),
        "XY in mathematics is X * Y.",
        "np.array_equal(np.array([[1, 2], [3, 4]]) @ np.array([[1, 1], [0, 1]]), np.array([[1, 2], [3, "
        "4]]) * np.array([[1, 1], [0, 1]]))",
        "Side by side, two matrices mean the matrix product: a shared index is summed. Element-wise has a "
        "sign of its own, ⊙.",
        "X @ Y",
    ),
    Belief(
        "superscript-is-dot",
        (14,),
        "The superscript in x⁽ⁱ⁾ asks for a dot product.",
        "np.ndim(np.arange(6.0).reshape(2, 3)[:, 1]) == 0",
        "x⁽ⁱ⁾ is example number i: a column of X, no operation at all.",
        "X[:, i]",
    ),
    Belief(
        "axis-0-gives-rows",
        (15,),
        "np.sum(X, axis=0) gives one number for each row.",
        "np.sum(np.ones((2, 3)), axis=0).shape == (2,)",
        "The axis that is named disappears: axis 0 is gone, and the 3 columns are left.",
        "np.sum(X, axis=1)",
    ),
    Belief(
        "zero-times-log-zero",
        (16,),
        "Where a label is 0, log a does not matter: 0 times anything is 0.",
        "np.isfinite(np.float64(0) * -np.inf)",
        "log 0 is minus infinity, and 0 times infinity is not a number. Where exp overflows, in 1 / (1 + "
        "inf), the result is still the right 0.",
        "stable.cost(z, Y)",
    ),
    Belief(
        "one-by-one-is-a-number",
        (17,),
        "A (1, 1) array is a number.",
        "np.ndim(np.dot(np.ones((1, 3)), np.ones((3, 1)))) == 0",
        "It has two axes, and what wants a number refuses it or goes on with a table.",
        "np.dot(Y, np.log(A).T).item()",
    ),
    _of_idea(
        "star-is-the-cross-product",
        "np.array_equal(np.array([1, 2, 3]) * np.array([0, 1, 0]), [-3, 0, 1])",
        "np.cross(u, v)",
    ),
    _of_idea(
        "dot-is-matmul",
        "np.dot(np.ones((2, 3, 4)), np.ones((2, 4, 5))).shape == np.matmul(np.ones((2, 3, 4)), "
        "np.ones((2, 4, 5))).shape",
        "np.matmul(P, Q)",
    ),
    Belief(
        "a-vector-knows-its-axis",
        (22,),
        "A vector of one number for each row is added to the rows.",
        "np.array_equal(np.zeros((2, 2)) + np.array([1, 2]), [[1, 1], [2, 2]])",
        "One axis is paired with the last: the numbers land on the columns, and only unequal sizes make "
        "that an error.",
        "X + v[:, None]",
    ),
    Belief(
        "star-and-sum-make-no-table",
        (26,),
        "np.sum(X * dz) needs no more memory than np.dot(X, dz.T).",
        "(np.ones((3, 5)) * np.ones((1, 5))).size == np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size",
        "* writes the whole (n, m) table, which np.sum then reads again. np.dot never makes it.",
        "np.dot(X, dz.T)",
    ),
    _of_idea(
        "whole-numbers-will-do-for-w",
        "(lambda w: (w.__setitem__(slice(None), w - 0.1 * np.array([-4.0, 2.0])), "
        "w.any())[1])(np.array([0, 0]))",
        "w = np.zeros((n, 1))",
    ),
    Belief(
        "flat-weights-stay-flat",
        (32,),
        "With w of shape (3,) the step w - dw has shape (3,).",
        "(np.zeros(3) - np.zeros((3, 1))).shape == (3,)",
        "The forward pass is right, but (n,) minus (n, 1) is a table, n x n.",
        "w = np.zeros((n, 1))",
    ),
    _of_idea(
        "dot-takes-a-chain",
        "np.array_equal((lambda R: np.dot(np.eye(2), np.eye(2), R))(np.array([[1.0, 2.0], [3.0, 4.0]])), "
        "[[1, 2], [3, 4]])",
        "P @ Q @ R",
    ),
    Belief(
        "series-pair-by-position",
        (43,),
        "Two pandas Series are multiplied first with first, second with second.",
        "(__import__('pandas').Series([1, 2], index=[0, 1]) * __import__('pandas').Series([3, 4], "
        "index=[1, 0])).tolist() == [3, 8]",
        "They are paired by their index labels; labels without a partner give nan.",
        "a.to_numpy() * b.to_numpy()",
        needs="pandas",
    ),
    Belief(
        "star-is-always-element-wise",
        (44,),
        "* is element-wise, whatever the type.",
        "np.array_equal(__import__('scipy.sparse').sparse.csr_matrix([[1, 2], [3, 4]]) * np.ones((2, 1)), "
        "[[1, 2], [3, 4]])",
        "For np.matrix and SciPy's csr_matrix, * is the matrix product. For arrays, csr_array too, it is "
        "element-wise.",
        "scipy.sparse.csr_array(…)",
        needs="scipy",
    ),
    Belief(
        "unsigned-labels-can-be-subtracted",
        (45,),
        "0 - 1 is -1 for labels, whatever their type.",
        "(np.array([0], dtype=np.uint8) - np.array([1], dtype=np.uint8)).item() == -1",
        "Eight bits without a sign know no −1: it comes out as 255. Booleans refuse the minus.",
        "Y.astype(float)",
    ),
    Belief(
        "a-name-is-a-copy",
        (46,),
        "After best = w, w -= 1 leaves best as it was.",
        "(lambda w: (lambda best: (w.__isub__(1), best.tolist())[1])(w))(np.zeros(2)) == [0, 0]",
        "best and w are two names for one array.",
        "best = w.copy()",
    ),
    Belief(
        "size-of-the-notebook",
        (),
        "m is the same everywhere.",
        "np.ones((3, 5)).shape[1] == np.ones((3, 7)).shape[1]",
        "A function that reads a size from the notebook is right for that notebook's data alone.",
        "m = X.shape[1]",
    ),
)
