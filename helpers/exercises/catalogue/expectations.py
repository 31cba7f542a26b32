"""What learners expect of a line before it runs: beliefs, each with code that is True if they are right."""

from helpers.exercises.catalogue.entry import Belief

ENTRIES = (
    Belief(
        "running-is-right",
        (),
        "A line that runs is right.",
        "np.isclose(np.sum(np.dot(np.array([[1, 0, 1]]).T, np.array([[1, 2, 3]]))), 1 * 1 + 0 * 2 + 1 * 3)",
        "NumPy checks sizes, not meaning: a line can run and compute something else.",
        "np.sum(Y * log_A)",
    ),
    Belief(
        "shapes-must-be-equal",
        (),
        "Different shapes are an error.",
        "np.shape(np.ones((1, 5)) * np.ones((5, 1))) != (5, 5)",
        "* stretches an axis of size one, and np.dot asks for no more than equal sizes inside.",
        "Y * A.T  # runs: (m, m)",
    ),
    Belief(
        "one-way-to-write-it",
        (),
        "A line that looks unfamiliar is wrong.",
        "np.vdot([[1, 2, 3]], [[4, 5, 6]]) != np.sum(np.array([[1, 2, 3]]) * np.array([[4, 5, 6]]))",
        "What counts is which index is summed: there is more than one way to write it.",
        "np.vdot(Y, log_A)",
    ),
    Belief(
        "dot-keeps-every-axis",
        (),
        "np.dot keeps the axes of both.",
        "np.dot(np.ones((3, 5)), np.ones((5, 1))).shape == (3, 5)",
        "The axes that meet inside are summed: an index that is absent from the result is summed.",
        "np.dot(X, dz.T)  # (n, 1): m is gone",
    ),
    Belief(
        "dot-sums-everything",
        (),
        "np.dot sums over every axis.",
        "np.ndim(np.dot(np.ones((3, 5)), np.ones((5, 1)))) == 0",
        "np.dot sums over the axes inside. Those outside survive, and must not be summed.",
        "np.dot(X, dz.T)  # (n, 1): n stays",
    ),
)
