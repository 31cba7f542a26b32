"""Words for mistakes in the gradients of one output."""

from helpers.exercises.catalogue.ideas.idea import Words

ROW_OUT = Words(
    "The numbers are right, so the shape will do.",
    "[0] takes the row out of its table. One axis is left, in the result too. dz.T is a column.",
    needs="dot [0] !ravel !flatten !squeeze !axis",
)
FLAT = Words(
    "The numbers are right, so the shape will do.",
    "np.dot sums the only axis that dz has, and of X one axis is left: neither row nor column. As a column, "
    "(m, 1), dz keeps an axis for the result.",
    needs="dot ![]|ravel|flatten|squeeze !axis !einsum",
)
TURNED_AT_THE_END = Words(
    "At the end it is turned the right way.",
    "np.dot(X, dz.T) is the column already. .T at the end lays it on its side.",
    needs="dot T-of-call !reshape",
)
BOTH_TURNED = Words(
    "Transposed, they will fit.",
    "With .T at both, the axes inside have changed for another pair. One .T brings m inside.",
    needs="dot",
)
WITHOUT = Words(
    "Turning the order round makes it fit.",
    "np.dot sums over the last axis of the left and the first axis of the right, in either order.",
    needs="dot",
)
ROWS = Words(
    "len(dz) is the number of examples.",
    "len counts rows, and dz has one. dz.shape[1] counts examples.",
    needs="/",
)
CROSS = Words(
    "np.cross is the product with a cross.",
    "np.cross is for two vectors in space. Here m is summed: np.dot, with m inside.",
    needs="cross",
)
DIVIDED = Words("Divided by m, it is the mean.", "A mean is a sum, divided: np.sum comes first.")
