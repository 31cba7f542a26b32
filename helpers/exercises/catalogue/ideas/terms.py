"""Signs, factors, counts and terms: ideas about what stands in a formula."""

from helpers.exercises.catalogue.ideas.idea import Idea

IDEAS = {
    # signs, factors, counts
    "lost-minus": Idea(
        (24,),
        "The sign will sort itself out.",
        "With the other sign the result points the other way: up where it should go down.",
    ),
    "no-mean": Idea(
        (),
        "The sum is enough.",
        "Without 1/m the result grows with the number of examples.",
    ),
    "wrong-count": Idea(
        (28,),
        "X.shape[0] is the number of examples.",
        "Examples are in columns here: their number is X.shape[1]. shape[0] counts features, outputs, or "
        "the one row.",
        needs="/",
    ),
    "count-of-all": Idea(
        (35,),
        "np.mean divides by the number of examples.",
        "np.mean and .size count every entry of the table, not the m examples.",
        needs="mean|average|size",
    ),
    "divided-by-m-minus-one": Idea(
        (),
        "A mean is divided by m − 1.",
        "m − 1 corrects the estimate of a variance for a larger population. The formula here divides by m.",
    ),
    "factor-on-first-term": Idea(
        (39,),
        "The factor in front reaches both terms.",
        "A factor reaches what stands in its bracket: -1/m * np.sum(first) + np.sum(second) leaves the "
        "second as it is.",
    ),
    "divided-twice": Idea(
        (),
        "1/m stands in front of the mean.",
        "A sum is divided by m once. np.mean has done so already: another 1/m is one too many.",
        needs="/",
    ),
    "not-asked-mean": Idea(
        (), "A sum over the examples is always divided by m.", "Here only the sum is asked for."
    ),
    "half": Idea((), "A factor one half belongs to it.", "The formula here has no one half."),
    "whole-division": Idea(
        (), "// divides.", "// drops what comes after the point: of a share below 1, 0 is left."
    ),
    "percent": Idea((), "It is a percentage.", "A share lies between 0 and 1: no factor of 100."),
    "wrong-log": Idea(
        (29,),
        "log is log.",
        "np.log is the natural logarithm, the one whose slope is 1/x. np.log10 and np.log2 differ from it "
        "by a factor.",
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
        "Where y is 0, y log a is 0 as well, and the example costs nothing. The term (1 − y) log(1 − a) "
        "is for those.",
        needs="!third-argument",
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
    "classes-exchanged": Idea(
        (),
        "log a goes with label 0.",
        "a is the probability of label 1: y goes with log a, and 1 − y with log(1 − a).",
    ),
    "roles-exchanged": Idea(
        (16,),
        "Labels and activations are exchangeable.",
        "The log is of the activation. A label is 0 or 1, and log 0 is minus infinity: so is the sum.",
        why_raised="The log is of the activation. A label is 0 or 1, and 0 has no log.",
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
        "A class number is a name, not an amount: class 3 would weigh three times as much as class 1. "
        "Labels go in one-hot.",
    ),
    "labels-forgotten": Idea(
        (), "The gradient needs the activations only.", "The error is A − Y: what was said less what is true."
    ),
    "activations-forgotten": Idea(
        (), "The gradient needs the labels only.", "The error is A − Y: what was said less what is true."
    ),
    "squared-difference": Idea(
        (), "The error is squared.", "In the gradient stands A − Y itself; only a squared error has a square."
    ),
    "slope-of-sigmoid-again": Idea(
        (),
        "The chain rule leaves a factor a (1 − a).",
        "With this cost the slope of the sigmoid cancels: A − Y already is the derivative by z.",
    ),
    "product-of-means": Idea(
        (40,),
        "The mean of the products is the product of the means.",
        "Pair x with the error of its own example first; then take the mean.",
    ),
    "weights-for-bias": Idea((), "The slope of the bias is the mean activation.", "It is the mean of A − Y."),
    "bracket-missing": Idea(
        (),
        "Python sees which terms belong together.",
        "* and / come before + and −. What is to be taken first needs a bracket.",
    ),
    "minus-for-plus": Idea(
        (), "The denominator is 1 − exp(−z).", "It is 1 + exp(−z): never 0, and σ stays between 0 and 1."
    ),
}
