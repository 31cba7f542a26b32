"""The ideas behind wrong code, in words: each once, for all exercises in which it leads to a mistake.

An entry is ``name: “what a learner thinks” why it is not so``. ``name/variant`` has words of its own for code
that the general ones do not fit; what it leaves out is that of the idea. Between name and colon may stand the
idea's numbers in the list of collected questions, in round brackets, and in pointed ones what an answer must
be written with for the words to fit it, features of ``diagnose.features``: ``<dot>``, ``<star T>`` for both,
``<dot|outer>`` for either, ``<!dot>`` for none. What follows ``||`` is said in place of the reason to code
that raises: it has no result to talk about. ``{array}`` stands for a slot of the recipe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Idea(NamedTuple):
    """What a learner thinks, and why it is not so; see above for the other fields."""

    think: str
    why: str
    needs: str = ""
    why_raised: str = ""
    numbers: tuple[int, ...] = ()


_ENTRY = re.compile(
    r"(?P<name>\S+?)(?: \((?P<numbers>[\d, ]+)\))?(?: <(?P<needs>[^>]+)>)?:"
    r"(?: “(?P<think>[^”]+)”)?(?: (?P<why>(?!\|\|).+?))?(?: \|\| (?P<why_raised>.+))?"
)


def read_ideas(text: str, known: Mapping[str, Idea] = MappingProxyType({})) -> dict[str, Idea]:
    r"""Read entries; a line that begins with spaces goes on with the one above.

    One that has no words at all has those that are ``known`` by its name.

    >>> read_ideas("half (3) <dot>: “A half\n  is there.” It is not.\nhalf/own: Not here.")["half/own"]
    Idea(think='A half is there.', why='Not here.', needs='', why_raised='', numbers=(3,))
    """
    ideas: dict[str, Idea] = {}
    for line in re.sub(r"\n\s+", " ", text).strip().splitlines():
        entry = _ENTRY.fullmatch(line).groupdict("")
        name, numbers = entry.pop("name"), tuple(map(int, re.findall(r"\d+", entry.pop("numbers"))))
        is_bare = not (entry["think"] or entry["why"])
        idea = ideas.get(name.partition("/")[0]) or (is_bare and known.get(name)) or Idea("", "")
        words = {"think": entry["think"] or idea.think, "why": entry["why"] or idea.why}
        ideas[name] = Idea(**entry | words, numbers=numbers or idea.numbers)
    return ideas


#: All words, variants included.
WORDS = read_ideas("""
dot-without-transpose (1) <dot>: “np.dot multiplies and sums, whatever the shapes.” np.dot sums over the last
    axis of the left and the first axis of the right. Bring the axis that is to be summed inside with .T.
dot-without-transpose/without <dot>: “Turning the order round makes it fit.” np.dot sums over the last axis of
    the left and the first axis of the right, in either order.
dot-without-transpose/two-sums <dot>: np.dot sums one index of each. Here c and i are summed, both in both:
    pair with *, then np.sum.
dot-without-transpose/everybody <dot>: np.dot pairs along the axis that it sums. Here nothing is paired: sum
    each by itself.
dot-without-transpose/paired <dot>: i stands in both and stays in the result: np.dot has no place for such an
    index. Pair with *, then sum.
transpose-on-the-wrong-side (2) <dot T !einsum>: “It does not matter which of the two is transposed.” The
    index inside is summed, and the two outside stay. .T on the wrong side brings the wrong axis inside. || .T
    on the wrong side brings the wrong axis inside.
transpose-on-the-wrong-side/all-errors <dot>: With .T on the left i stays outside, on both sides: every error
    meets every other, m x m products.
transpose-on-the-wrong-side/both-turned <dot T !T-of-call>: “Transposed, they will fit.” With .T at both, the
    axes inside have changed for another pair. One .T brings m inside.
transpose-on-the-wrong-side/columns <cov>: “np.cov wants one feature in each column.” np.cov takes each row as
    one feature, as X here has them. Transposed, it pairs example with example.
transpose-on-the-wrong-side/indices-of-m: “M and its transpose do the same.” M is not symmetric: its second
    index belongs to Q.
both-stretched (3, 9, 38): “NumPy pairs example i with example i, whichever way the arrays lie.” A row against
    a column: both are stretched, and every example meets every example, m x m of them.
both-stretched/columns-and-strips: “A column minus a strip is a strip.” The strip is laid out as a row, and
    both are stretched: every example meets every other. A[:, 0] is a strip, too.
both-stretched/stretched <star !dot>:
both-stretched/weights-stretched <star T>: “w * w.T pairs each weight with itself.” A column against a row:
    both are stretched, and every weight meets every other. w * w pairs j with j.
both-stretched/weights-against-numbers <star []|reshape>: “v_i meets x_i, whichever way they lie.” With an
    axis of its own, v is stretched: every weight meets every number, m x m products. v * x pairs.
no-sum (4, 33) <star>: “Multiplying already is the sum.” * pairs and leaves the summing to you. An index that
    is absent from the result is summed, with np.sum over its axis.
no-sum/absent: “The sum comes by itself.” An index that is absent from the result is summed: np.sum over its
    axis.
no-sum/one-of-two <reduction>: “One sum will do.” Each index that is absent from the result is summed. One of
    them is still there.
no-sum/compared: “Comparing is counting.” == gives True or False for each example; np.mean makes a share of
    them.
no-sum/squared: “Squaring is summing.” The square is taken of each difference by itself; np.mean makes one
    number of them.
no-sum/divided: “Divided by m, it is the mean.” A mean is a sum, divided: np.sum comes first.
no-sum/weights-squared: “Squaring is summing.” The square is taken of each weight by itself; np.sum makes one
    number of them.
no-sum/own-square: “A square is a covariance.” Squared, each entry meets itself alone. Every two features meet
    in np.dot.
star-with-transpose (5) <star>: “The transpose belongs there, whichever product follows.” * pairs index with
    index. Transposed, the axes no longer face each other: an error, or nonsense where two sizes happen to be
    equal. || * pairs index with index. Transposed, the axes no longer face each other.
sum-over-everything (6, 36) <reduction>: “np.sum makes the result that I need.” np.sum without axis= sums over
    every axis. An index that survives in the result must not be summed: name the axis.
sum-over-everything/mean-over-all <mean>: “np.mean divides by m, and that is all.” np.mean without axis=
    averages over both axes. j, the measurement, belongs to the result: name the axis of the examples.
sum-over-everything/trace <trace>: “The trace takes the diagonal.” The m numbers that are wanted stand on the
    diagonal, and np.trace adds them up. np.diag takes them out.
sum-over-everything/nothing-summed: “A unit adds up what it is given.” Both indices, u and i, are in the
    result: nothing is summed.
sum-over-everything/summed-later: np.sum without axis= sums over every axis. One of them is summed later, by
    what stands around this sum: name the axis.
sum-over-everything/all-survive: “Numbers side by side are added up.” Every letter on the right is in the
    result: nothing is summed.
no-keepdims (7, 22, 23) <reduction>: “The numbers are right, so the shape will do.” The axis that was summed
    is gone, and an array with one axis is neither a row nor a column: what it meets next is stretched the
    wrong way. keepdims=True keeps its place. || The axis that was summed is gone, and what is left is lined
    up with the last axis. keepdims=True keeps its place.
no-keepdims/vector: “A vector of one number for each row meets the rows.” An array with one axis is lined up
    with the last axis of the other. For the first axis it needs one more: [:, None].
no-keepdims/one-axis <loop>: A list, or an array with one axis, is not yet a row: np.zeros((1, m)), and z[0,
    i] takes each sum.
no-keepdims/flat-result <loop>: A list, or an array with one axis, is not yet a column: np.zeros((n, 1)), and
    [j, 0] takes each sum.
no-keepdims/row-out <dot [0] !ravel !flatten !squeeze !axis>: [0] takes the row out of its table. One axis is
    left, in the result too. dz.T is a column.
no-keepdims/flat <dot ![]|ravel|flatten|squeeze !axis !einsum>: np.dot sums the only axis that dz has, and of
    X one axis is left: neither row nor column. As a column, (m, 1), dz keeps an axis for the result.
no-keepdims/flat-weights <dot>: w[:, 0] has one axis, and so has the result. w.T is a row, and gives one.
no-keepdims/step-flat <[]|ravel|flatten|squeeze>: w is a column. Minus an array with one axis, both are
    stretched into a table.
no-keepdims/std-without <reduction>: “Only the mean has to meet X again.” Both are taken over an axis and then
    meet the table: both need keepdims=True.
reshape-for-transpose (10) <reshape>: “reshape turns a table round.” reshape reads the same numbers in the
    same order into other rows: each number changes owner. .T turns the axes.
wrong-axis (15, 23) <reduction axis|keepdims|number-last>: “The axis I name is the one that I keep.” The axis
    you name is the one that disappears.
wrong-axis/shift <max>: “The largest score is taken off, along either axis.” Only what all scores of one
    example have in common cancels: the largest of each column, axis=0.
row-for-column (31) <dot !reshape !T-of-call>: “The order of the operands does not matter.” The outer axes
    stay in their order: the result lies on its side. || Operands that change places bring other axes inside
    and outside.
row-for-column/other-index <dot>: “The order of the operands does not matter.” With
    other operands inside, another index is summed.
row-for-column/column <loop>: “The numbers are right, so the shape will do.” z is a row, one column for each
    example: np.zeros((1, m)), and z[0, i] takes each sum.
row-for-column/on-its-side <loop>: “The numbers are right, so the shape will do.” One number for each feature
    stands in a column here: np.zeros((n, 1)), and [j, 0] takes each sum.
row-for-column/turned-at-the-end <dot T-of-call !reshape>: “At the end it is turned the right way.” np.dot(X,
    dz.T) is the column already. .T at the end lays it on its side.
row-for-column/step-turned <T|reshape>: “A row or a column, it is the same slope.” w is a column. Minus a row,
    both are stretched into a table.
row-for-column/one-for-each-row: “A row or a column, the numbers are the same.” With [:, None] there is one
    number for each row. Here there is one for each column: an array with one axis lies like that already.
row-for-column/turned-back <T>: “Turned for the subtraction, it can stay so.” X was turned so that the means
    line up with the last axis. Turn the result back: .T at the end.
einsum-stretches (27) <einsum>: “The letters of einsum guard the sizes.” einsum stretches an axis of size one
    to meet its letter, so a letter on the wrong axis goes unnoticed.
python-sum (34) <python-sum>: “sum and np.sum are the same.” Python's sum goes along the first axis only. Of a
    (1, m) array that axis has one entry: nothing is summed.
python-sum/rows <python-sum>: Python's sum goes along the first axis only. Here that is {rows}: those are
    added up, the examples are not.
python-sum/along-features <reduction>: Python's sum goes along the first axis only: here over the features.
    np.sum with axis=1 sums examples.
sum-of-the-dot (2) <dot>: “np.dot and then np.sum gives the sum of the products.” np.dot of two tables pairs
    every class with every class. Only the diagonal is wanted: use * and np.sum.
sum-of-the-dot/examples <dot>: “np.dot and then np.sum gives the sum of the products.” With this .T, np.dot
    pairs every example with every other. Only the diagonal is wanted: use * and np.sum.
flattened <vdot>: “np.vdot is np.dot.” np.vdot lays both out flat and pairs them entry by entry, into one
    number. An index that survives has no place in it. || np.vdot lays both out flat, and pairs them entry by
    entry: they need equally many.
all-by-all (3) <outer>: “np.outer is a kind of np.dot.” np.outer takes every entry of the one with every entry
    of the other, and sums nothing.
table-for-number (2) <dot>: “np.dot gives one number.” An index that each operand has for itself survives in
    np.dot: here that makes a table.
paired-only: “Each label meets its own activation.” Two indices, i and i′: every label meets every activation.
dot-for-star (25) <dot>: “Two tables next to each other in a formula are multiplied with np.dot.” Both indices
    are shared and both survive, so nothing is summed: pair them with *.
dot-for-star/survives <dot>: “Two things side by side in a formula are multiplied with np.dot.” np.dot
    sums the index inside, and that one survives here: pair with *.
star-for-dot (13) <star>: “Letters side by side in a formula mean *.” An index that both share is absent from
    the result: it is summed, which * does not do.
star-for-dot/one-column <star>: “The line of one output will do for k.” * pairs X, n x m, with dZ, k x m, row
    with row: that suits one output alone. np.dot takes every feature with every output.
left-to-right (42) <dot>: “Python reads a * b @ c as a * (b @ c).” * and @ bind equally and are read from the
    left. Put the product that comes first in brackets.
one-for-each-example (11): “dw has one number for each example.” There is one slope for each weight: j stays.
    Over the examples, i, it is summed.
one-for-each-example/size-of-operand: “The result is as long as what goes in.” The result has the letters that
    survive: one number for each of those.
bias-per-example (12): “db is dz, one for each example.” There is one bias for all examples. i is absent from
    db, so it is summed. A bias for each example learns anything and predicts nothing new.
bias-per-example/batch: “db is dZ, one row for each example.” There is one bias for each output, and all
    examples share it. i is absent from db, so it is summed: axis=0.
bias-per-example/not-summed: db is one number: add them up and divide by m.
lost-minus (24): “The sign will sort itself out.” With the other sign the result points the other way: up
    where it should go down.
lost-minus/cost-sign: Logs of probabilities are negative; the minus in front makes the cost positive.
lost-minus/plus: “Plus or minus, it is squared anyway.” A difference has a minus: A − Y.
lost-minus/no-minus: “A minus belongs to it.” The formula has no minus in front.
lost-minus/step-up <+|+=>: Plus the slope goes uphill. The step goes down: minus.
lost-minus/step-first <->: “What is taken off what does not matter.” The step is taken off w. The other way
    round, w changes its sign at every step.
lost-minus/slope-sign: The slope of tanh is 1 − a²: never negative.
lost-minus/root-of-minus: “Squared mean minus mean square: the order does not matter.” The mean square is the
    larger one, and comes first. The root of a negative number is nan.
no-mean: “The sum is enough.” Without 1/m the result grows with the number of examples.
wrong-count (28) </>: “The first size is the number of examples.” Examples are in columns here: their number
    is X.shape[1]. shape[0] counts features, outputs, or the one row, and so does len.
wrong-count/array </>: “The first size is the number of examples.” Examples are in columns here: their
    number is {array}.shape[1]. shape[0] counts the rows, and so does len.
wrong-count/rows </>: “The first size is the number of examples.” len counts rows, and dz has one. dz.shape[1]
    counts examples.
wrong-count/width: “width is the number of examples.” It is that of one part. All parts together hold m.
count-of-all (35) <mean|average|size>: “np.mean divides by the number of examples.” np.mean and .size count
    the entries of what they are given, and those are not the m examples.
count-of-all/mean-of-products <mean>: “A score is a mean.” A score is the sum over the features: np.mean
    divides it by n.
count-of-all/mean-of-exps: “A mean normalises as well.” The mean is the sum divided by k: the shares add up to
    k, not to 1.
count-of-all/two-means <mean>: “A mean is as good as a sum.” Each mean divides by m. The sums are asked for.
count-of-all/mean-of-weights <mean>: “A penalty is a mean.” It is the sum: np.mean divides it by n.
count-of-all/number-of-weights: “A mean is divided by how many there are.” Divide by the sum of the weights,
    not by their number.
count-of-all/mean-of-pairs <mean>: “A dot product is a mean.” It is the sum: np.mean divides it by n.
divided-by-m-minus-one: “A mean is divided by m − 1.” m − 1 corrects the estimate of a variance for a larger
    population. The formula here divides by m.
divided-by-m-minus-one/np-cov <cov>: “np.cov is this formula.” np.cov divides by m − 1; the formula here
    divides by m.
factor-on-first-term (39): “The factor in front reaches both terms.” A factor reaches what stands in its
    bracket: −1/m · first + second leaves the second as it is.
divided-twice </>: “1/m stands in front of everything.” A sum is divided by m once, and a mean is divided
    already: another 1/m is one too many.
not-asked-mean: “A sum over the examples is always divided by m.” Here only the sum is asked for.
not-asked-mean/later: “A slope has 1/m in front.” 1/m comes later, in dW1: here no index of an example is
    summed.
half: “A factor one half belongs to it.” The formula here has no one half.
whole-division <//>: “// divides.” // drops what comes after the point: of a share below 1, 0 is left.
percent: “It is a percentage.” A share lies between 0 and 1: no factor of 100.
wrong-log (29): “log is log.” log is the natural logarithm, the one whose slope is 1/x. log10 and log2 differ
    from it by a factor.
log-of-sum (40): “The log of a sum is the sum of the logs.” Σ y log a takes each log first. log Σ y a takes
    one log at the end, of another number.
one-term <!third-argument>: “The cost is y log a.” Where y is 0, y log a is 0 as well, and the example costs
    nothing. The term (1 − y) log(1 − a) is for those.
one-term/bare <!third-argument>: “The cost is y log a.” This is one half of the cost. The other one, (1 − y)
    log(1 − a), is missing, and so is −1/m in front of both.
one-term/kept: “The cell is what it keeps.” What is new is added: i * g.
one-term/let-in: “The cell is what is new.” What it keeps is added: f * c.
other-term-only: “The cost is (1 − y) log(1 − a).” Examples with y = 1 cost nothing then: y log a is for
    those.
minus-between-the-terms: “The second term is subtracted.” Both terms are negative logs of probabilities: they
    add up.
minus-between-the-terms/added: “What is new is taken off.” Two products are added: what is kept, and what is
    new.
log-misplaced: “1 − log a is log(1 − a).” log(1 − a) is the log of the probability of the other label. 1 − log
    a is larger than 1.
same-log-twice: “log a goes with both labels.” a is the probability of label 1. Label 0 has the probability 1
    − a.
classes-exchanged: “log a goes with label 0.” a is the probability of label 1: y goes with log a, and 1 − y
    with log(1 − a).
roles-exchanged (16): “Labels and activations are exchangeable.” The log is of the activation. A label is 0 or
    1, and log 0 is minus infinity: so is the sum. || The log is of the activation. A label is 0 or 1, and 0
    has no log.
roles-exchanged/gates: “Any two of the four belong together.” f keeps what the cell holds, c; i lets in what
    is new, g.
no-log: “y times a measures the fit.” The cost is a log of probabilities.
no-log/logs: “Labels meet activations.” Labels meet the logs of the activations.
binary-cost-for-classes: “Each output has a cost of its own with two terms.” In softmax the classes share one
    probability: Σ_c y_c log a_c already counts what the others took.
class-numbers (41): “The label is the number of the class.” A class number is a name, not an amount: class 3
    would weigh three times as much as class 1. Labels go in one-hot.
labels-forgotten: “The gradient needs the activations only.” The error is A − Y: what was said less what is
    true.
labels-forgotten/both-logs: “Both logs count.” The label says which of the two: y goes with log a, and
    1 − y with log(1 − a).
labels-forgotten/guesses: “The share of ones is the accuracy.” Nothing is compared with Y: a guess is right
    where it is the label.
activations-forgotten: “The gradient needs the labels only.” The error is A − Y: what was said less what is
    true.
squared-difference: “The error is squared.” In the gradient stands A − Y itself; only a squared error has a
    square.
squared-difference/bias-squared: “Errors are squared.” db is the mean of the errors themselves, sign and all.
squared-difference/mean-of-squares: “The cost is the mean square.” That is another measure of fit. This cost
    has logs.
squared-difference/variance <var>: “np.var is the mean square.” np.var takes the mean of the differences off
    first. Here nothing comes off.
slope-of-sigmoid-again: “The chain rule leaves a factor a (1 − a).” With this cost the slope of the sigmoid
    cancels: A − Y already is the derivative by z.
product-of-means (40): “The mean of the products is the product of the means.” Pair x with the error of its
    own example first; then take the mean.
product-of-means/summed-too-early <star ![] !reshape>: “The product of two sums is the sum of the products.”
    Pair v_i with x_i before you sum.
weights-for-bias: “The slope of the bias is the mean activation.” It is the mean of A − Y.
features-in-the-bias: “Every slope has X in it.” b is added with no measurement in front, so there is no X in
    its slope: db is the mean of A − Y.
weights-for-bias/exchanged-slopes: “A slope is a slope.” dw is the slope of w, one for each weight; db is that
    of b. Each has its own.
weights-for-bias/one-slope: “dw is the slope of everything.” b has a slope of its own: db.
bracket-missing: “Python sees which terms belong together.” * and / come before + and −. What is to be taken
    first needs a bracket.
bracket-missing/power-first: ** comes before −: square the difference in a bracket, (A - Y) ** 2.
bracket-missing/minus-on-the-product <!->: “The minus in exp(−z) reaches all of z.” The minus reaches the
    product only, and b keeps its sign: put z in a bracket, −(w.T X + b).
bracket-missing/rate-first <star>: “What stands first is taken first.” The bracket takes the rate off w and
    multiplies what is left by dw. The rate times dw is the step.
bracket-missing/denominator: “What stands after / is the denominator.” / and * bind equally, from the left:
    this divides by one length and multiplies by the other. The denominator needs a bracket.
bracket-missing/products-first: “The sum comes first.” Here the products come first: f * c and i * g are
    added, without a bracket.
bracket-missing/squared-mean: “total² / m is the squared mean.” The mean is squared, m too: (total / m)² needs
    its bracket.
minus-for-plus: “The denominator is 1 − exp(−z).” It is 1 + exp(−z): never 0, and σ stays between 0 and 1.
no-bias: “The scores are w times x.” The bias is added to every score.
bias-for-every-feature: “The bias belongs to each product.” Inside the sum, b is added n times.
bias-before-the-product: “The bias can be added to X.” Then w multiplies it too. It is added once, to each
    score.
bias-taken-off: “The bias is a threshold to take off.” It is added: z = w x + b.
bias-taken-off/off-in-exp <->: It is added: z = w x + b, and −z is −w x − b.
no-sigmoid: “The score is the activation.” A probability lies between 0 and 1: a = σ(z).
lost-bracket (19): “1/1 + np.exp(-z) is one fraction.” Division comes before addition: this is 1 + exp(−z).
    The denominator needs a bracket.
sign-in-exp: “The sign of z in exp does not matter.” 1 / (1 + exp(z)) is 1 − a: the probability of the other
    label.
sign-in-exp/sign-of-score: exp(−z) falls as z grows: the class with the lowest score would get the largest
    share.
math-for-arrays (18) <math>: “math.exp and np.exp are the same.” math.exp takes one number. np.exp goes
    through an array.
math-for-arrays/log-of-a-list <math>: “math.log takes a whole list.” math.log takes one number: a[i], inside
    the loop.
math-for-arrays/math-log <math>: “math.log and np.log are the same.” math.log takes one number. np.log goes
    through an array.
tanh-for-sigmoid: “tanh is the sigmoid.” tanh lies between −1 and 1; a probability does not.
sigmoid-again: “The sigmoid comes before the log.” a is an activation: it has been through the sigmoid
    already.
no-exp: “Scores divided by their sum are probabilities.” A score can be negative: exp comes first.
exp-above-only: “exp belongs above the line.” The same exponentials are summed below, so that the shares add
    up to 1.
exp-of-sum: “exp of a sum is the sum of the exps.” exp of a sum is their product. Take each exp first, then
    sum.
no-normaliser: “exp makes probabilities.” They add up to 1 only after division by their sum.
normaliser-over-everything (23) <reduction>: “Divide by the sum.” np.sum without axis= adds all examples
    together. Each example has its own normaliser: axis=0.
normaliser-over-everything/one-length: “Divide by the length.” That is one number for all. Every pair has
    lengths of its own, r_i r_l.
sigmoid-for-softmax: “Each class gets its own sigmoid.” Then the probabilities of an example do not add up to
    1.
largest-for-sum: “Divide by the largest.” Then the largest is 1; divided by the sum, they add up to 1.
largest-for-sum/of-shares: “The largest share decides.” Every share counts: np.argmax keeps one column of V
    and drops the others. Each column times its share, and then the sum over i: np.dot.
shift-on-one-side: “The largest score is taken off for the exponentials above only.” The same shift stands
    above and below, so that it cancels.
slope-of-sigmoid: “The slope of the activation is a (1 − a).” That is the sigmoid. The slope of tanh is 1 −
    a².
square-of-difference: “(1 − a)² is 1 − a².” Only a is squared.
no-slope <!third-argument>: “The error is handed back as it is.” The chain rule multiplies it by the slope
    of the hidden unit.
slope-too-early: “The slope can be multiplied in anywhere.” The slope belongs to the hidden units, h x m.
    Before the dot there are the outputs, k x m.
slope-again: “The slope is 1 − tanh(a)².” A1 already is the tanh of the score: applied again, it is another
    number.
not-centred: “Dividing by the spread is enough.” The mean comes off first.
not-centred/centred: “X times itself is the covariance.” The mean of each row comes off first.
not-centred/not-centred: “The mean square is enough.” The square of the mean comes off, before the root is
    taken.
not-scaled: “Taking the mean off is enough.” Then it is divided by the standard deviation.
variance-for-std: “Divide by the variance.” The standard deviation is its square root.
variance-for-std/root-missing: “Mean square minus squared mean is the spread.” That is the variance: its root
    is asked for.
range-for-std: “Divide by the range.” That fits the numbers into 0 to 1; it does not give them standard
    deviation 1.
one-mean-for-all (6): “One mean does for the whole table.” Each feature has its own unit, mean and spread:
    name the axis of the examples.
one-mean-for-all/one-std: “One standard deviation does for the whole table.” Each feature has its own unit and
    spread: name the axis of the examples.
no-threshold: “The activation is compared with the label.” 0.83 is never equal to 1: a > 0.5 comes first.
chained-comparison: “A > 0.5 == Y compares A > 0.5 with Y.” Python chains comparisons: it reads A > 0.5 and
    0.5 == Y. A bracket makes it (A > 0.5) == Y.
misses-for-hits: “!= counts the examples that are right.” It counts those that are wrong: == is what is
    wanted.
wrong-side: “a < 0.5 means label 1.” a is the probability of label 1: over a half means 1.
half-included: “At a half, either will do.” Label 1 is said where a > 0.5. At a half itself it is 0.
hits-among-ones: “A times Y counts the hits.” That forgets the examples of label 0 that were right.
totals-compared: “As many ones as there should be: all are right.” The totals can agree while every example is
    wrong. Compare example by example, then take the mean.
boolean-minus (45): “True minus True is 0.” NumPy subtracts no booleans, and unsigned 0 − 1 is 255. Compare
    with ==.
no-square: “The differences themselves are averaged.” Positive and negative ones cancel: the square comes
    first.
no-square/tanh: “The slope of tanh is 1 − a.” The slope of tanh is 1 − a², not 1 − a.
no-square/weights-alone: “The weights themselves are added up.”
difference-of-squares: “The square of a difference is the difference of the squares.” A difference of squares
    is not the square of a difference: subtract first, (A − Y), then square.
square-of-mean (40) <!dot>: “The square of the mean is the mean of the squares.” Square each difference first,
    then average.
absolute-for-square <abs|absolute|fabs>: “The size of a difference is its square.” np.abs is another measure:
    small differences weigh more, large ones less.
absolute-for-square/bias-size: “Only the size of an error counts.” db is the mean of the errors themselves,
    sign and all.
absolute-for-square/sizes <abs|absolute|fabs>: “The size of a weight is its square.” np.abs is another
    penalty: small weights cost more, large less.
root: “The root belongs to it.” The formula has no square root.
half-a-step: “Only the weights learn.” The bias goes down its own slope as well.
no-rate: “The gradient is the step.” The step is the learning rate times the gradient.
divided-by-the-rate: “A small rate divides.” The rate is a factor: the smaller it is, the shorter the step.
slope-for-weight: “The step is the new weight.” The step is added to where w and b are now.
parts-exchanged: “The order of what is returned does not matter.” The caller takes them by place.
last-term-only <loop !+=>: “= adds to the total.” = replaces the total at each turn; += adds to it.
last-term-only/one-of-several <loop>:
total-not-reset <loop>: “The total is set once.” Each example begins anew: set the total inside the outer
    loop, or it goes on from the last one's.
starts-at-one <loop>: “Counting starts at 1.” Python's first index is 0: the first is left out. || Python's
    first index is 0, and the last is one less than the length.
stops-early <loop>: “range(m - 1) reaches the last.” range(m - 1) stops before m − 1: the last is left out.
one-too-many <loop>: “range(m + 1) is needed to reach the last.” range(m) gives m numbers, 0 to m − 1. One
    more asks for an entry that is not there.
returned-in-the-loop <loop no-second-turn>: “return stands at the end.” Indented into the loop, return ends it
    at its first turn.
divided-at-each-turn <loop>: “Dividing the total at each turn gives the mean.” The first terms are divided
    again and again. Divide once, or each term by itself.
norm-missing: “The inner product is the cosine.” It is divided by the length of both.
one-norm-only: “Dividing by one length is enough.” Both lengths are divided out.
lengths-paired (8): “r * r holds the lengths of every pair.” r * r pairs i with i (with one axis, r.T is r). S
    wants r_i r_l for every pair: r[:, None] * r.
squared-norm: “The length is the sum of squares.” It is the root of that sum.
square-of-sum (40): “The square of the sum is the sum of the squares.” Square each first; then sum.
square-of-sum/square-last <!dot !star !outer>:
outer-for-inner (31) <dot>: “w wᵀ is the sum of squares.” With j outside on both sides it survives twice: a
    table. The shared index belongs inside.
outer-for-inner/sum-of-outer <dot|outer>: “w wᵀ holds the squares, so its sum is theirs.” w wᵀ holds every w_j
    w_l, n x n of them; the squares are its diagonal. Bring j inside: np.dot(w.T, w).
variance-for-covariance: “* gives the covariance.” Element-wise there is nothing but each feature with itself;
    covariance pairs every two, so np.dot.
variance-for-covariance/diagonal: “Variances are all there is.” They are the diagonal. Every two rows have a
    covariance: np.dot.
weights-not-normalised: “The weights add up to 1 already.” They need not: divide by their sum.
divided-by-the-numbers: “Divide by the sum of the numbers.” What is averaged stands above; below stand the
    weights.
correlation <corrcoef>: “np.corrcoef is this formula.” np.corrcoef takes the means off and divides by the
    standard deviations. Here it is one of them.
correlation/correlation <std|sqrt|var>: “Features are divided by their standard deviations.” Divided by them
    it is the correlation, which has no units. The formula here takes the means off only.
weights-ignored: “A mean is a mean.” Each number counts as much as its weight says.
weights-ignored/alone <!/>: “A sum of the numbers will do.”
weights-ignored/cancelled <star / ![] !reshape>: “Each product is divided by its weight.” v_i is divided out
    of its own product, and only x_i is left. Divide once, by the sum of the weights.
no-plus: “All four are multiplied.” Two products are added: what is kept, and what is new.
one-of-all-pairs <dot>: “One row of the table has all of them.” A row pairs one example with every other. Each
    with its own stands on the diagonal.
all-pairs <dot>: “np.dot gives one number for each example.” i stands on both outsides and survives twice: m x
    m numbers, of which the diagonal is wanted. Pair with *, then sum over j.
all-pairs/two-loops <loop>: “Two lists need two loops.” One loop inside the other takes every label with every
    activation. One loop is enough: y[i] with a[i].
all-pairs/outer <outer>: “np.outer pairs weight and number.” It takes every v with every x: m x m products.
    Pair with *, then sum.
average-of-averages: “The average of the parts' averages is the average.” Only where all parts are equally
    long. In a shorter part each example counts for more. Add sums, and divide once, by m.
average-of-averages/shorter: “Every part holds width examples.” The last one holds fewer, and so would be
    weighed too little. Add sums, and divide once, by m.
average-of-averages/added: “Each part has its mean, and together they make the mean.” A sum of means grows
    with the number of parts. Divide by m, all examples, each part or once at the end.
average-of-averages/mean-of-spreads: “The average of the parts' spreads is the spread.” Parts differ in
    their means as well, and that belongs to the spread. A root is no sum. Σ x and Σ x² are: add those, and
    take the root at the end.
running-average <loop>: “Halfway between the result so far and the new part is the average.” Each turn halves
    what all parts before have said: the order of the parts makes a difference. Add sums, and divide once,
    by m.
last-part-lost <loop>: “All parts are equally long.” m is no multiple of width: the examples left over make
    one more part, a shorter one.
part-too-short <loop>: “A slice reaches its second number.” X[:, a:b] ends before b by itself. With one less,
    an example is left out of every part.
parts-overlap <loop>: “Counting by ones goes from part to part.” The parts overlap: examples count more
    than once. range(0, m, width) steps from start to start.
rows-for-columns (15): “X[a:b] takes examples.” It takes rows, and those are features. Examples are columns
    here: X[:, a:b].
rows-for-columns/turned-indices <loop>: “X[i, j] is measurement j of example i.” X is (n, m), one row for each
    measurement: that comes first, X[j, i].
rows-for-columns/indices-exchanged <loop>: “The order of the indices does not matter.” The first index counts
    along the first axis, the second along the second.
rows-for-columns/dz-rows: “dz[a:b] takes examples.” It takes rows, and dz has one. Examples are columns here:
    dz[:, a:b].
cut-on-one-side: “Only X is too large, so only X is cut.” Example i meets example i: whatever shares the
    letter i is cut at the same places.
dot-takes-a-chain (37) <third-argument>: “np.dot(P, Q, R) is the product of three.” The third argument is
    where the result is written: what stood there is lost.
dot-takes-a-chain/chain-of-plus <third-argument>: “np.dot takes one product after the other.” The third
    argument of np.dot is where the result is written. Two products are added with +.
dot-takes-a-chain/minus-chain <third-argument>: “np.dot takes all that belongs to the product.” The third
    argument of np.dot is where the result is written. The difference comes first: A − Y.
dot-takes-a-chain/chain <third-argument>: The third argument of np.dot is where the result is written: the
    slope is lost. Pair it with *.
dot-is-matmul (21) <matmul|@>: “np.dot, np.matmul and @ are the same.” They agree on tables. In three
    dimensions matmul takes the first axis as a stack and dot pairs every table with every table; matmul takes
    no plain number.
dot-is-matmul/matmul <matmul|@>: “np.matmul multiplies whatever there is.” np.matmul takes no plain number. A
    factor in front is put there with *.
star-is-the-cross-product (20): “* is the cross product.” * pairs entry with entry. The cross product of two
    vectors in space is np.cross.
star-is-the-cross-product/cross <cross>: “np.cross is the product with a cross.” np.cross is for two vectors
    in space. Here m is summed: np.dot, with m inside.
star-is-the-cross-product/cross-of-gates <cross>: “np.cross is the product with a cross.” np.cross is for two
    vectors in space. Here u and i are shared and stay: * pairs them, entry by entry.
whole-numbers-will-do-for-w (30): “w = np.array([0, 0]) learns like any other w.” An array of whole numbers
    cuts what is written into it: steps below one vanish.
whole-numbers-will-do-for-w/fraction: “w can be whole numbers.” Whole numbers cut what stands after the point:
    steps below one vanish. w is made of floats.
""")

IDEAS = {name: idea for name, idea in WORDS.items() if "/" not in name}
