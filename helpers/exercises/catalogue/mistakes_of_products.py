"""Mistakes in products, sums, counts and shapes; ``entry`` says how to read it."""

ENTRIES = """
dot-without-transpose <dot>: “np.dot multiplies and sums, whatever the shapes.” np.dot sums over the last
    axis of the left and the first axis of the right. Bring the axis that is to be summed inside with .T.
    | DOTS SCORE_DOTS CLASS_DWS CHUNKED_DW RIDGE COVARIANCE COSINE ATTENDED product=`np.dot({left}, {right})`
    | SCORE_DOTS product=`np.dot({right}, {left})`
    | BILINEAR star=`np.dot(P, {M}) * Q`
    | COST first=`np.dot(Y, {log}(A))` second=`np.dot(1 - Y, {log_of_other})` total=`({term})` or `{=}`
    | ACCURACY total=`np.dot({guess}, Y)`
    | SQUARED_ERROR total=`np.dot({difference}, {difference}) / A.shape[1]`
    | ROW_GRADIENTS dW=`np.dot({left}, {right}) / len(X)`
dot-without-transpose/without <dot>: “Turning the order round makes it fit.” np.dot sums over the last axis of
    the left and the first axis of the right, in either order.
    | DOTS product=`np.dot({right}, {left})`
dot-without-transpose/two-sums <dot>: np.dot sums one index of each. Here c and i are summed, both in both:
    pair with *, then np.sum.
    | CLASS_COST total=`np.dot(Y, {log}(A))` or `np.sum(np.dot(Y, {log}(A)))`
dot-without-transpose/everybody <dot>: np.dot pairs along the axis that it sums. Here nothing is paired: sum
    each by itself.
    | EVERYBODY total=`np.dot(Y, {log}(A))`
dot-without-transpose/paired <dot>: i stands in both and stays in the result: np.dot has no place for such an
    index. Pair with *, then sum.
    | PAIRS product=`np.dot({left}, {right})`
transpose-on-the-wrong-side <dot T !einsum>: “It does not matter which of the two is transposed.” The
    index inside is summed, and the two outside stay. .T on the wrong side brings the wrong axis inside. || .T
    on the wrong side brings the wrong axis inside.
    | DOTS CLASS_DWS DZ1 COVARIANCE ATTENDED product=`np.dot({left}.T, {right})`
    | DOTS product=`np.dot({right}.T, {left})`
    | SCORE_DOTS product=`np.dot({left}.T, {right}.T)`
    | SCORE_DOTS COSINE PAIRS product=`np.dot({left}, {right}.T)`
    | COSINE product=`np.dot(X, X.T)` axis=`1`
    | SCORE_DOTS product=`np.dot({right}, {left}.T)`
    | COST first=`np.dot(Y.T, {log}(A))` second=`np.dot((1 - Y).T, {log_of_other})`
    | COST first=`np.dot(Y.T, {log}(A))` second=`np.dot((1 - Y).T, {log_of_other})` total=`np.mean({term})`
        divided=``
transpose-on-the-wrong-side/all-errors <dot>: With .T on the left i stays outside, on both sides: every error
    meets every other, m x m products.
    | SQUARED_ERROR total=`np.sum(np.dot({difference}.T, {difference})) / A.shape[1]` or
        `np.mean(np.dot({difference}.T, {difference}))`
transpose-on-the-wrong-side/both-turned <dot T !T-of-call>: “Transposed, they will fit.” With .T at both, the
    axes inside have changed for another pair. One .T brings m inside.
    | DOTS product=`np.dot({left}.T, {right}.T)`
transpose-on-the-wrong-side/columns <cov>: “np.cov wants one feature in each column.” np.cov takes each row as
    one feature, as X here has them. Transposed, it pairs example with example.
    | COVARIANCE code=`np.cov(X.T)` or `np.cov(X.T, bias=True)`
transpose-on-the-wrong-side/indices-of-m: “M and its transpose do the same.” M is not symmetric: its second
    index belongs to Q.
    | BILINEAR M=`M.T`
both-stretched: “NumPy pairs example i with example i, whichever way the arrays lie.” A row against
    a column: both are stretched, and every example meets every example, m x m of them.
    | ACCURACY term=`{=}.T`
    | SQUARED_ERROR difference=`(A - Y.T)` total=`{=}` or `np.sum({term}) / A.shape[1]`
    | GRADIENTS dz=`(A - Y.T)`
both-stretched/columns-and-strips: “A column minus a strip is a strip.” The strip is laid out as a row, and
    both are stretched: every example meets every other. A[:, 0] is a strip, too.
    | RESIDUALS left=`A`
both-stretched/stretched <star !dot>:
    | COST first=`{=}.T` second=`{=}.T`
    | COST first=`{=}.T` second=`{=}.T` total=`np.mean({term})` divided=``
both-stretched/weights-stretched <star T>: “w * w.T pairs each weight with itself.” A column against a row:
    both are stretched, and every weight meets every other. w * w pairs j with j.
    | RIDGE product=`np.sum(w * w.T)`
both-stretched/weights-against-numbers <star []|reshape>: “v_i meets x_i, whichever way they lie.” With an
    axis of its own, v is stretched: every weight meets every number, m x m products. v * x pairs.
    | MEAN total=`np.sum(v[:, None] * x)`
no-sum <star>: “Multiplying already is the sum.” * pairs and leaves the summing to you. An index that
    is absent from the result is summed, with np.sum over its axis.
    | STARS SCORE_STARS PAIRS BILINEAR product=`{star}`
    | SCORE_STARS product=`{star}` star=`w.T * X.T`
    | COST CLASS_COST total=`({term})`
    | BOTH_STAR product=`{star}` total=`{dz}`
    | CLASS_DW product=`X[:, None] * {dz}`
    | CHUNKED_DW product=`({left} * {right})`
    | EVERYBODY total=`Y.T * {log}(A)`
    | MEAN total=`{star}`
no-sum/absent: “The sum comes by itself.” An index that is absent from the result is summed: np.sum over its
    axis.
no-sum/one-of-two <reduction>: “One sum will do.” Each index that is absent from the result is summed. One of
    them is still there.
no-sum/compared: “Comparing is counting.” == gives True or False for each example; np.mean makes a share of
    them.
    | ACCURACY total=`({term})`
no-sum/squared: “Squaring is summing.” The square is taken of each difference by itself; np.mean makes one
    number of them.
    | SQUARED_ERROR total=`{term}` or `{term} / A.shape[1]`
no-sum/divided: “Divided by m, it is the mean.” A mean is a sum, divided: np.sum comes first.
    | BOTH DB total=`{dz}`
no-sum/weights-squared: “Squaring is summing.” The square is taken of each weight by itself; np.sum makes one
    number of them.
    | RIDGE product=`{square}`
no-sum/own-square: “A square is a covariance.” Squared, each entry meets itself alone. Every two features meet
    in np.dot.
    | COVARIANCE product=`{centred}**2`
star-with-transpose <star>: “The transpose belongs there, whichever product follows.” * pairs index with
    index. Transposed, the axes no longer face each other: an error, or nonsense where two sizes happen to be
    equal. || * pairs index with index. Transposed, the axes no longer face each other.
    | STARS product=`{star}` or `{=}` star=`{=}.T`
    | SCORE_STARS product=`{star}` or `{=}` star=`w.T * X`
    | CLASS_COST term=`{=}.T`
    | CLASS_DWS product=`{left} * {right}.T`
sum-over-everything <reduction>: “np.sum makes the result that I need.” np.sum without axis= sums over
    every axis. An index that survives in the result must not be summed: name the axis.
    | STARS SCORE_STARS PAIRS BILINEAR product=`np.sum({star})`
    | CLASS_DWS DZ1 ATTENDED product=`np.sum({=})`
    | CLASS_DBS total=`np.sum({dz})`
    | CHUNKED_DW product=`np.sum({left} * {right})` before=`{=}` or `{column}`
    | CHUNKED_STD axis=``
sum-over-everything/mean-over-all <mean>: “np.mean divides by m, and that is all.” np.mean without axis=
    averages over both axes. j, the measurement, belongs to the result: name the axis of the examples.
    | DW_STAR BOTH_STAR dw=`np.mean({star})`
sum-over-everything/trace <trace>: “The trace takes the diagonal.” The m numbers that are wanted stand on the
    diagonal, and np.trace adds them up. np.diag takes them out.
    | PAIRS product=`np.trace(np.dot(P.T, Q))`
sum-over-everything/nothing-summed: “A unit adds up what it is given.” Both indices, u and i, are in the
    result: nothing is summed.
    | LSTM code=`np.sum({=}, axis=0)` or `np.sum({=})`
sum-over-everything/summed-later: np.sum without axis= sums over every axis. One of them is summed later, by
    what stands around this sum: name the axis.
sum-over-everything/all-survive: “Numbers side by side are added up.” Every letter on the right is in the
    result: nothing is summed.
no-keepdims <reduction>: “The numbers are right, so the shape will do.” The axis that was summed
    is gone, and an array with one axis is neither a row nor a column: what it meets next is stretched the
    wrong way. keepdims=True keeps its place. || The axis that was summed is gone, and what is left is lined
    up with the last axis. keepdims=True keeps its place.
    | STARS SCORE_STARS STANDARDISED keepdims=``
    | STANDARDISED mean=`np.mean(X, axis={axis})`
    | CLASS_DBS total=`np.sum({dz}, axis=1)`
    | COVARIANCE centred=`(X - np.mean(X, axis=1))`
    | CHUNKED_DW product=`np.sum({left} * {right}, axis=1)` before=`{=}` or `{column}`
    | CHUNKED_STD axis=`, axis=1`
    | ROW_SOFTMAX keepdims=``
no-keepdims/vector: “A vector of one number for each row meets the rows.” An array with one axis is lined up
    with the last axis of the other. For the first axis it needs one more: [:, None].
no-keepdims/one-axis <loop>: A list, or an array with one axis, is not yet a row: np.zeros((1, m)), and z[0,
    i] takes each sum.
    | NESTED_SCORES shape=`m` place=`i`
no-keepdims/flat-result <loop>: A list, or an array with one axis, is not yet a column: np.zeros((n, 1)), and
    [j, 0] takes each sum.
    | NESTED_DW NESTED_SUM shape=`n` place=`j`
no-keepdims/row-out <dot [0] !ravel !flatten !squeeze !axis>: [0] takes the row out of its table. One axis is
    left, in the result too. dz.T is a column.
    | DOTS product=`np.dot(X, {dz}[0])`
no-keepdims/flat <dot ![]|ravel|flatten|squeeze !axis !einsum>: np.dot sums the only axis that dz has, and of
    X one axis is left: neither row nor column. As a column, (m, 1), dz keeps an axis for the result.
    | DOTS product=`np.dot(X, {dz}.ravel())`
no-keepdims/flat-weights <dot>: w[:, 0] has one axis, and so has the result. w.T is a row, and gives one.
    | SCORE_DOTS product=`np.dot(w[:, 0], X)`
no-keepdims/step-flat <[]|ravel|flatten|squeeze>: w is a column. Minus an array with one axis, both are
    stretched into a table.
    | STEP dw=`{=}[:, 0]`
no-keepdims/std-without <reduction>: “Only the mean has to meet X again.” Both are taken over an axis and then
    meet the table: both need keepdims=True.
    | STANDARDISED std=`np.{spread}(X, axis={axis}{ddof})`
reshape-for-transpose <reshape>: “reshape turns a table round.” reshape reads the same numbers in the
    same order into other rows: each number changes owner. .T turns the axes.
    | DOTS product=`np.dot({dz}, X.reshape(X.shape[1], X.shape[0])).T`
    | DOTS product=`np.dot(X.T.reshape(X.shape), {dz}.T)`
    | SCORE_DOTS product=`np.dot(X.reshape(X.shape[1], X.shape[0]), w).T`
    | STANDARDISED code=`((X.T - np.mean(X, axis=1)) / np.std(X, axis=1)).reshape(X.shape)`
    | CLASS_DWS product=`np.dot(X, {dz}.reshape({dz}.shape[1], {dz}.shape[0]))`
    | CLASS_DW product=`np.dot({dz}, X.T).reshape(X.shape[0], A.shape[0])`
    | DZ1 product=`np.dot(W2.reshape(W2.shape[1], W2.shape[0]).T, dZ2)`
wrong-axis <reduction axis|keepdims|number-last>: “The axis I name is the one that I keep.” The axis
    you name is the one that disappears.
    | STARS axis=`0` keepdims=`{=}` or ``
    | SCORE_STARS SHARES axis=`1` keepdims=`{=}` or ``
    | STANDARDISED COVARIANCE axis=`0`
    | COSINE PAIRS BILINEAR axis=`1`
    | BOTH total=`np.sum({dz}, axis=0)`
    | DB CLASS_DBS total=`np.sum({dz}, axis=0)` or `np.sum({dz}, axis=0, keepdims=True)`
    | COST CLASS_COST total=`np.sum({term}, axis=0)`
    | CLASS_COST total=`np.sum({term}, axis=1)` or `np.sum({term}, axis=1, keepdims=True)`
    | MEANS total=`np.mean({term}, axis=0)`
    | STANDARDISED mean=`np.mean(X, axis=0{keepdims})`
    | STANDARDISED std=`np.{spread}(X, axis=0{keepdims}{ddof})`
    | COSINE code=`np.dot({unit}.T, {unit})` axis=`1`
    | CHUNKED_STD axis=`, axis=0, keepdims=True` or `, axis=0`
    | ROW_SOFTMAX axis=`0` keepdims=`{=}` or ``
    | ROW_GRADIENTS axis=`1`
wrong-axis/shift <max>: “The largest score is taken off, along either axis.” Only what all scores of one
    example have in common cancels: the largest of each column, axis=0.
    | SOFTMAX each=`np.exp(Z - np.max(Z, axis=1, keepdims=True))`
row-for-column <dot !reshape !T-of-call>: “The order of the operands does not matter.” The outer axes
    stay in their order: the result lies on its side. || Operands that change places bring other axes inside
    and outside.
    | DOTS CLASS_DWS ATTENDED product=`np.dot({right}, {left}.T)`
    | CHUNKED_DW product=`np.dot({right}, {left}.T)` before=`{=}` or `{column}`
    | SCORE_DOTS product=`np.dot({right}.T, {left})`
    | DZ1 product=`np.dot({right}, {left})` or `np.dot({right}.T, {left}.T)`
    | ROW_GRADIENTS dW=`np.dot({right}.T, {left}) / len(X)`
row-for-column/other-index <dot>: “The order of the operands does not matter.” With
    other operands inside, another index is summed.
row-for-column/column <loop>: “The numbers are right, so the shape will do.” z is a row, one column for each
    example: np.zeros((1, m)), and z[0, i] takes each sum.
    | NESTED_SCORES shape=`(m, 1)` place=`i, 0`
row-for-column/on-its-side <loop>: “The numbers are right, so the shape will do.” One number for each feature
    stands in a column here: np.zeros((n, 1)), and [j, 0] takes each sum.
    | NESTED_DW NESTED_SUM shape=`(1, n)` place=`0, j`
row-for-column/turned-at-the-end <dot T-of-call !reshape>: “At the end it is turned the right way.” np.dot(X,
    dz.T) is the column already. .T at the end lays it on its side.
    | DOTS product=`{=}.T`
row-for-column/step-turned <T|reshape>: “A row or a column, it is the same slope.” w is a column. Minus a row,
    both are stretched into a table.
    | STEP dw=`{=}.T`
row-for-column/one-for-each-row: “A row or a column, the numbers are the same.” With [:, None] there is one
    number for each row. Here there is one for each column: an array with one axis lies like that already.
row-for-column/turned-back <T>: “Turned for the subtraction, it can stay so.” X was turned so that the means
    line up with the last axis. Turn the result back: .T at the end.
    | STANDARDISED code=`(X.T - np.mean(X, axis=1)) / np.std(X, axis=1)`
einsum-stretches <einsum>: “The letters of einsum guard the sizes.” einsum stretches an axis of size one
    to meet its letter, so a letter on the wrong axis goes unnoticed.
    | COST first=`np.einsum('om,mk->ok', Y, {log}(A))` second=`np.einsum('om,mk->ok', 1 - Y, {log_of_other})`
    | DOTS product=`np.einsum('nm,mk->nk', X, {dz})`
python-sum <python-sum>: “sum and np.sum are the same.” Python's sum goes along the first axis only. Of a
    (1, m) array that axis has one entry: nothing is summed.
    | COST EVERYBODY sum=`sum`
    | BOTH DB total=`sum({dz})`
    | MEANS total=`sum({term}) / A.shape[1]`
    | ACCURACY total=`sum({term}) / len(Y)`
python-sum/rows <python-sum>: Python's sum goes along the first axis only. Here that is {rows}: those are
    added up, the examples are not.
    | CLASS_COST sum=`sum`
    | STARS product=`sum({star})`
    | CLASS_DBS total=`sum({dz})`
python-sum/along-features <reduction>: Python's sum goes along the first axis only: here over the features.
    np.sum with axis=1 sums examples.
    | CHUNKED_STD sum=`sum(x)` sum_of_squares=`sum({squared})`
sum-of-the-dot <dot>: “np.dot and then np.sum gives the sum of the products.” np.dot of two tables pairs
    every class with every class. Only the diagonal is wanted: use * and np.sum.
    | CLASS_COST total=`np.sum(np.dot(Y, {log}(A).T))`
sum-of-the-dot/examples <dot>: “np.dot and then np.sum gives the sum of the products.” With this .T, np.dot
    pairs every example with every other. Only the diagonal is wanted: use * and np.sum.
    | CLASS_COST total=`np.sum(np.dot(Y.T, {log}(A)))`
    | CLASS_COST total=`np.mean(np.dot(Y.T, {log}(A)))` divided=``
flattened <vdot>: “np.vdot is np.dot.” np.vdot lays both out flat and pairs them entry by entry, into one
    number. An index that survives has no place in it. || np.vdot lays both out flat, and pairs them entry by
    entry: they need equally many.
    | DOTS SCORE_DOTS CLASS_DWS PAIRS product=`np.vdot({left}, {right})`
all-by-all <outer>: “np.outer is a kind of np.dot.” np.outer takes every entry of the one with every entry
    of the other, and sums nothing.
    | DOTS SCORE_DOTS CLASS_DWS product=`np.outer({left}, {right})`
table-for-number <dot>: “np.dot gives one number.” An index that each operand has for itself survives in
    np.dot: here that makes a table.
    | COST first=`np.dot(Y.T, {log}(A))` second=`np.dot((1 - Y).T, {log_of_other})` total=`({term})`
    | SQUARED_ERROR total=`np.dot({difference}.T, {difference}) / A.shape[1]`
    | CLASS_COST total=`np.dot(Y, {log}(A).T)`
    | CLASS_COST EVERYBODY total=`np.dot(Y.T, {log}(A))`
paired-only: “Each label meets its own activation.” Two indices, i and i′: every label meets every activation.
    | EVERYBODY total=`np.sum(Y * {log}(A))` or `np.dot(Y, {log}(A).T)`
dot-for-star <dot>: “Two tables next to each other in a formula are multiplied with np.dot.” Both indices
    are shared and both survive, so nothing is summed: pair them with *.
    | DZ1 code=`np.dot({product}, {slope})` or `np.dot({product}, {slope}.T)` or `np.dot({slope}, {product})`
    | LSTM kept=`np.dot(f, c)` new=`np.dot(i, g)`
    | LSTM kept=`np.dot(f, c.T)` new=`np.dot(i, g.T)`
    | LSTM kept=`np.dot(f.T, c)` new=`np.dot(i.T, g)`
dot-for-star/survives <dot>: “Two things side by side in a formula are multiplied with np.dot.” np.dot
    sums the index inside, and that one survives here: pair with *.
star-for-dot <star>: “Letters side by side in a formula mean *.” An index that both share is absent from
    the result: it is summed, which * does not do.
    | CLASS_DWS DZ1 ATTENDED product=`{left} * {right}`
    | BILINEAR right=`({M} * Q)`
star-for-dot/one-column <star>: “The line of one output will do for k.” * pairs X, n x m, with dZ, k x m, row
    with row: that suits one output alone. np.dot takes every feature with every output.
    | CLASS_DWS product=`np.sum(X * {dz}, axis=1, keepdims=True)`
left-to-right <dot>: “Python reads a * b @ c as a * (b @ c).” * and @ bind equally and are read from the
    left. Put the product that comes first in brackets.
    | DZ1 code=`{slope} * W2 @ dZ2`
one-for-each-example: “dw has one number for each example.” There is one slope for each weight: j stays.
    Over the examples, i, it is summed.
    | STARS product=`np.sum({star}, axis=0)[:, None]`
one-for-each-example/size-of-operand: “The result is as long as what goes in.” The result has the letters that
    survive: one number for each of those.
bias-per-example: “db is dz, one for each example.” There is one bias for all examples. i is absent from
    db, so it is summed. A bias for each example learns anything and predicts nothing new.
    | BOTH db=`{dz}`
    | DB total=`{dz}` divided=``
    | CLASS_DBS total=`{dz}`
bias-per-example/batch: “db is dZ, one row for each example.” There is one bias for each output, and all
    examples share it. i is absent from db, so it is summed: axis=0.
    | ROW_GRADIENTS total=`dZ`
bias-per-example/not-summed: db is one number: add them up and divide by m.
    | LOOP_DB code=`{all_of_it}` or `{each_divided}`
product-of-means: “The mean of the products is the product of the means.” Pair x with the error of its
    own example first; then take the mean.
    | DW_STAR BOTH_STAR dw=`np.mean(X, axis=1, keepdims=True) * np.mean({dz})`
product-of-means/summed-too-early <star ![] !reshape>: “The product of two sums is the sum of the products.”
    Pair v_i with x_i before you sum.
    | MEAN total=`(np.sum(v) * np.sum(x))`
norm-missing: “The inner product is the cosine.” It is divided by the length of both.
    | COSINE code=`{product}`
one-norm-only: “Dividing by one length is enough.” Both lengths are divided out.
    | COSINE lengths=`{length}` or `{length}[:, None]`
lengths-paired: “r * r holds the lengths of every pair.” r * r pairs i with i (with one axis, r.T is r). S
    wants r_i r_l for every pair: r[:, None] * r.
    | COSINE lengths=`({length} * {length})`
outer-for-inner <dot>: “w wᵀ is the sum of squares.” With j outside on both sides it survives twice: a
    table. The shared index belongs inside.
    | RIDGE product=`np.dot(w, w.T)`
outer-for-inner/sum-of-outer <dot|outer>: “w wᵀ holds the squares, so its sum is theirs.” w wᵀ holds every w_j
    w_l, n x n of them; the squares are its diagonal. Bring j inside: np.dot(w.T, w).
    | RIDGE product=`np.sum(np.dot(w, w.T))`
variance-for-covariance: “* gives the covariance.” Element-wise there is nothing but each feature with itself;
    covariance pairs every two, so np.dot.
variance-for-covariance/diagonal: “Variances are all there is.” They are the diagonal. Every two rows have a
    covariance: np.dot.
    | COVARIANCE product=`np.sum({centred}**2, axis=1, keepdims=True)` or `np.diag(np.sum({centred}**2,
        axis=1))`
one-of-all-pairs <dot>: “One row of the table has all of them.” A row pairs one example with every other. Each
    with its own stands on the diagonal.
    | PAIRS product=`np.dot(P.T, Q)[0]`
all-pairs <dot>: “np.dot gives one number for each example.” i stands on both outsides and survives twice: m x
    m numbers, of which the diagonal is wanted. Pair with *, then sum over j.
    | PAIRS BILINEAR product=`np.dot({left}.T, {right})` or `np.sum(np.dot({left}.T, {right}), axis=0)`
all-pairs/two-loops <loop>: “Two lists need two loops.” One loop inside the other takes every label with every
    activation. One loop is enough: y[i] with a[i].
    | LOOP_COST code=`{every_label_with_every_activation}`
    | LOOP_COST code=`{every_label_with_every_activation}` divided=` / {count}**2`
all-pairs/outer <outer>: “np.outer pairs weight and number.” It takes every v with every x: m x m products.
    Pair with *, then sum.
    | MEAN total=`np.sum(np.outer(v, x))` or `np.outer(v, x)`
dot-takes-a-chain <third-argument>: “np.dot(P, Q, R) is the product of three.” The third argument is
    where the result is written: what stood there is lost.
    | BILINEAR product=`np.dot(P.T, {M}, Q)`
dot-takes-a-chain/chain-of-plus <third-argument>: “np.dot takes one product after the other.” The third
    argument of np.dot is where the result is written. Two products are added with +.
    | COST total=`np.dot(Y, {log}(A).T, np.dot(1 - Y, {log_of_other}.T))`
    | COST total=`np.dot(Y, {log}(A).T, 1 - Y)`
dot-takes-a-chain/minus-chain <third-argument>: “np.dot takes all that belongs to the product.” The third
    argument of np.dot is where the result is written. The difference comes first: A − Y.
    | DW_DOT product=`np.dot(X, A.T, Y.T)`
dot-takes-a-chain/chain <third-argument>: The third argument of np.dot is where the result is written: the
    slope is lost. Pair it with *.
    | DZ1 code=`np.dot(W2, dZ2, {slope})`
dot-is-matmul <matmul|@>: “np.dot, np.matmul and @ are the same.” They agree on tables. In three
    dimensions matmul takes the first axis as a stack and dot pairs every table with every table; matmul takes
    no plain number.
dot-is-matmul/matmul <matmul|@>: “np.matmul multiplies whatever there is.” np.matmul takes no plain number. A
    factor in front is put there with *.
    | COST code=`np.matmul(-1 / {count}, {term})`
star-is-the-cross-product: “* is the cross product.” * pairs entry with entry. The cross product of two
    vectors in space is np.cross.
star-is-the-cross-product/cross <cross>: “np.cross is the product with a cross.” np.cross is for two vectors
    in space. Here m is summed: np.dot, with m inside.
    | DOTS product=`np.cross(X, {dz})`
star-is-the-cross-product/cross-of-gates <cross>: “np.cross is the product with a cross.” np.cross is for two
    vectors in space. Here u and i are shared and stay: * pairs them, entry by entry.
    | LSTM kept=`np.cross(f, c)` new=`np.cross(i, g)`
no-mean: “The sum is enough.” Without 1/m the result grows with the number of examples.
    | LOOPS NESTED_DW ONE_PASS COST GRADIENTS DB CLASS_COST CLASS_DWS CLASS_DB COVARIANCE divided=``
    | MEANS total=`np.sum({term})`
    | BOTH CLASS_BOTH db=`{sign}{total}`
    | BOTH CLASS_BOTH dw=`{product}`
    | CHUNKED_DW result=`total`
wrong-count </>: “The first size is the number of examples.” Examples are in columns here: their number
    is X.shape[1]. shape[0] counts features, outputs, or the one row, and so does len.
    | GRADIENTS CLASS_DWS COVARIANCE CHUNKED count=`X.shape[0]`
    | CLASS_DWS count=`A.shape[0]`
    | BOTH db=`{sign}{total} / X.shape[0]`
    | BOTH dw=`{product} / X.shape[0]`
wrong-count/array </>: “The first size is the number of examples.” Examples are in columns here: their
    number is {array}.shape[1]. shape[0] counts the rows, and so does len.
    | COST CLASS_COST CLASS_DB count=`{array}.shape[0]`
    | MEANS total=`np.sum({term}) / A.shape[0]`
wrong-count/rows </>: “The first size is the number of examples.” len counts rows, and dz has one. dz.shape[1]
    counts examples.
    | DB count=`len(dz)`
wrong-count/width: “width is the number of examples.” It is that of one part. All parts together hold m.
    | CHUNKED count=`width`
count-of-all <mean|average|size>: “np.mean divides by the number of examples.” np.mean and .size count
    the entries of what they are given, and those are not the m examples.
    | GRADIENTS CLASS_COST CLASS_DB count=`{array}.size`
    | CLASS_DWS count=`A.size`
count-of-all/mean-of-products <mean>: “A score is a mean.” A score is the sum over the features: np.mean
    divides it by n.
    | SCORE_STARS product=`np.mean({star}, axis={axis}{keepdims})`
count-of-all/mean-of-exps: “A mean normalises as well.” The mean is the sum divided by k: the shares add up to
    k, not to 1.
    | SHARES total=`np.mean({each}, axis={axis}{keepdims})`
count-of-all/two-means <mean>: “A mean is as good as a sum.” Each mean divides by m. The sums are asked for.
    | EVERYBODY total=`np.mean(Y) * np.mean({log}(A))`
count-of-all/mean-of-weights <mean>: “A penalty is a mean.” It is the sum: np.mean divides it by n.
    | RIDGE product=`np.mean({square})`
count-of-all/number-of-weights: “A mean is divided by how many there are.” Divide by the sum of the weights,
    not by their number.
    | MEAN weights=`len(x)`
count-of-all/mean-of-pairs <mean>: “A dot product is a mean.” It is the sum: np.mean divides it by n.
    | PAIRS product=`np.mean({star}, axis={axis})`
divided-by-m-minus-one: “A mean is divided by m − 1.” m − 1 corrects the estimate of a variance for a larger
    population. The formula here divides by m.
    | LOOPS COST GRADIENTS DB CLASS_COST CLASS_DWS CLASS_DB COVARIANCE count=`({=} - 1)`
    | MEANS total=`np.sum({term}) / (A.shape[1] - 1)`
    | BOTH db=`{total} / (X.shape[1] - 1)`
    | BOTH dw=`{product} / (X.shape[1] - 1)`
    | STANDARDISED ddof=`, ddof=1`
    | CHUNKED_STD variance=`(squares - total**2 / m) / (m - 1)`
divided-by-m-minus-one/np-cov <cov>: “np.cov is this formula.” np.cov divides by m − 1; the formula here
    divides by m.
    | COVARIANCE code=`np.cov(X)`
factor-on-first-term: “The factor in front reaches both terms.” A factor reaches what stands in its
    bracket: −1/m · first + second leaves the second as it is.
    | LOOP_COST first=`{sign}{=} / {length}` result=`total`
    | COST code=`-{sum}({first}) / {count}{plus}{sum}({second}) / {count}` or `{sign}{sum}({first}) /
        {count}{plus}{sum}({second})`
divided-twice </>: “1/m stands in front of everything.” A sum is divided by m once, and a mean is divided
    already: another 1/m is one too many.
    | COST GRADIENTS DB CLASS_COST CLASS_DWS CLASS_DB count=`{=}**2`
    | MEANS total=`{=} / A.shape[1]`
    | BOTH CLASS_BOTH db=`{=}{divided}`
    | BOTH dw=`{=}{divided}`
not-asked-mean: “A sum over the examples is always divided by m.” Here only the sum is asked for.
    | SUM_DOT product=`{=} / X.shape[1]`
    | SUM_STAR product=`np.mean({star}, axis={axis}{keepdims})`
not-asked-mean/later: “A slope has 1/m in front.” 1/m comes later, in dW1: here no index of an example is
    summed.
    | DZ1 code=`{=} / A1.shape[1]`
half: “A factor one half belongs to it.” The formula here has no one half.
    | COST GRADIENTS DB CLASS_COST COVARIANCE count=`(2 * {=})`
    | SQUARED_ERROR factor=` / 2`
    | RIDGE product=`{=} / 2`
"""
