"""Words for mistakes in scores, steps of descent and standardising."""

from helpers.exercises.catalogue.ideas.idea import Words

FLAT_WEIGHTS = Words(
    "The numbers are right, so the shape will do.",
    "w[:, 0] has one axis, and so has the result. w.T is a row, and gives one.",
    needs="dot",
)
STEP_TURNED = Words(
    "A row or a column, it is the same slope.",
    "w is a column. Minus a row, both are stretched into a table.",
    needs="T|reshape",
)
STEP_FLAT = Words(
    "The numbers are right, so the shape will do.",
    "w is a column. Minus an array with one axis, both are stretched into a table.",
    needs="[]|ravel|flatten|squeeze",
)
ONE_STD = Words(
    "One standard deviation does for the whole table.",
    "Each feature has its own unit and spread: name the axis of the examples.",
)
STD_WITHOUT = Words(
    "Only the mean has to meet X again.",
    "Both are taken over an axis and then meet the table: both need keepdims=True.",
    needs="reduction",
)
MEAN_OF_PRODUCTS = Words(
    "A score is a mean.",
    "A score is the sum over the features: np.mean divides it by n.",
    needs="mean",
)
MINUS_ON_THE_PRODUCT = Words(
    "The minus in exp(−z) reaches all of z.",
    "The minus reaches the product only, and b keeps its sign: put z in a bracket, −(w.T X + b).",
    needs="!-",
)
OFF_IN_EXP = Words(
    "The bias is a threshold to take off.", "It is added: z = w x + b, and −z is −w x − b.", needs="-"
)
TURNED_BACK = Words(
    "Turned for the subtraction, it can stay so.",
    "X was turned so that the means line up with the last axis. Turn the result back: .T at the end.",
    needs="T",
)
FRACTION = Words(
    "w can be whole numbers.",
    "Whole numbers cut what stands after the point: steps below one vanish. w is made of floats.",
)
ONE_SLOPE = Words("dw is the slope of everything.", "b has a slope of its own: db.")
STEP_UP = Words(
    "The sign will sort itself out.",
    "Plus the slope goes uphill. The step goes down: minus.",
    needs="+|+=",
)
STEP_FIRST = Words(
    "What is taken off what does not matter.",
    "The step is taken off w. The other way round, w changes its sign at every step.",
    needs="-",
)
EXCHANGED_SLOPES = Words(
    "A slope is a slope.", "dw is the slope of w, one for each weight; db is that of b. Each has its own."
)
RATE_FIRST = Words(
    "What stands first is taken first.",
    "The bracket takes the rate off w and multiplies what is left by dw. The rate times dw is the step.",
    needs="star",
)
