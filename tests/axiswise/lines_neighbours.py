"""Correct lines of neighbouring subjects, in letters of their own: none of them may raise a question."""

# ruff: noqa: E501 - one line of code, one line of test

WORLDS = {
    "hmm": {"T": "s s", "B": "s o", "alpha": "t s", "beta": "t s", "pi": "s", "obs": "t"},
    "rec": {"R": "u i", "U": "u f", "V": "i f", "bu": "u 1", "bi": "1 i", "M": "u i", "mu_u": "u"},
    "kalman": {"F": "s s", "P": "s s", "x": "s 1", "H": "o s", "z": "o 1", "Rn": "o o"},
    "graph": {"A": "v v", "X": "v f", "W": "f h", "r": "v", "deg": "v", "L": "v v"},
    "text": {"C": "d w", "q": "w", "idf": "w", "E": "w e", "docs": "d e"},
    "rnn": {"Wx": "h n", "Wh": "h h", "bh": "h 1", "x": "n b", "hprev": "h b", "Wy": "k h", "by": "k 1", "y": "k b"},
    "gmm": {"X": "m n", "mu": "k n", "var": "k n", "pi": "k", "R": "m k"},
    "series": {"y": "t", "X": "t p", "S": "a t", "w": "p"},
    "physics": {"pos": "b d", "vel": "b d", "mass": "b", "t": "t", "charge": "b 1"},
    "econ": {"ret": "t a", "wts": "a", "cov": "a a", "Wt": "a 1", "price": "t a", "mkt": "t"},
    "image": {"img": "y x c", "mask": "y x", "lab": "y x"},
}  # fmt: skip

SIZES = {"s": 3, "o": 4, "t": 6, "u": 5, "i": 7, "f": 2, "v": 5, "h": 4, "d": 3, "w": 8, "e": 4, "n": 3, "b": 6, "k": 3, "m": 7, "p": 3, "a": 4, "y": 6, "x": 8, "c": 3}  # fmt: skip

RIGHT = {
    "hmm": [
        "counts = np.zeros((3, 3))\nnp.add.at(counts, (obs[:-1], obs[1:]), 1)",
    ],
    "rec": [
        "sim = (R @ R.T) / np.outer(mu_u, mu_u)", "top = np.argsort(-(U @ V.T), axis=1)[:, :3]",
        "u0 = np.linalg.solve(V.T @ V + lam * np.eye(2), V.T @ R[0])",
        "U = R @ V @ np.linalg.inv(V.T @ V + lam * np.eye(2))",
    ],
    "kalman": [
        "x = F @ x", "P = F @ P @ F.T + 0.1 * np.eye(3)",
        "Sm = H @ P @ H.T + Rn\nK = P @ H.T @ np.linalg.inv(Sm)\nx = x + K @ (z - H @ x)\nP = (np.eye(3) - K @ H) @ P",
        "P = P + x @ x.T", "nu = z - H @ x\nd = (nu.T @ np.linalg.solve(Rn, nu)).item()",
    ],
    "graph": [
        "D = np.diag(A.sum(axis=1))\nL = D - A", "dinv = 1 / np.sqrt(deg)\nAn = A * np.outer(dinv, dinv)",
        "r = 0.85 * (A / A.sum(axis=0)) @ r + 0.15 / len(r)", "tri = np.trace(A @ A @ A) / 6",
        "A2 = A @ A - np.diag(np.diag(A @ A))", "jac = A @ A.T / (deg[:, None] + deg - A @ A.T)",
        "Q = (A - np.outer(deg, deg) / deg.sum()).sum()",
        "e = np.sum(A * (X[:, None, :] - X[None, :, :])[..., 0] ** 2) / 2",
        "att = X @ X.T\natt = np.where(A > .5, att, -1e9)", "v2 = np.linalg.eigh(L)[1][:, 1]",
    ],
    "text": [
        "idf = np.log(len(C) / np.sum(C > 0.5, axis=0))",
        "sims = (C @ q) / (np.linalg.norm(C, axis=1) * np.linalg.norm(q))",
        "cos = C @ C.T / (np.linalg.norm(C, axis=1, keepdims=True) @ np.linalg.norm(C, axis=1, keepdims=True).T)",
        "cos = C @ C.T / (np.linalg.norm(C, axis=1, keepdims=True) * np.linalg.norm(C, axis=1))",
        "co = C.T @ C", "pmi = np.log((C.T @ C) * C.sum() / np.outer(C.sum(0), C.sum(0)))",
        "lsa = np.linalg.svd(C, full_matrices=False)[0][:, :2]",
    ],
    "rnn": [
        "dh = Wy.T @ (Wy @ hprev + by - y)\ndraw = (1 - hprev ** 2) * dh",
        "f = 1 / (1 + np.exp(-(Wx @ x + Wh @ hprev + bh)))\nc = f * hprev + (1 - f) * np.tanh(Wx @ x)",
        "norm = np.sqrt(sum((q ** 2).sum() for q in (Wx, Wh, Wy)))\nWh = Wh * (1 / norm)",
    ],
    "gmm": [
        "logp = np.log(pi)[None, :] - 0.5 * (((X[:, None, :] - mu[None]) ** 2) / var[None]).sum(-1)\nR = np.exp(logp - logp.max(1, keepdims=True))\nR /= R.sum(1, keepdims=True)",
        "Nk = R.sum(axis=0)\nmu = R.T @ X / Nk[:, None]\npi = Nk / len(X)",
        "var = np.stack([R[:, c] @ (X - mu[c]) ** 2 / R[:, c].sum() for c in range(3)])",
        "bic = -2 * np.sum(np.log(R @ pi)) + 3 * np.log(len(X))", "ent = -np.sum(R * np.log(R))/ len(R)",
    ],
    "series": [
        "lag = np.stack([y[i:len(y) - 3 + i] for i in range(3)])",
        "detr = y - np.polyval(np.polyfit(np.arange(len(y)), y, 1), np.arange(len(y)))",
        "beta = np.linalg.lstsq(X, y, rcond=None)[0]\nfit = X @ beta\nr2 = 1 - np.var(y - fit) / np.var(y)",
        "ew = np.zeros_like(y)\nfor k in range(1, len(y)):\n    ew[k] = 0.9 * ew[k - 1] + 0.1 * y[k]",
        "Sn = (S - S.mean(axis=1, keepdims=True)) / S.std(axis=1, keepdims=True)\nC = Sn @ Sn.T / S.shape[1]",
        "dy = np.diff(y)", "dtw = np.abs(y[:, None] - S[0][None, :])",
        "dtw = np.abs(np.subtract.outer(y, S[0]))", "season = y.reshape(-1, 3).mean(axis=0)",
        "sim = np.corrcoef(S)",
    ],
    "physics": [
        "disp = pos[:, None, :] - pos[None, :, :]\nr = np.sqrt((disp ** 2).sum(-1) + eps)\nF = -(mass[:, None] * mass[None, :])[..., None] * disp / r[..., None] ** 3\nacc = F.sum(axis=1) / mass[:, None]",
        "mm = mass[:, None] * mass", "qq = charge * charge.T",
        "w = 2 * np.pi * np.fft.fftfreq(len(t), d=0.1)", "I = np.einsum('b,bi,bj->ij', mass, pos, pos)",
        "dt2 = np.diff(t)",
    ],
    "econ": [
        "var = (Wt.T @ cov @ Wt).item()", "sd = np.sqrt(np.diag(cov))\ncorr = cov / np.outer(sd, sd)",
        "cov2 = (ret - ret.mean(0)).T @ (ret - ret.mean(0)) / (len(ret) - 1)",
        "alpha = ret.mean(axis=0) - beta0 * mkt.mean() if (beta0 := 1.0) else 0",
        "logret = np.diff(np.log(price), axis=0)", "dd = price / np.maximum.accumulate(price, axis=0) - 1",
        "wts = np.linalg.solve(cov, np.ones(4))\nwts = wts / wts.sum()",
        "shrunk = 0.9 * cov + 0.1 * np.diag(np.diag(cov))",
        "rankc = np.corrcoef(ret.argsort(0).argsort(0).T)",
    ],
    "image": [
        "g = img @ np.array([.3, .6, .1])", "m = img * mask[..., None]",
        "oh = (lab[..., None] == np.arange(3))",
        "b_ = img.reshape(-1, 3)\npal = b_[:4]\nd = ((b_[:, None] - pal) ** 2).sum(-1)",
        "t_ = img.transpose(2, 0, 1)", "r_ = np.rot90(img)",
        "rank1 = np.outer(mask.sum(1), mask.sum(0)) / mask.sum()",
    ],
}  # fmt: skip
