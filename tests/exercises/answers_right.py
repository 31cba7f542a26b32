"""Right answers, written in ways that differ in what they give, call or change; what is remarked on some."""

# ruff: noqa: E501 - an answer stands on one line

import re

LOGS = "Y * np.log(A) + (1 - Y) * np.log(1 - A)"
LOGS_I = "y[i] * math.log(a[i]) + (1 - y[i]) * math.log(1 - a[i])"


def table(text):
    """Yield formula, body, names and words of each line ``formula: body ## names | said | ~not said``.

    A ``;`` ends a line of the body, and each ``>`` after it indents by one.
    """
    for line in text.strip().splitlines():
        formula, rest = line.split(": ", 1)
        body, _, told = rest.partition(" ## ")
        body = body.replace("LOGS_I", LOGS_I).replace("LOGS", LOGS)
        lines = [re.fullmatch(r"(>*) ?(.*)", each.strip()).groups() for each in body.split(";")]
        names, *words = (each.strip() for each in told.split("| "))
        yield formula, "\n".join("    " * len(depth) + code for depth, code in lines), names, words


RIGHT = list(
    table(r"""
cost: m = Y.shape[1]; return -(1 / m) * np.sum(LOGS)
cost: return -(np.vdot(Y, np.log(A)) + np.vdot(1 - Y, np.log(1 - A))) / A.size
cost: return -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.shape[1] ## | yours has shape (1, 1)
cost: return (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.shape[1]).item()
cost: return -np.einsum('om,om->', Y, np.log(A)) / A.size - np.einsum('om,om->', 1 - Y, np.log(1 - A)) / A.size
cost: return -math.fsum(math.log(a if y else 1 - a) for a, y in zip(A[0], Y[0])) / len(A[0])
cost: t = 0; for i in range(A.shape[1]):;> t -= Y[0, i] * np.log(A[0, i]) + (1 - Y[0, i]) * np.log(1 - A[0, i]); return t / A.shape[1]
cost: A, Y = A.ravel(), Y.ravel(); return -(np.dot(Y, np.log(A)) + np.dot(1 - Y, np.log(1 - A))) / len(Y)
cost: A, Y = A.astype(np.float32), Y.astype(np.float32); return -np.mean(LOGS)
cost: A, Y = A.astype(np.float32), Y.astype(np.float32); return float(-np.mean(LOGS))
cost: z = np.log(A / (1 - A)); return np.mean(np.logaddexp(0, z) - Y * z)
cost: return -np.trace(np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))) / A.shape[1] ## | every pair, and you keep the diagonal
cost: p = np.where(Y == 1, A, 1 - A); return -np.log(p).mean()
cost: logs = np.log(np.vstack([1 - A, A])); return -logs[Y[0].astype(int), range(Y.size)].mean()
cost: return float(-(Y @ np.log(A.T) + (1 - Y) @ np.log1p(-A.T)).squeeze() / A.shape[1])
cost: m: int = A.shape[1]; total: float = np.sum(LOGS); return -total / m
cost: return np.squeeze(-np.mean(LOGS))
cost: cost = -np.sum(np.multiply(Y, np.log(A)) + np.multiply(1 - Y, np.log(1 - A))) / A.shape[1]; print(cost); return cost ## | It prints too
cost: return -np.mean(np.log(A ** Y * (1 - A) ** (1 - Y)))
cost: return float(-np.tensordot(Y, np.log(A), 2) - np.tensordot(1 - Y, np.log(1 - A), 2)) / A.shape[1]
cost: pos = np.log(A[Y == 1]).sum(); neg = np.log(1 - A[Y == 0]).sum(); return -(pos + neg) / Y.size
cost: from math import log; m = A.shape[1]; return -sum(log(A[0, i]) if Y[0, i] else log(1 - A[0, i]) for i in range(m)) / m
cost: return np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A), axis=1)[0]
cost: return -np.mean(Y * np.log(A + 1e-12) + (1 - Y) * np.log(1 - A + 1e-12)) ## | The guard changes nothing here
cost_by_loop: return -sum(math.log(p) if t == 1 else math.log(1 - p) for p, t in zip(a, y)) / len(y)
cost_by_loop: return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
cost_by_loop: cost, i = 0, 0; while i < len(a):;> cost -= LOGS_I;> i += 1; return cost / i
cost_by_loop: total = 0; for p, t in zip(a, y):;> if t == 1:;>> total = total + math.log(p);> else:;>> total = total + math.log(1 - p); return -1 / len(a) * total
cost_by_loop: losses = []; for ai, yi in zip(a, y):;> losses.append(yi * math.log(ai) + (1 - yi) * math.log(1 - ai)); return -sum(losses) / len(losses)
cost_by_loop: return -math.fsum(LOGS_I for i in range(len(y))) / len(y)
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * np.log(a[i]) + (1 - y[i]) * np.log(1 - a[i]);> print(i, t); return -t / len(a) ## | It prints too
db: return np.mean(dz)
db: return dz.sum(axis=1, keepdims=True) / dz.shape[1] ## | yours has shape (1, 1)
db: return sum(sum(dz)) / len(dz[0])
db: total = 0; for value in dz.flat:;> total += value; return total / dz.size
db: return np.cumsum(dz)[-1] / dz.size
db: return np.einsum('oi->', dz) / dz.size
db: return np.dot(dz, np.ones(dz.shape[1])) / dz.shape[1] ## | yours has shape (1,)
db: total = 0.0; for i in range(dz.shape[1]):;> total += dz[0][i]; return total / dz.shape[1]
db: return np.add.reduce(dz, axis=None) / np.prod(dz.shape)
db: print('hello'); return np.mean(dz) ## | It prints too, and begins with: hello
db_by_loop: return sum(dz) / len(dz)
db_by_loop: db = 0; i = 0; while i < len(dz):;> db = db + dz[i] / len(dz);> i += 1; return db
db_by_loop: mean = 0; for i, d in enumerate(dz):;> mean += (d - mean) / (i + 1); return mean
db_by_loop: import statistics; return statistics.fmean(dz)
db_by_loop: total = 0; for d in dz:;> total += d; return total / len(dz)
db_by_loop: it = iter(dz); total = 0; n = 0; for d in it:;> total += d;> n += 1; return total / n
db_by_loop: return [sum(dz) / len(dz)] ## | yours has shape (1,): of an array, .item() takes the number out
dw: m = X.shape[1]; return 1 / m * np.sum(X * (A - Y), axis=1, keepdims=True)
dw: return (X @ (A - Y).T) / A.size
dw: return np.dot(A - Y, X.T).T / X.shape[1]
dw: return np.mean(X * (A - Y), axis=1)[:, None]
dw: return np.einsum('ji,oi->jo', X, A - Y) / X.shape[1]
dw: n, m = X.shape; out = []; for j in range(n):;> s = 0;> for i in range(m):;>> s += X[j][i] * (A[0][i] - Y[0][i]);> out.append([s / m]); return out
dw: A -= Y; X *= A; return X.mean(axis=1, keepdims=True) ## | It changes X, A in place
dw: return np.tensordot(X, A - Y, axes=(1, 1)) / X.shape[1]
dw: return np.matmul(X.astype('float32'), (A - Y).T.astype('float32')) / np.float32(X.shape[1])
dw: return X.T @ (A - Y) if False else np.dot(X, A.T - Y.T) / len(A.T)
dw: return np.array([[np.vdot(row, A - Y)] for row in X]) / X.shape[1]
dw: return np.inner(X, A - Y) / X.shape[1]
dw: n, m = X.shape; g = np.zeros((n, 1)); for i in range(m):;> g += X[:, [i]] * (A[0, i] - Y[0, i]); return g / m
dw: m = X.shape[1]; dz = A - Y; dw = 1 / m * np.dot(X, dz.T); return dw
dw: return np.expand_dims(np.sum((A - Y) * X, 1), 1) / Y.shape[1]
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[j, i] * (A[0, i] - Y[0, i]); return dw / m
dw: return (X.dot((A - Y).T)) * (1.0 / X.shape[1])
dw: dz = np.subtract(A, Y); return np.divide(np.matmul(X, np.transpose(dz)), X.shape[1])
dw: return -np.dot(X, (Y - A).T) / X.shape[1]
dw: return np.mean(X * (A - Y).reshape(-1, 1), axis=0) ## | as in scikit-learn
dw: return np.dot(X.T, A - Y) / X.shape[0] ## | as in scikit-learn | another layout
per_measurement: return X @ dz.T
per_measurement: return np.dot(dz, X.T).T
per_measurement: return np.dot(X, dz.reshape(-1, 1))
per_measurement: return (X * dz).sum(axis=-1, keepdims=True)
per_measurement: out = np.zeros((X.shape[0], 1)); for j in range(X.shape[0]):;> out[j, 0] = np.dot(X[j], dz[0]); return out
gradients: dz = A - Y; return [X @ dz.T / dz.size, dz.mean()]
gradients: E = np.vstack([X, np.ones_like(A)]) @ (A - Y).T / A.size; return E[:-1], E[-1, 0]
gradients: dz = A - Y; return X @ dz.T / X.shape[1], float(np.mean(dz))
gradients: dz = A - Y; m = len(X); return X.T @ dz / m, np.sum(dz) / m ## | as in scikit-learn
gradients: return (np.einsum('ji,oi->jo', X, A - Y) / Y.size, np.einsum('oi->', A - Y) / Y.size)
gradients: n, m = X.shape; dw = np.zeros((n, 1)); db = 0.0; for i in range(m):;> d = A[0, i] - Y[0, i];> dw[:, 0] += X[:, i] * d;> db += d; return dw / m, db / m
gradients: dz = A - Y; return np.dot(X, dz.T) / dz.size, np.mean(dz, axis=1, keepdims=True) ## | yours has shape (1, 1)
scores: return w.T @ X + b
scores: return [[sum(w[j, 0] * X[j, i] for j in range(X.shape[0])) + b for i in range(X.shape[1])]]
scores: return np.dot(X.T, w).T + b
scores: z = np.full((1, X.shape[1]), b); for j in range(len(w)):;> z += w[j] * X[j]; return z
scores: return np.add(np.matmul(np.transpose(w), X), b)
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> s = 0;> for j in range(X.shape[0]):;>> s += w[j, 0] * X[j, i];> z[0, i] = s + b; return z
scores: z = []; for i in range(X.shape[1]):;> z.append(float(np.sum(w[:, 0] * X[:, i]) + b)); return np.array([z])
scores: return np.einsum('jo,ji->oi', w, X) + b
scores: return np.sum(w * X, axis=0).reshape(1, -1) + b
forward: return 0.5 * (1 + np.tanh((w.T @ X + b) / 2))
forward: z = w.T @ X + b; return np.exp(z) / (1 + np.exp(z))
forward: z = np.dot(w.T, X) + b; return 1 / (1 + np.exp(-z))
forward: def sigmoid(t):;> return 1 / (1 + np.exp(-t)); return sigmoid(w.T @ X + b)
forward: z = np.dot(w.T, X) + b; return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
forward: z = np.dot(w.T, X) + b; A = np.zeros(z.shape); for i in range(z.shape[1]):;> A[0, i] = 1 / (1 + math.exp(-z[0, i])); return A
standardised: return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
standardised: return ((X.T - X.mean(1)) / X.std(1)).T
standardised: X -= X.mean(1)[:, None]; X /= np.sqrt((X ** 2).mean(1))[:, None]; return X ## | It changes X in place
standardised: Z = X - np.mean(X, 1).reshape(-1, 1); return Z / np.sqrt(np.mean(Z ** 2, axis=1))[:, None]
standardised: Z = X.copy(); for j in range(X.shape[0]):;> Z[j] = (X[j] - np.mean(X[j])) / np.std(X[j]); return Z
standardised: out = []; for row in X:;> out.append((row - row.mean()) / row.std()); return np.array(out)
accuracy: return np.mean((A > 0.5) == (Y == 1))
accuracy: return (np.dot(Y, (A > 0.5).T) + np.dot(1 - Y, (A <= 0.5).T)) / Y.size ## | yours has shape (1, 1)
accuracy: return sum(int(a > 0.5) == int(y) for a, y in zip(A[0], Y[0])) / A.shape[1]
accuracy: return 1 - np.abs(np.round(A) - Y).mean()
accuracy: return np.count_nonzero((A > 0.5) == (Y > 0.5)) / Y.size
accuracy: guess = (A > 0.5).astype(int); return np.sum(guess == Y) / Y.shape[1]
accuracy: right = 0; for i in range(A.shape[1]):;> if (A[0, i] > 0.5) == (Y[0, i] == 1):;>> right += 1; return right / A.shape[1]
squared_error: return np.mean(np.square(A - Y))
squared_error: d = A - Y; return np.dot(d, d.T) / d.shape[1] ## | yours has shape (1, 1)
squared_error: return np.linalg.norm(A - Y) ** 2 / A.size
squared_error: s = 0; for a, y in zip(A[0], Y[0]):;> s += (a - y) * (a - y); return s / len(A[0])
squared_error: return np.mean(A ** 2 - 2 * A * Y + Y ** 2)
normalised: return E / np.sum(E, axis=0)
softmax: E = np.exp(Z - Z.max(axis=0)); return E / E.sum(axis=0)
softmax: return np.exp(Z) / np.exp(Z).sum(0, keepdims=True)
softmax: return np.array([np.exp(z) / np.exp(z).sum() for z in Z.T]).T
softmax: A = np.zeros_like(Z); for i in range(Z.shape[1]):;> e = np.exp(Z[:, i]);> A[:, i] = e / e.sum(); return A
softmax: return np.exp(Z - np.log(np.sum(np.exp(Z), axis=0)))
softmax_cost: return -np.vdot(Y, np.log(A)) / A.shape[1]
softmax_cost: return -np.mean(np.log(A[np.argmax(Y, axis=0), np.arange(A.shape[1])]))
softmax_cost: return -np.mean(np.sum(Y * np.log(A), axis=0))
softmax_cost: return -np.einsum('ki,ki', Y, np.log(A)) / Y.shape[1]
softmax_cost: return -np.sum(Y * np.log(A + 1e-15)) / A.shape[1] ## | The guard changes nothing here
softmax_cost: return -np.trace(np.dot(Y, np.log(A).T)) / A.shape[1] ## | every pair, and you keep the diagonal
dW: return X @ (A - Y).T / X.shape[1]
dW: return np.stack([(X * d).mean(axis=1) for d in A - Y], axis=1)
dW: return np.einsum('ni,ki->nk', X, A - Y) / X.shape[1]
dW: return X.T @ (A - Y) / X.shape[0] ## | as in scikit-learn
softmax_db: return dZ.mean(axis=1, keepdims=True)
softmax_db: return dZ @ np.ones((dZ.shape[1], 1)) / dZ.shape[1]
softmax_db: return np.mean(dZ, axis=1)[:, None]
dZ1: return W2 @ dZ2 * (1 - A1 ** 2)
dZ1: return np.einsum('uc,ci,ui->ui', W2, dZ2, 1 - A1 * A1)
dZ1: return (W2 @ dZ2) * (1 + A1) * (1 - A1)
dZ1: dA1 = np.dot(W2, dZ2); g = 1 - np.power(A1, 2); return np.multiply(dA1, g)
step: w -= learning_rate * dw; b -= learning_rate * db; return w, b ## | It changes w in place
step: w = w.copy(); w -= learning_rate * dw; return w, b - learning_rate * db
step: w = w - learning_rate * dw; b = b - learning_rate * db; return w, b
softmax_gradients: e = A - Y; return e.dot(X.T).T / e.shape[1], e.mean(axis=1, keepdims=True)
dw_in_blocks: m = X.shape[1]; dw = np.zeros((X.shape[0], 1)); for s in range(0, m, width):;> Xb = X[:, s:s + width];> db = dz[:, s:s + width];> dw += np.dot(Xb, db.T); return dw / m
std_in_chunks: m = X.shape[1]; s = 0; q = 0; for k in range(0, m, width):;> B = X[:, k:k + width];> s = s + B.sum(axis=1, keepdims=True);> q = q + (B ** 2).sum(axis=1, keepdims=True); return np.sqrt(q / m - (s / m) ** 2)
everybody: return np.outer(Y, np.log(A)).sum()
everybody: return Y.sum() * np.log(A).sum()
everybody: return np.sum(Y * np.sum(np.log(A)))
ridge_penalty: return (w.T @ w)[0, 0]
ridge_penalty: return np.vdot(w, w)
ridge_penalty: return np.linalg.norm(w) ** 2
ridge_penalty: return sum(x ** 2 for x in w.ravel())
weighted_mean: return np.average(x, weights=v)
weighted_mean: return np.dot(v, x) / np.sum(v)
weighted_mean: return sum(v * x) / sum(v)
weighted_mean: return np.sum(np.dot(np.diag(v), x)) / np.sum(v) ## | ~diagonal
covariance: return np.cov(X, bias=True) if len(X) > 1 else np.cov(X, bias=True)[None, None]
covariance: return np.cov(X, bias=True)
covariance: return X @ X.T / X.shape[1] - np.outer(X.mean(1), X.mean(1))
covariance: C = X - X.mean(axis=1, keepdims=True); return np.dot(C, C.T) / X.shape[1]
cosine_similarity: U = X / np.linalg.norm(X, axis=0); return U.T @ U
cosine_similarity: r = np.sqrt(np.sum(X ** 2, axis=0)); return np.dot(X.T, X) / np.outer(r, r)
paired_dots: return np.einsum('ji,ji->i', P, Q) ## | ~diagonal
paired_dots: return np.sum(P * Q, axis=0, keepdims=True) ## | It is a row, (1, m)
paired_dots: return np.diag(P.T @ Q) ## | every pair, and you keep the diagonal
paired_dots: return np.array([np.dot(P[:, i], Q[:, i]) for i in range(P.shape[1])])
bilinear: return np.einsum('ji,jl,li->i', P, M, Q)
lstm_cell: return np.multiply(f, c) + np.multiply(i, g)
""")
)
