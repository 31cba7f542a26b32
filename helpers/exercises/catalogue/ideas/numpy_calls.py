"""What learners believe of single functions of NumPy: shown in a notebook, and met in exercises."""

from helpers.exercises.catalogue.ideas.idea import Idea

IDEAS = {
    "dot-takes-a-chain": Idea(
        (37,),
        "np.dot(P, Q, R) is the product of three.",
        "The third argument is where the result is written: what stood there is lost.",
        needs="third-argument",
    ),
    "dot-is-matmul": Idea(
        (21,),
        "np.dot, np.matmul and @ are the same.",
        "They agree on tables. In three dimensions matmul takes the first axis as a stack and dot pairs "
        "every table with every table; matmul takes no plain number.",
        needs="matmul|@",
    ),
    "star-is-the-cross-product": Idea(
        (20,),
        "* is the cross product.",
        "* pairs entry with entry. The cross product of two vectors in space is np.cross.",
    ),
    "whole-numbers-will-do-for-w": Idea(
        (30,),
        "w = np.array([0, 0]) learns like any other w.",
        "An array of whole numbers cuts what is written into it: steps below one vanish.",
    ),
}
