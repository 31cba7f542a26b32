"""The ideas behind wrong code, in words, once: where listed, what the learner thinks, and why it is not so."""

from __future__ import annotations

from typing import NamedTuple


class Idea(NamedTuple):
    """``numbers`` are positions in the list of collected questions (none: found later)."""

    numbers: tuple[int, ...]
    think: str
    why: str


_SUMMED = "An index that is absent from the result is summed"

IDEAS = {
    # which axis is summed, and whether
    "dot-without-transpose": Idea(
        (1,),
        "np.dot multiplies and sums, whatever the shapes.",
        "np.dot sums over the last axis of the left and the first axis of the right. Bring the axis that is to be summed inside with .T.",
    ),
    "transpose-on-the-wrong-side": Idea(
        (2,),
        "It does not matter which of the two is transposed.",
        ".T on the other side brings the wrong axis inside: another index is summed, and m meets m as a table.",
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
    ),
    "star-with-transpose": Idea(
        (5,),
        "The transpose belongs there, whichever product follows.",
        "* pairs index with index. Transposed, the axes no longer face each other: an error, or nonsense where two sizes happen to be equal.",
    ),
    "sum-over-everything": Idea(
        (6, 36),
        "np.sum makes the result that I need.",
        "np.sum without axis= sums over every axis. An index that survives in the result must not be summed: name the axis.",
    ),
    "no-keepdims": Idea(
        (7, 22, 23),
        "The numbers are right, so the shape will do.",
        "The axis that was summed is gone, and an array with one axis is neither a row nor a column: what it meets next is stretched the wrong way. keepdims=True keeps its place.",
    ),
    "reshape-for-transpose": Idea(
        (10,),
        "reshape turns a table round.",
        "reshape reads the same numbers in the same order into other rows: each number changes owner. .T turns the axes.",
    ),
    "wrong-axis": Idea(
        (15, 23),
        "axis=0 means rows, so it gives one number for each row.",
        "The axis you name is the one that disappears.",
    ),
    "row-for-column": Idea(
        (31,),
        "The order of the operands does not matter.",
        "The outer axes stay in their order: the result lies on its side. w minus such a row is stretched into a table, without a word.",
    ),
    "einsum-stretches": Idea(
        (27,),
        "The letters of einsum guard the sizes.",
        "einsum stretches an axis of size one to meet its letter, so a letter on the wrong axis goes unnoticed.",
    ),
    "python-sum": Idea(
        (34,),
        "sum and np.sum are the same.",
        "Python's sum goes along the first axis only. Of a (1, m) array that axis has one entry: nothing is summed.",
    ),
    "sum-of-the-dot": Idea(
        (2,),
        "np.dot and then np.sum gives the sum of the products.",
        "np.dot of two tables pairs every class with every class. Only the diagonal is wanted: use * and np.sum.",
    ),
    "table-for-number": Idea(
        (2,),
        "np.dot gives one number.",
        "An index that each operand has for itself survives in np.dot: here that makes a table.",
    ),
    "dot-for-star": Idea(
        (25,),
        "Two tables next to each other in a formula are multiplied with np.dot.",
        "Both indices are shared and both survive, so nothing is summed: pair them with *.",
    ),
    "star-for-dot": Idea(
        (13,),
        "Letters side by side in a formula mean *.",
        "An index that both share is absent from the result: it is summed, which * does not do.",
    ),
    "left-to-right": Idea(
        (42,),
        "Python reads a * b @ c as a * (b @ c).",
        "* and @ bind equally and are read from the left. Put the product that comes first in brackets.",
    ),
    "bias-per-example": Idea(
        (12,),
        "db is dz, one for each example.",
        "There is one bias for all examples. i is absent from db, so it is summed. A bias for each example learns anything and predicts nothing new.",
    ),
    # signs, factors, counts
    "lost-minus": Idea(
        (24,),
        "The sign will sort itself out.",
        "With the opposite sign, every step goes uphill: training climbs.",
    ),
    "no-mean": Idea(
        (),
        "The sum is enough.",
        "Without 1/m the result grows with the number of examples, and the learning rate no longer fits.",
    ),
    "wrong-count": Idea(
        (28,),
        "X.shape[0] is the number of examples.",
        "Examples are in columns here: their number is X.shape[1]. shape[0] counts features, outputs, or the one row.",
    ),
    "count-of-all": Idea(
        (35,),
        "np.mean divides by the number of examples.",
        "np.mean and .size count every entry of the table, not the m examples.",
    ),
    "divided-by-m-minus-one": Idea(
        (),
        "A mean of squares is divided by m − 1.",
        "m − 1 corrects an estimate for a larger population. The formula here divides by m.",
    ),
    "factor-on-first-term": Idea(
        (39,),
        "The factor in front reaches both terms.",
        "A factor reaches what stands in its bracket: -1/m * np.sum(first) + np.sum(second) leaves the second as it is.",
    ),
    "half": Idea((), "The squared error carries a factor one half.", "Here it is a plain mean: no one half."),
    "wrong-log": Idea(
        (29,),
        "log is log.",
        "np.log is the natural logarithm, the one whose slope is 1/x. np.log10 and np.log2 differ from it by a factor.",
    ),
    # what is paired, and in which order
    "log-of-sum": Idea(
        (40,),
        "The log of a sum is the sum of the logs.",
        "Σ y log a takes each log first. log Σ y a takes one log at the end, of another number.",
    ),
    "one-term": Idea(
        (),
        "The cost is y log a.",
        "Where y is 0, y log a is 0 as well, and the example costs nothing. The term (1 − y) log(1 − a) is for those.",
    ),
    "other-term-only": Idea(
        (), "The cost is (1 − y) log(1 − a).", "Examples with y = 1 cost nothing then: y log a is for those."
    ),
    "minus-between-the-terms": Idea(
        (), "The second term is subtracted.", "Both terms are negative logs of probabilities: they add up."
    ),
    "log-misplaced": Idea(
        (),
        "1 − log a is log(1 − a).",
        "log(1 − a) is the log of the probability of the other label. 1 − log a is larger than 1.",
    ),
    "same-log-twice": Idea(
        (),
        "log a goes with both labels.",
        "a is the probability of label 1. Label 0 has the probability 1 − a.",
    ),
    "roles-exchanged": Idea(
        (16,),
        "Labels and activations are exchangeable.",
        "The log is of the activation. A label is 0 or 1, and log 0 is minus infinity: the result is nan.",
    ),
    "no-log": Idea((), "y times a measures the fit.", "The cost is a log of probabilities."),
    "binary-cost-for-classes": Idea(
        (),
        "Each output has a cost of its own with two terms.",
        "In softmax the classes share one probability: Σ_c y_c log a_c already counts what the others took.",
    ),
    "class-numbers": Idea(
        (41,),
        "The label is the number of the class.",
        "A class number is a name, not an amount: class 3 would weigh three times as much as class 1. Labels go in one-hot.",
    ),
    "labels-forgotten": Idea(
        (), "The gradient needs the activations only.", "The error is A − Y: what was said less what is true."
    ),
    "squared-difference": Idea(
        (), "The error is squared.", "In the gradient stands A − Y itself; only a squared error has a square."
    ),
    "slope-of-sigmoid-again": Idea(
        (),
        "The chain rule leaves a factor a (1 − a).",
        "With this cost the slope of the sigmoid cancels: A − Y already is the derivative by z.",
    ),
    "weights-for-bias": Idea((), "The slope of the bias is the mean activation.", "It is the mean of A − Y."),
    # scores and activations
    "no-bias": Idea((), "The scores are w times x.", "The bias is added to every score."),
    "bias-for-every-feature": Idea(
        (), "The bias belongs to each product.", "Inside the sum, b is added n times."
    ),
    "bias-taken-off": Idea((), "The bias is a threshold to take off.", "It is added: z = w x + b."),
    "no-sigmoid": Idea((), "The score is the activation.", "A probability lies between 0 and 1: a = σ(z)."),
    "lost-bracket": Idea(
        (19,),
        "1/1 + np.exp(-z) is one fraction.",
        "Division comes before addition: this is 1 + exp(−z). The denominator needs a bracket.",
    ),
    "sign-in-exp": Idea(
        (),
        "The sign of z in exp does not matter.",
        "1 / (1 + exp(z)) is 1 − a: the probability of the other label.",
    ),
    "math-for-arrays": Idea(
        (18,),
        "math.exp and np.exp are the same.",
        "math.exp takes one number. np.exp goes through an array.",
    ),
    "tanh-for-sigmoid": Idea(
        (), "tanh is the sigmoid.", "tanh lies between −1 and 1; a probability does not."
    ),
    # softmax
    "no-exp": Idea(
        (), "Scores divided by their sum are probabilities.", "A score can be negative: exp comes first."
    ),
    "no-normaliser": Idea(
        (), "exp makes probabilities.", "They add up to 1 only after division by their sum."
    ),
    "normaliser-over-everything": Idea(
        (23,),
        "Divide by the sum.",
        "np.sum without axis= adds all examples together. Each example has its own normaliser: axis=0.",
    ),
    "sigmoid-for-softmax": Idea(
        (), "Each class gets its own sigmoid.", "Then the probabilities of an example do not add up to 1."
    ),
    "largest-for-sum": Idea(
        (), "Divide by the largest.", "Then the largest is 1; divided by the sum, they add up to 1."
    ),
    "shift-on-one-side": Idea(
        (),
        "The largest score is taken off for the exponentials above only.",
        "The same shift stands above and below, so that it cancels.",
    ),
    # a hidden layer
    "slope-of-sigmoid": Idea(
        (), "The slope of the activation is a (1 − a).", "That is the sigmoid. The slope of tanh is 1 − a²."
    ),
    "square-of-difference": Idea((), "(1 − a)² is 1 − a².", "Only a is squared."),
    "no-slope": Idea(
        (),
        "The error is handed back as it is.",
        "The chain rule multiplies it by the slope of the hidden unit.",
    ),
    "slope-again": Idea(
        (),
        "The slope is 1 − tanh(a)².",
        "A1 already is the tanh of the score: applied again, it is another number.",
    ),
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
    "wrong-side": Idea((), "a < 0.5 means label 1.", "a is the probability of label 1: over a half means 1."),
    "hits-among-ones": Idea(
        (), "A times Y counts the hits.", "That forgets the examples of label 0 that were right."
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
    "square-of-mean": Idea(
        (40,),
        "The square of the mean is the mean of the squares.",
        "Square each difference first, then average.",
    ),
    "absolute-for-square": Idea(
        (),
        "The size of a difference is its square.",
        "np.abs is another measure: small differences weigh more, large ones less.",
    ),
    "root": Idea((), "The root belongs to it.", "The formula has no square root."),
    # a step of descent
    "half-a-step": Idea((), "Only the weights learn.", "The bias goes down its own slope as well."),
    "no-rate": Idea((), "The gradient is the step.", "The step is the learning rate times the gradient."),
    "parts-exchanged": Idea(
        (), "The order of what is returned does not matter.", "The caller takes them by place."
    ),
    "parts-missing": Idea((), "One part is enough.", "The caller expects every part."),
    # loops
    "last-term-only": Idea((), "= adds to the total.", "= replaces the total at each turn; += adds to it."),
    "starts-at-one": Idea((), "Counting starts at 1.", "Python's first index is 0: the first is left out."),
    "stops-early": Idea(
        (), "range(m - 1) reaches the last.", "range(m - 1) stops before m − 1: the last is left out."
    ),
    "returned-in-the-loop": Idea(
        (), "return stands at the end.", "Indented into the loop, return ends it at its first turn."
    ),
    "divided-at-each-turn": Idea(
        (),
        "Dividing the total at each turn gives the mean.",
        "The first terms are divided again and again. Divide once, or each term by itself.",
    ),
    # formulas of the last notebook
    "norm-missing": Idea((), "The inner product is the cosine.", "It is divided by the length of both."),
    "one-norm-only": Idea((), "Dividing by one length is enough.", "Both lengths are divided out."),
    "squared-norm": Idea((), "The length is the sum of squares.", "It is the root of that sum."),
    "square-of-sum": Idea(
        (40,), "The square of the sum is the sum of the squares.", "Square each first; then sum."
    ),
    "outer-for-inner": Idea(
        (31,),
        "w wᵀ is the sum of squares.",
        "With j outside on both sides it survives twice: a table. The shared index belongs inside.",
    ),
    "variance-for-covariance": Idea(
        (),
        "* gives the covariance.",
        "Element-wise there is nothing but each feature with itself; covariance pairs every two, so np.dot.",
    ),
    "weights-not-normalised": Idea(
        (), "The weights add up to 1 already.", "They need not: divide by their sum."
    ),
    "weights-ignored": Idea((), "A mean is a mean.", "Each number counts as much as its weight says."),
    "all-pairs": Idea(
        (),
        "np.dot gives one number for each example.",
        "i stands on both outsides and survives twice: m x m numbers, of which the diagonal is wanted. Pair with *, then sum over j.",
    ),
}
