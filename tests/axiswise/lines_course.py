"""Lines as courses and engineers write them, right ones beside their silently wrong neighbours.

A world says which axes its arrays have (``int3``: whole numbers below 3). Of each line: whether it is right (R),
silently wrong (W), or wrong and silent or not by its sizes (X); what is asked about; the repair that is offered,
and that where it is silent, if it is another.
"""

# ruff: noqa: E501 - one line of code, one line of test

LINES = r"""
world course: X=N D; y=N int3; W=D C; b=C; scores=N C; probs=N C; dscores=N C; p=N C; one_hot=C N; mask=N C; row_sum=N; x=N int3; margins=N C; lab=N int3; S=C N
W | dscores = probs.copy()\ndscores[:, y] -= 1
W | one_hot = np.zeros((N, C))\none_hot[:, y] = 1
W | correct = scores[range(N)][:, y]
W | loss = -np.log(probs[:, y]).mean() | probs[:, y] | probs[np.arange(len(y)), y]
W | loss = -np.mean(np.log(probs[y])) | probs[y]
W | margins = np.maximum(0, scores - scores[y] + 1)
W | def loss(W, X, y):\n\ts = X @ W\n\treturn -np.log(s[:, y]).mean()\nloss(W, X, y)
R | correct = scores[range(N), y]
R | dscores = probs.copy()\ndscores[range(N), y] -= 1
R | emb = W[:, y]
R | correct = np.take_along_axis(scores, y[:, None], axis=1)
X | mask[np.arange(N), y] = -np.sum(mask, axis=0)
X | mask[range(N), y] -= mask.sum(0)
world one: d=m; e=m 1; a=m; col=m 1; f=m n; v=n; r=1 m; w=n
W | s = d.dot(d.T) / len(d)\nd2 = np.dot(d.T, d) * np.ones((3,3)) | |
R | ss = d.dot(d)
R | z = np.dot(w.T, f.T)
world batch: A=b t d; B=b d t; Q=b t d; K=b t d; V=b t d; W=d h; Wo=d d; X=b t d; Qh=b h t d; Kh=b h t d
W | S = np.dot(Q, K.transpose(0, 2, 1)) | | Q @ K.transpose(0, 2, 1)
W | S = np.dot(Q, K.transpose(0, 2, 1)) / np.sqrt(d)
W | S = Q.dot(K.swapaxes(1, 2))
W | S = np.dot(Qh, Kh.transpose(0, 1, 3, 2))
R | S = np.dot(X, W)
R | S = X.dot(Wo)
R | S = np.einsum('btd,bsd->bts', Q, K)
R | S = np.matmul(Q, K.mT)
W | att = Q @ K.mT / np.sqrt(Q.shape[0]) | | Q @ K.mT / np.sqrt(Q.shape[2])
R | att = Q @ K.mT * Q.shape[-1] ** -0.5
W | att = Q @ K.mT * Q.shape[0] ** -0.5
world att: q=t d; k=t d; v=t d; x=t d; Wq=d h; Wk=d h; W1=n h; X=m n; W=n k
W | s = np.matmul(q, k.T) / np.sqrt(k.shape[0])
W | s = np.dot(q, k.T) * q.shape[0] ** -0.5
W | s = np.dot(q, k.T) / q.shape[0] ** 0.5
R | W1 = np.random.randn(n, h) / np.sqrt(n)
R | W1 = np.random.randn(n, h) * np.sqrt(2 / n)
R | se = X.std(0) / np.sqrt(X.shape[0])
R | se = np.sum((X - X.mean(0)) ** 2, axis=0) / X.shape[0]
R | r = np.sqrt(np.sum((X.T @ X) ** 2) / X.shape[0])
world grads: X=m n; W=n k; b=k; B=k; dZ=m k; A=m h; Y=m k; P=m k; w2=h k; b1=h; b2=1 k; dB=m k; theta=n 1; y=m 1; th=n; yv=m; h1=m h; o=m k
W | dw = X.T.dot(dZ).sum(axis=0)
W | grad_B = dZ.mean()
W | d_b = np.sum(dZ)
W | gb = np.sum(dZ) ; b -= lr * gb
W | gradW = dZ.T @ X
W | W_grad = dZ.T @ X
W | dJdW = dZ.T @ X
W | dL_dW = dZ.T @ X
R | dist = np.sum((X[:, None] - X) ** 2, -1)
W | err = X @ theta - y\ngrad = np.sum(X.T @ err) / m\ntheta -= alpha * grad
W | err = X @ th - yv\nth -= alpha * np.sum(X.T.dot(err)) / m
W | err = X @ th - yv\nth = th - alpha * np.dot(X.T, err).mean()
W | err = X @ theta - y\ntheta = np.subtract(theta, alpha * np.sum(X.T @ err))
W | theta = theta - alpha * np.sum(X @ theta - y) / m
W | def step(theta, X, y):\n\terr = X @ theta - y\n\treturn theta - alpha/m * np.sum(X.T @ err)\ntheta = step(theta, X, y)
R | theta = theta - theta.mean()
R | b = b - np.max(b)
R | err = X @ theta - y\ng = X.T @ err\ntheta = theta - np.sum(g.T @ g) / np.sum((X @ g) ** 2) * g
world backprop: X=m n; W=n k; b=k 1; Wt=k n; dZ=m k; Z=k m; dZ2=k m; bk=1 k; delta=h; a=n; W1=h n; sA=k; sB=h; W3=h k; bb=k
W | b -= 0.1 * dZ.sum()\nb = b - 0.1 * dZ2
W | b = b - lr * dZ2 / 7 | | b - lr * np.sum(dZ2, axis=1, keepdims=True) / 7
X | b = b - lr * dZ2.T | | b - lr * np.sum(dZ2.T, axis=0)[:, None]
W | b = b.T - lr * dZ
W | bk = bk - lr * dZ2.T
W | bb = bb - lr * dZ2.T
X | W = W - lr * np.dot(dZ.T, X) | | W - lr * np.dot(X.T, dZ)
X | W1 = W1 - lr * a * delta | | lr * a * delta[:, None] | W1 - (lr * a[:, None] * delta).T
X | dW1 = delta * a | | delta[:, None] * a
X | W1 += lr * np.dot(delta, a)
world list: A=1 m; Y=1 m; yc=m 1; y=m; T=k m; P=k m
R | np.einsum('ij,ij->', T, P)
R | np.einsum('ij,kj->ik', T, P)
world unnamed: u=5; w=5 1; F=7 3; v=3 1; t=7; X=7 3; r=1 5; s=6
W | mse = np.mean((u - w) ** 2) | u - w
W | mse = ((w - u) ** 2).mean()
W | pred = F @ v\ngrad = F.T @ (pred - t)
W | acc = np.mean((w > .5) == (u > .5))
W | loss = -np.sum(u * np.log(w))
R | pred = F @ v\nloss = np.mean((pred - t[:, None]) ** 2)
R | pred = F @ v\nloss = np.mean((pred.ravel() - t) ** 2)
R | d = (u[:, None] - u[None, :]) ** 2
R | K = np.exp(-(u[:, np.newaxis] - u) ** 2)
R | i = np.arange(5)[:, None]\nj = np.arange(5)\nA = 1 / (i + j + 1)
R | T = np.cos(np.pi / 5 * (np.arange(5) + .5) * np.arange(5)[:, None])
R | x = np.linspace(0, 1, 5)\nX, Y = x[:, None], x[None]\nZ = X + Y
R | x = np.linspace(0, 1, 5).reshape(-1, 1)\nphi = x ** np.arange(5)
R | t0 = np.arange(5)\npos = t0[:, None]\nang = pos / 10000 ** (np.arange(5) / 5)
R | w / w.sum()
world ints: y=t int9; X=t n; v=t; n1=n; img=h p int9; W=n k; s=n
W | ew = np.zeros_like(y)\nfor i in range(1, t):\n\tew[i] = 0.9 * ew[i - 1] + 0.1 * y[i] | np.zeros_like(y) | np.zeros_like(y, dtype=float)
W | out = np.zeros(n, dtype=int)\nout[:] = X.mean(0) | np.zeros(n, dtype=int) | np.zeros(n, dtype=float)
W | out = np.zeros(n, int)\nout[0] = 0.5 * X[0, 0] | np.zeros(n, int) | np.zeros(n, dtype=float)
W | out = np.array([0, 0, 0])\nout[1] = X.mean() | np.array([0, 0, 0]) | np.array([0, 0, 0], dtype=float)
W | z = y.copy()\nz[0] = 0.5 | | y.copy().astype(float)
W | z = np.arange(5)\nz[2:] = z[2:] * 0.5 + .25
W | y[:] = y / 4
W | z = y - y.min()\nz[1] = X[0, 0]
W | p = np.full(n, 0)\np[0] = X[0, 0]
R | ew = np.zeros_like(y, dtype=float)\nfor i in range(1, t):\n\tew[i] = 0.9 * ew[i - 1] + 0.1 * y[i]
R | out = np.zeros(n, dtype=int)\nout[0] = np.argmax(X[0])
R | out = np.zeros(n, dtype=int)\nout[:] = np.round(X.sum(0))
R | out = np.zeros(n, dtype=int)\nout[0] = np.floor(X[0, 0])
R | u = np.zeros((4, 4), np.uint8)\nu[0, 0] = 3.7
R | lab = np.zeros(t, int)\nfor i in range(t):\n\tlab[i] = np.argmin((X[i] - X) ** 2) % n
world ng: X=n m; Y=1 m; W1=h n; b1=h 1; W2=k h; b2=k 1; A1=h m; Z1=h m; A2=k m; T=k m; w=n 1; A=1 m; D=h m; gamma=h 1; beta=h 1; v=h n
R | Z = W1 @ X + b1\nA = np.tanh(Z)
R | dZ2 = A2 - T\ndW2 = dZ2 @ A1.T / m\ndb2 = np.sum(dZ2, axis=1, keepdims=True) / m\ndA1 = W2.T @ dZ2\ndZ1 = dA1 * (1 - A1 ** 2)\ndW1 = dZ1 @ X.T / m\ndb1 = np.sum(dZ1, axis=1, keepdims=True) / m
W | dZ2 = A2 - T\ndb2 = np.sum(dZ2, axis=1) / m | | np.sum(dZ2, axis=1, keepdims=True)
W | dZ2 = A2 - T\ndb2 = np.mean(dZ2, axis=0, keepdims=True)
W | dZ2 = A2 - T\ndA1 = dZ2.T @ W2 | | W2.T @ dZ2
R | logprobs = np.multiply(np.log(A), Y) + np.multiply(1 - Y, np.log(1 - A))\ncost = -np.sum(logprobs) / m
W | cost = np.sum(np.multiply(Y.T, np.log(A))) / m
W | pred = (A > 0.5).astype(float).T\nacc = np.mean(pred == Y)
W | acc = 100 - np.mean(np.abs(A.T - Y)) * 100 | | A - Y
R | mu = np.mean(Z1, axis=1, keepdims=True)\nvar = np.var(Z1, axis=1, keepdims=True)\nZn = (Z1 - mu) / np.sqrt(var + eps)\nout = gamma * Zn + beta
R | D1 = np.random.rand(A1.shape[0], A1.shape[1]) < 0.8\nA1 = A1 * D1 / 0.8
R | vdW = np.zeros((W1.shape[0], W1.shape[1]))\nvdW = 0.9 * vdW + 0.1 * v\nW1 = W1 - lr * vdW
R | L2 = lam / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)))
R | permutation = list(np.random.permutation(m))\nsX = X[:, permutation]\nsY = Y[:, permutation].reshape((1, m))
W | permutation = np.random.permutation(m)\nsX = X[permutation, :][:, :3] if m < n else X[:, permutation]\nsY = Y[:, permutation].T\nd = A - sY
W | a = np.exp(A2) / np.sum(np.exp(A2)) | | np.exp(A2) / np.sum(np.exp(A2), axis=0, keepdims=True)
W | W1 = W1 - lr * np.sum(D @ X.T) / m
world ml: X=m n; y=m 1; theta=n 1; yv=m; th=n; Xt=t n; mu=n; sigma=n; Theta1=h n; C=k n; idx=m int3; R=m k; P=m k
R | h = 1 / (1 + np.exp(-X @ theta))\nJ = np.mean(-y * np.log(h) - (1 - y) * np.log(1 - h))\ngrad = X.T @ (h - y) / m
W | h = 1 / (1 + np.exp(-X @ theta))\nJ = (-y.T * np.log(h)).sum() / m
W | h = 1 / (1 + np.exp(-X @ th))\nJ = np.mean(-y * np.log(h)) | -y * np.log(h)
W | h = X @ th\nerr = h - y\nJ = np.sum(err ** 2) / (2 * m) | h - y | h - y[:, 0]
W | h = X @ theta\nJ = np.mean((h - yv) ** 2) | h - yv
W | theta = theta - alpha / m * (X.T @ (X @ theta - yv))
R | Xn = (X - X.mean(axis=0)) / X.std(axis=0)
R | sel = np.ones(n)\nreg = lam / m * theta\nreg[0] = 0\ngrad = X.T @ (X @ theta - y) / m + reg
R | U, S, V = np.linalg.svd(X.T @ X / m)\nZ = X @ U[:, :2]\nrec = Z @ U[:, :2].T
X | d = np.sum((X[:, None, :] - C[None]) ** 2, axis=2)\nidx = np.argmin(d, axis=0)\nX0 = X[idx == 0]
W | for j in range(k):\n\tC[j] = X[idx == j].mean()
X | C = R.T @ X / R.sum(axis=1)[:, None]
R | mu = X.mean(0)\nS = (X - mu).T @ (X - mu) / m\np = np.exp(-0.5 * np.sum((X - mu) @ np.linalg.inv(S) * (X - mu), axis=1))
X | S = (X - X.mean(0)) @ (X - X.mean(0)).T / m\nw = np.linalg.inv(S + np.eye(m)) @ th
W | P = P / P.sum(axis=0)\nent = -np.sum(P * np.log(P), axis=1)\nP2 = np.exp(P) / np.exp(P).sum(axis=0)
R | K = np.exp(-((X[:, None] - X[None]) ** 2).sum(-1) / 2)
world cs: X=N D; y=N int3; W=D C; b=C; S=N C; dout=N C; gamma=D; beta=D; W1=D H; W2=H C; h=N H; Xt=M D; dists=M N; mean=D; cache=D; dW=D C
R | scores = X @ W + b\nscores -= scores.max(axis=1, keepdims=True)\np = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)\nloss = -np.log(p[np.arange(N), y]).mean()\np[np.arange(N), y] -= 1\ndW = X.T @ p / N
R | margins = np.maximum(0, S - S[np.arange(N), y][:, None] + 1)\nmargins[np.arange(N), y] = 0\nloss = margins.sum() / N
X | margins = np.maximum(0, S - S[np.arange(N), y] + 1) | | S - S[np.arange(N), y][:, None]
W | p = np.exp(S) / np.exp(S).sum(axis=0)\nloss = -np.log(p[np.arange(N), y]).mean()
X | scores = S - S.max(axis=1) | | S - S.max(axis=1, keepdims=True)
R | mu = X.mean(axis=0)\nvar = X.var(axis=0)\nxhat = (X - mu) / np.sqrt(var + eps)\nout = gamma * xhat + beta
R | dists = np.sqrt((Xt ** 2).sum(1)[:, None] - 2 * Xt @ X.T + (X ** 2).sum(1))
R | pred = np.array([np.bincount(row).argmax() for row in y[np.argsort(dists, axis=1)[:, :3]]])
R | mask = (np.random.rand(*h.shape) < .5) / .5\nh = h * mask
R | cache = .9 * cache + .1 * dW.sum(1) ** 2
R | X = X.reshape(X.shape[0], -1)
R | dx = (1. / N) * gamma * (N * X - X.sum(axis=0))
W | out = h @ W2 + b\nloss = ((out - dout.sum(1)) ** 2).mean() if N == C else ((out.sum(1, keepdims=True) - dout.sum(1)) ** 2).mean()
world gpt: x=B T D; Wq=D D; Wk=D D; Wv=D D; emb=V D; pos=T D; ids=B T int3; logits=B T V; tg=B T int3; q=B H T D; kk=B H T D; v=B H T D; mask=T T; wpe=T D; g=D; tok=T int3
R | q = x @ Wq; k = x @ Wk; v = x @ Wv\natt = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])\natt = np.where(mask > .5, att, -1e9)\natt = np.exp(att - att.max(-1, keepdims=True))\natt /= att.sum(-1, keepdims=True)\nout = att @ v
W | q = x @ Wq; k = x @ Wk; v = x @ Wv\natt = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[1])
W | att = q @ kk.transpose(0, 1, 3, 2)\natt = att / att.sum(-2, keepdims=True)\nout = np.dot(att, v)
R | h = emb[ids] + pos
R | h = emb[tok] + wpe[range(len(tok))]
R | lp = logits - np.log(np.exp(logits).sum(-1, keepdims=True))\nloss = -np.take_along_axis(lp, tg[..., None], -1).mean()
R | loss = -np.log(logits[np.arange(B)[:, None], np.arange(T), tg]).mean()
R | mu = x.mean(-1, keepdims=True)\nout = (x - mu) / np.sqrt(x.var(-1, keepdims=True) + eps) * g
X | mu = x.mean(-1)\nout = x.sum(1) - mu
R | m = np.tril(np.ones((T, T)))
R | s = np.einsum('bhtd,bhsd->bhts', q, kk)
R | flat = logits.reshape(-1, V)\nl = flat[np.arange(B * T), tg.reshape(-1)]
W | flat = logits.reshape(-1, V)\nl = flat[:, tg.reshape(-1)]
world rnn: Wx=h n; Wh=h h; b=h 1; x=n 1; hp=h 1; Wy=k h; by=k 1; y=k 1; xb=n m; hb=h m; dh=h 1; ys=k m; z=o 1; F=s s; P=s s; xs=s 1; Hm=o s; Q=s s; Rn=o o; u=s; zz=o; dWh=h h; dby=k 1
R | h1 = np.tanh(Wx @ x + Wh @ hp + b)\nyh = Wy @ h1 + by\ndy = yh - y\ndWy = dy @ h1.T\ndby = dy\ndh = Wy.T @ dy\ndraw = (1 - h1 ** 2) * dh\ndb = draw\ndWx = draw @ x.T\ndWh = draw @ hp.T
W | h1 = np.tanh(Wx @ x + Wh @ hp + b)\ndy = Wy @ h1 + by - y\ndWy = h1 @ dy.T | | dy @ h1.T
W | h1 = np.tanh(Wx @ x + Wh @ hp + b)\ndraw = (1 - h1 ** 2) * dh.T
W | dWh = dh.T @ hp
R | c = np.concatenate([hp, x], axis=0)
R | xs = F @ xs\nP = F @ P @ F.T + Q\nS = Hm @ P @ Hm.T + Rn\nK = P @ Hm.T @ np.linalg.inv(S)\nxs = xs + K @ (z - Hm @ xs)\nP = (np.eye(len(P)) - K @ Hm) @ P
W | S = Hm @ P @ Hm.T + Rn\nK = P @ Hm.T @ np.linalg.inv(S)\nxs = xs + K @ (zz - Hm @ xs)
W | xs = xs + F @ u
W | P = P - xs.T @ xs * 2
R | a = np.hstack([hp.T, x.T])
world misc: Q=t d; k=t d; v=t d; X=m n; y=m; im=h p; w=n; beta=n; W=n k; C=n n; s=t; F=m k; lab=m int3; D=m m; E=m 2; pos=b d; vel=b d; mass=b; A=n n; u=t; g=n; r=m; T=k m; P=m k; z=h p; x=n
R | d_k = Q.shape[1] // 1\nS = Q @ k.T / np.sqrt(d_k)
R | dt = s[1] - s[0]\nds = np.diff(s) / dt
R | dx = 0.1\ndz_dx = (z[2:] - z[:-2]) / (2 * dx)
R | lap = z[2:, 1:-1] + z[:-2, 1:-1] + z[1:-1, 2:] + z[1:-1, :-2] - 4 * z[1:-1, 1:-1]
R | z[1:-1, 1:-1] += 0.1 * (z[2:, 1:-1] + z[:-2, 1:-1] - 2 * z[1:-1, 1:-1])
R | vel = vel + 0.01 * (-pos) / mass[:, None]\npos = pos + 0.01 * vel
R | ke = 0.5 * np.sum(mass * np.sum(vel ** 2, axis=1))
R | r2 = 1 - np.sum((y - X @ w) ** 2) / np.sum((y - y.mean()) ** 2)
R | w -= 0.1 * (X.T @ (X @ w - y)).mean() * 0 + 0.1 * X.T @ (X @ w - y)
R | w = np.sign(w) * np.maximum(np.abs(w) - 0.1, 0)
R | resid = y - X @ w\nsigma2 = resid @ resid / (len(y) - X.shape[1])\nse = np.sqrt(np.diag(sigma2 * np.linalg.inv(X.T @ X)))
R | y = y - 0.1 * np.sum(y * r) / np.sum(r * r) * r
R | counts = np.zeros(3, int)\nfor c in lab:\n\tcounts[c] += 1
R | M = np.zeros((3, n))\nfor c in range(3):\n\tM[c] = np.mean(X[lab == c], axis=0)
W | M = np.zeros((3, n))\nfor c in range(3):\n\tM[c] = np.mean(X[lab == c])
R | S = np.zeros((n, n))\nfor i in range(m):\n\tS += np.outer(X[i] - w, X[i] - w)
W | S = np.zeros((n, n))\nfor i in range(m):\n\td = X[i] - w\n\tS += d.dot(d.T)
W | S = np.zeros((n, n))\nfor i in range(m):\n\td = X[i] - w\n\tS += d @ d.T
W | S = np.zeros((n, n))\nfor i in range(m):\n\tS += np.dot(X[i] - w, (X[i] - w).T)
R | nn = np.argmin(D + 1e9 * np.eye(m), axis=1)\nd = D[np.arange(m), nn]
R | nn = np.argmin(D, axis=1)\nneighbours = X[nn]
R | top = np.argsort(-F, axis=1)[:, :2]\nvals = np.take_along_axis(F, top, axis=1)
W | best = F.argmax(1)\nconf = F[best]
W | one = np.zeros_like(F)\none[:, lab] = 1
R | idx = np.random.choice(m, 5)\nXb, yb = X[idx], y[idx]
R | boot = np.random.randint(0, m, m)\nXb = X[boot]
R | e = np.exp(F - F.max(1)[:, None])\nP = e / e.sum(1)[:, None]
R | e = np.exp(F - F.max(1, keepdims=True))\nP = (e.T / e.sum(1)).T
R | R2 = np.corrcoef(X, rowvar=False)
R | vals, vecs = np.linalg.eigh(C)\nidx = vals.argsort()[::-1]\nvals, vecs = vals[idx], vecs[:, idx]\nZ = X @ vecs[:, :2]
W | vals, vecs = np.linalg.eigh(C)\nidx = vals.argsort()[::-1]\nvecs = vecs[idx]
R | vals, vecs = np.linalg.eigh(C)\nsq = vecs @ np.diag(np.sqrt(vals)) @ vecs.T
R | vals, vecs = np.linalg.eig(A)\npi = np.real(vecs[:, np.argmax(vals)])\npi = pi / pi.sum()
R | q, r_ = np.linalg.qr(X)\ncoef = np.linalg.solve(r_, q.T @ y)
R | y2 = np.interp(u, s, s)
R | m1 = X.mean(0)\nv1 = ((X - m1) ** 2).sum(0) / (len(X) - 1)
R | img = (im - im.min()) / (im.max() - im.min())
R | gx = im[:, 1:] - im[:, :-1]\ngy = im[1:] - im[:-1]
R | pad = np.pad(im, 1)\nout = sum(pad[i:i + h, j:j + p] for i in range(3) for j in range(3)) / 9
R | loss = -np.mean(np.sum(P * np.log(F), axis=1))
R | acc = (F.argmax(1) == lab).mean()
W | theta = np.zeros(n)\nfor _ in range(3):\n\terr = X @ theta - y\n\ttheta = theta - 0.1 * np.sum(err * X.T) / m
W | theta = np.zeros((n, 1))\nerr = X @ theta - y\ngrad = X.T @ err / m
R | theta = np.zeros((n, 1))\npred = X @ theta\ncost = np.mean((pred[:, 0] - y) ** 2)
R | def f(w):\n\treturn np.mean((X @ w - y) ** 2)\neps_ = 1e-5\ng = np.array([(f(w + eps_ * e) - f(w - eps_ * e)) / (2 * eps_) for e in np.eye(n)])
R | class Model:\n\tdef __init__(self, n):\n\t\tself.w = np.zeros(n)\n\tdef step(self, X, y):\n\t\tself.w -= 0.1 * X.T @ (X @ self.w - y) / len(y)\nmodel = Model(n)\nmodel.step(X, y)
R | a = np.arange(12).reshape(3, 4)\nb_ = a.T @ a
R | X[:, 0] = 1
R | acf = np.array([np.sum(y[:m - l] * y[l:]) for l in range(3)]) / np.sum(y * y)
R | sharpe = X.mean(0) / X.std(0) * np.sqrt(252)
R | port = X @ w\nvar_ = w @ C @ w
R | L = np.linalg.cholesky(C + np.eye(n) * n)\nzz = L @ g
R | G = np.einsum('ij,jk,lk->il', X, A, X)
R | B = np.einsum('mi,mj->mij', X, X)
R | t_ = np.tensordot(X, A, axes=1)
R | cum = np.cumsum(y) / np.arange(1, m + 1)
world out: o=k; error=k; O=m k; E=m k; P=n n; Q=n n; R=n n; Y=1 m; A=1 m; X=n m; dz=1 m; w=n 1; lab=m int3; S=m k; b=k; W=n k
W | d = np.matmul(o, 1 - o, error) | | o * (1 - o) * error
W | d = np.dot(P, Q, R) | | np.dot(np.dot(P, Q), R)
W | d = np.multiply(o, 1 - o, error) | | np.multiply(np.multiply(o, 1 - o), error)
W | d = np.multiply(O, 1 - O, E)
W | d = np.maximum(o, b, error)
R | d = np.multiply(o, 1 - o, out=error)
R | out = np.zeros(k)\nnp.multiply(o, b, out)
R | res = np.empty((n, n))\nnp.matmul(P, Q, res)
R | d = np.linalg.multi_dot([P, Q, R])
W | w = w - .1 * np.sum(np.multiply(X, dz))
W | z = np.multiply(w, X) + b[0]
R | J = np.multiply(O, np.log(E)).sum() / m
W | from numpy import arange\nloss = -np.log(S[:, lab]).mean()
W | S[:, lab] += 1
W | S[:, lab] *= 2
W | S[lab] -= 1
R | S[np.arange(m), lab] *= 2
W | rows = np.arange(m)\npicked = S[rows][:, lab]
R | rows = list(range(m))\npicked = S[rows, lab]
R | picked = np.array([S[i, lab[i]] for i in range(m)])
W | picked = S.T[lab]
R | emb = np.random.randn(10, 5)\nx = emb[lab]
W | def cross(S, y):\n\tp = S / S.sum(1, keepdims=True)\n\tp[:, y] -= 1\n\treturn p\ncross(S, lab)
W | class L:\n\tdef f(self, S, y):\n\t\treturn -np.log(S[:, y]).mean()\nL().f(S, lab)
W | if m > 0:\n\tc = S[:, lab]
W | b -= 0.1 * S.mean()
"""
