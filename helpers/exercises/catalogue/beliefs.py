"""What learners believe about NumPy and about the notation, each with code that is True if they are right."""

from helpers.exercises.catalogue.entry import Belief
from helpers.exercises.catalogue.ideas import IDEAS, read_ideas

_WORDS = IDEAS | read_ideas("""
transpose-makes-a-column (8): “.T turns an array with one axis into a column.” .T reverses the order of the
    axes; of one axis there is nothing to reverse.
dw-has-m-entries (11): “dw has one number for each example.” There is one slope for each weight: j survives, i
    is summed.
juxtaposition-is-element-wise (13): “XY in mathematics is X * Y.” Side by side, two matrices mean the matrix
    product: a shared index is summed. Element-wise has a sign of its own, ⊙.
superscript-is-dot (14): “The superscript in x⁽ⁱ⁾ asks for a dot product.” x⁽ⁱ⁾ is example number i: a column
    of X, no operation at all.
axis-0-gives-rows (15): “np.sum(X, axis=0) gives one number for each row.” The axis that is named disappears:
    axis 0 is gone, and the 3 columns are left.
zero-times-log-zero (16): “Where a label is 0, log a does not matter: 0 times anything is 0.” log 0 is minus
    infinity, and 0 times infinity is not a number. Where exp overflows, in 1 / (1 + inf), the result is still
    the right 0.
one-by-one-is-a-number (17): “A (1, 1) array is a number.” It has two axes, and what wants a number refuses it
    or goes on with a table.
a-vector-knows-its-axis (22): “A vector of one number for each row is added to the rows.” One axis is paired
    with the last: the numbers land on the columns, and only unequal sizes make that an error.
star-and-sum-make-no-table (26): “np.sum(X * dz) needs no more memory than np.dot(X, dz.T).” * writes the
    whole (n, m) table, which np.sum then reads again. np.dot never makes it.
flat-weights-stay-flat (32): “With w of shape (3,) the step w - dw has shape (3,).” The forward pass is right,
    but (n,) minus (n, 1) is a table, n x n.
series-pair-by-position (43): “Two pandas Series are multiplied first with first, second with second.” They
    are paired by their index labels; labels without a partner give nan.
star-is-always-element-wise (44): “* is element-wise, whatever the type.” For np.matrix and SciPy's
    csr_matrix, * is the matrix product. For arrays, csr_array too, it is element-wise.
unsigned-labels-can-be-subtracted (45): “0 - 1 is -1 for labels, whatever their type.” Eight bits without a
    sign know no −1: it comes out as 255. Booleans refuse the minus.
a-name-is-a-copy (46): “After best = w, w -= 1 leaves best as it was.” best and w are two names for one array.
size-of-the-notebook: “m is the same everywhere.” A function that reads a size from the notebook is right for
    that notebook's data alone.
running-is-right: “A line that runs is right.” NumPy checks sizes, not meaning: a line can run and compute
    something else.
shapes-must-be-equal: “Different shapes are an error.” * stretches an axis of size one, and np.dot asks for no
    more than equal sizes inside.
one-way-to-write-it: “A line that looks unfamiliar is wrong.” What counts is which index is summed: there is
    more than one way to write it.
dot-keeps-every-axis: “np.dot keeps the axes of both.” The axes that meet inside are summed: an index that is
    absent from the result is summed.
dot-sums-everything: “np.dot sums over every axis.” np.dot sums over the axes inside. Those outside survive,
    and must not be summed.
""")


def _belief(name: str, source: str, repair: str, needs: str = "") -> Belief:
    return Belief(name, _WORDS[name], source, repair, needs)


BELIEFS = (
    _belief("transpose-makes-a-column", "np.arange(3).T.shape == (3, 1)", "np.arange(3)[:, None]"),
    _belief(
        "dw-has-m-entries",
        "np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size == 5",
        "np.dot(X, dz.T)  # (n, 1)",
    ),
    _belief(
        "juxtaposition-is-element-wise",
        "np.array_equal(np.array([[1, 2], [3, 4]]) @ np.array([[1, 1], [0, 1]]), np.array([[1, 2], [3, 4]]) *"
        " np.array([[1, 1], [0, 1]]))",
        "X @ Y",
    ),
    _belief("superscript-is-dot", "np.ndim(np.arange(6.0).reshape(2, 3)[:, 1]) == 0", "X[:, i]"),
    _belief("axis-0-gives-rows", "np.sum(np.ones((2, 3)), axis=0).shape == (2,)", "np.sum(X, axis=1)"),
    _belief("zero-times-log-zero", "np.isfinite(np.float64(0) * -np.inf)", "stable.cost(z, Y)"),
    _belief(
        "one-by-one-is-a-number",
        "np.ndim(np.dot(np.ones((1, 3)), np.ones((3, 1)))) == 0",
        "np.dot(Y, np.log(A).T).item()",
    ),
    _belief(
        "star-is-the-cross-product",
        "np.array_equal(np.array([1, 2, 3]) * np.array([0, 1, 0]), [-3, 0, 1])",
        "np.cross(u, v)",
    ),
    _belief(
        "dot-is-matmul",
        "np.dot(np.ones((2, 3, 4)), np.ones((2, 4, 5))).shape == np.matmul(np.ones((2, 3, 4)), np.ones((2, 4,"
        " 5))).shape",
        "np.matmul(P, Q)",
    ),
    _belief(
        "a-vector-knows-its-axis",
        "np.array_equal(np.zeros((2, 2)) + np.array([1, 2]), [[1, 1], [2, 2]])",
        "X + v[:, None]",
    ),
    _belief(
        "star-and-sum-make-no-table",
        "(np.ones((3, 5)) * np.ones((1, 5))).size == np.dot(np.ones((3, 5)), np.ones((1, 5)).T).size",
        "np.dot(X, dz.T)",
    ),
    _belief(
        "whole-numbers-will-do-for-w",
        "(lambda w: (w.__setitem__(slice(None), w - 0.1 * np.array([-4.0, 2.0])), w.any())[1])(np.array([0, "
        "0]))",
        "w = np.zeros((n, 1))",
    ),
    _belief(
        "flat-weights-stay-flat", "(np.zeros(3) - np.zeros((3, 1))).shape == (3,)", "w = np.zeros((n, 1))"
    ),
    _belief(
        "dot-takes-a-chain",
        "np.array_equal((lambda R: np.dot(np.eye(2), np.eye(2), R))(np.array([[1.0, 2.0], [3.0, 4.0]])), [[1,"
        " 2], [3, 4]])",
        "P @ Q @ R",
    ),
    _belief(
        "series-pair-by-position",
        "(__import__('pandas').Series([1, 2], index=[0, 1]) * __import__('pandas').Series([3, 4], index=[1, "
        "0])).tolist() == [3, 8]",
        "a.to_numpy() * b.to_numpy()",
        needs="pandas",
    ),
    _belief(
        "star-is-always-element-wise",
        "np.array_equal(__import__('scipy.sparse').sparse.csr_matrix([[1, 2], [3, 4]]) * np.ones((2, 1)), "
        "[[1, 2], [3, 4]])",
        "scipy.sparse.csr_array(…)",
        needs="scipy",
    ),
    _belief(
        "unsigned-labels-can-be-subtracted",
        "(np.array([0], dtype=np.uint8) - np.array([1], dtype=np.uint8)).item() == -1",
        "Y.astype(float)",
    ),
    _belief(
        "a-name-is-a-copy",
        "(lambda w: (lambda best: (w.__isub__(1), best.tolist())[1])(w))(np.zeros(2)) == [0, 0]",
        "best = w.copy()",
    ),
    _belief("size-of-the-notebook", "np.ones((3, 5)).shape[1] == np.ones((3, 7)).shape[1]", "m = X.shape[1]"),
    _belief(
        "running-is-right",
        "np.isclose(np.sum(np.dot(np.array([[1, 0, 1]]).T, np.array([[1, 2, 3]]))), 1 * 1 + 0 * 2 + 1 * 3)",
        "np.sum(Y * log_A)",
    ),
    _belief(
        "shapes-must-be-equal",
        "np.shape(np.ones((1, 5)) * np.ones((5, 1))) != (5, 5)",
        "Y * A.T  # runs: (m, m)",
    ),
    _belief(
        "one-way-to-write-it",
        "np.vdot([[1, 2, 3]], [[4, 5, 6]]) != np.sum(np.array([[1, 2, 3]]) * np.array([[4, 5, 6]]))",
        "np.vdot(Y, log_A)",
    ),
    _belief(
        "dot-keeps-every-axis",
        "np.dot(np.ones((3, 5)), np.ones((5, 1))).shape == (3, 5)",
        "np.dot(X, dz.T)  # (n, 1): m is gone",
    ),
    _belief(
        "dot-sums-everything",
        "np.ndim(np.dot(np.ones((3, 5)), np.ones((5, 1)))) == 0",
        "np.dot(X, dz.T)  # (n, 1): n stays",
    ),
)
