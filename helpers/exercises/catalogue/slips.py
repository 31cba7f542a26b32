"""Single edits that mend an answer, and what a teaching assistant says of each.

An entry has words as those of ``entry``, and below them, behind bars, rules ``pattern -> replacement`` of
expressions or of statements. In both, a to d stand for any expression, f and g for what is called or for a
name behind a dot, k for a number. ``@iter`` in front says that the pattern must be what a loop goes through,
``@pairs`` the same where each entry is taken apart, ``@target`` what is assigned to, ``@return`` what is
returned, ``@result`` that or what is assigned, ``@value`` that or an operand or an argument, ``@name`` a
variable of the function, ``@size`` what is written as a size, ``@line`` a line by itself; the others are in
`Source.where`. For ``{name}``, ``{argument}``,
``{array}``, ``{unused}`` (an argument that is not used), ``{size}``, ``{sign}`` and those in `Source.filling`
there is a change for each that there is. What has no rule is found in another way. Of several changes that
make an answer right, that of the first entry is taken.

In pointed brackets stand the ideas that an edit may come from besides its own: where they fit, their words
are said, unless ``own`` is among them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.exercises.catalogue.entry import IDEAS, parted, read_ideas


class Rule(NamedTuple):
    """A pattern, and the text in which the parts that it found take the place of the letters.

    ``fillers`` are the names in braces that stand in the text.
    """

    name: str
    where: str
    pattern: ast.expr | ast.stmt
    template: str
    fillers: tuple[str, ...]


METAVARIABLES = "abcdfgk"

_SLIPS = """
skips: “There is nothing to add here.” continue and break leave out what stands below them: that counts, too.
condition-too-many: “Only some of them count.” All of them do: without this condition.
starts-at-one: “Counting starts at 1.” Python's first index is 0: from 1 on, the first is left out.
    | @iter range(1, a + 1) -> range(a)
    | @iter range(1, a) -> range(a)
    | a[1:] -> a
    | a[:, 1:] -> a
stops-early: “range(m - 1) reaches the last.” range and slices end before their second number by themselves:
    with one less, the last is left out.
    | @iter range(a - 1) -> range(a)
    | a[:-1] -> a
    | a[:, :-1] -> a
    | @iter range(0, a - 1) -> range(0, a)
one-too-many:
    | @iter range(a + 1) -> range(a)
    | @iter range(0, a + 1) -> range(0, a)
range-of-a-list: “range goes through a list.” range takes a number. How many there are is the length: len.
    | @iter range(a) -> range(len(a))
side-by-side: “a, b goes through both at once.” a, b is a pair: the loop gets the whole first one, then the
    whole second. zip hands out one of each.
    | @iter a, b -> zip(a, b)
no-enumerate: “for i, d in … counts along.” It takes each entry apart in two. enumerate hands out a place, and
    what stands there.
    | @pairs a -> enumerate(a)
rows-of-a-table: “for goes through all numbers.” It goes through the rows of a table, and here that is one.
    [0] takes it, and then come its numbers.
    | @iter a -> a[0]
    | @iter zip(a, b) -> zip(a[0], b[0])
loop-over-a-number: “for i in … counts.” You use i as a place, so the loop has to hand you places: range(…)
    gives 0, 1, 2 and so on.
    | @iter a -> range(len(a))
    | @iter a -> range(a)
no-module: NumPy's functions stand behind np., and Python does not know this name without it.
    | @unknown f -> np.f
    | numpy.f -> np.f
no-such-function: “Everybody has a sigmoid.” Neither Python nor NumPy has this one, and no cell that ran has
    defined it: write out what it computes.
    | @unknown sigmoid(a) -> 1 / (1 + np.exp(-a))
misspelt: {old} is nothing that this function was given or has made. You mean {new}.
    | @foreign a -> {close}
not-made: “What the notebook has made is the function's, too.” A function knows its arguments, and what is
    made in it. {old} is {new} here.
    | @foreign a -> {made}
not-called: “The name of a function is what it gives.” The brackets call it: without them this is the function
    itself.
    | @method a -> a()
called-for-index: “Round brackets take one of them.” Round brackets call a function. What stands at a place
    is taken with square ones.
    | @array a(b) -> a[b]
    | a.shape(k) -> a.shape[k]
indexed-for-call: Square brackets take what stands at a place. A function is called with round ones.
    | @function a[b] -> a(b)
comma-at-the-end: The comma behind it makes a tuple of it, as if more were to come.
    | a, -> a
other-library: Another library writes it so. NumPy writes it as above.
    | @library a.f -> np.f
    | torch.sigmoid(a) -> 1 / (1 + np.exp(-a))
    | f.softmax(a, dim=b) -> np.exp(a) / np.sum(np.exp(a), axis=b, keepdims=True)
    | a.unsqueeze(k) -> np.expand_dims(a, k)
T-spelled: It is .T, a capital and no brackets.
    | a.t() -> a.T
    | a.T() -> a.T
    | a.t -> a.T
no-such-name: There is no {old}. You mean {new}.
    | @absent a.f -> {close}
math-for-arrays: “math and np do the same.” What math has takes one number, and so does Python's round. What
    np has goes through a whole array.
    | math.f -> np.f
    | round(a) -> np.round(a)
    | max(a) -> np.max(a)
star-in-dot: “np.dot multiplies what stands in its brackets.” np.dot takes two arrays with a comma between
    them: * has multiplied them before.
    | np.dot(a * b) -> np.dot(a, b)
never-begun: “+= begins with 0.” += adds to what is there, and nothing is there yet: give the total its first
    value before the loop.
hidden: “One name can stand for two things.” The loop puts its numbers into {old}, and what {old} was before
    is gone. It needs a name of its own.
is-for-equals: “is means equal.” is asks whether both are one and the same object. == compares their numbers.
    | a is b -> a == b
one-array-two-names: “a = b = … makes two.” It makes one array with two names: what is added to the one is
    added to the other.
    | a = b = c -> a, b = c, c
compared-for-set: == compares two values, = gives one to a name.
    | @line a == b -> a = b
computed-and-dropped: “Computing it changes it.” {new} is computed and then dropped: {old} is as it was
    before.
flat-start <own no-keepdims>: “n zeros are n zeros.” With one size alone, np.zeros makes one axis, neither a
    row nor a column, and what is added to it keeps that. With both sizes, in a bracket of their own: {new}.
    | np.zeros(a) -> np.zeros((a, 1))
    | np.zeros(a) -> np.zeros((1, a))
begins-with: “The first value is a good start.” What a total begins with is counted, too: it begins with 0.
    | @grown a = b -> a = 0.0
    | a.ones -> a.zeros
    | a.ones_like -> a.zeros_like
    | a.empty -> a.zeros
sign-behind <own last-term-only>: “=+ adds.” =+ sets: Python reads = and then the sign of what follows. +=
    adds, -= takes off.
print-for-return: “What is printed is the result.” print shows it to you, and the caller gets None. return
    hands it over.
    | @line print(a) -> return a
    | @line print(a, b) -> return a, b
nothing-returned: “The last line is the result.” It is computed and then dropped: return hands it over.
result-not-kept <own no-sum no-mean no-normaliser lost-minus not-centred>: “w - step changes w.” This computes
    something new and drops it: = keeps it.
written-twice: “Once more does no harm.” The same lines stand here twice, and both count.
loop-too-many: Once is asked for: without the loop.
returned-in-the-loop:
divided-at-each-turn: Indented into the loop, this line runs at every turn. Once, behind the loop, is meant.
total-not-reset: “The total is set once.” Each turn of the outer loop begins anew: set it inside, or it goes
    on from the last one's.
begun-in-the-loop: “Each turn needs a total.” Inside the loop, the total begins again at each turn, and what
    was added is lost: it is set before the loop.
behind-the-loop: “Behind the loop it still runs for each.” Behind the loop this runs once, with what the
    last turn has left. It is to run at every turn: inside.
bias-for-every-feature: “What is added can stand inside.” Inside the loop it is added at every turn. Behind
    it, once.
part-not-returned: “One result is enough.” It is computed and then dropped: the caller wants both, in
    this order.
    | @return a -> a, {name}
    | @return a -> {name}, a
last-term-only: “= adds to the total.” = replaces what was there; += adds to it.
    | a = b -> a += b
    | a = b -> a -= b
typed-size <half count-of-all>: “This number is the size.” A number that is typed in is the size of one data
    set at most. Taken from the arguments, it is right for every other.
    | @size k -> {size}
sizes-exchanged <own wrong-count>: “The number of examples comes first.” Names on the left are filled in the
    order of the right: X.shape gives the rows first.
    | @target a, b -> b, a
wrong-count <no-mean average-of-averages count-of-all half divided-twice>: That is another size: len and
    .shape[0] count rows, .shape[1] counts columns, .size counts all cells.
    | @size a -> {size}
no-step <parts-overlap>: “range goes from part to part.” Without a third number range takes every place. With
    it, it goes so far at each turn: {new}.
    | @iter range(a) -> range(0, a, {width})
    | @iter range(0, a) -> range(0, a, {width})
    | @iter range(a) -> range(0, {size}, {width})
one-by-one: “One cell is one number.” An array of one cell is an array still, and has its axes: .item() takes
    the number out.
    | float(a) -> a.item()
    | int(a) -> a.item()
guard-in-the-log: “A guard changes nothing.” It changes each log a little, and where a is nearly 0 or 1 a lot:
    the cost of a bad guess comes out too small. Computed from the scores z, as in stable.cost, no log of 0
    arises and no guard is needed.
    | np.clip(a, b, c) -> a
    | np.maximum(a, k) -> a
    | np.log(a + k) -> np.log(a)
    | math.log(a + k) -> math.log(a)
whole-numbers <whole-numbers-will-do-for-w boolean-minus>: “Numbers are numbers.” Whole numbers cut off what
    stands after the point.
    | 0 -> 0.0
    | a.astype(b) -> a
    | int(a) -> a
    | np.zeros_like(a) -> np.zeros(a.shape)
rounded: “Two digits will do.” Rounding is for what is printed. What is rounded is another number.
    | np.round(a) -> a
    | round(a, k) -> a
    | np.round(a, k) -> a
    | a.round(k) -> a
slice-end: “A slice takes so many.” The second number of a slice is where it ends, not how many it takes.
    | a[:, b:c] -> a[:, b:b + c]
last-part-lost: “All parts are equally long.” What is left over makes one more part, a shorter one.
    | a // b -> a // b + 1
    | a + b < c -> a < c
    | a + b <= c -> a < c
    | a - a % b -> a
    | @iter range(a / b) -> range(a // b + 1)
    | @iter range(0, a / b) -> range(0, a // b + 1)
    | range(a, b - c, c) -> range(a, b, c)
    | range(a, b - c + 1, c) -> range(a, b, c)
whole-division: “// divides.” // drops what comes after the point.
    | a // b -> a / b
one-less <divided-by-m-minus-one part-too-short>: This is one less than there are: as a count it divides by
    too few, and a loop or slice that ends with it leaves the last out.
    | a - 1 -> a
divided-by-m-minus-one: The formula divides by m, not by m − 1.
    | np.cov(a) -> np.cov(a, bias=True)
one-more: One more than there are.
    | a + 1 -> a
no-keepdims: “The numbers are right, so the shape will do.” The axis that was summed is gone, and one axis
    alone is neither a row nor a column. keepdims=True keeps its place.
on-its-side <row-for-column reshape-for-transpose>: The result lies on its side: what
    should run down runs across.
T-outside: “.T turns what has to be turned.” Behind the product it turns the result. The axes meet inside, so
    one of the two is to be turned before.
    | f(a, b).T -> f(a, b.T)
    | f(a, b).T -> f(a.T, b)
    | f(a, b).T -> f(b, a.T)
    | (a @ b).T -> a @ b.T
    | (a @ b).T -> b @ a.T
strip-turned: “.T makes a column.” Of one axis .T turns nothing. keepdims=True keeps the place of the other.
    | f(a, axis=k).T -> f(a, axis=k, keepdims=True)
keepdims-too-many: keepdims=True leaves an axis of size one that the result does not have.
wrong-axis:
axis-too-many <own wrong-axis>: One number is wanted for all: without axis=.
axis-missing <sum-over-everything one-mean-for-all normaliser-over-everything count-of-all>: “The right axis
    goes by itself.” Without axis= everything is taken together. Name the axis that is to disappear.
reduced-for-nothing <sum-over-everything class-numbers>: This takes away an axis that is still needed.
power-too-many <divided-twice squared-difference>: The formula has no power here.
    | a ** k -> a
number-for-half <half percent>: The formula has no such factor.
    | a / k -> a
    | a // k -> a
    | k * a -> a
    | a * k -> a
root: The formula has no square root.
    | np.sqrt(a) -> a
log-of-e <wrong-log>: “log is log.” np.log is the natural logarithm, and it is the one in the formula.
    | a.log10 -> a.log
    | a.log2 -> a.log
    | a.log1p -> a.log
var-and-std <variance-for-std>: np.var is the square of np.std.
    | a.var -> a.std
    | a.std -> a.var
    | a.ptp -> a.std
other-function: {new} is meant here, not {old}.
    | a.linalg.norm -> a.sum
    | a.exp -> a.log
    | a.log -> a.exp
    | a.median -> a.mean
    | a.prod -> a.sum
    | a.all -> a.mean
    | a.any -> a.mean
    | k ** a -> np.exp(a)
    | a.exp2 -> a.exp
    | a.cumsum -> a.sum
    | a.min -> a.sum
    | a.argmax -> a.max
sign-in-exp:
    | 1 / (1 + f.exp(a)) -> 1 / (1 + f.exp(-a))
bracket-missing <bias-before-the-product square-of-difference divided-at-each-turn lost-bracket
    left-to-right chained-comparison factor-on-first-term>: “Python sees what belongs together.” Python
    takes ** first, then * / and @, then + and −, and last a comparison. What is to come before that needs a
    bracket.
    | -a * b + c -> -(a * b + c)
    | a + b - c * d -> a + (b - c) * d
    | a - b - c * d -> a - (b - c) * d
    | a > b == c -> (a > b) == c
    | a > b & c == d -> (a > b) & (c == d)
    | a * b * (c + d) -> a * (b * c + d)
bracket-too-many <square-of-difference bias-before-the-product divided-at-each-turn bracket-missing>: This
    bracket takes too much together.
keyword-missing: “NumPy knows what is meant by its place.” By its place it is another argument: behind the
    array comes axis, then dtype. With its name it is found.
    | np.average(a, b) -> np.average(a, weights=b)
    | f(a, b, True) -> f(a, axis=b, keepdims=True)
comma-for-plus: “A comma puts two things together.” The comma begins another argument, and for most functions
    that is axis. What is to be added takes a +.
    | f(a, b) -> f(a + b)
bracket-too-late <bias-before-the-product>: The bracket closes too late: what stands behind is meant to come
    after the call.
bracket-opens-early <bias-before-the-product>: The bracket opens too early: what stands in front is meant to
    come before the call.
bracket-too-early <log-misplaced square-of-mean square-of-sum>: The bracket closes too early: this belongs
    inside.
plus-belongs-here <bias-taken-off minus-between-the-terms minus-for-plus lost-minus no-plus>: Here it is
    added.
    | a - b -> a + b
    | a * b * c -> a + b * c
    | a * b -> a + b
    | np.maximum(a, b) -> a + b
minus-too-many <sign-in-exp>: This minus is one too many.
    | -a -> a
other-way-round <own lost-minus>: “What is taken off what does not matter.” The difference is the other way
    round.
    | a - b -> b - a
minus-belongs-here <lost-minus factor-on-first-term>: It is taken off here, not added.
    | a + b -> a - b
upside-down: The fraction is upside down.
    | @return a -> 1 / a
indices-exchanged <rows-for-columns>: “The order of the indices does not matter.” The row comes first, then
    the column.
    | a[b, c] -> a[c, b]
    | a[k, :] -> a[:, k]
    | a[:, k] -> a[k, :]
one-index <rows-for-columns>: “One index is enough.” With an index too few it is a whole row or list,
    and not one number.
    | a[b] -> a[0, b]
    | a[b] -> a[b, 0]
    | a[b] -> a[:, b]
    | a[b] -> a[b, np.arange(len(b))]
    | a[b] -> a[np.arange(len(b)), b]
    | a[:, b] -> a[np.arange(len(b)), b]
    | a[:, b] -> a[b, np.arange(len(b))]
    | a[b:c] -> a[:, b:c]
place-for-number: “i is the number.” It is the place, 0 and 1 and so on. The number that stands there is
    wanted.
    | @turn a -> {array}[a]
place-for-size: “i counts them.” {old} is a place, behind the loop the last one: how many there are is one
    more.
    | @turn a -> {size}
branches-exchanged <classes-exchanged>: The two branches have changed places.
    | np.where(a, b, c) -> np.where(a, c, b)
part-only: “Part of it will do.” This takes a part, or turns the order round. The whole is meant.
    | a[b:c:k] -> a
    | a[::-k] -> a
    | a[:, ::-k] -> a
    | a[::k] -> a
fixed-index: This index is the same at every turn of the loop.
    | a[k] -> a[{turn}]
    | a[b, k] -> a[b, {turn}]
    | a[k, b] -> a[{turn}, b]
reshape-for-transpose:
    | a.reshape(b, c) -> a.T
    | np.reshape(a, (b, c)) -> a.T
    | a.reshape(b.shape) -> a.T
paired-only:
    | np.sum(a * b) -> np.sum(a) * np.sum(b)
    | np.dot(a, b.T) -> np.sum(a) * np.sum(b)
T-too-many <both-stretched star-with-transpose transpose-on-the-wrong-side row-for-column outer-for-inner
    reshape-for-transpose>: This .T is one too many: without it the axes meet as the formula says.
T-missing <dot-without-transpose row-for-column both-stretched einsum-stretches paired-only
    transpose-on-the-wrong-side>: A .T is missing: with it the axes meet as the formula says.
T-on-the-wrong-side <transpose-on-the-wrong-side dot-without-transpose row-for-column outer-for-inner
    table-for-number>: The wrong axes meet. The index that is summed stands inside, last on the left and first
    on the right.
python-sum: “sum and np.sum are the same.” Python's sum goes along the first axis only, np.sum over all of
    them.
    | sum(a) -> np.sum(a)
    | sum(a) -> np.sum(a, axis=1, keepdims=True)
count-of-all:
    | np.mean(a) -> np.sum(a) / {size}
    | a.mean() -> a.sum() / {size}
not-asked-mean <count-of-all divided-twice>: The mean divides, and here that is one division too many.
    | a.mean -> a.sum
    | a.average -> a.sum
sum-for-largest <largest-for-sum>: The sum is wanted here, not the largest.
    | a.max -> a.sum
no-sum <no-mean bias-per-example weights-ignored python-sum>: “The sum comes by itself.” An index that is
    absent from the result still has to be summed.
    | @return a -> np.mean(a)
lost-minus <sign-in-exp>: “The sign will sort itself out.” A minus is missing.
    | @result a -> -a
    | np.exp(a) -> np.exp(-a)
    | math.exp(a) -> math.exp(-a)
    | 1 / a -> -1 / a
other-sign: += adds, -= takes off. Here it is the other one.
    | a += b -> a -= b
    | a -= b -> a += b
mean-taken-off <squared-difference>: “The variance is the mean of the squares.” It takes the mean off
    first: the same error in all examples would count for nothing.
    | np.var(a) -> np.mean(a ** 2)
    | a.var() -> np.mean(a ** 2)
no-mean: “The sum is enough.” The formula divides by how many there are.
    | a.sum -> a.mean
    | @result a -> a / {size}
not-normalised <weights-not-normalised count-of-all>: It is to be divided by this sum.
    | @result a -> a / np.sum({array})
    | @size a -> np.sum({array})
    | np.mean(a) -> np.sum(a) / np.sum({array})
power: In Python, power is **.
    | a - b ^ c -> a - b ** c
    | a + b ^ c -> a + b ** c
    | a * b ^ c -> a * b ** c
    | a ^ b -> a ** b
    | a * k -> a ** k
other-comparison <misses-for-hits wrong-side half-included>: Another comparison is asked for: {new}.
    | a < b -> a {comparison} b
    | a <= b -> a {comparison} b
    | a > b -> a {comparison} b
    | a >= b -> a {comparison} b
    | a == b -> a {comparison} b
    | a != b -> a {comparison} b
parts-exchanged:
    | @return a, b -> b, a
divided-twice <not-asked-mean correlation>: “1/m stands in front of everything.” This division is one too
    many.
    | a / b -> a
dot-takes-a-chain: “np.dot takes all that belongs to the product.” The third argument of np.dot is where the
    result is written.
    | f(a, b, c) -> f(a, b - c)
    | f(a, b, c) -> f(a, b) + c
    | f(a, b, c) -> f(a, b) * c
    | f(a, b, c) -> f(a, b) / c
    | f(a, b, c) -> f(f(a, b), c)
star-for-dot <no-sum star-with-transpose all-pairs>: * pairs entry with entry and sums nothing. Here an index
    is summed: np.dot.
dot-for-star <all-pairs dot-without-transpose transpose-on-the-wrong-side sum-of-the-dot
    star-is-the-cross-product>: np.dot takes every row with every column and sums. Here entry meets entry: *.
all-pairs <dot-without-transpose transpose-on-the-wrong-side sum-of-the-dot paired-only dot-is-matmul>: np.dot
    takes every one with every other. Each with its own: *, and then the sum.
    | np.dot(a.T, b) -> np.sum(a * b, axis=0)
    | a.T @ b -> np.sum(a * b, axis=0)
    | np.dot(a, b.T) -> np.sum(a * b)
    | a @ b.T -> np.sum(a * b)
    | np.dot(a, b) -> np.sum(a * b)
    | np.dot(a, b) -> np.sum(a * b, axis=0)
    | a @ b -> np.sum(a * b, axis=0)
factor-too-many <features-in-the-bias not-asked-mean slope-of-sigmoid-again>: This factor does
    not belong here.
    | a * (1 - a) * b -> b
    | b * a * (1 - a) -> b
    | a * b -> a
    | a * b -> b
    | np.dot(a, b) -> a
    | np.dot(a, b) -> b
term-too-many <binary-cost-for-classes shift-on-one-side>: This term does not belong here.
    | a + b -> a
    | a + b -> b
    | a - b -> a
difference-of-squares: “The square of a difference is the difference of the squares.” Subtract first, then
    square.
    | a ** k - b ** k -> (a - b) ** k
log-of-sum <square-of-sum exp-of-sum>: “The log of a sum is the sum of the logs.” The order of the two makes a
    difference: first each by itself, then all together.
    | f(g(a)) -> g(f(a))
    | f(g(a, axis=b, keepdims=c)) -> g(f(a), axis=b, keepdims=c)
taken-apart <product-of-means>: “The sum of products is the product of sums.” Pair first, then take together.
    | f(a) * f(b) -> f(a * b)
    | f(a, axis=b, keepdims=c) * f(d) -> f(a * d, axis=b, keepdims=c)
factor-misplaced: This factor belongs to the other term.
    | a * b - c -> a - b * c
division-belongs-here: Here it is divided, and not multiplied: {new}.
    | a * b -> a / b
    | a * b -> b / a
no-square <absolute-for-square root>: A square is missing.
    | np.abs(a) -> a ** 2
    | @value a -> a ** 2
one-term <other-term-only>: The other label has a term of its own: where y is 0, y log a says nothing.
    | (1 - a) * f(1 - b) -> a * f(b) + (1 - a) * f(1 - b)
    | a * f(b) -> a * f(b) + (1 - a) * f(1 - b)
no-threshold:
    | a == b -> (a > 0.5) == b
compared <hits-among-ones boolean-minus>: Right is where both are equal, zeros included: ==.
    | a * b -> a == b
    | a - b -> a == b
    | a and b -> a == b
    | a & b -> a == b
    | np.logical_and(a, b) -> a == b
no-log: A log is missing.
    | @value a -> np.log(a)
no-exp <exp-above-only>: An exp is missing.
    | @value a -> np.exp(a)
no-sigmoid:
    | np.tanh(a) -> 1 / (1 + np.exp(-a))
    | @value a -> 1 / (1 + np.exp(-a))
no-root <variance-for-std squared-norm>: A square root is missing.
    | @value a -> np.sqrt(a)
sigmoid-again: “A score goes through the sigmoid.” Here the formula has no sigmoid: this one is too many.
    | 1 / (1 + np.exp(-a)) -> a
    | 1 / (1 + math.exp(-a)) -> a
times-belongs-here <divided-by-the-rate>: It is a product here.
    | a / b -> a * b
    | a + b -> a * b
    | a - b + c -> a - b * c
    | a + b + c -> a + b * c
no-normaliser: Shares add up to 1 only after division by their sum.
    | @result a -> a / np.sum(a, axis=0, keepdims=True)
call-too-many <absolute-for-square slope-again>: This call does not belong here.
    | f(a) -> a
    | f(a, axis=b) -> a
compared-for-nothing: The number itself is asked for. Compared, it is True or False, and no more.
    | @result a > b -> a
    | @result a >= b -> a
index-too-many: The index takes one part out of it, and all of it is asked for.
    | f(a)[k] -> f(a)
    | f(a, b)[k] -> f(a, b)
    | (a @ b)[k] -> a @ b
one-axis <no-keepdims row-for-column lengths-paired>: “The numbers are right, so the shape will do.” An array
    with one axis is flat, neither a row nor a column. With an axis of size one beside it, it is.
    | @return a -> np.reshape(a, (-1, 1))
    | @return a -> np.reshape(a, (1, -1))
complement-too-many: Here it is that itself, not 1 minus it.
    | 1 - a -> a
complement <same-log-twice classes-exchanged boolean-minus>: {new} is meant here, not {old}.
    | @value a -> 1 - a
slope-of-sigmoid:
    | a * b * (1 - b) -> a * (1 - b ** 2)
    | a * (1 - a) -> 1 - a ** 2
other-name <weights-for-bias divided-by-the-numbers features-in-the-bias>: {new} is meant here, not {old}.
    | @name a -> {name}
    | @value a -> {unused}
    | a > b -> a > 0.5
not-centred: The mean comes off first.
    | a -> a - np.mean(a, axis=1, keepdims=True)
factor-missing <no-rate weights-ignored no-slope>: It is {new} here: a factor is missing.
    | @value a -> {argument} * a
    | f(1 - a) -> (1 - {argument}) * f(1 - a)
unused <labels-forgotten no-bias no-rate activations-forgotten slope-for-weight weights-ignored>: One of your
    arguments is not used at all. It belongs here.
    | @name a -> a {sign} {unused}
    | @name a -> {unused} - a
    | k * a -> {unused} * a
    | a * k -> a * {unused}
    | @result a -> a {sign} {unused}
roles-exchanged <weights-for-bias>: These two have changed places.
other-number: {new} is meant here, not {old}.
    | k -> {constant}
keyword-too-many: This argument does not belong here.
line-too-many: This line is one too many: {old}
"""

_RULE = re.compile(r"(?:@(\S+) )?(.+) -> (.+)")


def _rules(text: str) -> Iterator[Rule]:
    for words, *lines in parted(text):
        name = re.match(r"[^\s:]+", words)[0]
        for where, pattern, template in (_RULE.fullmatch(line).groups("") for line in lines):
            fillers = tuple(re.findall(r"{(\w+)}", template))
            statement = ast.parse(pattern).body[0]
            node = statement.value if isinstance(statement, ast.Expr) else statement
            yield Rule(name, where, node, template, fillers)


#: What is said of each, in the order of their ranks: without words of its own, that of the idea of its name.
SLIPS = read_ideas(_SLIPS, IDEAS)
RULES = [*_rules(_SLIPS)]
#: The ideas that each may come from.
BEHIND = {name: (name, *slip.needs.split()) for name, slip in SLIPS.items()}
