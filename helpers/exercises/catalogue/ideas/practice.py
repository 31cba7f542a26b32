"""Ideas met in standardising, counting, descending, looping, and in formulas seen for the first time."""

from helpers.exercises.catalogue.ideas.idea import Idea

IDEAS = {
    # standardising, accuracy, squared error
    "not-centred": Idea((), "Dividing by the spread is enough.", "The mean comes off first."),
    "not-scaled": Idea((), "Taking the mean off is enough.", "Then it is divided by the standard deviation."),
    "variance-for-std": Idea((), "Divide by the variance.", "The standard deviation is its square root."),
    "range-for-std": Idea(
        (),
        "Divide by the range.",
        "That fits the numbers into 0 to 1; it does not give them standard deviation 1.",
    ),
    "one-mean-for-all": Idea(
        (6,),
        "One mean does for the whole table.",
        "Each feature has its own unit, mean and spread: name the axis of the examples.",
    ),
    "no-threshold": Idea(
        (), "The activation is compared with the label.", "0.83 is never equal to 1: a > 0.5 comes first."
    ),
    "chained-comparison": Idea(
        (),
        "A > 0.5 == Y compares A > 0.5 with Y.",
        "Python chains comparisons: it reads A > 0.5 and 0.5 == Y. A bracket makes it (A > 0.5) == Y.",
    ),
    "misses-for-hits": Idea(
        (), "!= counts the examples that are right.", "It counts those that are wrong: == is what is wanted."
    ),
    "wrong-side": Idea((), "a < 0.5 means label 1.", "a is the probability of label 1: over a half means 1."),
    "half-included": Idea(
        (),
        "At a half, either will do.",
        "Label 1 is said where a > 0.5. At a half itself it is 0.",
    ),
    "hits-among-ones": Idea(
        (), "A times Y counts the hits.", "That forgets the examples of label 0 that were right."
    ),
    "totals-compared": Idea(
        (),
        "As many ones as there should be: all are right.",
        "The totals can agree while every example is wrong. Compare example by example, then take the mean.",
    ),
    "boolean-minus": Idea(
        (45,),
        "True minus True is 0.",
        "NumPy subtracts no booleans, and unsigned 0 − 1 is 255. Compare with ==.",
    ),
    "no-square": Idea(
        (),
        "The differences themselves are averaged.",
        "Positive and negative ones cancel: the square comes first.",
    ),
    "difference-of-squares": Idea(
        (),
        "The square of a difference is the difference of the squares.",
        "A difference of squares is not the square of a difference: subtract first, (A − Y), then square.",
    ),
    "square-of-mean": Idea(
        (40,),
        "The square of the mean is the mean of the squares.",
        "Square each difference first, then average.",
        needs="!dot",
    ),
    "absolute-for-square": Idea(
        (),
        "The size of a difference is its square.",
        "np.abs is another measure: small differences weigh more, large ones less.",
        needs="abs|absolute|fabs",
    ),
    "root": Idea((), "The root belongs to it.", "The formula has no square root."),
    # a step of descent
    "half-a-step": Idea((), "Only the weights learn.", "The bias goes down its own slope as well."),
    "no-rate": Idea((), "The gradient is the step.", "The step is the learning rate times the gradient."),
    "divided-by-the-rate": Idea(
        (), "A small rate divides.", "The rate is a factor: the smaller it is, the shorter the step."
    ),
    "slope-for-weight": Idea(
        (), "The step is the new weight.", "The step is added to where w and b are now."
    ),
    "parts-exchanged": Idea(
        (), "The order of what is returned does not matter.", "The caller takes them by place."
    ),
    # loops
    "last-term-only": Idea(
        (), "= adds to the total.", "= replaces the total at each turn; += adds to it.", needs="loop"
    ),
    "total-not-reset": Idea(
        (),
        "The total is set once.",
        "Each example begins anew: set the total inside the outer loop, or it goes on from the last one's.",
        needs="loop",
    ),
    "starts-at-one": Idea(
        (),
        "Counting starts at 1.",
        "Python's first index is 0: the first is left out.",
        needs="loop",
        why_raised="Python's first index is 0, and the last is one less than the length.",
    ),
    "stops-early": Idea(
        (),
        "range(m - 1) reaches the last.",
        "range(m - 1) stops before m − 1: the last is left out.",
        needs="loop",
    ),
    "one-too-many": Idea(
        (),
        "range(m + 1) is needed to reach the last.",
        "range(m) gives m numbers, 0 to m − 1. One more asks for an entry that is not there.",
        needs="loop",
    ),
    "returned-in-the-loop": Idea(
        (),
        "return stands at the end.",
        "Indented into the loop, return ends it at its first turn.",
        needs="loop no-second-turn",
    ),
    "divided-at-each-turn": Idea(
        (),
        "Dividing the total at each turn gives the mean.",
        "The first terms are divided again and again. Divide once, or each term by itself.",
        needs="loop",
    ),
    # formulas of the last notebook
    "norm-missing": Idea((), "The inner product is the cosine.", "It is divided by the length of both."),
    "one-norm-only": Idea((), "Dividing by one length is enough.", "Both lengths are divided out."),
    "lengths-paired": Idea(
        (8,),
        "r * r holds the lengths of every pair.",
        "r * r pairs i with i (with one axis, r.T is r). S wants r_i r_l for every pair: r[:, None] * r.",
    ),
    "squared-norm": Idea((), "The length is the sum of squares.", "It is the root of that sum."),
    "square-of-sum": Idea(
        (40,), "The square of the sum is the sum of the squares.", "Square each first; then sum."
    ),
    "outer-for-inner": Idea(
        (31,),
        "w wᵀ is the sum of squares.",
        "With j outside on both sides it survives twice: a table. The shared index belongs inside.",
        needs="dot",
    ),
    "variance-for-covariance": Idea(
        (),
        "* gives the covariance.",
        "Element-wise there is nothing but each feature with itself; covariance pairs every two, so np.dot.",
    ),
    "weights-not-normalised": Idea(
        (), "The weights add up to 1 already.", "They need not: divide by their sum."
    ),
    "divided-by-the-numbers": Idea(
        (), "Divide by the sum of the numbers.", "What is averaged stands above; below stand the weights."
    ),
    "correlation": Idea(
        (),
        "np.corrcoef is this formula.",
        "np.corrcoef takes the means off and divides by the standard deviations. Here it is one of them.",
        needs="corrcoef",
    ),
    "weights-ignored": Idea((), "A mean is a mean.", "Each number counts as much as its weight says."),
    "no-plus": Idea((), "All four are multiplied.", "Two products are added: what is kept, and what is new."),
    "one-of-all-pairs": Idea(
        (),
        "One row of the table has all of them.",
        "A row pairs one example with every other. Each with its own stands on the diagonal.",
        needs="dot",
    ),
    "all-pairs": Idea(
        (),
        "np.dot gives one number for each example.",
        "i stands on both outsides and survives twice: m x m numbers, of which the diagonal is wanted. "
        "Pair with *, then sum over j.",
        needs="dot",
    ),
}
