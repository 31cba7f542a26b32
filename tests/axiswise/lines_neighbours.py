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

    ],
    "kalman": [
        "nu = z - H @ x\nd = (nu.T @ np.linalg.solve(Rn, nu)).item()",
    ],
    "graph": [
        "e = np.sum(A * (X[:, None, :] - X[None, :, :])[..., 0] ** 2) / 2",
        "att = X @ X.T\natt = np.where(A > .5, att, -1e9)", "v2 = np.linalg.eigh(L)[1][:, 1]",
    ],
    "text": [
        "lsa = np.linalg.svd(C, full_matrices=False)[0][:, :2]",
    ],
    "rnn": [

    ],
    "gmm": [
        "logp = np.log(pi)[None, :] - 0.5 * (((X[:, None, :] - mu[None]) ** 2) / var[None]).sum(-1)\nR = np.exp(logp - logp.max(1, keepdims=True))\nR /= R.sum(1, keepdims=True)",
    ],
    "series": [
        "detr = y - np.polyval(np.polyfit(np.arange(len(y)), y, 1), np.arange(len(y)))",
        "beta = np.linalg.lstsq(X, y, rcond=None)[0]\nfit = X @ beta\nr2 = 1 - np.var(y - fit) / np.var(y)",
        "Sn = (S - S.mean(axis=1, keepdims=True)) / S.std(axis=1, keepdims=True)\nC = Sn @ Sn.T / S.shape[1]",
        "dy = np.diff(y)", "dtw = np.abs(np.subtract.outer(y, S[0]))",
        "season = y.reshape(-1, 3).mean(axis=0)", "sim = np.corrcoef(S)",
    ],
    "physics": [
        "disp = pos[:, None, :] - pos[None, :, :]\nr = np.sqrt((disp ** 2).sum(-1) + eps)\nF = -(mass[:, None] * mass[None, :])[..., None] * disp / r[..., None] ** 3\nacc = F.sum(axis=1) / mass[:, None]",
        "w = 2 * np.pi * np.fft.fftfreq(len(t), d=0.1)", "dt2 = np.diff(t)",
    ],
    "econ": [
        "var = (Wt.T @ cov @ Wt).item()",
        "cov2 = (ret - ret.mean(0)).T @ (ret - ret.mean(0)) / (len(ret) - 1)",
        "alpha = ret.mean(axis=0) - beta0 * mkt.mean() if (beta0 := 1.0) else 0",
        "dd = price / np.maximum.accumulate(price, axis=0) - 1",
        "rankc = np.corrcoef(ret.argsort(0).argsort(0).T)",
    ],
    "image": [
        "m = img * mask[..., None]", "oh = (lab[..., None] == np.arange(3))", "r_ = np.rot90(img)",
    ],
}  # fmt: skip
