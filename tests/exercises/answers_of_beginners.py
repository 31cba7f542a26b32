"""Slips of one or two places as beginners make them, kept apart from the catalogue, and what is said of each."""

# ruff: noqa: E501 - an answer stands on one line

from answers_right import table

SLIPS = list(
    table(r"""
cost: return -np.sum(LOGS) / (A.shape[1] - 1) ## divided-by-m-minus-one
cost: return -np.mean(LOGS) / 2 ## half
cost: return -np.mean(LOGS, axis=1)[0] / A.shape[1] ## divided-twice
cost: return -(np.log(A[Y == 1]).mean() + np.log(1 - A[Y == 0]).mean()) ## *count-of-all
cost: return abs(np.sum(Y * np.log(A)) / A.shape[1]) ## one-term
cost: return -1/219 * np.sum(LOGS) ## ! | A.shape[1]
cost: m = len(A); return -1 / m * np.sum(LOGS) ## !wrong-count | A.shape[1]
cost: return 0.6931 ## ? | does not change with A and Y
cost: return -np.mean(Y * log(A) + (1 - Y) * log(1 - A)) ## ! | np.log
cost: return -np.sum(Y * np.log(A) + 1 - Y * np.log(1 - A)) / A.shape[1] ## ! | bracket
cost: return -np.mean(A * np.log(np.clip(Y, 1e-7, 1 - 1e-7)) + (1 - A) * np.log(np.clip(1 - Y, 1e-7, 1 - 1e-7))) ## ! | changed places
cost: return float(np.dot(Y, np.log(A).T)) / -A.shape[1] + float(np.dot(1 - Y, np.log(1 - A).T)) / -A.shape[1] ## | .item()
cost: c = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1]; return float(c) ## ! | .item()
cost: c = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1]; print(f"cost {c:.3f}"); return c ## | .item()
cost: A = np.clip(A, 0.1, 0.9); return -np.mean(LOGS) ## ! | clip
cost: return -torch.mean(LOGS) ## ! | np.mean
cost: return np.mean(LOGS) ## !lost-minus | minus
cost: return -np.sum(LOGS) ## ! | m
cost: return -1 / A.shape[1] * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A)) ## !factor-on-first-term | both terms
cost: return -np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A)) ## !minus-between-the-terms | +
cost: return -np.mean(Y * np.log(A) + (1 - Y) * np.log(A)) ## !same-log-twice | 1 - A
cost: return -np.mean(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)) ## !wrong-log | np.log
cost: return -np.mean(Y * A + (1 - Y) * (1 - A)) ## !no-log | log
cost: return -np.mean(Y * np.log(A) + (1 - Y) * (1 - np.log(A))) ## !log-misplaced | np.log(1 - A)
cost: return -np.dot(Y, np.log(A)) / A.shape[1] - np.dot(1 - Y, np.log(1 - A)) / A.shape[1] ## dot-without-transpose | .T
cost: m = A.shape[1]; return -1 / m * np.sum(Y * np.log(A)) + (1 - Y) * np.log(1 - A) ## ! | closes too early
cost: m = A.shape[1]; return 1 / m * np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T) ## ! | -1 / m * (
cost: m = A.shape[1]; return -1 / m * sum(LOGS) ## ! | return -1 / m * np.sum(
cost: return np.dot(Y, np.log(A).T) ## | one half of the cost
cost: m = A.shape[1]; return -1 / m * np.sum(np.dot(Y.T, np.log(A).T) + np.dot((1 - Y).T, np.log(1 - A).T)) ## ! | in 2 places
cost: return -np.mean(np.log(A)) ## | does not change with Y
cost: m = A.shape[1]; return -1 / m * np.sum(Y * np.log(A + (1 - Y) * np.log(1 - A))) ## ! | closes too late
cost: each = -np.log(A) * Y - np.log(1 - A) * 1 - Y; return np.mean(each) ## ! | (1 - Y)
cost_by_loop: t = 0; for i in range(len(a)):;> t -= LOGS_I; return t / (len(a) - 1) ## divided-by-m-minus-one
cost_by_loop: t = 0; for i in range(len(a) + 1):;> t -= LOGS_I; return t / len(a) ## one-too-many
cost_by_loop: for p, t in zip(a, y):;> s = t * math.log(p) + (1 - t) * math.log(1 - p); return -s / len(a) ## last-term-only
cost_by_loop: for i in range(len(a)):;> total += LOGS_I; return -total / len(a) ## ! | total = 0
cost_by_loop: t = 0; for i in range(len(a)):;> t += LOGS_I;> return -t / len(a) ## !returned-in-the-loop | loop
cost_by_loop: t = 0; for i in range(1, len(a)):;> t += LOGS_I; return -t / len(a) ## !starts-at-one | first
cost_by_loop: t = 0; for i in range(len(a) - 1):;> t += LOGS_I; return -t / len(a) ## ! | last
cost_by_loop: t = 0; for i in range(1, len(a) + 1):;> t += LOGS_I; return -t / len(a) ## !
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * log(a[i]) + (1 - y[i]) * log(1 - a[i]); return -t / len(a) ## ! | log
cost_by_loop: t = 0.0; for i in range(len(a)):;> t =- LOGS_I; return t / len(a) ## ! | Python reads = and then the sign
cost_by_loop: t = 0.0; for i in range(len(a)):;> loss = LOGS_I; t -= loss; return t / len(a) ## ! | Behind the loop this runs once
cost_by_loop: for i in range(len(a)):;> each = [];> each.append(LOGS_I); return -sum(each) / len(a) ## ! | begins again at each turn
cost_by_loop: t = 0; for i in range(len(a)):;> if not y[i]:;>> continue;> t -= LOGS_I; return t / len(a) ## ! | leave out what stands below
cost_by_loop: return -sum(q * math.log(p) + (1 - q) * math.log(1 - q) for p, q in zip(a, y)) / len(a) ## ! | p is meant here, not q
cost_by_loop: total = 0.0; for i in range(len(a)):;> if y[i] == 1:;>> total += math.log(1 - a[i]);> else:;>> total += math.log(a[i]); return -total / len(a) ## ! | y goes with log a
cost_by_loop: total = 0.0; for i in range(len(a)):;> total -= LOGS_I; return -total / len(a) ## ! | minus is one too many
cost_by_loop: total = 0.0; for i in range(len(a)):;> total += math.log(a[i]) + math.log(1 - a[i]); return -total / len(a) ## | which of the two
cost: each = -(LOGS); return each.summ() / each.size ## !*no-such-name | You mean each.sum
cost: return -np.Mean(LOGS) ## !*no-such-name | You mean np.mean
cost: each = -(LOGS); return round(np.sum(each) / each.size, 2) ## !*rounded | for what is printed
cost: return -np.mean(LOGS).round(2) ## !*rounded | another number
cost: return -np.mean(Y * np.log(A), (1 - Y) * np.log(1 - A)) ## !*comma-for-plus | takes a +
cost: return -np.mean[LOGS] ## !*indexed-for-call | round ones
cost: m = A.shape(1); return -np.sum(LOGS) / m ## !*called-for-index | square ones
cost: return -np.mean(Y * np.log(A) + (1 - Y) @ np.log(1 - A)) ## !*dot-for-star | ~with .T
cost: m = A.shape[1]; return -1/m * np.dot(Y, np.log(A)) + np.dot(1-Y, np.log(1-A)) ## !*dot-without-transpose bracket-missing | np.log(A.T) | ~np.sum(
cost_by_loop: t = 0; for p, q in a, y:;> t -= q * math.log(p) + (1 - q) * math.log(1 - p); return t / len(a) ## !*side-by-side | zip hands out one of each
cost_by_loop: t = 0; for i in range(a):;> t -= LOGS_I; return t / len(a) ## !*range-of-a-list | range takes a number
cost_by_loop: t = 0; for i in range(len(a)):;> t -= y(i) * math.log(a(i)) + (1 - y(i)) * math.log(1 - a(i)); return t / len(a) ## !*called-for-index | in 4 places
db_by_loop: t = 0; for i in range(len(dz)):;> t += dz[i]; for i in range(len(dz)):;> t += dz[i]; return t / len(dz) ## !*written-twice | stand here twice
standardised: return (X - X.mean(axis=1, keepdim=True)) / X.std(axis=1, keepdim=True) ## !*other-library | ~axis you name
accuracy: return np.mean((A > 0.5) - Y) ## !*compared | (A > 0.5) == Y
accuracy: return ((A > 0.5) == Y).all() ## !*other-function | mean is meant here, not all.
forward: z = np.dot(w.T, X) + b; return 1 / (1 + np.exp(-z)) > 0.5 ## !*compared-for-nothing | True or False
forward: z = np.dot(w.T, X) + b; return sigmoid(z) ## !*no-such-function | ~stand behind np.
per_measurement: return np.dot(X, dz.T)[0] ## !*index-too-many | all of it
per_measurement: return np.dot(X, dz.T, axis=1) ## !*keyword-too-many | does not belong here
dw: d = X * (A - Y); d.sum(axis=1, keepdims=True); return d / X.shape[1] ## !*result-not-kept | = keeps it | ~leaves the summing to you
dw: return np.sum(X * (A - Y), axis=1, keepdims=True / X.shape[1]) ## !*bracket-too-late | ~axis you name
gradients: dZ = Y - A; dw = np.dot(X, dZ.T) / X.shape[1]; db = np.mean(dZ); print(dw, db) ## !*print-for-return other-way-round | hands it over
gradients: dw = np.dot(X, (A - Y).T) / X.shape[1],; db = np.mean(A - Y); return dw, db ## !*comma-at-the-end | makes a tuple
softmax: return np.exp(Z / np.sum(Z, axis=0, keepdims=True)) ## !*bracket-too-late no-exp | np.exp(Z) / np.sum(np.exp(Z), axis=0
softmax: E = np.exp(Z); E / np.sum(E, axis=0, keepdims=True); return E ## !*result-not-kept | E = E / np.sum
softmax: E = np.exp(Z); for c in range(len(E)):;> E[c] = E[c] / E.sum(axis=0); return E ## | ~add up to 1 only | ~Z is meant
softmax: return np.exp(Z) / sum(sum(np.exp(Z))) ## !*call-too-many | ~flat
softmax_cost: return -np.sum(np.log(Y * A)) / Y.shape[1] ## !*bracket-opens-early | opens too early
softmax_cost: return -np.dot(Y, np.log(A).T) / A.shape[1] ## !*all-pairs | np.sum(Y * np.log(A))
softmax_cost: return -np.sum(Y * np.log(A), axis=0) / A.shape[1] ## !*axis-too-many | without axis=
softmax_cost: c = np.argmax(Y, axis=0); return -np.log(A[c]) ## | ~does not change with Y
dW: return np.dot(X, (A - Y).T, X.shape[1]) ## !*dot-takes-a-chain | (A - Y).T) / X.shape[1]
dW: return np.mean(np.dot(X, (A - Y).T), axis=1, keepdims=True) ## | ~makes a difference
step: w = w - 0.1 * dw; b = b - 0.1 * db; return w, b ## !*unused | learning_rate * dw
step: w = w - learning_rate @ dw; b = b - learning_rate @ db; return w, b ## !*dot-for-star | A number multiplies with *
step: for _ in range(100):;> w = w - learning_rate * dw;> b = b - learning_rate * db; return w, b ## !*loop-too-many | without the loop | ~range(0,
dZ1: return np.dot(W2, dZ2) * (1 - A1^2) ## !*power | power is **
dw_in_blocks: n, m = X.shape; dw = np.zeros((n, 1)); for s in range(0, m):;> dw += X[:, s:s + width] @ dz[:, s:s + width].T; return dw / m ## !*parts-overlap | range(0, m, width)
std_in_chunks: m, parts = X.shape[1], []; for a in range(0, m, width):;> parts.append(X[:, a:a + width].std(axis=1, keepdims=True)); return np.mean(parts, axis=0) ## ?average-of-averages | ~changed places
db_by_loop: t = 0; for i, d in dz:;> t += d; return t / len(dz) ## !*no-enumerate | hands out a place
db_by_loop: return sum(dz[i] for i in range(1, len(dz))) / len(dz) ## !*starts-at-one | the first is left out
cost_by_loop: t = 0; for i in range(len(a)):;> if y[i] == 1:;>> t -= math.log(a[i]);> else:;>> t -= math.log(1 - a[i]);>> return t / len(a) ## !*returned-in-the-loop | ends it
cost: t = 0; for e in -(LOGS):;> t += e; return t / A.shape[1] ## !*rows-of-a-table | [0] takes it
accuracy: return np.mean((A > 0.5) is Y) ## !*is-for-equals | one and the same object
accuracy: hits = 0; for a, y in zip(A, Y):;> if round(a) == y:;>> hits += 1; return hits / A.shape[1] ## !*rows-of-a-table | zip(A[0], Y[0])
softmax: return np.log(np.exp(Z) / np.sum(np.exp(Z), axis=0)) ## !*call-too-many | does not belong
squared_residuals: return np.mean((A[0, :] - y)**2) ## !*indices-exchanged | A[:, 0]
std_in_chunks: m = X.shape[1]; s = q = np.zeros((X.shape[0], 1)); for a in range(0, m, width):;> C = X[:, a:a + width];> s += C.sum(axis=1, keepdims=True);> q += (C**2).sum(axis=1, keepdims=True); return np.sqrt(q / m - (s / m)**2) ## !*one-array-two-names | one array with two names
dw_in_blocks: m = X.shape[1]; dw = 0; for i in range(m / width):;> dw += X[:, i * width:(i + 1) * width] @ dz[:, i * width:(i + 1) * width].T; return dw / m ## !*last-part-lost | m // width + 1
db: return np.abs(dz).mean() ## absolute-for-square
db: return np.dot(dz, dz.T) / dz.shape[1] ## squared-difference
db: return np.sum(dz) / (dz.shape[1] - 1) ## divided-by-m-minus-one
db: return dz.mean(axis=0) ## wrong-axis
db: return np.sum(dz) // dz.shape[1] ## whole-division
db: return dz.sum / dz.size ## *not-called
db: print(np.mean(dz)) ## ! | return
db: return np.sum(np.squeeze(dz)) / len(dz) ## ! | dz.shape[1]
db: return 0.25 ## | does not change with dz
db: return mean(dz) ## ! | np.mean
db: return np.sum(dz, dim=1) / dz.shape[1] ## ! | axis
db: total = 0; for i in range(dz.shape[1]):;> total += dz[i]; return total / dz.shape[1] ## | [0, i]
db_by_loop: total = 0; for i in len(dz):;> total += dz[i]; return total / len(dz) ## ! | range(len(dz))
db_by_loop: total = 0; for i in dz:;> total += dz[i]; return total / len(dz) ## !
db_by_loop: for d in dz:;> total += d; return total / len(dz) ## ! | total = 0
db_by_loop: total = 0; for d in dz:;> total += d; print(total / len(dz)) ## ! | return
db_by_loop: total = 0; for i in range(1, len(dz)):;> total += dz[i]; return total / len(dz) ## !starts-at-one | the first is left out
db_by_loop: t = 0; for i in range(5):;> t += dz[i]; return t / 5 ## ! | len(dz)
db_by_loop: for i in range(len(dz)):;> total = 0.0;> total += dz[i]; return total / len(dz) ## ! | begins again at each turn
db_by_loop: total = dz[0]; for d in dz:;> total = total + d; return total / len(dz) ## ! | it begins with 0
db_by_loop: total = 0; for d in dz[:-1]:;> total += d; return total / len(dz) ## ! | the last is left out
db_by_loop: s = 0; for d in dz:;> if d > 0:;>> s += d; return s / len(dz) ## ! | without this condition
db_by_loop: best = dz[0]; for d in dz:;> if d > best:;>> best = d; return best ## | only number
db_by_loop: total = 0; for i in range(len(dz)):;> total += i; return total / len(dz) ## ! | total += dz[i]
dw: return np.vdot(X, A - Y) / X.shape[1] ## flattened
dw: return np.dot(X, (A - Y).T) / (X.shape[1] - 1) ## divided-by-m-minus-one
dw: return np.outer(X, A - Y) / X.shape[1] ## all-by-all
dw: return X.mean(axis=1, keepdims=True) * (A - Y).mean() ## product-of-means
dw: return np.sum(X @ (A - Y).T) / X.shape[1] ## sum-over-everything
dw: return (X @ (A - Y).T).mean() ## *axis-missing dot-for-star
dw: return np.dot(X, (Y - A).T) / X.shape[1] ## !*other-way-round | other way round
dw: return np.dot(X, (A - Y).T) / X.shape[1] ** 2 ## divided-twice
dw: return np.mean(X * (A - Y)) * np.ones((len(X), 1)) ## *axis-missing
dw: dw = np.dot(X, (A - Y).T) / X.shape[1]; print(dw) ## ! | return
dw: dw = np.dot(X, (A - Y).T) / X.shape[1] ## ! | return
dw: return np.dot(X, (A - Y).T) / 5 ## !*typed-size | X.shape[1] | ~by accident
dw: return np.mean(X * (A - Y), axis=1).reshape(2, 1) ## ! | shape
dw: m, n = X.shape; return np.dot(X, (A - Y).T) / m ## ! | n, m = X.shape
dw: return X @ (A - Y).T / len(X) ## ! | X.shape[1]
dw: return np.array([[0.5], [0.2]]) ## | does not change with X and A and Y
dw: return np.mean(X * (A - Y), axis=1) ## ! | neither a row nor a column
dw: return np.array([np.mean(x * (A - Y)) for x in X]) ## ! | keepdims
dw: return np.dot(X, A.T - Y.T / X.shape[1]) ## ! | bracket
dw: return np.mean(X * (A - Y), dim=1, keepdim=True) ## | axis
dw: return np.dot(X, A - Y) / X.shape[1] ## ! | .T
dw: return np.dot(X.T, (A - Y).T) / X.shape[1] ## ! | .T
dw: return np.dot(X.T, A - Y) / X.shape[1] ## | .T
dw: return X * (A - Y) / X.shape[1] ## ! | sum
dw: return np.sum(X * (A - Y), axis=0, keepdims=True) / X.shape[1] ## !wrong-axis | axis
dw: return np.dot(A - Y, X.T) / X.shape[1] ## !
dw: return np.dot(X, (A - Y).T) ## ! | m
dw: return np.dot(X, (A - Y).T) / X.shape[0] ## ! | X.shape[1]
dw: return np.dot(X, A.T) / X.shape[1] ## !labels-forgotten | y
dw: return X * A - Y / X.shape[1] ## | bracket
dw: return np.dot(X, (A + Y).T) / X.shape[1] ## ! | -
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] = X[j, i] * (A[0, i] - Y[0, i]); return dw / m ## ! | +=
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[i, j] * (A[0, i] - Y[0, i]); return dw / m ## ! | X[j, i]
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[j, i] * (A[i] - Y[i]); return dw / m ## | [0, i]
dw: return np.sum(X, axis=1, keepdims=True) * np.sum(A - Y) / X.shape[1] ## ! | Pair first
dw: m = X.shape[1]; g = 0; for m in range(m):;> g = g + X[:, m:m + 1] * (A[0, m] - Y[0, m]); return g / m ## ! | what m was before is gone
per_measurement: return np.sum(X * dz, axis=0) ## wrong-axis
per_measurement: return np.vdot(X, dz) ## flattened
per_measurement: return np.dot(dz, X.T) ## ! | return np.dot(X, dz.T)
per_measurement: return np.dot(X, dz.t) ## ! | a capital and no brackets
per_measurement: return 1 / X.shape[1] * np.dot(X, dz.T) ## ! | only the sum is asked for
per_measurement: return X[:, 1:] @ dz[:, 1:].T ## !starts-at-one | the first is left out
gradients: e = A - Y; return X @ e.T / e.size, e.sum() / (e.size - 1) ## divided-by-m-minus-one
gradients: e = A - Y; return np.mean(X * e), np.mean(e) ## sum-over-everything
gradients: e = A - Y; return X @ e.T, np.sum(e) ## no-mean
gradients: e = A - Y; return e @ X.T / e.size, np.mean(e) ## row-for-column
gradients: return X @ dz.T / dz.shape[1], np.mean(A - Y) ## *not-made
gradients: dz = A - Y; return np.dot(X, dz.T) / X.shape[1], np.sum(X * dz) / X.shape[1] ## ! | no X in its slope
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; db = np.mean(dz); return dw ## ! | the caller wants both
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; db = np.mean(dz) ## ! | return dw, db
gradients: m = X.shape[1]; dz = A - Y; return np.sum(dz, axis=1) / m, np.dot(X, dz.T) / m ## !parts-exchanged | Both results are right, but in the other order: return dw, db. | ~must not be summed
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; return dw, dw ## | Every slope has X in it
scores: return X.T @ w + b ## row-for-column
scores: return (w * X).mean(axis=0, keepdims=True) + b ## count-of-all
scores: z = np.zeros((1, X.shape[1])); for i in X.shape[1]:;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## ! | range(X.shape[1])
scores: z = np.zeros((1, 5)); for i in range(X.shape[1]):;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## ! | X.shape[1]
scores: m, n = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for j in range(n):;>> z[0, i] += w[j, 0] * X[j, i]; return z ## ! | n, m = X.shape
scores: z = np.zeros((1, X.shape[1]), dtype=int); for i in range(X.shape[1]):;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## ! | whole
scores: return np.sum(w * X, axis=0) + b ## ! | keepdims
scores: z = np.zeros((1, X.shape[1])); t = b; for i in range(X.shape[1]):;> for j in range(len(w)):;>> t += w[j, 0] * X[j, i];> z[0, i] = t; return z ## ! | Each
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> for j in range(len(w)):;>> z[0, i] += w[j, 0] * X[j, i] + b; return z ## !bias-for-every-feature | b
scores: return np.dot(w.T, X) ## ! | b
scores: return w * X + b ## | sum
scores: return np.dot(w.T, X + b) ## bias-before-the-product | b
scores: z = np.ones((1, X.shape[1])); for i in range(X.shape[1]):;> for j in range(len(w)):;>> z[0, i] += w[j, 0] * X[j, i]; return z + b ## ! | it begins with 0
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> s = np.sum(w[:, 0] * X[:, i]); z[0, i] = s + b; return z ## ! | run at every turn
scores: n, m = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for i in range(n):;>> z[0, i] += w[i, 0] * X[i, i]; return z ## ! | w[j, 0] * X[j, i]
forward: z = w.T @ X; return 1 / (1 + np.exp(-z)) ## no-bias
forward: z = np.dot(w.T, X) + b; return 1 / (1 + math.exp(-z)) ## ! | np.exp
forward: z = np.dot(w.T, X) + b; return 1 / (1 + exp(-z)) ## ! | np.exp
forward: z = w.T @ X + b; return 1 / 1 + np.exp(-z) ## ! | bracket
forward: return torch.sigmoid(w.T @ X + b) ## | torch
forward: z = np.dot(w.T, X) + b; return 1 / (1 + np.exp(z)) ## !sign-in-exp | -
forward: z = np.dot(w.T, X) + b; return z ## | 1 / (1 +
forward: z = X @ w + b; return 1 / (1 + np.exp(-z)) ## ! | each row is an example
forward: return 1 / (1 + np.exp(-np.dot((w + b).T, X))) ## ! | np.dot(w.T, X) + b
standardised: return X - X.mean(axis=1, keepdims=True) / X.std(axis=1, keepdims=True) ## !bracket-missing | bracket
standardised: return (X - X.mean(axis=1).reshape(2, 1)) / X.std(axis=1).reshape(2, 1) ## !
standardised: Z = np.zeros_like(X, dtype=int); for j in range(len(X)):;> Z[j] = (X[j] - X[j].mean()) / X[j].std(); return Z ## ! | whole
standardised: return (X - X.mean(axis=1)) / X.std(axis=1) ## !no-keepdims | keepdims
standardised: return (X - X.mean(axis=0)) / X.std(axis=0) ## wrong-axis | axis
standardised: return (X - np.mean(X)) / np.std(X) ## one-mean-for-all | axis
standardised: return (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True) ## !variance-for-std | std
standardised: m = np.mean(X, axis=1, keepdims=True); s = np.std(X, axis=1, keepdims=True); return (X - s) / m ## ! | changed places
standardised: Z = X / X.std(axis=1, keepdims=True); return Z - X.mean(axis=1, keepdims=True) ## ! | Z is meant here, not X
standardised: m = np.median(X, axis=1, keepdims=True); return (X - m) / np.std(X, axis=1, keepdims=True) ## ! | np.mean(X
standardised: c = X - np.mean(X, axis=1, keepdims=True); return c / np.sqrt(np.mean(c, axis=1, keepdims=True) ** 2) ## ! | np.mean(c ** 2
accuracy: return 100 * np.mean((A > 0.5) == Y) ## percent
accuracy: return np.sum((A > 0.5) == Y) // Y.size ## whole-division
accuracy: return np.sum((A > 0.5) & (Y == 1)) / np.sum(Y == 1) ## hits-among-ones
accuracy: return float((A > 0.5).mean() == Y.mean()) ## totals-compared
accuracy: return 1 - np.mean((A > 0.5) == Y) ## misses-for-hits
accuracy: return np.mean(A == Y) ## | 0.5
accuracy: return np.mean(A > 0.5 == Y) ## ! | bracket
accuracy: return np.mean((A > 0.5) != Y) ## ! | ==
accuracy: return np.sum((A > 0.5) == Y) ## !
accuracy: return np.mean((A > 0.5) * Y) ## | ones
accuracy: right = 0; for i in range(A.shape[0]):;> if (A[0, i] > 0.5) == Y[0, i]:;>> right = 1; return right / A.shape[1] ## ! | for i in range(A.shape[1])
accuracy: return np.mean((A > 0.5) and Y) ## ! | zeros included
accuracy: return np.mean((A > 0.5) & (Y == 1)) ## ! | (A > 0.5) == (Y == 1)
accuracy: hits = 0; for i in range(A.shape[0]):;> if A[0, i] > 0.5 and Y[0, i] == 1:;>> hits += 1; return hits / A.shape[0] ## ! | zeros included
squared_error: return np.sqrt(np.mean((A - Y) ** 2)) ## root
squared_error: return np.var(A - Y) ## squared-difference
squared_error: return np.linalg.norm(A - Y) / A.size ## *no-square
squared_error: return np.sum((A - Y) ** 2) / (A.size - 1) ## divided-by-m-minus-one
squared_error: return np.mean(A - Y) ** 2 ## ! | square
squared_error: return np.sum((A - Y) ** 2) ## ! | m
squared_error: return np.mean((A - Y) * 2) ## ! | **
normalised: return E / E.sum(axis=1, keepdims=True) ## wrong-axis
normalised: return E / np.linalg.norm(E, axis=0) ## ! | np.sum(E, axis=0)
softmax: return np.exp(Z) ## no-normaliser
softmax: return np.exp(Z / np.sum(Z, axis=0)) ## | exp
softmax: return np.exp(Z / np.sum(np.exp(Z), axis=0)) ## ! | too late
softmax: return np.exp(Z) / np.sum(np.exp(Z)) ## ! | axis
softmax: return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True) ## ! | axis
softmax: return Z / np.sum(Z, axis=0) ## | exp
softmax_cost: return -np.mean(np.sum(Y * np.log(A), axis=1)) ## *wrong-axis
softmax_cost: return -np.sum(A * np.log(np.clip(Y, 1e-9, 1))) / A.shape[1] ## ! | changed places
softmax_cost: return -np.mean(Y * np.log(A)) ## !count-of-all | not the m examples
softmax_cost: return -np.sum(np.dot(Y, np.log(A).T)) / A.shape[1] ## ! | diagonal | np.sum(Y * np.log(A))
softmax_cost: return -np.sum(LOGS) / A.shape[1] ## !binary-cost-for-classes | Without what is marked
softmax_cost: return -np.mean(np.log(A[np.argmax(Y, axis=0)])) ## ! | an index too few
softmax_cost: return np.sum(Y * np.log(A), axis=0) / A.shape[0] ## | a minus in front
dW: return np.sum(X * (A - Y), axis=1, keepdims=True) / X.shape[1] ## star-for-dot
dW: return np.dot(X, (A - Y).T) / A.size ## count-of-all
dW: return X * (A - Y) / X.shape[1] ## | dot
dW: return np.dot(X, A - Y) / X.shape[1] ## !dot-without-transpose | .T
softmax_db: return np.mean(dZ, axis=0) ## wrong-axis
softmax_db: return np.mean(dZ, keepdims=True) ## *axis-missing
dZ1: return np.dot(W2, dZ2) * (1 - np.tanh(A1) ** 2) ## slope-again
dZ1: return np.dot(W2, dZ2) * (1 - np.dot(A1.T, A1)) ## ! | entry meets entry
dZ1: return np.dot(np.dot(W2, dZ2), 1 - A1 ** 2) ## ! | *
dZ1: return np.dot(W2.T, dZ2) * (1 - A1 ** 2) ## !transpose-on-the-wrong-side | .T
dZ1: return np.dot(W2, dZ2) * (1 - A1) ** 2 ## ! | square
dZ1: return np.dot(W2, dZ2) * 1 - A1 ** 2 ## ! | bracket
dZ1: return np.dot(W2, dZ2) * A1 * (1 - A1) ## !slope-of-sigmoid | slope of tanh
step: return w - dw / learning_rate, b - db / learning_rate ## divided-by-the-rate
step: return -learning_rate * dw, -learning_rate * db ## slope-for-weight
step: return w + learning_rate * dw, b + learning_rate * db ## | -
step: return w - dw, b - db ## ! | learning_rate * dw, b - learning_rate * db
step: return w - learning_rate * dw, b + learning_rate * db ## ! | -
step: w - learning_rate * dw; b - learning_rate * db; return w, b ## | =
step: return w - learning_rate * dw, b - db ## ! | b - learning_rate * db
step: return w - learning_rate * dw; return b - learning_rate * db ## ! | the caller wants both
step: return w * learning_rate - dw, b * learning_rate - db ## ! | the other term
step: w_new = w - learning_rate * dw; b_new = b - learning_rate * db; return w, b ## ! | w_new is computed and then dropped
softmax_gradients: e = A - Y; return X @ e.T / e.shape[1], e.sum(axis=1, keepdims=True) ## no-mean
dw_in_blocks: dw = np.zeros((len(X), 1)); for s in range(0, X.shape[1], width):;> dw += X[:, s:s + width] @ dz[:, s:s + width].T / width; return dw ## wrong-count
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> x = X[:, s:s + width];> dw = dw + x @ dz[:, s:s + width].T / x.shape[1]; return dw ## average-of-averages
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / X.shape[1] ## !last-term-only | +=
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / width ## ! | width
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:s + width - 1], dz[:, s:s + width - 1].T); return dw / X.shape[1] ## | width
dw_in_blocks: m = X.shape[1]; dw = 0; for k in range(m // width):;> dw += np.dot(X[:, k * width:(k + 1) * width], dz[:, k * width:(k + 1) * width].T); return dw / m ## !last-part-lost | m // width + 1 | It is right only where width divides m: by accident.
dw_in_blocks: dw = np.zeros((X.shape[0], 1)); for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:width], dz[:, s:width].T); return dw / X.shape[1] ## ! | where it ends
dw_in_blocks: dw = np.zeros(len(X)); for s in range(0, X.shape[1], width):;> dw += X[:, s:s + width] @ dz[:, s:s + width].T; return dw / X.shape[1] ## ! | np.zeros((len(X), 1))
std_in_chunks: m = X.shape[1]; total = squares = 0; for i in range(0, m, width):;> x = X[:, i : i + width];> total += x.sum(axis=1);> squares += (x**2).sum(axis=1); return np.sqrt(squares / m - total / m) ## ! | Two changes together
std_in_chunks: m = X.shape[1]; s = q = 0; for k in range(0, m, width):;> x = X[:, k:k + width];> s += x.sum(axis=1, keepdims=True);> q += x.sum(axis=1, keepdims=True) ** 2; return np.sqrt(q / m - (s / m) ** 2) ## ! | (x ** 2).sum
everybody: return np.sum(Y * np.log(A)) ## paired-only
ridge_penalty: return np.sqrt(np.sum(w ** 2)) ## root
ridge_penalty: return float(np.dot(w.T, w)) ## ! | .item()
ridge_penalty: return np.sum(w) ** 2 ## ! | square
ridge_penalty: return np.dot(w, w.T) ## ! | .T
weighted_mean: return np.dot(v, x) / np.sum(x) ## divided-by-the-numbers
weighted_mean: return np.sum(v * x) ## ! | np.sum(v)
weighted_mean: return np.mean(v * x) ## !count-of-all | np.sum(v * x) / np.sum(v)
weighted_mean: return np.dot(v, x) / len(v) ## ! | np.sum(v)
weighted_mean: return np.average(x, v) ## ! | weights=v
covariance: return np.corrcoef(X) ## correlation
covariance: return np.cov(X.T) ## transpose-on-the-wrong-side
covariance: centred = X - X.mean(axis=1, keepdims=True); return centred @ centered.T / X.shape[1] ## *misspelt
covariance: C = X - X.mean(axis=1); return np.dot(C, C.T) / X.shape[1] ## ! | keepdims
covariance: c = X - np.mean(X, axis=1, keepdims=True); return np.dot(c.T, c) / X.shape[0] ## ! | The wrong axes meet
cosine_similarity: return np.corrcoef(X.T) ## correlation
cosine_similarity: return X.T @ X / np.linalg.norm(X) ** 2 ## normaliser-over-everything
paired_dots: return np.dot(P.T, Q) ## !all-pairs
paired_dots: return np.sum(P * Q) ## ! | axis
paired_dots: return (P * Q).sum(dim=-1) ## ! | The axis you name
bilinear: return np.sum(P * (M.T @ Q), axis=0) ## transpose-on-the-wrong-side
attended: return V @ P ## ! | @ sums over the last axis
row_softmax: E = np.exp(Z - Z.max(axis=0)); return E / E.sum(axis=1, keepdims=True) ## ! | Z.max(axis=1, keepdims=True)
lstm_cell: return f * i + c * g ## roles-exchanged
lstm_cell: return f * c * i * g ## !no-plus | f * c + i * g
lstm_cell: return np.dot(f, c) + np.dot(i, g) ## | *
lstm_cell: cell = np.empty(f.shape); for i in range(f.shape[0]):;> for j in range(f.shape[1]):;>> cell[i, j] = f[i, j] * c[i, j] + i[i, j] * g[i, j]; return cell ## ! | what i was before is gone
""")
)
