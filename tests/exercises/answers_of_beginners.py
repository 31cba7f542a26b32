"""Answers as beginners write them, kept apart from the catalogue: right ones, and slips of one or two places.

A slip comes with a word or two that a report on it must have; ``!`` in front of them: it must be certain.
"""

# ruff: noqa: E501 - an answer stands on one line

import re

LOGS = "Y * np.log(A) + (1 - Y) * np.log(1 - A)"
LOGS_I = "y[i] * math.log(a[i]) + (1 - y[i]) * math.log(1 - a[i])"


def _table(text):
    """Read ``formula: body``, a body on one line; ``;`` ends a line, and each ``>`` after it indents by one."""
    for line in text.strip().splitlines():
        head, body = line.split(": ", 1)
        body, _, said = body.partition(" ## ")
        lines = [
            re.fullmatch(r"(>*) ?(.*)", each.strip()).groups()
            for each in body.replace("LOGS_I", LOGS_I).replace("LOGS", LOGS).split(";")
        ]
        yield head, "\n".join("    " * len(depth) + code for depth, code in lines), said.strip()


RIGHT = [
    (formula, body)
    for formula, body, _ in _table("""
cost: m = A.shape[1]; return -(1/m) * np.sum(LOGS)
cost: m: int = A.shape[1]; total: float = np.sum(LOGS); return -total / m
cost: m = Y.size; return -1 / m * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)).item()
cost: return np.squeeze(-np.mean(LOGS))
cost: cost = -np.sum(np.multiply(Y, np.log(A)) + np.multiply(1 - Y, np.log(1 - A))) / A.shape[1]; print(cost); return cost
cost: return -np.einsum('oi,oi->', Y, np.log(A + 1e-12)) / A.shape[1] - np.einsum('oi,oi->', 1 - Y, np.log(1 - A + 1e-12)) / A.shape[1]
cost: A = np.clip(A, 1e-10, 1 - 1e-10); return -np.mean(LOGS)
cost: return -np.mean(np.log(np.where(Y == 1, A, 1 - A)))
cost: return -np.mean(np.log(A ** Y * (1 - A) ** (1 - Y)))
cost: loss = 0; for a, y in zip(A.flatten(), Y.flatten()):;> loss += -(y * np.log(a) + (1 - y) * np.log(1 - a)); return loss / A.shape[1]
cost: a = A.ravel(); y = Y.ravel(); return -sum([y[i] * np.log(a[i]) + (1 - y[i]) * np.log(1 - a[i]) for i in range(len(a))]) / len(a)
cost: return (-np.inner(Y, np.log(A)) - np.inner(1 - Y, np.log(1 - A))) / Y.shape[1]
cost: return float(-np.tensordot(Y, np.log(A), 2) - np.tensordot(1 - Y, np.log(1 - A), 2)) / A.shape[1]
cost: pos = np.log(A[Y == 1]).sum(); neg = np.log(1 - A[Y == 0]).sum(); return -(pos + neg) / Y.size
cost: return np.average(-(LOGS))
cost: from math import log; m = A.shape[1]; return -sum(log(A[0, i]) if Y[0, i] else log(1 - A[0, i]) for i in range(m)) / m
cost: return np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A), axis=1)[0]
cost: return -np.nanmean(LOGS)
cost_by_loop: total = 0.0; for i in range(len(a)):;> total += LOGS_I; return -(1 / len(a)) * total
cost_by_loop: n = len(a); s = 0; for i in range(0, n):;> s = s - (LOGS_I); return s / n
cost_by_loop: losses = []; for ai, yi in zip(a, y):;> losses.append(yi * math.log(ai) + (1 - yi) * math.log(1 - ai)); return -sum(losses) / len(losses)
cost_by_loop: c = 0; for i, p in enumerate(a):;> if y[i] == 1:;>> c += -math.log(p);> else:;>> c += -math.log(1 - p); return c / len(a)
cost_by_loop: total = 0; i = 0; while i < len(a):;> total += LOGS_I;> i += 1; return -total / len(a)
cost_by_loop: return -math.fsum(LOGS_I for i in range(len(y))) / len(y)
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * np.log(a[i]) + (1 - y[i]) * np.log(1 - a[i]);> print(i, t); return -t / len(a)
db: return np.sum(dz) / dz.shape[1]
db: return 1 / dz.shape[1] * np.sum(dz, axis=1, keepdims=True)
db: m = dz.shape[-1]; return dz.sum() / m
db: return dz.mean()
db: return np.einsum('oi->', dz) / dz.size
db: return np.dot(dz, np.ones(dz.shape[1])) / dz.shape[1]
db: total = 0.0; for i in range(dz.shape[1]):;> total += dz[0][i]; return total / dz.shape[1]
db: return sum(dz[0]) / len(dz[0])
db: return np.add.reduce(dz, axis=None) / np.prod(dz.shape)
db_by_loop: total = 0; for d in dz:;> total += d; return total / len(dz)
db_by_loop: total = 0.0; for i in range(len(dz)):;> total = total + dz[i]; mean = total / len(dz); return mean
db_by_loop: m = len(dz); db = 0; for i in range(m):;> db += dz[i] / m; return db
db_by_loop: it = iter(dz); total = 0; n = 0; for d in it:;> total += d;> n += 1; return total / n
db_by_loop: return sum([d for d in dz]) / len(dz)
dw: m = X.shape[1]; dz = A - Y; dw = 1 / m * np.dot(X, dz.T); return dw
dw: return (X @ (A - Y).T) / len(X[0])
dw: return np.mean(X * (A - Y), axis=1, keepdims=True)
dw: return np.sum(X * (A - Y), axis=1).reshape(-1, 1) / X.shape[1]
dw: return np.expand_dims(np.sum((A - Y) * X, 1), 1) / Y.shape[1]
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[j, i] * (A[0, i] - Y[0, i]); return dw / m
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> dw[j] = np.sum(X[j] * (A - Y)) / m; return dw
dw: return np.tensordot(X, A, axes=([1], [1])) / X.shape[1] - np.tensordot(X, Y, axes=([1], [1])) / X.shape[1]
dw: return (np.dot(X, A.T) - np.dot(X, Y.T)) / X.shape[1]
dw: return np.einsum('ji,oi->jo', X, A - Y) / X.shape[1]
dw: return np.einsum('ji,i->j', X, (A - Y)[0])[:, None] / X.shape[1]
dw: return (X.dot((A - Y).T)) * (1.0 / X.shape[1])
dw: dz = np.subtract(A, Y); return np.divide(np.matmul(X, np.transpose(dz)), X.shape[1])
dw: return np.array([np.mean(x * (A - Y)) for x in X]).reshape(-1, 1)
dw: return np.array([[sum(x * d for x, d in zip(row, (A - Y)[0])) / X.shape[1]] for row in X])
dw: return -np.dot(X, (Y - A).T) / X.shape[1]
dw: return X.T.dot(A - Y) / X.shape[0]
dw: m, n = X.shape; return (1 / m) * (X.T @ (A - Y))
dw: return np.mean(X * (A - Y).reshape(-1, 1), axis=0)
dw: return np.vstack([np.vdot(X[j], A - Y) for j in range(X.shape[0])]) / X.shape[1]
dw: return (X * (A - Y)) @ np.ones((X.shape[1], 1)) / X.shape[1]
gradients: dz = A - Y; m = X.shape[1]; return np.dot(X, dz.T) / m, np.sum(dz) / m
gradients: dw = np.mean(X * (A - Y), axis=1, keepdims=True); db = np.mean(A - Y); return dw, db
gradients: dz = A - Y; return X @ dz.T / X.shape[1], float(np.mean(dz))
gradients: dz = A - Y; m = len(X); return X.T @ dz / m, np.sum(dz) / m
gradients: return (np.einsum('ji,oi->jo', X, A - Y) / Y.size, np.einsum('oi->', A - Y) / Y.size)
gradients: n, m = X.shape; dw = np.zeros((n, 1)); db = 0.0; for i in range(m):;> d = A[0, i] - Y[0, i];> dw[:, 0] += X[:, i] * d;> db += d; return dw / m, db / m
gradients: dz = A - Y; return np.dot(X, dz.T) / dz.size, np.mean(dz, axis=1, keepdims=True)
per_measurement: return np.dot(X, dz.T)
per_measurement: return X.dot(dz.T)
per_measurement: return (dz @ X.T).T
per_measurement: out = np.zeros((X.shape[0], 1)); for j in range(X.shape[0]):;> out[j, 0] = np.dot(X[j], dz[0]); return out
per_measurement: return np.sum(X * dz, axis=1, keepdims=True)
scores: return np.dot(w.T, X) + b
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> s = 0;> for j in range(X.shape[0]):;>> s += w[j, 0] * X[j, i];> z[0, i] = s + b; return z
scores: n, m = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for j in range(n):;>> z[0, i] += w[j][0] * X[j][i]; return z
scores: z = []; for i in range(X.shape[1]):;> z.append(float(np.sum(w[:, 0] * X[:, i]) + b)); return np.array([z])
scores: return np.einsum('jo,ji->oi', w, X) + b
scores: return np.sum(w * X, axis=0).reshape(1, -1) + b
scores: return np.inner(w.T, X.T) + b
forward: z = np.dot(w.T, X) + b; return 1 / (1 + np.exp(-z))
forward: z = np.dot(w.T, X) + b; a = 1.0 / (1.0 + np.exp(-1 * z)); return a
forward: def sigmoid(t):;> return 1 / (1 + np.exp(-t)); return sigmoid(w.T @ X + b)
forward: z = np.dot(w.T, X) + b; return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
forward: return np.reciprocal(1 + np.exp(-(w.T @ X) - b))
forward: z = np.dot(w.T, X) + b; A = np.zeros(z.shape); for i in range(z.shape[1]):;> A[0, i] = 1 / (1 + math.exp(-z[0, i])); return A
standardised: mu = np.mean(X, axis=1, keepdims=True); sd = np.std(X, axis=1, keepdims=True); return (X - mu) / sd
standardised: mu = X.mean(axis=1).reshape(-1, 1); sigma = X.std(axis=1).reshape(-1, 1); Z = (X - mu) / sigma; return Z
standardised: Z = X.copy(); for j in range(X.shape[0]):;> Z[j] = (X[j] - np.mean(X[j])) / np.std(X[j]); return Z
standardised: out = []; for row in X:;> out.append((row - row.mean()) / row.std()); return np.array(out)
standardised: c = X - np.mean(X, axis=1)[:, None]; return c / np.sqrt(np.sum(c ** 2, axis=1) / X.shape[1])[:, np.newaxis]
accuracy: return np.mean((A > 0.5) == Y)
accuracy: guess = (A > 0.5).astype(int); return np.sum(guess == Y) / Y.shape[1]
accuracy: p = np.where(A > 0.5, 1, 0); return (p == Y).mean()
accuracy: right = 0; for i in range(A.shape[1]):;> if (A[0, i] > 0.5) == (Y[0, i] == 1):;>> right += 1; return right / A.shape[1]
accuracy: return 1 - np.mean(np.abs((A > 0.5) * 1.0 - Y))
accuracy: return float(np.sum(np.logical_and(A > 0.5, Y == 1)) + np.sum(np.logical_and(A <= 0.5, Y == 0))) / A.size
squared_error: return np.mean((A - Y) ** 2)
squared_error: m = A.shape[1]; return np.sum(np.power(A - Y, 2)) / m
squared_error: return ((A - Y) @ (A - Y).T).item() / A.shape[1]
squared_error: s = 0; for a, y in zip(A[0], Y[0]):;> s += (a - y) * (a - y); return s / len(A[0])
squared_error: return np.mean(A ** 2 - 2 * A * Y + Y ** 2)
everybody: return np.sum(Y) * np.sum(np.log(A))
everybody: return Y.sum() * np.log(A).sum()
everybody: return np.sum(Y * np.sum(np.log(A)))
softmax: e = np.exp(Z); return e / np.sum(e, axis=0, keepdims=True)
softmax: Z = Z - np.max(Z, axis=0, keepdims=True); return np.exp(Z) / np.sum(np.exp(Z), axis=0)
softmax: A = np.zeros_like(Z); for i in range(Z.shape[1]):;> e = np.exp(Z[:, i]);> A[:, i] = e / e.sum(); return A
softmax: return np.exp(Z - np.log(np.sum(np.exp(Z), axis=0)))
softmax_cost: return -np.sum(Y * np.log(A)) / A.shape[1]
softmax_cost: return -np.mean(np.sum(Y * np.log(A), axis=0))
softmax_cost: return -np.einsum('ki,ki', Y, np.log(A)) / Y.shape[1]
softmax_cost: return -np.sum(Y * np.log(A + 1e-15)) / A.shape[1]
dW: return np.dot(X, (A - Y).T) / X.shape[1]
dW: m = X.shape[1]; return 1 / m * X @ (A - Y).T
dW: return X.T @ (A - Y) / X.shape[0]
dW: return np.tensordot(X, A - Y, axes=((1,), (1,))) / X.shape[1]
dZ1: return np.dot(W2, dZ2) * (1 - A1 ** 2)
dZ1: return (W2 @ dZ2) * (1 - np.square(A1))
dZ1: return np.dot(W2, dZ2) * (1 - A1 * A1)
dZ1: dA1 = np.dot(W2, dZ2); g = 1 - np.power(A1, 2); return np.multiply(dA1, g)
step: w = w - learning_rate * dw; b = b - learning_rate * db; return w, b
step: return w - dw * learning_rate, b - db * learning_rate
step: return (w + -learning_rate * dw, b + -learning_rate * db)
ridge_penalty: return np.sum(w ** 2)
ridge_penalty: return np.dot(w.T, w).item()
ridge_penalty: return sum(x ** 2 for x in w.ravel())
weighted_mean: return np.dot(v, x) / np.sum(v)
weighted_mean: return sum(v * x) / sum(v)
weighted_mean: return (v * x).sum() / v.sum()
covariance: C = X - X.mean(axis=1, keepdims=True); return np.dot(C, C.T) / X.shape[1]
cosine_similarity: r = np.sqrt(np.sum(X ** 2, axis=0)); return np.dot(X.T, X) / np.outer(r, r)
paired_dots: return np.sum(P * Q, axis=0)
paired_dots: return np.array([np.dot(P[:, i], Q[:, i]) for i in range(P.shape[1])])
bilinear: return np.sum(P * np.dot(M, Q), axis=0)
lstm_cell: return f * c + i * g
dw_in_blocks: m = X.shape[1]; dw = np.zeros((X.shape[0], 1)); for s in range(0, m, width):;> Xb = X[:, s:s + width];> db = dz[:, s:s + width];> dw += np.dot(Xb, db.T); return dw / m
std_in_chunks: m = X.shape[1]; s = 0; q = 0; for k in range(0, m, width):;> B = X[:, k:k + width];> s = s + B.sum(axis=1, keepdims=True);> q = q + (B ** 2).sum(axis=1, keepdims=True); return np.sqrt(q / m - (s / m) ** 2)
""")
]

#: Each has one of the usual slips, or two, in it.
SLIPS = list(
    _table("""
db_by_loop: total = 0; for i in len(dz):;> total += dz[i]; return total / len(dz) ## !range(len(dz))
db_by_loop: total = 0; for i in dz:;> total += dz[i]; return total / len(dz) ## !
scores: z = np.zeros((1, X.shape[1])); for i in X.shape[1]:;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## !range(X.shape[1])
db_by_loop: for d in dz:;> total += d; return total / len(dz) ## !total = 0
cost_by_loop: for i in range(len(a)):;> total += LOGS_I; return -total / len(a) ## !total = 0
db_by_loop: total = 0; for d in dz:;> total += d;> return total / len(dz) ## !loop
cost_by_loop: t = 0; for i in range(len(a)):;> t += LOGS_I;> return -t / len(a) ## !loop
db: print(np.mean(dz)) ## !return
dw: dw = np.dot(X, (A - Y).T) / X.shape[1]; print(dw) ## !return
dw: dw = np.dot(X, (A - Y).T) / X.shape[1] ## !return
db_by_loop: total = 0; for d in dz:;> total += d; print(total / len(dz)) ## !return
db_by_loop: total = 0; for i in range(1, len(dz)):;> total += dz[i]; return total / len(dz) ## !the first is left out
cost_by_loop: t = 0; for i in range(1, len(a)):;> t += LOGS_I; return -t / len(a) ## !first
cost_by_loop: t = 0; for i in range(len(a) - 1):;> t += LOGS_I; return -t / len(a) ## !last
cost_by_loop: t = 0; for i in range(1, len(a) + 1):;> t += LOGS_I; return -t / len(a) ## !
cost: return -1/219 * np.sum(LOGS) ## !A.shape[1]
dw: return np.dot(X, (A - Y).T) / 5 ## !X.shape[1]
dw: return np.mean(X * (A - Y), axis=1).reshape(2, 1) ## !shape
db_by_loop: t = 0; for i in range(5):;> t += dz[i]; return t / 5 ## !len(dz)
standardised: return (X - X.mean(axis=1).reshape(2, 1)) / X.std(axis=1).reshape(2, 1) ## !
scores: z = np.zeros((1, 5)); for i in range(X.shape[1]):;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## !X.shape[1]
dw: m, n = X.shape; return np.dot(X, (A - Y).T) / m ## !n, m = X.shape
scores: m, n = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for j in range(n):;>> z[0, i] += w[j, 0] * X[j, i]; return z ## !n, m = X.shape
dw: return X @ (A - Y).T / len(X) ## !X.shape[1]
cost: m = len(A); return -1 / m * np.sum(LOGS) ## !A.shape[1]
cost: m = len(Y); return -np.sum(LOGS) / m ## !shape[1]
db: return np.sum(np.squeeze(dz)) / len(dz) ## !dz.shape[1]
scores: z = np.zeros((1, X.shape[1]), dtype=int); for i in range(X.shape[1]):;> z[0, i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## !whole
standardised: Z = np.zeros_like(X, dtype=int); for j in range(len(X)):;> Z[j] = (X[j] - X[j].mean()) / X[j].std(); return Z ## !whole
step: w = w.astype(int); return w - learning_rate * dw, b - learning_rate * db ## !whole
cost: return 0.6931 ## does not change with A and Y
db: return 0.25 ## does not change with dz
dw: return np.array([[0.5], [0.2]]) ## does not change with X and A and Y
dw: return np.mean(X * (A - Y), axis=1) ## !neither a row nor a column
scores: return np.sum(w * X, axis=0) + b ## !keepdims
scores: z = np.zeros(X.shape[1]); for i in range(X.shape[1]):;> z[i] = np.sum(w[:, 0] * X[:, i]) + b; return z ## !
dw: return np.array([np.mean(x * (A - Y)) for x in X]) ## !keepdims
cost: return -np.mean(Y * math.log(A) + (1 - Y) * math.log(1 - A)) ## !np.log
forward: z = np.dot(w.T, X) + b; return 1 / (1 + math.exp(-z)) ## !np.exp
cost: return -np.mean(Y * log(A) + (1 - Y) * log(1 - A)) ## !np.log
forward: z = np.dot(w.T, X) + b; return 1 / (1 + exp(-z)) ## !np.exp
db: return mean(dz) ## !np.mean
cost_by_loop: t = 0; for i in range(len(a)):;> t += y[i] * log(a[i]) + (1 - y[i]) * log(1 - a[i]); return -t / len(a) ## !log
forward: z = w.T @ X + b; return 1 / 1 + np.exp(-z) ## !bracket
cost: return -np.sum(Y * np.log(A) + 1 - Y * np.log(1 - A)) / A.shape[1] ## !bracket
squared_error: return np.mean(A - Y ** 2) ## !bracket
dw: return np.dot(X, A.T - Y.T / X.shape[1]) ## !bracket
squared_error: return np.mean((A - Y.T) ** 2) ## !stretched
dw: return np.dot(X, (A - Y.T).T) / X.shape[1] ## .T
cost: return -np.mean(A * np.log(Y) + (1 - A) * np.log(1 - Y)) ## !label
cost: return -np.mean(A * np.log(np.clip(Y, 1e-7, 1 - 1e-7)) + (1 - A) * np.log(np.clip(1 - Y, 1e-7, 1 - 1e-7))) ## !changed places
softmax_cost: return -np.sum(A * np.log(np.clip(Y, 1e-9, 1))) / A.shape[1] ## !changed places
cost: return float(np.dot(Y, np.log(A).T)) / -A.shape[1] + float(np.dot(1 - Y, np.log(1 - A).T)) / -A.shape[1] ## .item()
ridge_penalty: return float(np.dot(w.T, w)) ## !.item()
ridge_penalty: return float(w.T @ w) ## !.item()
cost: c = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1]; return float(c) ## !.item()
cost: c = -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / A.shape[1]; print(f"cost {c:.3f}"); return c ## .item()
cost: A = np.clip(A, 0.1, 0.9); return -np.mean(LOGS) ## !clip
softmax: return np.exp(Z / np.sum(Z, axis=0)) ## exp
softmax: return np.exp(Z / np.sum(np.exp(Z), axis=0)) ## !too late
dZ1: return np.dot(W2, dZ2) * (1 - np.dot(A1.T, A1)) ## !entry meets entry
dZ1: return np.dot(W2, dZ2) * (1 - np.dot(A1, A1.T)) ## !entry meets entry
gradients: dz = A - Y; return np.dot(X, dz.T) / X.shape[1], np.sum(X * dz) / X.shape[1] ## !X
gradients: dz = A - Y; return np.dot(X, dz.T) / X.shape[1], np.dot(X, dz.T) / X.shape[1] ## db
db: return np.sum(dz, dim=1) / dz.shape[1] ## !axis
dw: return np.mean(X * (A - Y), dim=1, keepdim=True) ## axis
forward: return torch.sigmoid(w.T @ X + b) ## torch
cost: return -torch.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)) ## !np.mean
cost: return np.mean(LOGS) ## !minus
cost: return -np.sum(LOGS) ## !m
cost: return -1 / A.shape[1] * np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A)) ## !both terms
cost: return -np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A)) ## !+
cost: return -np.mean(Y * np.log(A) + (1 - Y) * np.log(A)) ## !1 - A
cost: return -np.mean(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)) ## !np.log
cost: return -np.mean(Y * A + (1 - Y) * (1 - A)) ## !log
cost: return -np.mean(Y * np.log(A) + (1 - Y) * (1 - np.log(A))) ## !np.log(1 - A)
cost: return -np.dot(Y, np.log(A)) / A.shape[1] - np.dot(1 - Y, np.log(1 - A)) / A.shape[1] ## .T
dw: return np.dot(X, A - Y) / X.shape[1] ## !.T
dw: return np.dot(X.T, (A - Y).T) / X.shape[1] ## !.T
dw: return np.dot(X.T, A - Y) / X.shape[1] ## .T
dw: return X * (A - Y) / X.shape[1] ## !sum
dw: return np.sum(X * (A - Y), axis=0, keepdims=True) / X.shape[1] ## !axis
dw: return np.sum(X * (A - Y)) / X.shape[1] ## !axis
dw: return np.dot(X, (Y - A).T) / X.shape[1] ## !other way round
dw: return np.dot(A - Y, X.T) / X.shape[1] ## !
dw: return np.dot(X, (A - Y).T) ## !m
dw: return np.dot(X, (A - Y).T) / X.shape[0] ## !X.shape[1]
dw: return np.dot(X, A.T) / X.shape[1] ## !Y
dw: return X * A - Y / X.shape[1] ## bracket
dw: return np.dot(X, (A + Y).T) / X.shape[1] ## !-
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] = X[j, i] * (A[0, i] - Y[0, i]); return dw / m ## !+=
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[i, j] * (A[0, i] - Y[0, i]); return dw / m ## !X[j, i]
dw: n, m = X.shape; dw = np.zeros((n, 1)); for j in range(n):;> for i in range(m):;>> dw[j, 0] += X[j, i] * (A[i] - Y[i]); return dw / m ## [0, i]
db: total = 0; for i in range(dz.shape[1]):;> total += dz[i]; return total / dz.shape[1] ## [0, i]
scores: z = np.zeros((1, X.shape[1])); t = b; for i in range(X.shape[1]):;> for j in range(len(w)):;>> t += w[j, 0] * X[j, i];> z[0, i] = t; return z ## !each
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> for j in range(len(w)):;>> z[0, i] += w[j, 0] * X[j, i] + b; return z ## !b
scores: return np.dot(w.T, X) ## !b
scores: return np.dot(w, X) + b ## !.T
scores: return w * X + b ## sum
scores: return np.dot(w.T, X + b) ## b
forward: z = np.dot(w.T, X) + b; return 1 / (1 + np.exp(z)) ## !-
forward: z = np.dot(w.T, X) + b; return z ## 1 / (1 +
forward: return 1 / (1 + np.exp(-np.dot(w.T, X) + b)) ## !bracket
standardised: return (X - X.mean(axis=1)) / X.std(axis=1) ## !keepdims
standardised: return (X - X.mean(axis=0)) / X.std(axis=0) ## axis
standardised: return (X - np.mean(X)) / np.std(X) ## axis
standardised: return (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True) ## !std
standardised: return X - X.mean(axis=1, keepdims=True) / X.std(axis=1, keepdims=True) ## !bracket
accuracy: return np.mean(A == Y) ## 0.5
accuracy: return np.mean(A > 0.5 == Y) ## !bracket
accuracy: return np.mean((A > 0.5) != Y) ## !==
accuracy: return np.sum((A > 0.5) == Y) ## !
accuracy: return (A > 0.5) == Y ## !mean
accuracy: if A > 0.5:;> return 1; else:;> return 0 ## cell
accuracy: return np.mean((A > 0.5) * Y) ## ones
squared_error: return np.mean(A - Y) ** 2 ## !square
squared_error: return np.sum((A - Y) ** 2) ## !m
squared_error: return np.mean((A - Y) ^ 2) ## !**
squared_error: return np.mean((A - Y) * 2) ## !**
softmax: return np.exp(Z) / np.sum(np.exp(Z)) ## !axis
softmax: return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True) ## !axis
softmax: return Z / np.sum(Z, axis=0) ## exp
softmax_cost: return -np.mean(Y * np.log(A)) ## m
softmax_cost: return -np.sum(np.dot(Y, np.log(A).T)) / A.shape[1] ## diagonal
dW: return X * (A - Y) / X.shape[1] ## dot
dW: return np.dot(X, A - Y) / X.shape[1] ## !.T
dZ1: return np.dot(np.dot(W2, dZ2), 1 - A1 ** 2) ## !*
dZ1: return np.dot(W2.T, dZ2) * (1 - A1 ** 2) ## !.T
dZ1: return np.dot(W2, dZ2) * (1 - A1) ** 2 ## !square
dZ1: return np.dot(W2, dZ2) * 1 - A1 ** 2 ## !bracket
step: return w + learning_rate * dw, b + learning_rate * db ## -
step: return w - dw, b - db ## rate
step: return w - learning_rate * dw, b + learning_rate * db ## !-
step: w - learning_rate * dw; b - learning_rate * db; return w, b ## =
ridge_penalty: return np.sum(w) ** 2 ## !square
ridge_penalty: return np.dot(w, w.T) ## !.T
weighted_mean: return np.sum(v * x) ## !np.sum(v)
weighted_mean: return np.mean(v * x) ## v
covariance: C = X - X.mean(axis=1); return np.dot(C, C.T) / X.shape[1] ## !keepdims
covariance: return np.dot(X, X.T) / X.shape[1] ## mean
paired_dots: return np.dot(P.T, Q) ## !
paired_dots: return np.sum(P * Q) ## !axis
paired_dots: return (P * Q).sum(dim=-1) ## !The axis you name
lstm_cell: return np.dot(f, c) + np.dot(i, g) ## *
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw = np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / X.shape[1] ## !+=
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:s + width], dz[:, s:s + width].T); return dw / width ## !width
dw_in_blocks: dw = 0; for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:s + width - 1], dz[:, s:s + width - 1].T); return dw / X.shape[1] ## width
scores: return X @ w + b ## !each row is an example
forward: z = X @ w + b; return 1 / (1 + np.exp(-z)) ## !each row is an example
db_by_loop: for i in range(len(dz)):;> total = 0.0;> total += dz[i]; return total / len(dz) ## !begins again at each turn
cost: m = A.shape[1]; return -1 / m * np.sum(Y * np.log(A)) + (1 - Y) * np.log(1 - A) ## !closes too early
cost: m = A.shape[1]; return 1 / m * np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T) ## !-1 / m * (
cost: m = A.shape[1]; return -1 / m * sum(LOGS) ## !return -1 / m * np.sum(
cost: return np.dot(Y, np.log(A).T) ## one half of the cost
cost: m = A.shape[1]; return -1 / m * np.sum(np.dot(Y.T, np.log(A).T) + np.dot((1 - Y).T, np.log(1 - A).T)) ## !in 2 places
accuracy: right = 0; for i in range(A.shape[0]):;> if (A[0, i] > 0.5) == Y[0, i]:;>> right = 1; return right / A.shape[1] ## !for i in range(A.shape[1])
accuracy: return np.mean((A > 0.5) and Y) ## !zeros included
per_measurement: return np.dot(dz, X.T) ## !return np.dot(X, dz.T)
per_measurement: return np.dot(X, dz.t) ## !a capital and no brackets
per_measurement: return 1 / X.shape[1] * np.dot(X, dz.T) ## !only the sum is asked for
gradients: dz = A - Y; m = X.shape[1]; return np.dot(X, dz.T) / m, np.sum(X * dz) / m ## !no X in its slope
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; db = np.mean(dz); return dw ## !the caller wants both
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; db = np.mean(dz) ## !return dw, db
gradients: m = X.shape[1]; dz = A - Y; return np.sum(dz, axis=1) / m, np.dot(X, dz.T) / m ## !Both results are right, but in the other order
std_in_chunks: m = X.shape[1]; total = squares = 0; for i in range(0, m, width):;> x = X[:, i : i + width];> total += x.sum(axis=1);> squares += (x**2).sum(axis=1); return np.sqrt(squares / m - total / m) ## !Two changes together
gradients: dz = A - Y; dw = np.dot(X, dz.T) / dz.size; return dw, dw ## every slope has X in it
softmax_cost: return -np.mean(Y * np.log(A)) ## !not the m examples
softmax_cost: return -np.sum(LOGS) / A.shape[1] ## !without what is marked
softmax_cost: return -np.sum(np.dot(Y, np.log(A).T)) / A.shape[1] ## !np.sum(Y * np.log(A))
row_softmax: E = np.exp(Z - Z.max(axis=0)); return E / E.sum(axis=1, keepdims=True) ## !Z.max(axis=1, keepdims=True)
dZ1: return np.dot(W2, dZ2) * A1 * (1 - A1) ## !slope of tanh
step: return w - learning_rate * dw, b - db ## !b - learning_rate * db
weighted_mean: return np.dot(v, x) / len(v) ## !np.sum(v)
covariance: c = X - np.mean(X, axis=1, keepdims=True); return np.dot(c.T, c) / X.shape[0] ## !the wrong axes meet
attended: return V @ P ## !@ sums over the last axis
dw_in_blocks: m = X.shape[1]; dw = 0; for k in range(m // width):;> dw += np.dot(X[:, k * width:(k + 1) * width], dz[:, k * width:(k + 1) * width].T); return dw / m ## !m // width + 1
db_by_loop: total = dz[0]; for d in dz:;> total = total + d; return total / len(dz) ## !it begins with 0
scores: z = np.ones((1, X.shape[1])); for i in range(X.shape[1]):;> for j in range(len(w)):;>> z[0, i] += w[j, 0] * X[j, i]; return z + b ## !it begins with 0
cost_by_loop: t = 0.0; for i in range(len(a)):;> t =- LOGS_I; return t / len(a) ## !Python reads = and then the sign
cost_by_loop: t = 0.0; for i in range(len(a)):;> loss = LOGS_I; t -= loss; return t / len(a) ## !Behind the loop this runs once
scores: z = np.zeros((1, X.shape[1])); for i in range(X.shape[1]):;> s = np.sum(w[:, 0] * X[:, i]); z[0, i] = s + b; return z ## !run at every turn
cost_by_loop: for i in range(len(a)):;> each = [];> each.append(LOGS_I); return -sum(each) / len(a) ## !begins again at each turn
db_by_loop: total = 0; for d in dz[:-1]:;> total += d; return total / len(dz) ## !the last is left out
per_measurement: return X[:, 1:] @ dz[:, 1:].T ## !the first is left out
cost_by_loop: t = 0; for i in range(len(a)):;> if not y[i]:;>> continue;> t -= LOGS_I; return t / len(a) ## !leave out what stands below
softmax_cost: return -np.mean(np.log(A[np.argmax(Y, axis=0)])) ## !an index too few
step: return w - learning_rate * dw; return b - learning_rate * db ## !the caller wants both
weighted_mean: return np.average(x, v) ## !weights=v
standardised: m = np.mean(X, axis=1, keepdims=True); s = np.std(X, axis=1, keepdims=True); return (X - s) / m ## !changed places
forward: return 1 / (1 + np.exp(-np.dot((w + b).T, X))) ## !np.dot(w.T, X) + b
cost_by_loop: return -sum(q * math.log(p) + (1 - q) * math.log(1 - q) for p, q in zip(a, y)) / len(a) ## !p is meant here, not q
db_by_loop: s = 0; for d in dz:;> if d > 0:;>> s += d; return s / len(dz) ## !without this condition
standardised: Z = X / X.std(axis=1, keepdims=True); return Z - X.mean(axis=1, keepdims=True) ## !Z is meant here, not X
db_by_loop: best = dz[0]; for d in dz:;> if d > best:;>> best = d; return best ## only number
cost: return -np.mean(np.log(A)) ## does not change with Y
db_by_loop: total = 0; for i in range(len(dz)):;> total += i; return total / len(dz) ## !total += dz[i]
cost_by_loop: total = 0.0; for i in range(len(a)):;> if y[i] == 1:;>> total += math.log(1 - a[i]);> else:;>> total += math.log(a[i]); return -total / len(a) ## !y goes with log a
cost_by_loop: total = 0.0; for i in range(len(a)):;> total -= LOGS_I; return -total / len(a) ## !minus is one too many
cost_by_loop: total = 0.0; for i in range(len(a)):;> total += math.log(a[i]) + math.log(1 - a[i]); return -total / len(a) ## which of the two
cost: m = A.shape[1]; return -1 / m * np.sum(Y * np.log(A + (1 - Y) * np.log(1 - A))) ## !closes too late
cost: each = -np.log(A) * Y - np.log(1 - A) * 1 - Y; return np.mean(each) ## !(1 - Y)
standardised: m = np.median(X, axis=1, keepdims=True); return (X - m) / np.std(X, axis=1, keepdims=True) ## !np.mean(X
standardised: c = X - np.mean(X, axis=1, keepdims=True); return c / np.sqrt(np.mean(c, axis=1, keepdims=True) ** 2) ## !np.mean(c ** 2
dw: return np.sum(X, axis=1, keepdims=True) * np.sum(A - Y) / X.shape[1] ## !pair first
step: return w * learning_rate - dw, b * learning_rate - db ## !the other term
weighted_mean: return np.mean(v * x) ## !np.sum(v * x) / np.sum(v)
lstm_cell: return f * c * i * g ## !f * c + i * g
dw_in_blocks: dw = np.zeros((X.shape[0], 1)); for s in range(0, X.shape[1], width):;> dw += np.dot(X[:, s:width], dz[:, s:width].T); return dw / X.shape[1] ## !where it ends
std_in_chunks: m = X.shape[1]; s = q = 0; for k in range(0, m, width):;> x = X[:, k:k + width];> s += x.sum(axis=1, keepdims=True);> q += x.sum(axis=1, keepdims=True) ** 2; return np.sqrt(q / m - (s / m) ** 2) ## !(x ** 2).sum
lstm_cell: cell = np.empty(f.shape); for i in range(f.shape[0]):;> for j in range(f.shape[1]):;>> cell[i, j] = f[i, j] * c[i, j] + i[i, j] * g[i, j]; return cell ## !what i was before is gone
scores: n, m = X.shape; z = np.zeros((1, m)); for i in range(m):;> z[0, i] = b;> for i in range(n):;>> z[0, i] += w[i, 0] * X[i, i]; return z ## !w[j, 0] * X[j, i]
dw: m = X.shape[1]; g = 0; for m in range(m):;> g = g + X[:, m:m + 1] * (A[0, m] - Y[0, m]); return g / m ## !what m was before is gone
dw_in_blocks: dw = np.zeros(len(X)); for s in range(0, X.shape[1], width):;> dw += X[:, s:s + width] @ dz[:, s:s + width].T; return dw / X.shape[1] ## !np.zeros((len(X), 1))
step: w_new = w - learning_rate * dw; b_new = b - learning_rate * db; return w, b ## !w_new is computed and then dropped
step: return w - dw, b - db ## !learning_rate * dw, b - learning_rate * db
accuracy: return np.mean((A > 0.5) & (Y == 1)) ## !(A > 0.5) == (Y == 1)
accuracy: hits = 0; for i in range(A.shape[0]):;> if A[0, i] > 0.5 and Y[0, i] == 1:;>> hits += 1; return hits / A.shape[0] ## !zeros included
normalised: return E / np.linalg.norm(E, axis=0) ## !np.sum(E, axis=0)
softmax_cost: return np.sum(Y * np.log(A), axis=0) / A.shape[0] ## a minus in front
""")
)
