"""Words for mistakes with k outputs and in a hidden layer."""

from helpers.exercises.catalogue.ideas.idea import Words

TANH = Words("The slope of tanh is 1 − a.", "The slope of tanh is 1 − a², not 1 − a.")
LATER = Words("A slope has 1/m in front.", "1/m comes later, in dW1: here no index of an example is summed.")
ONE_COLUMN = Words(
    "The line of one output will do for k.",
    "* pairs X, n x m, with dZ, k x m, row with row: that suits one output alone. np.dot takes every feature "
    "with every output.",
    needs="star",
)
MEAN_OF_EXPS = Words(
    "A mean normalises as well.", "The mean is the sum divided by k: the shares add up to k, not to 1."
)
SIGN_OF_SCORE = Words(
    "The sign of z in exp does not matter.",
    "exp(−z) falls as z grows: the class with the lowest score would get the largest share.",
)
SHIFT = Words(
    "The largest score is taken off, along either axis.",
    "Only what all scores of one example have in common cancels: the largest of each column, axis=0.",
    needs="max",
)
NO_SLOPE = Words(
    "The error is handed back as it is.",
    "The chain rule multiplies it by the slope of the hidden unit.",
    needs="!third-argument",
)
SLOPE_SIGN = Words("The sign will sort itself out.", "The slope of tanh is 1 − a²: never negative.")
CHAIN = Words(
    "np.dot(P, Q, R) is the product of three.",
    "The third argument of np.dot is where the result is written: the slope is lost. Pair it with *.",
    needs="third-argument",
)
