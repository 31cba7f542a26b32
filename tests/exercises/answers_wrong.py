"""Wrong answers as readers write them, and what is wrong in them."""

# ruff: noqa: E501 - an answer stands on one line

from answers_right import table

#: As a notebook has them: the mistakes that are named first, after ``!`` all of them and for certain, after ``?``
#: all and not for certain; after ``*`` they are named because of the source alone; what is said; after ``~``
#: what is not.
TOLD = list(
    table(r"""
cost: return -np.dot(Y, np.log(A).T, np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1] ## dot-takes-a-chain | are added with +
cost: return -np.mean(Y * math.log(A) + (1 - Y) * math.log(1 - A)) ## !math-for-arrays | math.log takes one number | np.log
cost: return np.matmul(-1 / A.shape[1], LOGS) ## dot-is-matmul | takes no plain number
cost: return -np.mean(Y * log(A)) ## | Did you mean np.log? | ~No line
cost: return -np.mean(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) ## !both-stretched | A row against a column
cost: return -np.mean(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))) ## !transpose-on-the-wrong-side | .T on the wrong side | It is right only where m = 1: by accident.
cost: return -np.log(np.sum(Y * A + (1 - Y) * (1 - A))) / A.shape[1] ## !log-of-sum | takes each log first
cost: return 1 / A.shape[1] * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A)) ## !*bracket-missing lost-minus | Two changes together make it right
cost: return -1 / A.shape[1] * sum(Y * np.log(A)) + sum((1 - Y) * np.log(1 - A)) ## !*python-sum bracket-missing | Two changes together make it right
cost: return -np.dot(Y, np.log(A).T, 1 - Y) / A.shape[1] ## ?dot-takes-a-chain | The third argument
cost: return np.dot(Y.T, np.log(A)) ## | Each of m, the examples, has met every other: a table of all pairs.
cost: return -np.mean(Y * np.log(A)) ## one-term | ~by accident
cost: return np.mean(np.abs(np.log(A))) ## | ~by accident
cost: return -np.mean(A * np.log(Y) + (1 - A) * np.log(1 - Y)) ## !roles-exchanged | label
cost: return -1 / A.shape[1] * (LOGS) ## !no-sum
cost: return np.sum(LOGS) ## !lost-minus no-mean
cost: return -(np.log(np.dot(Y, A.T)) + np.log(np.dot(1 - Y, (1 - A).T))) / A.shape[1] ## log-of-sum
cost: return np.sum(Y * np.log(A)) / Y.shape[1] ## !lost-minus one-term
cost: return np.mean((Y - A) ** 2) ## squared-difference
cost: return -np.mean(np.log(A + 0.01) * Y) ## ?
cost: return np.max(A) * 3 ## ?
cost: return -(np.dot(Y, np.log(A)) + np.dot(Y, np.log(1 - A))).item() / A.shape[1] ## | Inner sizes 5 and 1 do not match | ~smallest input
cost_by_loop: total = 0; for i in range(len(a)):;> total += LOGS_I; return total / len(a) ## !lost-minus
cost_by_loop: total = 0; for ai, yi in zip(a, y):;> total += yi * math.log(ai); return -total ## !no-mean one-term
cost_by_loop: return -sum(y * math.log(a)) / len(a) ## math-for-arrays | a[i], inside the loop
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * a[i] + (1 - y[i]) * (1 - a[i]); return -math.log(t) / len(a) ## ?log-of-sum | takes each log first
cost_by_loop: t = 0; for i in range(len(a)):;> p = 1 / (1 + math.exp(-a[i]));> t += y[i] * math.log(p) + (1 - y[i]) * math.log(1 - p); return -t / len(a) ## sigmoid-again
cost_by_loop: t = 0; for p in a:;> for label in y:;>> t += label * math.log(p) + (1 - label) * math.log(1 - p); return -t / len(a) ## all-pairs
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * math.log(a[i]) + 1 - y[i] * math.log(1 - a[i]); return -t / len(a) ## bracket-missing
db: return np.sum(dz) * float(str(1)) ## no-mean
db: return np.sum(dz) / m ## | m is dz.shape[1] here | ~?
db: return sum(dz.tolist()[0]) / len(dz) ## | len counts rows | ~The sum is enough.” Without
db: if dz.shape[1] > 1:;> return np.mean(dz) ## | It returned None
db_by_loop: return [d / len(dz) for d in dz] ## bias-per-example | add them up
db_by_loop: return sum(dz) / m ## | m is len(dz) here | ~?
db_by_loop: for i in range(len(dz)):;> total = dz[i]; return total / len(dz) ## last-term-only
db_by_loop: total = 0; for d in dz:;> total += d; return total ## !no-mean
db_by_loop: total = 0; for i in range(len(dz) - 1):;> total += dz[i]; return total / len(dz) ## !stops-early
db_by_loop: total = 0; for i in range(len(dz)):;> total += dz[i];> total /= len(dz); return total ## !divided-at-each-turn
db_by_loop: return dz[0] ## ?* | ~It does what this does | ~“
db_by_loop: t = 0; for i in range(len(dz)):;> t += dz[i];> return t / len(dz) ## !returned-in-the-loop | its first turn | ~what this does
dw: return np.dot(X, (A - Y).T) / X.size ## count-of-all | count the entries
dw: return np.mean(X * (A - Y)) ## sum-over-everything | j, the measurement, belongs to the result
dw: return np.cross(X, A - Y) / X.shape[1] ## star-is-the-cross-product | two vectors in space
dw: return np.dot(X.T.reshape(X.shape), (A - Y).T) / X.shape[1] ## reshape-for-transpose | changes owner | It is right only where m = 1 or n = 1: by accident.
dw: return sum(X * (A - Y)) / X.shape[1] ## !python-sum | n, the features: those are added up
dw: return np.dot(X, A.T, Y.T) / X.shape[1] ## !dot-takes-a-chain | The difference comes first
dw: return np.dot(X, (A - Y.T).T) / X.shape[1] ## | ~einsum | .T
dw: return X * (A - Y) ## no-sum no-mean | ~has met every other
dw: return np.sum(X * (A - Y), axis=1) ## | ~has met every other
dw: return np.sum(X * (A - Y), axis=0) ## | ~has met every other
dw: return np.sum(X * (A - Y)) / X.shape[1] ## ! | The index j (n, the features) belongs to the result | axis
dw: return np.dot(X, (A - Y)[0]) / X.shape[1] ## | The numbers are right; the shape is not.
dw: dw = X @ (A - Y).T ## | Is a return missing?
per_measurement: return np.dot(X, dz.T).T ## !row-for-column | .T at the end
per_measurement: return np.dot(X, dz[0]) ## | [0] takes the row out | ~keepdims
per_measurement: return np.dot(X.T, dz) ## | Inner sizes 3 and 1 do not match: each of the 3 columns of X.T needs a row of dz to meet. | m must be inside: (n, m)(m, 1).
per_measurement: return np.dot(dz.T, X) ## | m must be inside: (n, m)(m, 1).
per_measurement: return np.dot(X.T, dz.T) ## | Transposed, they will fit.
gradients: return np.dot(X, (A - Y).T) / X.shape[1], np.sum(Y - A) / X.shape[1] ## | Your db is right but for its sign | ~Everything
gradients: dz = A - Y; return X * dz / X.shape[1], dz ## no-sum
gradients: dz = A - Y; return np.mean(X * dz, axis=1), np.mean(dz) ## !no-keepdims
gradients: dz = A - Y; m = X.shape[1]; return np.dot(X, dz.T) / m, np.sum(dz) / X.shape[0] ## !wrong-count | shape[0] counts features
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> for j in range(len(w)):;>> z[0, i] = w[j, 0] * X[j, i];> z[0, i] += b; return z ## !last-term-only
scores: return -np.dot(w.T, X) + b ## *minus-too-many | one too many
scores: n, m = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for j in range(n):;>> z[0, i] += w[j, 0] * X[i, j]; return z ## rows-for-columns | that comes first, X[j, i]
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> z[i] += b; return z ## | Axis 0 of z has size 1, and places begin at 0: there is no 1. | ~There is no index
scores: n, m = X.shape; z = np.zeros((1, m)); total = b; for i in range(m):;> for j in range(n):;>> total += w[j, 0] * X[j, i];> z[0, i] = total; return z ## !total-not-reset | Each example begins anew
scores: z = []; for i in range(X.shape[1]):;> t = b;> for j in range(len(w)):;>> t += w[j, 0] * X[j, i];> z.append(t); return z ## | np.zeros((1, m)) | ~keepdims
scores: z = np.zeros(X.shape[1]); for i in range(X.shape[1]):;> t = b;> for j in range(len(w)):;>> t += w[j, 0] * X[j, i];> z[i] = t; return z ## | np.zeros((1, m)) | ~keepdims
scores: z = np.zeros((X.shape[1], 1)); for i in range(X.shape[1]):;> t = b;> for j in range(len(w)):;>> t += w[j, 0] * X[j, i];> z[i, 0] = t; return z ## | z is a row | ~operands
scores: return np.dot(w, X) + b ## ! | n must be inside: (1, n)(n, m). | .T
scores: return X @ w + b ## ! | Inner sizes 5 and 3 do not match: each of the 5 columns of X needs a row of w to meet. | each row is an example
scores: return w.T * X + b ## | Lined up from the right, the last axis is n = 3 in w.T and m = 5 in X
scores: return np.max(w * X, axis=0, keepdims=True) + b ## | only where n = 1: by accident
forward: return 1 / (1 + np.exp(-np.dot(w.T, X) + b)) ## !bracket-missing | The minus reaches the product only | bracket
forward: return 1 / (1 + np.exp(-(np.dot(w.T, X) - b))) ## bias-taken-off | It is added
forward: return 1 / (1 + np.exp(-(w.T * X.T + b))) ## !no-sum | leaves the summing to you
standardised: Z = (X.T - X.mean(1)) / X.std(1); return Z.reshape(X.shape) ## reshape-for-transpose | changes owner
standardised: return (X - X.mean(1, keepdims=True)) / X.std() ## | One standard deviation | ~One mean
standardised: return (X.T - np.mean(X, axis=1)) / np.std(X, axis=1) ## row-for-column | Turn the result back | (m, n) = (5, 3); expected (n, m) = (3, 5) | The numbers are right, but transposed: .T at the end
accuracy: return 1 - np.mean(np.abs((A > 0.5).astype(np.uint8) - Y.astype(np.uint8))) ## boolean-minus | unsigned 0 − 1 is 255
accuracy: return np.mean(np.abs((A > 0.5) - (Y > 0.5))) ## | NumPy subtracts no booleans | ~power is **
accuracy: if A > 0.5:;> return 1; return 0 ## | One truth is needed here, and A > 0.5 (1 m) has 65 cells | ~and is for
accuracy: return sum((A > 0.5) == Y) / len(Y) ## !python-sum | Python's sum goes along the first axis only
accuracy: return np.mean(np.abs((A > 0.5).astype(np.uint8) - Y.astype(np.uint8))) ## !boolean-minus | unsigned
accuracy: return np.mean(A > 0.5) ## | compared with Y | ~gradient
accuracy: return (A > 0.5) == Y ## ! | True or False | ~* pairs | mean
accuracy: return np.mean((A > 0) == Y) ## | ~by accident
accuracy: return 1.0 ## ?
accuracy: return np.mean((A >= 0.5) == Y) ## !half-included
squared_error: return np.mean((A - Y)^2) ## ! | In Python, power is **. | ~? | ~pairs
squared_error: return np.mean(A - Y ** 2) ## ! | ** comes before −: square the difference in a bracket | ~It does what
squared_error: return np.mean(A**2 - Y**2) ## | A difference of squares is not the square of a difference | ~It does what
squared_error: return np.mean(np.dot((A - Y).T, A - Y)) ## !transpose-on-the-wrong-side | every error meets every other
squared_error: return np.sum((A - Y.T) ** 2) / A.shape[1] ## !both-stretched | every example meets every example
squared_error: return (A - Y) ** 2 ## | The square is taken | ~* pairs
squared_error: return np.mean((A - Y**2)**2) ##
squared_error: return np.mean((A - np.abs(Y))**2) ##
squared_error: return np.mean((np.abs(A) - Y)**2) ##
softmax: return np.zeros(5000) ## | 5000 numbers
softmax: E = np.exp(-Z); return E / np.sum(E, axis=0, keepdims=True) ## sign-in-exp | the largest share
softmax: E = np.exp(Z); return E / E.mean(axis=0) ## count-of-all | add up to k
softmax: E = np.exp(Z - np.max(Z, axis=1, keepdims=True)); return E / np.sum(E, axis=0) ## !wrong-axis | the largest of each column
softmax_cost: return -np.sum(Y * np.log(A)) / A.shape[0] ## wrong-count | their number is A.shape[1]
softmax_cost: return -np.sum(np.dot(Y, np.log(A))) / A.shape[1] ## dot-without-transpose | pair with *
softmax_cost: return -np.mean(np.dot(Y.T, np.log(A))) ## !sum-of-the-dot | every example with every other
softmax_cost: return -np.sum(Y * np.log(A).T) / A.shape[1] ## !star-with-transpose | no longer face each other
softmax_cost: return -sum(Y * np.log(A)) / A.shape[1] ## !python-sum | k, the classes: those are added up
softmax_cost: return -np.sum((np.argmax(Y, axis=0) + 1) * np.log(A)) / A.shape[1] ## ?class-numbers | a name, not an amount
softmax_cost: return -np.sum(A * np.log(Y)) / A.shape[1] ## !roles-exchanged | log 0 is minus infinity: so is the sum
softmax_cost: return np.dot(Y, np.log(A)) ## | ~must be inside
dW: return np.dot(A - Y, X.T).reshape(X.shape[0], Y.shape[0]) / X.shape[1] ## reshape-for-transpose | changes owner
softmax_db: return dZ.mean(axis=1) ## !no-keepdims
softmax_db: return np.sum(dZ, axis=1, keepdims=True) / dZ.shape[0] ## wrong-count | their number is dZ.shape[1]
softmax_db: return 0.0 ## ?
dZ1: return np.dot(W2, dZ2, 1 - A1**2) ## dot-takes-a-chain | where the result is written
dZ1: return np.dot(W2, dZ2) * (1 - A1) ## | 1 − a², not 1 − a | ~averaged
dZ1: return np.dot(W2, dZ2) * (1 - A1**2) / A1.shape[1] ## | in dW1 | ~averaged
step: w = w.astype(int); w -= learning_rate * dw; return w, b - learning_rate * db ## whole-numbers-will-do-for-w | Whole numbers cut
step: return w - learning_rate * dw, b - learning_rate * dw ## weights-for-bias | a slope of its own: db
step: return w - learning_rate * dw, b - learning_rate * np.sum(dw) ## weights-for-bias | a slope of its own: db
step: w = w.astype(int); return w - learning_rate * dw, b - learning_rate * db ## !whole-numbers-will-do-for-w | Whole numbers cut | whole
step: return w, b - learning_rate * dw ## | a slope of its own: db | ~sum over it
step: return learning_rate * dw - w, learning_rate * db - b ## !*other-way-round | The difference is the other way round
step: return learning_rate * dw, learning_rate * db ## ?slope-for-weight | The step is added to where w and b are
step: return (w - learning_rate) * dw, b - learning_rate * db ## !bracket-missing | The rate times dw is the step
step: return w - learning_rate * db, b - learning_rate * db ## !weights-for-bias | one for each weight
step: return w - learning_rate * dw.reshape(1, -1), b - learning_rate * db ## !row-for-column | Minus a row
step: w = w.astype(int); w[:] = w - learning_rate * dw; return w, b - learning_rate * db ## !whole-numbers-will-do-for-w | Whole numbers cut
dw_in_blocks: dw = np.zeros((X.shape[0], 1)); for s in range(0, X.shape[1], width):;> dw = dw + np.dot(X[s:s + width], dz[s:s + width].T); return dw / X.shape[1] ## rows-for-columns | X[:, a:b]
dw_in_blocks: dw = 0; for s in range(0, X.shape[1]):;> dw = dw + np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / X.shape[1] ## parts-overlap | count more than once
dw_in_blocks: dw = 0; for s in range(X.shape[1] // width + 1):;> dw = dw + np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / X.shape[1] ## parts-overlap | count more than once
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = dw + np.dot(dz[:, s:s + width], X[:, s:s + width].T); return dw / X.shape[1] ## row-for-column | lies on its side
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = dw + np.sum(X[:, s:s + width] * dz[:, s:s + width], axis=1); return dw / X.shape[1] ## no-keepdims | keepdims=True
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = dw + np.sum(X[:, s:s + width] * dz[:, s:s + width]); return dw / X.shape[1] ## sum-over-everything | name the axis
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = dw + np.dot(X[:, s:s + width], dz[s:s + width].T); return dw / X.shape[1] ## rows-for-columns | dz[:, a:b]
std_in_chunks: m = X.shape[1]; t = q = 0; for s in range(0, m, width):;> x = X[:, s:s + width];> t = t + x.sum(0, keepdims=True);> q = q + (x**2).sum(0, keepdims=True); return np.sqrt(q / m - (t / m)**2) ## wrong-axis | the one that disappears
std_in_chunks: return X[:, :width].std(axis=1, keepdims=True) ## | ~by accident
everybody: return sum(Y) * sum(np.log(A)) ## !python-sum | nothing is summed
everybody: return np.dot(Y, np.log(A)) ## | ~must be inside
ridge_penalty: return np.sum(np.dot(w, w.T)) ## outer-for-inner | its diagonal
ridge_penalty: return np.sum(np.outer(w, w)) ## outer-for-inner | its diagonal
ridge_penalty: return np.sum(w * w.T) ## both-stretched | w * w pairs j with j
ridge_penalty: return np.mean(w**2) ## count-of-all | divides it by n
weighted_mean: return np.dot(v, x) / np.sum(v, axis=1) ## | v (m) has one axis, 0: there is no axis 1. | ~?
weighted_mean: return np.sum(v * x / v) ## !weights-ignored | divided out of its own product
weighted_mean: return np.sum(v[:, None] * x) / np.sum(v) ## !both-stretched | every weight meets every number
weighted_mean: return np.sum(v) * np.sum(x) / np.sum(v) ## product-of-means | Pair v_i with x_i | ~square
weighted_mean: return np.sum(v * x) / len(v) ## | sum of the weights | ~.size
covariance: return np.dot(X, X.T) / X.shape[1] ## | comes off first | ~spread | mean
covariance: return np.cov(X) ## | np.cov divides by m − 1 | ~smallest
covariance: return np.diag(np.var(X, axis=1)) ## | the diagonal | ~smallest
covariance: return np.dot(X, X) ## | m must be inside: (n, m)(m, n).
covariance: return np.mean(X, axis=1) ## | ~has met every other
covariance: return np.dot(X.T, X) ## | Each of m, the examples, has met every other: a table of all pairs.
cosine_similarity: r = np.sqrt(np.sum(X * X, axis=0)); return np.dot(X.T, X) / (r * r) ## lengths-paired | r * r pairs i with i
cosine_similarity: r = np.sqrt(np.sum(X * X, axis=0)); return np.dot(X.T, X) / (r.T * r) ## lengths-paired | r[:, None] * r
cosine_similarity: r = np.sqrt(np.sum(X * X, axis=0)); return np.dot(X.T, X) / r[:, None] * r ## bracket-missing | The denominator needs a bracket
cosine_similarity: U = X / np.linalg.norm(X, axis=1, keepdims=True); return U.T @ U ## wrong-axis | the one that disappears
cosine_similarity: return np.dot(X, X) ## | n must be inside: (m, n)(n, m).
paired_dots: return np.dot(P.T, Q).sum(axis=0) ## all-pairs | i stands on both outsides
paired_dots: return np.trace(P.T @ Q) ## ?sum-over-everything | np.trace adds them up | what this does
paired_dots: return np.dot(P, Q) ## | Pair with * | ~with .T
paired_dots: return np.trace(np.dot(P.T, Q)) ## | ~what this does
bilinear: return P.T @ M @ Q ## all-pairs
bilinear: return np.dot(P.T, M, Q) ## dot-takes-a-chain | where the result is written
bilinear: return np.sum(np.dot(P, M) * Q, axis=0) ## dot-without-transpose | n must be inside: (m, n)(n, n)
bilinear: return np.sum(P * M * Q, axis=0) ## | which * does not do | ~It does exactly what this does
bilinear: return np.sum(np.dot(M, P) * Q, axis=0) ## | M is not symmetric | ~inside
lstm_cell: return f * c - i * g ## minus-between-the-terms | Two products are added
lstm_cell: return f * c ## one-term | What is new is added
lstm_cell: return f * (c + i) * g ## bracket-missing | without a bracket
lstm_cell: return np.sum(f * c + i * g, axis=0) ## sum-over-everything | nothing is summed
lstm_cell: return np.cross(f, c) + np.cross(i, g) ## ?star-is-the-cross-product | two vectors in space
lstm_cell: return np.dot(f, c) ## | h and m are in both and in the result: * pairs
""")
)

#: Without their source, by which they would be called otherwise: the mistakes that are named.
UNREAD = list(
    table(r"""
cost: return np.mean(Y * np.log2(A) + (1 - Y) * np.log2(1 - A)) ## lost-minus wrong-log
cost: return np.sum(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))) / A.shape[1] ## lost-minus transpose-on-the-wrong-side
db: return -np.mean(dz) ## lost-minus
db: return np.mean(dz) * 0 + 1 ##
db: return np.sum(dz) / len(dz) ## no-mean
dw: return X * (Y - A) / X.shape[1] ## lost-minus no-sum
dw: return np.dot(X, dZ.T) ## | it raises
dw: raise ValueError('shapes') ## | it raises
dw: return X / 'a' ## | it raises
dw: return -np.mean(X * (A - Y), axis=1) ## lost-minus no-keepdims
dw: return (Y - A) @ X.T / X.shape[1] ## lost-minus row-for-column
gradients: dz = Y - A; return np.dot(X, dz.T) / X.shape[1], np.mean(dz) ## lost-minus
gradients: dz = A - Y; return X * dz / X.shape[1], dz ## bias-per-example no-sum
accuracy: return np.mean((A > 0.5) - (Y == 1)) ## boolean-minus
squared_error: return np.sum((A - Y) ** 2) / 2 ## half no-mean
softmax_cost: return np.sum(np.argmax(Y, axis=0) * np.log(A)) / A.shape[1] ## class-numbers lost-minus
""")
)

_IN_ANY = r"""
cost: return 1 / m * np.sum(LOGS) ## ?size-of-the-notebook lost-minus | With that mended:
cost: return -1 / m * (LOGS) ## ?size-of-the-notebook no-sum | With that mended:
cost: return -1 / m * np.sum(np.dot(Y, np.log(A))) ## ?size-of-the-notebook dot-without-transpose | With that mended:
dw: return np.sum(X * (A - Y), axis=1) / m ## ?size-of-the-notebook no-keepdims | With that mended:
dw: return np.sum(X * (A - Y)) / m ## ?size-of-the-notebook sum-over-everything | With that mended:
dw: return np.dot(X, (Y - A).T) / m ## ?size-of-the-notebook lost-minus | With that mended:
dW: return np.dot(A - Y, X.T) / m ## ?size-of-the-notebook row-for-column | With that mended:
covariance: return np.dot(X - np.mean(X), (X - np.mean(X)).T) / m ## ?size-of-the-notebook one-mean-for-all | With that mended:
weighted_mean: return np.sum(v * x) / m ## ?size-of-the-notebook count-of-all | With that mended:
db_by_loop: db = 0; for i in range(m):;> db += dz[i]; return db ## ?size-of-the-notebook no-mean | With that mended:
db: return np.sum(dz) / m ## !size-of-the-notebook
"""
#: Where the notebook has a size m: what it takes from there is named first, and what else is amiss behind it.
SIZED = {m: [*table(_IN_ANY)] for m in (5, 192)} | {
    219: table(r"""
db_by_loop: db = 0; for i in range(m):;> db += dz[i]; return db / m ## !size-of-the-notebook | takes m from the notebook | ~starts at 1
db_by_loop: db = 0; for i in range(m):;> db += dz[i]; return sum([db]) / m ## !size-of-the-notebook | takes m from the notebook | ~starts at 1
db_by_loop: return sum(dz) / m ## !size-of-the-notebook | m = len(dz).
db_by_loop: total = 0; for d in dz:;> total += d; return total / 219 ## !*typed-size | the size of one data set at most | len(dz)
cost: return -np.sum(LOGS) / m ## !size-of-the-notebook | m = A.shape[1].
"""),
    2: table("squared_error: return np.sum((A - Y)**2) / A.shape[1] / 2 ## !half"),
}
