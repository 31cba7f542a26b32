"""Mistakes in signs, terms and functions, and in loops; ``entry`` says how to read it."""

ENTRIES = """
lost-minus: “The sign will sort itself out.” With the other sign the result points the other way: up
    where it should go down.
    | LOOP_DB ROW_DB BOTH DB CLASS_DBS sign=`-`
    | GRADIENTS CLASS_DWS dz=`(Y - A)`
    | NESTED_DW dz=`(Y[0, i] - A[0, i])`
    | ONE_PASS error=`Y[0, i] - 1 / (1 + math.exp(-z))`
    | CHUNKED_DW result=`-{=}`
lost-minus/cost-sign: Logs of probabilities are negative; the minus in front makes the cost positive.
    | LOOP_COST ROW_COST COST CLASS_COST sign=``
lost-minus/plus: “Plus or minus, it is squared anyway.” A difference has a minus: A − Y.
    | SQUARED_ERROR difference=`(A + Y)`
lost-minus/no-minus: “A minus belongs to it.” The formula has no minus in front.
    | DOTS SCORE_DOTS product=`-{=}`
    | SCORES_DOT scores=`-({=})`
    | EVERYBODY sign=`-`
lost-minus/step-up <+|+=>: Plus the slope goes uphill. The step goes down: minus.
    | STEP sign=` + `
    | STEP w=`w + {rate}{dw}`
    | STEP b=`b + {rate}db`
lost-minus/step-first <->: “What is taken off what does not matter.” The step is taken off w. The other way
    round, w changes its sign at every step.
    | STEP w=`{rate}{dw} - w` b=`{rate}db - b`
lost-minus/slope-sign: The slope of tanh is 1 − a²: never negative.
    | DZ1 slope=`(A1**2 - 1)`
lost-minus/root-of-minus: “Squared mean minus mean square: the order does not matter.” The mean square is the
    larger one, and comes first. The root of a negative number is nan.
    | CHUNKED_STD variance=`(total / m)**2 - squares / m`
whole-division <//>: “// divides.” // drops what comes after the point: of a share below 1, 0 is left.
    | ACCURACY total=`np.sum({term})` factor=` // A.shape[1]`
    | DB divided=` // {count}`
percent: “It is a percentage.” A share lies between 0 and 1: no factor of 100.
    | ACCURACY factor=` * 100`
wrong-log: “log is log.” log is the natural logarithm, the one whose slope is 1/x. log10 and log2 differ
    from it by a factor.
    | LOOP_COST COST CLASS_COST log=`{=}10` or `{=}2`
    | EVERYBODY log=`{=}10`
log-of-sum: “The log of a sum is the sum of the logs.” Σ y log a takes each log first. log Σ y a takes
    one log at the end, of another number.
    | LOOP_COST first=`{y} * {a}` second=`(1 - {y}) * (1 - {a})` result=`{sign}{log}(total){divided}`
    | COST code=`{sign}{log}(np.mean(Y * A + (1 - Y) * (1 - A)))`
    | COST total=`{log}(np.sum(Y * A + (1 - Y) * (1 - A)))` or `({log}(np.sum(Y * A)){plus}{log}(np.sum((1 -
        Y) * (1 - A))))`
    | CLASS_COST total=`{log}(np.sum(Y * A))`
    | EVERYBODY logs=`{log}(np.sum(A))`
one-term <!third-argument>: “The cost is y log a.” Where y is 0, y log a is 0 as well, and the example costs
    nothing. The term (1 − y) log(1 − a) is for those.
    | LOOP_COST ROW_COST COST term=`{first}`
one-term/bare <!third-argument>: “The cost is y log a.” This is one half of the cost. The other one, (1 − y)
    log(1 − a), is missing, and so is −1/m in front of both.
    | COST code=`{sum}({first})` or `-{sum}({first})`
one-term/kept: “The cell is what it keeps.” What is new is added: i * g.
    | LSTM code=`{kept}`
one-term/let-in: “The cell is what is new.” What it keeps is added: f * c.
    | LSTM code=`{new}`
other-term-only: “The cost is (1 − y) log(1 − a).” Examples with y = 1 cost nothing then: y log a is for
    those.
    | LOOP_COST COST term=`{second}`
minus-between-the-terms: “The second term is subtracted.” Both terms are negative logs of probabilities: they
    add up.
    | LOOP_COST COST plus=` - `
minus-between-the-terms/added: “What is new is taken off.” Two products are added: what is kept, and what is
    new.
    | LSTM code=`{kept} - {new}`
log-misplaced: “1 − log a is log(1 − a).” log(1 − a) is the log of the probability of the other label. 1 − log
    a is larger than 1.
    | LOOP_COST COST log_of_other=`(1 - {log}({a}))`
same-log-twice: “log a goes with both labels.” a is the probability of label 1. Label 0 has the probability 1
    − a.
    | LOOP_COST COST log_of_other=`{log}({a})`
classes-exchanged: “log a goes with label 0.” a is the probability of label 1: y goes with log a, and 1 − y
    with log(1 − a).
    | LOOP_COST COST first=`(1 - {y}) * {log}({activation})` second=`{y} * {log_of_other}`
roles-exchanged: “Labels and activations are exchangeable.” The log is of the activation. A label is 0 or
    1, and log 0 is minus infinity: so is the sum. || The log is of the activation. A label is 0 or 1, and 0
    has no log.
    | LOOP_COST COST first=`{a} * {log}({y})` second=`(1 - {a}) * {log}(1 - {y})`
    | CLASS_COST term=`{a} * {log}({y})`
roles-exchanged/gates: “Any two of the four belong together.” f keeps what the cell holds, c; i lets in what
    is new, g.
    | LSTM kept=`f * g` new=`i * c`
    | LSTM kept=`f * i` new=`c * g`
no-log: “y times a measures the fit.” The cost is a log of probabilities.
    | LOOP_COST COST CLASS_COST log=``
no-log/logs: “Labels meet activations.” Labels meet the logs of the activations.
    | EVERYBODY log=``
binary-cost-for-classes: “Each output has a cost of its own with two terms.” In softmax the classes share one
    probability: Σ_c y_c log a_c already counts what the others took.
    | CLASS_COST term=`{=} + (1 - Y) * {log}(1 - A)`
class-numbers: “The label is the number of the class.” A class number is a name, not an amount: class 3
    would weigh three times as much as class 1. Labels go in one-hot.
    | CLASS_COST term=`np.argmax(Y, axis=0) * {log}(A)` or `(np.argmax(Y, axis=0) + 1) * {log}(A)`
labels-forgotten: “The gradient needs the activations only.” The error is A − Y: what was said less what is
    true.
    | GRADIENTS CLASS_DWS dz=`A`
labels-forgotten/both-logs: “Both logs count.” The label says which of the two: y goes with log a, and
    1 − y with log(1 − a).
    | LOOP_COST COST first=`{log}({a})` second=`{log_of_other}`
labels-forgotten/guesses: “The share of ones is the accuracy.” Nothing is compared with Y: a guess is right
    where it is the label.
    | ACCURACY term=`{guess}`
activations-forgotten: “The gradient needs the labels only.” The error is A − Y: what was said less what is
    true.
    | GRADIENTS CLASS_DWS dz=`Y`
squared-difference: “The error is squared.” In the gradient stands A − Y itself; only a squared error has a
    square.
    | GRADIENTS CLASS_DWS dz=`({=}**2)`
    | BOTH total=`np.sum({dz}**2)`
squared-difference/bias-squared: “Errors are squared.” db is the mean of the errors themselves, sign and all.
    | DB total=`np.sum({dz}**2)`
    | LOOP_DB term=`{=} ** 2`
squared-difference/mean-of-squares: “The cost is the mean square.” That is another measure of fit. This cost
    has logs.
    | COST CLASS_COST code=`np.mean((A - Y)**2)`
    | COST code=`np.sum((A - Y)**2)`
    | LOOP_COST term=`-({a} - {y}) ** 2`
squared-difference/variance <var>: “np.var is the mean square.” np.var takes the mean of the differences off
    first. Here nothing comes off.
    | SQUARED_ERROR total=`np.var({difference})`
slope-of-sigmoid-again: “The chain rule leaves a factor a (1 − a).” With this cost the slope of the sigmoid
    cancels: A − Y already is the derivative by z.
    | GRADIENTS CLASS_DWS dz=`({=} * A * (1 - A))`
weights-for-bias: “The slope of the bias is the mean activation.” It is the mean of A − Y.
    | BOTH total=`np.sum(A)`
features-in-the-bias: “Every slope has X in it.” b is added with no measurement in front, so there is no X in
    its slope: db is the mean of A − Y.
    | BOTH db=`np.sum(X * {dz}){divided}` or `np.mean(X * {dz})` or `np.sum({dw})` or `np.sum({dw}){divided}`
        or `np.mean({dw})` or `{dw}`
weights-for-bias/exchanged-slopes: “A slope is a slope.” dw is the slope of w, one for each weight; db is that
    of b. Each has its own.
    | STEP w=`w{sign}{rate}db` b=`b{sign}{rate}dw` or `{=}`
weights-for-bias/one-slope: “dw is the slope of everything.” b has a slope of its own: db.
    | STEP b=`b{sign}{rate}dw` or `b{sign}{rate}np.sum(dw)`
bracket-missing: “Python sees which terms belong together.” * and / come before + and −. What is to be taken
    first needs a bracket.
    | LOOP_COST COST second=`1 - {y} * {log_of_other}`
    | DW_STAR BOTH_STAR star=`X * A - Y`
    | STANDARDISED code=`X - {mean} / {std}`
    | DZ1 code=`{product} * 1 - A1**2`
bracket-missing/power-first: ** comes before −: square the difference in a bracket, (A - Y) ** 2.
    | SQUARED_ERROR difference=`A - Y`
bracket-missing/minus-on-the-product <!->: “The minus in exp(−z) reaches all of z.” The minus reaches the
    product only, and b keeps its sign: put z in a bracket, −(w.T X + b).
    | FORWARD sigmoid=`1 / (1 + {exp}({minus}{scores}))`
bracket-missing/rate-first <star>: “What stands first is taken first.” The bracket takes the rate off w and
    multiplies what is left by dw. The rate times dw is the step.
    | STEP w=`(w - learning_rate) * dw`
    | STEP w=`(w - learning_rate) * dw` b=`(b - learning_rate) * db`
bracket-missing/denominator: “What stands after / is the denominator.” / and * bind equally, from the left:
    this divides by one length and multiplies by the other. The denominator needs a bracket.
    | COSINE lengths=`{length}[:, None] * {length}` or `{length} * {length}[:, None]`
bracket-missing/products-first: “The sum comes first.” Here the products come first: f * c and i * g are
    added, without a bracket.
    | LSTM code=`f * (c + i) * g`
bracket-missing/squared-mean: “total² / m is the squared mean.” The mean is squared, m too: (total / m)² needs
    its bracket.
    | CHUNKED_STD variance=`squares / m - total**2 / m`
minus-for-plus: “The denominator is 1 − exp(−z).” It is 1 + exp(−z): never 0, and σ stays between 0 and 1.
    | FORWARD sigmoid=`1 / (1 - {exp}({minus}({scores})))`
no-bias: “The scores are w times x.” The bias is added to every score.
    | SCORES FORWARD bias=``
    | NESTED_SCORES start=`0`
    | ONE_PASS begins=`{again}`
bias-for-every-feature: “The bias belongs to each product.” Inside the sum, b is added n times.
    | SCORE_STARS star=`({=}{bias})` scores=`{product}`
    | NESTED_SCORES start=`0` bias=` + b`
bias-before-the-product: “The bias can be added to X.” Then w multiplies it too. It is added once, to each
    score.
    | SCORE_DOTS scores=`np.dot(w.T, X + b)`
bias-taken-off: “The bias is a threshold to take off.” It is added: z = w x + b.
    | SCORES bias=` - b`
bias-taken-off/off-in-exp <->: It is added: z = w x + b, and −z is −w x − b.
    | FORWARD bias=` - b`
no-sigmoid: “The score is the activation.” A probability lies between 0 and 1: a = σ(z).
    | FORWARD sigmoid=`{scores}`
lost-bracket: “1/1 + np.exp(-z) is one fraction.” Division comes before addition: this is 1 + exp(−z).
    The denominator needs a bracket.
    | FORWARD sigmoid=`1 / 1 + {exp}({minus}({scores}))`
sign-in-exp: “The sign of z in exp does not matter.” 1 / (1 + exp(z)) is 1 − a: the probability of the other
    label.
    | FORWARD minus=``
sign-in-exp/sign-of-score: exp(−z) falls as z grows: the class with the lowest score would get the largest
    share.
    | SOFTMAX each=`np.exp(-Z)`
math-for-arrays <math>: “math.exp and np.exp are the same.” math.exp takes one number. np.exp goes
    through an array.
    | FORWARD exp=`math.exp`
    | SOFTMAX each=`math.exp(Z)`
math-for-arrays/log-of-a-list <math>: “math.log takes a whole list.” math.log takes one number: a[i], inside
    the loop.
    | LOOP_COST code=`{log_of_a_list}`
math-for-arrays/math-log <math>: “math.log and np.log are the same.” math.log takes one number. np.log goes
    through an array.
    | COST log=`math.log`
tanh-for-sigmoid: “tanh is the sigmoid.” tanh lies between −1 and 1; a probability does not.
    | FORWARD sigmoid=`np.tanh({scores})`
sigmoid-again: “The sigmoid comes before the log.” a is an activation: it has been through the sigmoid
    already.
    | LOOP_COST activation=`1 / (1 + {exp}(-{a}))`
    | COST activation=`(1 / (1 + {exp}(-{a})))`
no-exp: “Scores divided by their sum are probabilities.” A score can be negative: exp comes first.
    | SOFTMAX each=`Z`
exp-above-only: “exp belongs above the line.” The same exponentials are summed below, so that the shares add
    up to 1.
    | SOFTMAX total=`np.sum(Z, axis={axis}{keepdims})`
exp-of-sum: “exp of a sum is the sum of the exps.” exp of a sum is their product. Take each exp first, then
    sum.
    | SOFTMAX total=`np.exp(np.sum(Z, axis={axis}{keepdims}))`
no-normaliser: “exp makes probabilities.” They add up to 1 only after division by their sum.
    | SHARES code=`{above}`
normaliser-over-everything <reduction>: “Divide by the sum.” np.sum without axis= adds all examples
    together. Each example has its own normaliser: axis=0.
    | SHARES total=`np.sum({each})`
normaliser-over-everything/one-length: “Divide by the length.” That is one number for all. Every pair has
    lengths of its own, r_i r_l.
    | COSINE lengths=`np.sum(X**2)`
sigmoid-for-softmax: “Each class gets its own sigmoid.” Then the probabilities of an example do not add up to
    1.
    | SOFTMAX code=`1 / (1 + np.exp(-Z))`
largest-for-sum: “Divide by the largest.” Then the largest is 1; divided by the sum, they add up to 1.
    | SHARES total=`np.max({each}, axis={axis}{keepdims})`
largest-for-sum/of-shares: “The largest share decides.” Every share counts: np.argmax keeps one column of V
    and drops the others. Each column times its share, and then the sum over i: np.dot.
    | ATTENDED product=`V[:, np.argmax(P, axis=1)]`
shift-on-one-side: “The largest score is taken off for the exponentials above only.” The same shift stands
    above and below, so that it cancels.
    | SOFTMAX above=`np.exp(Z - np.max(Z, axis=0, keepdims=True))`
slope-of-sigmoid: “The slope of the activation is a (1 − a).” That is the sigmoid. The slope of tanh is 1 −
    a².
    | DZ1 slope=`({a} * (1 - {a}))`
square-of-difference: “(1 − a)² is 1 − a².” Only a is squared.
    | DZ1 slope=`((1 - {a})**2)`
no-slope <!third-argument>: “The error is handed back as it is.” The chain rule multiplies it by the slope
    of the hidden unit.
    | DZ1 code=`{product}`
slope-too-early: “The slope can be multiplied in anywhere.” The slope belongs to the hidden units, h x m.
    Before the dot there are the outputs, k x m.
    | DZ1 code=`np.dot(W2, dZ2 * {slope})`
slope-again: “The slope is 1 − tanh(a)².” A1 already is the tanh of the score: applied again, it is another
    number.
    | DZ1 a=`np.tanh(A1)`
not-centred: “Dividing by the spread is enough.” The mean comes off first.
    | STANDARDISED centred=`X`
not-centred/centred: “X times itself is the covariance.” The mean of each row comes off first.
    | COVARIANCE centred=`X`
not-centred/not-centred: “The mean square is enough.” The square of the mean comes off, before the root is
    taken.
    | CHUNKED_STD variance=`squares / m`
not-scaled: “Taking the mean off is enough.” Then it is divided by the standard deviation.
    | STANDARDISED code=`{centred}`
variance-for-std: “Divide by the variance.” The standard deviation is its square root.
    | STANDARDISED spread=`var`
variance-for-std/root-missing: “Mean square minus squared mean is the spread.” That is the variance: its root
    is asked for.
    | CHUNKED_STD result=`{variance}`
range-for-std: “Divide by the range.” That fits the numbers into 0 to 1; it does not give them standard
    deviation 1.
    | STANDARDISED mean=`{=}` or `np.min(X, axis={axis}{keepdims})` std=`np.ptp(X, axis={axis}{keepdims})`
one-mean-for-all: “One mean does for the whole table.” Each feature has its own unit, mean and spread:
    name the axis of the examples.
    | STANDARDISED mean=`np.mean(X)` std=`np.{spread}(X{ddof})` or `{=}`
    | COVARIANCE centred=`(X - np.mean(X))`
one-mean-for-all/one-std: “One standard deviation does for the whole table.” Each feature has its own unit and
    spread: name the axis of the examples.
    | STANDARDISED std=`np.{spread}(X{ddof})`
no-threshold: “The activation is compared with the label.” 0.83 is never equal to 1: a > 0.5 comes first.
    | ACCURACY guess=`A`
chained-comparison: “A > 0.5 == Y compares A > 0.5 with Y.” Python chains comparisons: it reads A > 0.5 and
    0.5 == Y. A bracket makes it (A > 0.5) == Y.
    | ACCURACY term=`A > 0.5 == Y`
misses-for-hits: “!= counts the examples that are right.” It counts those that are wrong: == is what is
    wanted.
    | ACCURACY term=`{guess} != Y`
wrong-side: “a < 0.5 means label 1.” a is the probability of label 1: over a half means 1.
    | ACCURACY guess=`(A < 0.5)`
half-included: “At a half, either will do.” Label 1 is said where a > 0.5. At a half itself it is 0.
    | ACCURACY guess=`(A >= 0.5)`
hits-among-ones: “A times Y counts the hits.” That forgets the examples of label 0 that were right.
    | ACCURACY total=`np.sum({guess} * Y) / np.sum({guess})` or `np.sum({guess} * Y) / np.sum(Y)`
    | ACCURACY term=`{guess} * Y`
totals-compared: “As many ones as there should be: all are right.” The totals can agree while every example is
    wrong. Compare example by example, then take the mean.
    | ACCURACY total=`float(np.mean({guess}) == np.mean(Y))`
boolean-minus: “True minus True is 0.” NumPy subtracts no booleans, and unsigned 0 − 1 is 255. Compare
    with ==.
    | ACCURACY term=`np.abs({guess} - (Y == 1))` or `np.abs({guess}.astype(np.uint8) - Y.astype(np.uint8))`
    | ACCURACY code=`1 - np.mean(np.abs({guess}.astype(np.uint8) - Y.astype(np.uint8)))`
no-square: “The differences themselves are averaged.” Positive and negative ones cancel: the square comes
    first.
    | SQUARED_ERROR term=`{difference}`
no-square/tanh: “The slope of tanh is 1 − a.” The slope of tanh is 1 − a², not 1 − a.
    | DZ1 slope=`(1 - A1)`
no-square/weights-alone: “The weights themselves are added up.”
    | RIDGE square=`w`
difference-of-squares: “The square of a difference is the difference of the squares.” A difference of squares
    is not the square of a difference: subtract first, (A − Y), then square.
    | SQUARED_ERROR term=`(A**2 - Y**2)`
square-of-mean <!dot>: “The square of the mean is the mean of the squares.” Square each difference first,
    then average.
    | SQUARED_ERROR total=`np.mean({difference})**2`
absolute-for-square <abs|absolute|fabs>: “The size of a difference is its square.” np.abs is another measure:
    small differences weigh more, large ones less.
    | SQUARED_ERROR term=`np.abs({difference})`
absolute-for-square/bias-size: “Only the size of an error counts.” db is the mean of the errors themselves,
    sign and all.
    | LOOP_DB term=`abs({=})`
    | DB total=`np.sum(np.abs(dz))`
absolute-for-square/sizes <abs|absolute|fabs>: “The size of a weight is its square.” np.abs is another
    penalty: small weights cost more, large less.
    | RIDGE square=`np.abs(w)`
root: “The root belongs to it.” The formula has no square root.
    | SQUARED_ERROR code=`np.sqrt({=})`
    | RIDGE product=`np.sqrt({=})`
half-a-step: “Only the weights learn.” The bias goes down its own slope as well.
    | STEP b=`b`
    | STEP w=`w`
no-rate: “The gradient is the step.” The step is the learning rate times the gradient.
    | STEP rate=``
    | STEP w=`w{sign}{dw}`
    | STEP b=`b{sign}db`
divided-by-the-rate: “A small rate divides.” The rate is a factor: the smaller it is, the shorter the step.
    | STEP w=`w{sign}{dw} / learning_rate` b=`b{sign}db / learning_rate`
slope-for-weight: “The step is the new weight.” The step is added to where w and b are now.
    | STEP w=`-{rate}{dw}` b=`-{rate}db`
    | STEP w=`{rate}{dw}` b=`{rate}db`
parts-exchanged: “The order of what is returned does not matter.” The caller takes them by place.
    | BOTH CLASS_BOTH code=`({db}, {dw})`
    | STEP code=`({b}, {w})`
last-term-only <loop !+=>: “= adds to the total.” = replaces the total at each turn; += adds to it.
    | LOOPS NESTED CHUNKED add=`=`
    | NESTED_SCORES add=`=` mean=`total + b`
    | NESTED_DW add=`=` divided=``
last-term-only/one-of-several <loop>:
    | ONE_PASS add=`=` divided=``
    | ONE_PASS scores=`=`
total-not-reset <loop>: “The total is set once.” Each example begins anew: set the total inside the outer
    loop, or it goes on from the last one's.
    | NESTED_SCORES before=`{once}` begins=``
    | ONE_PASS before=`{once}` begins=``
starts-at-one <loop>: “Counting starts at 1.” Python's first index is 0: the first is left out. || Python's
    first index is 0, and the last is one less than the length.
    | LOOPS NESTED turns=`range(1, {length})`
    | LOOPS turns=`range(1, {length} + 1)`
stops-early <loop>: “One less than the length reaches the last.” range stops before its number by itself: with
    one less, the last is left out.
    | LOOPS NESTED turns=`range({length} - 1)`
one-too-many <loop>: “range(m + 1) is needed to reach the last.” range(m) gives m numbers, 0 to m − 1. One
    more asks for an entry that is not there.
    | LOOPS NESTED turns=`range({length} + 1)`
returned-in-the-loop <loop no-second-turn>: “return stands at the end.” Indented into the loop, return ends it
    at its first turn.
    | LOOPS NESTED last=`{return_inside}`
    | CHUNKED last=`{return_inside}`
divided-at-each-turn <loop>: “Dividing the total at each turn gives the mean.” The first terms are divided
    again and again. Divide once, or each term by itself.
    | LOOPS last=`{each_turn}` divided=``
    | CHUNKED_DW add=`= total / m +`
squared-norm: “The length is the sum of squares.” It is the root of that sum.
    | COSINE root=``
square-of-sum: “The square of the sum is the sum of the squares.” Square each first; then sum.
    | SQUARED_ERROR total=`np.sum({difference})**2 / A.shape[1]`
    | CHUNKED_STD squared=`x` sum_of_squares=`{=}**2`
square-of-sum/square-last <!dot !star !outer>:
    | RIDGE product=`np.sum(w)**2`
weights-not-normalised: “The weights add up to 1 already.” They need not: divide by their sum.
    | MEAN divided=``
divided-by-the-numbers: “Divide by the sum of the numbers.” What is averaged stands above; below stand the
    weights.
    | MEAN weights=`np.sum(x)`
correlation <corrcoef>: “np.corrcoef is this formula.” np.corrcoef takes the means off and divides by the
    standard deviations. Here it is one of them.
    | COVARIANCE code=`np.corrcoef(X)`
    | COSINE code=`np.corrcoef(X.T)`
correlation/correlation <std|sqrt|var>: “Features are divided by their standard deviations.” Divided by them
    it is the correlation, which has no units. The formula here takes the means off only.
    | COVARIANCE centred=`({=} / np.std(X, axis={axis}, keepdims=True))`
weights-ignored: “A mean is a mean.” Each number counts as much as its weight says.
    | MEAN star=`x` weights=`{=}` or `len(x)`
weights-ignored/alone <!/>: “A sum of the numbers will do.”
    | MEAN code=`np.sum(x)`
weights-ignored/cancelled <star / ![] !reshape>: “Each product is divided by its weight.” v_i is divided out
    of its own product, and only x_i is left. Divide once, by the sum of the weights.
    | MEAN code=`np.sum(v * x / v)`
no-plus: “All four are multiplied.” Two products are added: what is kept, and what is new.
    | LSTM code=`{kept} * {new}`
average-of-averages: “The average of the parts' averages is the average.” Only where all parts are equally
    long. In a shorter part each example counts for more. Add sums, and divide once, by m.
    | CHUNKED_DW term=`{product} / {left}.shape[1]` count=`len({starts})`
    | CHUNKED_STD sum=`np.mean(x{axis})` sum_of_squares=`np.mean({squared}{axis})` count=`len({starts})`
average-of-averages/shorter: “Every part holds width examples.” The last one holds fewer, and so would be
    weighed too little. Add sums, and divide once, by m.
    | CHUNKED_DW term=`{product} / width` count=`len({starts})`
    | CHUNKED_STD sum=`{=} / width` sum_of_squares=`{=} / width` count=`len({starts})`
average-of-averages/added: “Each part has its mean, and together they make the mean.” A sum of means grows
    with the number of parts. Divide by m, all examples, each part or once at the end.
    | CHUNKED_DW term=`{product} / {left}.shape[1]` result=`total`
average-of-averages/mean-of-spreads: “The average of the parts' spreads is the spread.” Parts differ in
    their means as well, and that belongs to the spread. A root is no sum. Σ x and Σ x² are: add those, and
    take the root at the end.
    | CHUNKED_STD sum=`np.std(x{axis})` result=`total / len({starts})` size=`` squares=`` more_squares=``
    | CHUNKED_STD sum=`x.shape[1] * np.std(x{axis})` result=`total / m` squares=`` more_squares=``
    | CHUNKED_STD sum=`x.shape[1] * np.var(x{axis})` result=`np.sqrt(total / m)`
        squares=`` more_squares=``
running-average <loop>: “Halfway between the result so far and the new part is the average.” Each turn halves
    what all parts before have said: the order of the parts makes a difference. Add sums, and divide once,
    by m.
    | CHUNKED_DW add=`=` term=`(total + {product} / {left}.shape[1]) / 2` result=`total`
last-part-lost <loop>: “All parts are equally long.” m is no multiple of width: the examples left over make
    one more part, a shorter one.
    | CHUNKED starts=`range(0, m - m % width, width)` before=`{=}` or `{column}`
part-too-short <loop>: “A slice reaches its second number.” X[:, a:b] ends before b by itself. With one less,
    an example is left out of every part.
    | CHUNKED_DW stop=`{=} - 1`
    | CHUNKED_STD x=`X[:, start:start + width - 1]`
parts-overlap <loop>: “Counting by ones goes from part to part.” The parts overlap: examples count more
    than once. range(0, m, width) steps from start to start.
    | CHUNKED starts=`range(m)` or `range(m // width)` or `range(m // width + 1)` or `range(-(-m // width))`
rows-for-columns: “X[a:b] takes examples.” It takes rows, and those are features. Examples are columns
    here: X[:, a:b].
    | CHUNKED_DW left=`X[start:stop]` right=`{=}` or `dz[start:stop]` before=`{=}` or `{column}`
    | CHUNKED_DW left=`X[start:stop]` right=`{=}` or `dz[start:stop]` before=`{column}` add=`= total +`
    | CHUNKED_STD x=`X[start:start + width]`
rows-for-columns/turned-indices <loop>: “X[i, j] is measurement j of example i.” X is (n, m), one row for each
    measurement: that comes first, X[j, i].
    | NESTED x=`X[i, j]`
rows-for-columns/indices-exchanged <loop>: “The order of the indices does not matter.” The first index counts
    along the first axis, the second along the second.
rows-for-columns/dz-rows: “dz[a:b] takes examples.” It takes rows, and dz has one. Examples are columns here:
    dz[:, a:b].
    | CHUNKED_DW right=`dz[start:stop]` before=`{=}` or `{column}`
    | CHUNKED_DW right=`dz[start:stop]` before=`{column}` add=`= total +`
cut-on-one-side: “Only X is too large, so only X is cut.” Example i meets example i: whatever shares the
    letter i is cut at the same places.
    | CHUNKED_DW right=`dz`
whole-numbers-will-do-for-w: “w = np.array([0, 0]) learns like any other w.” An array of whole numbers
    cuts what is written into it: steps below one vanish.
whole-numbers-will-do-for-w/fraction: “w can be whole numbers.” Whole numbers cut what stands after the point:
    steps below one vanish. w is made of floats.
    | STEP w=`w.astype(int){sign}{rate}{dw}` or `({=}).astype(int)`
    | STEP code=`{in_place}` or `{in_place_too}`
"""
