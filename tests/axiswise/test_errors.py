"""Errors: the failing sub-expression, why it failed in one sentence, and repairs that run."""

# ruff: noqa: E501 - one line of code, one line of test

import ast
import functools

import numpy as np
from worlds import SIZES, WORLDS, arrays, namespace

from axiswise import trace
from tests.cases import each_case

#: (world, line, failing sub-expression, part of the sentence, first repair or "")
ERRORS = [
    ("logistic", "c = np.dot(Y, np.log(A))", "np.dot(Y, np.log(A))",
     "Inner sizes 7 and 1 do not match: each of the 7 columns of Y needs a row of np.log(A) to meet.",
     "np.dot(Y, np.log(A).T)"),
    ("logistic", "c = -1/m * np.sum(np.dot(Y, np.log(A)) + 1)", "np.dot(Y, np.log(A))", "Inner sizes 7 and 1",
     "np.dot(Y, np.log(A).T)"),
    ("logistic", "c = Y.dot(A)", "Y.dot(A)", "Inner sizes 7 and 1", "Y.dot(A.T)"),
    ("logistic", "dw = np.dot(X, dz) / m", "np.dot(X, dz)", "each of the 7 columns of X", "np.dot(X, dz.T)"),
    ("logistic", "z = np.dot(w, X) + b", "np.dot(w, X)", "the one column of w needs a row of X", "np.dot(w.T, X)"),
    ("logistic", "z = w.T * X", "w.T * X", "the last axis is n = 3 in w.T and m = 7 in X", "np.dot(w.T, X)"),
    ("logistic", "dw = X * (A - Y).T", "X * (A - Y).T", "the first axis is n = 3 in X and m = 7 in (A - Y).T",
     "np.dot(X, (A - Y).T)"),
    ("logistic", "w -= lr * np.dot(dz, X.T)", "w -= lr * np.dot(dz, X.T)", "w keeps its shape (3, 1)",
     "w -= lr * np.dot(X, dz.T)"),
    ("logistic", "w -= np.sum(X * dz, axis=1)", "w -= np.sum(X * dz, axis=1)", "does not fit into it",
     "w -= np.sum(X * dz, axis=1, keepdims=True)"),
    ("logistic", "w -= X * dz", "w -= X * dz", "does not fit into it", "w -= np.sum(X * dz, axis=1, keepdims=True)"),
    ("logistic", "s = np.sum(X, axis=2)", "np.sum(X, axis=2)", "X (n m) has 2 axes, 0 to 1: there is no axis 2.",
     "np.sum(X, axis=1)"),
    ("logistic", "s = X.reshape(4, 4)", "X.reshape(4, 4)", "3 · 7 = 21 cells, which do not fill shape (4,4).", "X.reshape(3, -1)"),
    ("logistic", "s = X.reshape(4, -1)", "X.reshape(4, -1)", "do not fill shape (4,-1)", "X.reshape(3, -1)"),
    ("logistic", "s = np.concatenate([X, Y], axis=1)", "np.concatenate([X, Y], axis=1)",
     "X (n m) has shape (3, 7) and Y (1 m) has (1, 7): only the axis that is joined may differ.", "np.concatenate([X, Y], axis=0)"),
    ("logistic", "s = np.vstack([X, w])", "np.vstack([X, w])", "only the axis that is joined may differ", "np.hstack([X, w])"),
    ("rows", "s = np.hstack([X, np.ones(m)])", "np.hstack([X, np.ones(m)])", "only the axis that is joined",
     "np.hstack([X, np.ones(m)[:, None]])"),
    ("rows", "s = np.concatenate([X, y])", "np.concatenate([X, y])", "X (m n) has shape (7, 3) and y (m) has (7,)",
     "np.concatenate([X, y[:, None]], axis=1)"),
    ("logistic", "s = X[Y[0] > 0.5]", "X[Y[0] > 0.5]", "The mask has size 7 where axis 0 of X (n m) has 3.",
     "X[:, Y[0] > 0.5]"),
    ("logistic", "s = X[Y > 0.5]", "X[Y > 0.5]", "The mask has size 1", "X[:, (Y > 0.5)[0]]"),
    ("logistic", "s = X[:, 9]", "X[:, 9]", "has size 7, and places begin at 0: there is no 9.", ""),
    ("logistic", "s = Y[0, 0, 0]", "Y[0, 0, 0]", "Y (1 m) has 2 axes, and there are more indices", "Y[0, 0]"),
    ("logistic", "s = np.einsum('nm,mk->nk', X, w)", "np.einsum('nm,mk->nk', X, w)",
     "The letter m is 7 in X (n m) and 3 in w (n 1)", "np.einsum('nm,mk->nk', X.T, w)"),
    ("logistic", "s = np.einsum('nmk,nk->mk', X, dz)", "np.einsum('nmk,nk->mk', X, dz)",
     "'nmk' has 3 letters, but X (n m) has 2 axes.", ""),
    ("logistic", "s = np.linalg.inv(X)", "np.linalg.inv(X)", "np.linalg.inv needs a square matrix", "np.linalg.pinv(X)"),
    ("logistic", "s = np.linalg.solve(X, mu)", "np.linalg.solve(X, mu)", "needs a square matrix", "np.linalg.lstsq(X, mu)[0]"),
    ("logistic", "s = np.where(Y > 0.5, w, X.T)", "np.where(Y > 0.5, w, X.T)", "m = 7 in Y > 0.5 and n = 3 in X.T",
     "np.where((Y > 0.5).T, w.T, X.T)"),
    ("logistic", "import math\ns = math.exp(z)", "math.exp(z)", "math.exp takes one number", "np.exp(z)"),
    ("logistic", "c = float(np.dot(Y, A.T))", "float(np.dot(Y, A.T))", "float takes one number", "np.dot(Y, A.T).item()"),
    ("softmax", "A = E / np.sum(E, axis=1)", "E / np.sum(E, axis=1)", "m = 7 in E and k = 4", "E / np.sum(E, axis=0)"),
    ("hidden", "dZ1 = np.dot(np.dot(W2, dZ2), 1 - A1**2)", "np.dot(np.dot(W2, dZ2), 1 - A1**2)", "Inner sizes 7 and 5",
     "np.dot(W2, dZ2) * (1 - A1**2)"),
    ("hidden", "dZ1 = (1 - A1**2) * W2 @ dZ2", "(1 - A1**2) * W2", "Python reads * and @ from left to right", ""),
    ("hidden", "dZ1 = W2 * dZ2", "W2 * dZ2", "the last axis is k = 4 in W2 and m = 7 in dZ2", "np.dot(W2, dZ2)"),
    ("rows", "z = np.dot(w, X)", "np.dot(w, X)", "each of the 3 entries of w needs a row of X", "np.dot(X, w)"),
    ("rows", "r = X * y", "X * y", "the last axis is n = 3 in X and m = 7 in y", "X * y[:, None]"),
    ("rows", "g = X @ (p - y)", "X @ (p - y)", "needs an entry of p - y to meet", "X.T @ (p - y)"),
    ("rows", "d = np.sum((X - np.ones((4, n))) ** 2, axis=1)", "np.sum((X - np.ones((4, n))) ** 2, axis=1)", "the first axis",
     "np.sum((X[:, None] - np.ones((4, n))) ** 2, axis=2)"),
    ("rows", "s = np.concatenate([y, y], axis=1)", "np.concatenate([y, y], axis=1)", "no axis 1", "np.stack([y, y], axis=1)"),
    ("rows", "s = np.einsum('ij,ij->i', X, w)", "np.einsum('ij,ij->i', X, w)", "'ij' has 2 letters", ""),
    ("rows", "J = np.zeros(9)\nJ[0] = (X @ w - y) ** 2 / m", "(X @ w - y) ** 2 / m", "room for one number",
     "np.sum((X @ w - y) ** 2) / m"),
    ("rows", "s = X[:, -1, :] @ w", "X[:, -1, :]", "more indices", "X[-1, :]"),
    ("rows", "s = w @ X @ w", "w @ X", "Inner sizes 3 and 7", "w @ np.cov(X.T)"),
    ("rows", "S = X - X.mean(axis=1)", "X - X.mean(axis=1)", "the last axis", "X - X.mean(axis=0)"),
    ("attention", "S = Q @ K", "Q @ K", "each of the 2 columns of Q needs a row of K", "Q @ K.T"),
    ("clusters", "D = np.sum((X - C) ** 2)", "X - C", "the first axis is m = 7 in X and k = 4 in C", "X[:, None] - C"),
    ("logistic", "dw = np.dot(A - Y, X)", "np.dot(A - Y, X)", "each of the 7 columns of A - Y", "np.dot(X, (A - Y).T)"),
    ("logistic", "S = (X - X.mean(axis=1)) / X.std(axis=1)", "X - X.mean(axis=1)", "the last axis",
     "X - X.mean(axis=1, keepdims=True)"),
    ("logistic", "S = X / np.linalg.norm(X, axis=1)", "X / np.linalg.norm(X, axis=1)", "the last axis",
     "X / np.linalg.norm(X, axis=1, keepdims=True)"),
    ("logistic", "s = np.mean(X, 2)", "np.mean(X, 2)", "there is no axis 2", "np.mean(X, 1)"),
    ("logistic", "s = X[:, Y > 0.5]", "X[:, Y > 0.5]", "more indices than that", "X[:, (Y > 0.5)[0]]"),
    ("logistic", "s = np.column_stack([X, Y])", "np.column_stack([X, Y])", "only the axis that is joined",
     "np.vstack([X, Y])"),
    ("logistic", "X += dz.T", "X += dz.T", "X keeps its shape (3, 7)", "X += dz"),
    ("logistic", "w -= lr * dz", "w -= lr * dz", "does not fit into it", ""),
    ("logistic", "c = np.zeros(3)\nc[0] = np.dot(Y, A.T)", "np.dot(Y, A.T)", "c[0] has room for one number",
     "np.dot(Y, A.T).item()"),
    ("logistic", "s = np.linalg.solve(X @ X.T, dz.T)", "np.linalg.solve(X @ X.T, dz.T)", "solve pairs axis 0 of X @ X.T (n n), of size 3, with axis 0 of dz.T (m 1), of size 7", ""),
    ("softmax", "b -= lr * np.sum(dZ, axis=1)", "b -= lr * np.sum(dZ, axis=1)", "b keeps its shape (4, 1)",
     "b -= lr * np.sum(dZ, axis=1, keepdims=True)"),
    ("rows", "dw = X * (p - y)", "X * (p - y)", "the last axis", "np.dot(X.T, p - y)"),
    # what works must work in the whole line
    ("hidden", "q = np.tanh(W1 @ X + b1)", "W1 @ X", "each of the 5 columns of W1", "W1.T @ X"),
    ("logistic", "g = X @ X", "X @ X", "each of the 7 columns of X", "X @ X.T"),
    ("logistic", "g = X.T @ X.T @ w", "X.T @ X.T", "each of the 3 columns", "X @ X.T"),
    ("images", "g = np.matmul(I, I)", "np.matmul(I, I)", "each of the 8 columns of I", "np.matmul(I, I.mT)"),
    # truths
    ("logistic", "if (A > .5):\n    s = 1", "A > .5", "A > .5 (1 m) has 7 cells", "(A > .5).all()"),
    ("logistic", "while dz > 0: pass", "dz > 0", "One truth is needed here", "(dz > 0).all()"),
    ("logistic", "s = 1 if A > 0.5 else 2", "1 if A > 0.5 else 2", "One truth is needed here", "np.where(A > 0.5, 1, 2)"),
    ("logistic", "s = (A > 0.5) - (Y > 0.5)", "(A > 0.5) - (Y > 0.5)", "NumPy does not subtract True and False",
     "(A > 0.5) != (Y > 0.5)"),
    ("logistic", "s = -(A > 0.5)", "-(A > 0.5)", "no minus of True and False", "~(A > 0.5)"),
    ("logistic", "v = np.zeros(3, int)\nv -= 0.1 * mu", "v -= 0.1 * mu", "v holds whole numbers (int64), and -= cannot", ""),
    ("softmax", "labels /= 2", "labels /= 2", "labels holds whole numbers (int64), and /= cannot", "labels = labels / 2"),
    ("softmax", "labels -= labels.mean()", "labels -= labels.mean()", "-= cannot put fractions", "labels = labels - labels.mean()"),
    ("rows", "s = np.where(X > 0, X, y)", "np.where(X > 0, X, y)", "n = 3 in X > 0 and m = 7 in y",
     "np.where(X > 0, X, y[:, None])"),
    ("logistic", "s = X and w", "X and w", "One truth is needed here", ""),
    ("logistic", "s = A > 0.5 and Y > 0.5", "A > 0.5 and Y > 0.5", "A > 0.5 (1 m) has 7 cells", "(A > 0.5) & (Y > 0.5)"),
    ("logistic", "s = not A > 0.5", "not A > 0.5", "One truth is needed here", "~(A > 0.5)"),
    ("logistic", "s = 0 < A < 1", "0 < A < 1", "A (1 m) has 7 cells", "(0 < A) & (A < 1)"),
    ("rows", "s = y > 0.2 & y < 0.7", "y > 0.2 & y < 0.7", "Python reads 0.2 & y first", "(y > 0.2) & (y < 0.7)"),
    ("rows", "s = y < 0.2 | y > 0.7", "y < 0.2 | y > 0.7", "Python reads 0.2 | y first", "(y < 0.2) | (y > 0.7)"),
    ("rows", "s = labels > 0 & labels < 2", "labels > 0 & labels < 2", "Python reads 0 & labels first", "(labels > 0) & (labels < 2)"),
    ("rows", "s = (y > 0.2) & y < 0.7", "(y > 0.2) & y < 0.7", "Python reads (y > 0.2) & y first", "(y > 0.2) & (y < 0.7)"),
    ("rows", "s = y > 0.5 & (labels == 1)", "y > 0.5 & (labels == 1)", "brackets around each", "(y > 0.5) & (labels == 1)"),
    ("logistic", "s = np.max(0, z)", "np.max(0, z)", "max takes one array: what follows it is the axis", "np.maximum(0, z)"),
    ("logistic", "s = max(0, z)", "max(0, z)", "z (1 m) has 7 cells", "np.maximum(0, z)"),
    # calls with a form of their own
    ("softmax", "t = np.log(A)[np.arange(4), labels]", "np.log(A)[np.arange(4), labels]",
     "the last axis is 4 in np.arange(4) and m = 7 in labels", ""),
    ("softmax", "s = np.tensordot(X, W, axes=1)", "np.tensordot(X, W, axes=1)",
     "pairs axis 1 of X (n m), of size 7, with axis 0 of W (n k), of size 3", "np.tensordot(X.T, W, axes=1)"),
    ("softmax", "s = np.inner(X, W)", "np.inner(X, W)", "with axis 1 of W (n k), of size 4", "np.inner(X.T, W.T)"),
    ("logistic", "s = np.concatenate(X, X)", "np.concatenate(X, X)", "takes one list of arrays", "np.concatenate([X, X])"),
    ("rows", "s = np.eye(4)[p]", "np.eye(4)[p]", "An index is a whole number or a truth", "np.eye(4)[p.astype(int)]"),
    ("clusters", "s = (X[:, None] - C).sum(3)", "(X[:, None] - C).sum(3)", "there is no axis 3", "(X[:, None] - C).sum(2)"),
    ("rows", "s = y[0, 0]", "y[0, 0]", "y (m) has one axis, and there are more indices", "y[0]"),
    ("statistics", "q = x @ u", "x @ u", "each of the 7 entries of x needs an entry of u", ""),
    ("statistics", "s = X - X[:, :2]", "X - X[:, :2]", "the last axis is m = 7 in X and m[:2] = 2 in X", ""),
    ("softmax", "s = A[np.arange(m), labels]", "A[np.arange(m), labels]", "there is no 4", "A[labels, np.arange(m)]"),
    ("logistic", "s = X[:, m / 2]", "X[:, m / 2]", "An index is a whole number", "X[:, m // 2]"),
    ("logistic", "s = X[:, :X.shape[1] / 2]", "X[:, :X.shape[1] / 2]", "An index is a whole number", "X[:, :X.shape[1] // 2]"),
    ("logistic", "s = np.zeros(m / 2)", "np.zeros(m / 2)", "zeros takes whole numbers", "np.zeros(m // 2)"),
    ("logistic", "s = np.random.rand((3, 4))", "np.random.rand((3, 4))", "not in one tuple: np.random.rand(*(3, 4)).", ""),
    ("logistic", "s = np.array([1, 2], [3, 4])", "np.array([1, 2], [3, 4])", "array takes one list", "np.array([[1, 2], [3, 4]])"),
    ("logistic", "s = np.squeeze(X, axis=0)", "np.squeeze(X, axis=0)", "only an axis of size 1 can go", "X"),
    # what is no function, no loop, no array
    ("logistic", "s = X(0)", "X(0)", "X is no function", "X[0]"), ("logistic", "s = X.T()", "X.T()", "X.T is no function", "X.T"),
    ("logistic", "s = 2(z + 1)", "2(z + 1)", "2 is no function", "2 * (z + 1)"),
    ("logistic", "s = (A - Y)(1 - A)", "(A - Y)(1 - A)", "(A - Y) is no function", "(A - Y) * (1 - A)"),
    ("logistic", "for i in m: pass", "m", "m is one number, and several are needed", "range(m)"),
    ("logistic", "for i in len(X): pass", "len(X)", "len(X) is one number", "range(len(X))"),
    ("logistic", "s = X.exp()", "X.exp", "An array has no exp: write np.exp(…).", ""),
    ("logistic", "s = [1, 2] * 0.5", "[1, 2] * 0.5", "a list of Python's, which has no axes: np.array(…)", ""),
    ("logistic", "a, c = X", "a, c", "X (n m) has 3 rows, and there are 2 names.", ""),
    ("rows", "a, c = y.shape", "a, c", "y (m) has one axis, and there are 2 names.", ""),
    # stacks
    ("images", "s = I @ I.T", "I @ I.T", "Inner sizes 8 and 5", "I @ I.mT"),
    ("images", "s = np.einsum('hp,pk->hk', I, gray.T)", "np.einsum('hp,pk->hk', I, gray.T)", "'hp' has 2 letters, but I (m h p) has 3", ""),
    ("images", "s = batch.transpose(0, 2, 1)", "batch.transpose(0, 2, 1)", "has 4 axes, 0 to 3: transpose names each of them",
     "batch.transpose(0, 1, 3, 2)"),
    ("images", "s = np.transpose(I, (0, 2, 3, 1))", "np.transpose(I, (0, 2, 3, 1))", "I (m h p) has 3 axes, 0 to 2", "I.transpose(1, 2, 0)"),
    ("images", "s = np.reshape(I, (m, h, 4))", "np.reshape(I, (m, h, 4))", "280 cells, which do not fill", "np.reshape(I, (m, h, -1))"),
    ("images", "v = batch.mean(axis=(0, 2, 3))\ns = batch - v", "batch - v", "p = 8 in batch and c = 9 in v", "batch - v[:, None, None]"),
    ("images", "s = gray[obs, lab]", "gray[obs, lab]", "the last axis is t = 6 in obs and d = 2 in lab", "gray[np.ix_(obs, lab)]"),
    # what is put into a place
    ("rows", "s = np.zeros((m, 1))\ns[:] = X @ w", "X @ w", "s[:] has room for shape (7,1)", "(X @ w)[:, None]"),
    ("logistic", "X[:, 0] = w + 1", "w + 1", "X[:, 0] has room for shape (3,), and w + 1 (n 1) has shape (3,1).", "(w + 1)[:, 0]"),
    ("statistics", "X[x > 0.5] = 0", "X[x > 0.5]", "The mask has size 7 where axis 0 of X (n m) has 3.", "X[:, x > 0.5]"),
    ("statistics", "X[x > 0.5] += 1", "X[x > 0.5]", "where axis 0 of X (n m) has 3.", "X[:, x > 0.5]"),
    ("statistics", "X[X.T > 0.5] = 0", "X[X.T > 0.5]", "where axis 0 of X (n m) has 3.", "X[X > 0.5]"),
    ("statistics", "u[X > 0.5] = 1", "u[X > 0.5]", "u (n) has one axis, and there are more indices than that.", ""),
    ("statistics", "X[n] = x", "X[n]", "Axis 0 of X (n m) has size 3, and places begin at 0: there is no 3.", ""),
    ("statistics", "for j in range(4):\n    u[j] += 1", "u[j]", "Axis 0 of u (n) has size 3", ""),
    ("rows", "X[labels + 9] = 1", "X[labels + 9]", "Axis 0 of X (m n) has size 7, and places begin at 0", ""),
    ("rows", "T[labels, np.arange(3)] = 1", "T[labels, np.arange(3)]", "is m = 7 in labels and 3 in np.arange(3)", ""),
    ("rows", "np.add.at(T, (labels, np.arange(3)), 1)", "np.add.at(T, (labels, np.arange(3)), 1)",
     "is m = 7 in labels and 3 in np.arange(3)", ""),
    ("statistics", "X[[0, 1]] = u", "X[[0, 1]]", "X[[0, 1]] has room for shape (2,7), and u (n) has shape (3,).", ""),
    # rows that are compared, truths of lists
    ("statistics", "s = min(X)", "min(X)", "X (n m) has 21 cells", "np.min(X)"),
    ("statistics", "s = max([x, y])", "max([x, y])", "x (m) has 7 cells",
     "np.max([x, y])"),
    # functions with demands of their own
    ("statistics", "s = np.linalg.lstsq(X, y)", "np.linalg.lstsq(X, y)", "lstsq pairs axis 0 of X (n m), of size 3, with axis 0 of y (m), of size 7",
     "np.linalg.lstsq(X.T, y)"),
    ("statistics", "s = np.vecdot(X, X.T)", "np.vecdot(X, X.T)", "vecdot pairs axis 1 of X (n m), of size 7",
     "np.vecdot(X, X)"),
    ("statistics", "s = np.linalg.multi_dot([X, X, S])", "np.linalg.multi_dot([X, X, S])",
     "multi_dot pairs axis 1 of X (n m), of size 7, with axis 0 of X (n m), of size 3", "np.linalg.multi_dot([X, X.T, S])"),
    ("statistics", "s = np.polyfit(y, u, 1)", "np.polyfit(y, u, 1)", "polyfit pairs axis 0 of y (m), of size 7", ""),
    ("statistics", "s = np.interp(y, x, u)", "np.interp(y, x, u)", "interp pairs axis 0 of x (m), of size 7, with axis 0 of u (n), of size 3", ""),
    ("statistics", "s = np.zeros(n, m)", "np.zeros(n, m)", "zeros takes a shape, or several axes, in one tuple", "np.zeros((n, m))"),
    # a repair would have to do in the turn of the loop that went well, too
    ("hidden", "z = X\nfor M in (W1, W2, W1):\n    z = M.T @ z", "M.T @ z", "each of the 3 columns of M.T needs a row of z", ""),
]  # fmt: skip

#: (line among the arrays of "cells", the sub-expression that fails): written without looking at the explanations.
RAISES = [
    ("z = [w @ X for _ in range(2)]", "w @ X"), ('print(f"{np.dot(X, dz)}")', "np.dot(X, dz)"),
    ("def f(w, X):\n    if True:\n        return w @ X\nf(w, X)", "w @ X"),
    ("np.concatenate([X, Y], axis=1)", "np.concatenate([X, Y], axis=1)"),
    ("w -= lr * np.dot(X, dz.T).T", "w -= lr * np.dot(X, dz.T).T"), ("S + lab[:, None]", "S + lab[:, None]"),
    ("X.reshape(n, n + 1)", "X.reshape(n, n + 1)"), ("sum(x @ w.T for x in X.T)", "x @ w.T"),
    ("{j: X[j] @ dz for j in range(n)}", "X[j] @ dz"),
    ("class Q:\n    def g(self): return self.a @ self.c\nq = Q(); q.a = X; q.c = dz\nq.g()", "self.a @ self.c"),
    ("float(A)", "float(A)"), ("np.hstack([X, w.T])", "np.hstack([X, w.T])"),
    ("np.stack([X[:, :2], X[:, :3]])", "np.stack([X[:, :2], X[:, :3]])"), ("X.sum(axis=2)", "X.sum(axis=2)"),
    ("out = np.zeros((k, 1)); out[0] = S[:, :2]", "out[0]"), ("np.matmul(2, X)", "np.matmul(2, X)"),
    ("np.cross(X, S)", "np.cross(X, S)"), ("with np.errstate(all='ignore'):\n    q = dz @ X", "dz @ X"),
    ("(lambda a: a @ X)(dz)", "a @ X"),
]  # fmt: skip

#: Before NumPy 2.4 an array of one cell was a number: no error, but a warning.
if np.lib.NumpyVersion(np.__version__) < "2.4.0":
    ERRORS = [error for error in ERRORS if error[4] != "np.dot(Y, A.T).item()"]

#: Lines in which something else is wrong besides.
TWICE_WRONG = {"S = (X - X.mean(axis=1)) / X.std(axis=1)"}


@functools.cache
def run(world, line):
    return trace(line, namespace(world, SIZES), WORLDS[world])


@each_case(("world", "line", "source", "part", "repair"), ERRORS)
def test_errors_say_where_and_why_and_what_instead(world, line, source, part, repair):
    t = run(world, line)
    assert t.error.source == source
    assert part in t.error.text
    assert (t.error.repairs[0][0] if t.error.repairs else "") == repair
    assert len(t.error.repairs) <= 2


@each_case(("world", "line"), [error[:2] for error in ERRORS])
def test_repairs_run_in_the_readers_own_namespace_with_the_axes_they_claim(world, line):
    error = run(world, line).error
    for source, axes in error.repairs:
        values = namespace(world, SIZES)
        before = line[: line.index(error.source)].rpartition("\n")[0]
        again = trace(f"{before}\n{source}", values, WORLDS[world])
        assert again.error is None, source
        assert again.questions == [], source
        assert again.steps[-1].axes == axes


@each_case(("world", "line"), [error[:2] for error in ERRORS if error[1] not in TWICE_WRONG])
def test_repairs_run_in_place_of_what_failed(world, line):
    error = run(world, line).error
    rows = line.splitlines(keepends=True)
    start, end = (sum(map(len, rows[: error.span[at] - 1])) + error.span[at + 1] for at in (0, 2))
    for source, _ in error.repairs:
        text = f"({source})" if isinstance(ast.parse(source).body[0], ast.Expr) else source
        if not line.startswith("while"):  # which then runs on and on
            assert run(world, line[:start] + text + line[end:]).error is None, source


@each_case(("line", "source"), RAISES)
def test_what_raises_is_located(line, source):
    assert run("cells", line).error.source == source


@each_case(
    ("line", "text"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("int('a')", "ValueError: invalid literal for int() with base 10: 'a'"),
        ("raise ValueError('mine')", "ValueError: mine"), ("assert X.shape == w.shape", "AssertionError"),
        ("def f(a, c):\n    raise ValueError('broadcast')\nf(X, w)", "ValueError: broadcast"),
        ("{}['key']", "KeyError: 'key'"), ("[1, 2][5]", "IndexError: list index out of range"),
        ("np.dot(X, dzz.T)", "There is no dzz yet: has the cell that makes it been run, or did you mean dz?"),
        ("math.exp(0)", "There is no math yet: has the cell that imports it been run?"),
        ("q + 1", "There is no q yet: has the cell that makes it been run?"),
        ("dot(w.T, X)", "There is no dot by itself. Did you mean np.dot?"),
        ("def f():\n    dx = 1\n    return dxx\nf()", "There is no dxx yet: has the cell that makes it been run, or did you mean dx?"),
    ],
)  # fmt: skip
def test_missing_names_are_said_and_other_errors_left_in_their_own_words(line, text):
    error = run("logistic", line).error
    assert (error.text, error.repairs) == (text, ())


def test_operands_are_those_of_the_failing_operation_with_their_axes():
    t = run("logistic", "c = np.sum(np.dot(Y, np.log(A)))")
    assert [(t.steps[at].source, t.steps[at].axes) for at in t.error.operands] == [
        ("Y", ("1", "m")),
        ("np.log(A)", ("1", "m")),
    ]


def test_letters_that_clash_do_not_hide_an_error():
    line = (
        "from axiswise import Float\n"
        "def f(X: Float[np.ndarray, 'a b'], w: Float[np.ndarray, 'a']):\n    return w @ X\nf(X, x)"
    )
    t = run("statistics", line)
    assert t.notes == []
    assert t.error.text.startswith("Inner sizes 7 and 3 do not match")
    assert [question.text for question in t.questions] == ["In f: a is 3 in X, and 7 in w."]


def test_greek_letters_before_a_place_do_not_hide_it():
    values = {"np": np, "X": np.ones((3, 5)), "mask": np.ones(5, bool)}
    t = trace("α = 2; X[mask] = 0", values, {"X": "n m", "mask": "m"})
    assert t.error.text == "The mask has size 5 where axis 0 of X (n m) has 3."


def test_large_arrays_are_not_copied_for_a_repair():
    one = np.ones(())
    values = {"np": np, "X": np.broadcast_to(one, (4, 10**9)), "dz": np.broadcast_to(one, (10**9, 1))}
    t = trace("X * dz", values, {"X": "n m", "dz": "m 1"})
    assert t.error.repairs[0] == ("np.dot(X, dz)", ("n", "1"))


# Functions with demands of their own, places and lists: both operands are named.

AXES = {"X": "n m", "W": "n k", "y": "m", "v": "n", "lab": "m", "Y": "1 m"}


def run_function(source):
    place = {"np": np, **arrays(AXES, SIZES), "lab": np.arange(7) % 4, "c": np.zeros(3)}
    return trace(source, place, axes=AXES)


@each_case(
    ("source", "text", "operands", "repairs"),
    [
        ("np.array([[1, 2], [3]])", "The rows of this list are not equally long", [],
         ["np.concatenate([[1, 2], [3]])"]),
        ("np.array([y, v])", "The rows of this list are not", ["y", "v"], ["np.concatenate([y, v])"]),
        ("c[0] = y.tolist() + [1]", "room for one number, and what is assigned is not one.", ["c"], []),
        ("c[0] = y", "c[0] has room for one number, and y (m) is not one.", ["c", "y"], []),
        ("X[:, 0] = y", "X[:, 0] has room for shape (3,), and y (m) has shape (7,).", ["X", "y"], []),
        ("X[:, 0] += y", "X[:, 0] keeps its shape (3,) in +=, and y (m) of shape (7,)", ["y"], []),
        ("v -= y", "v keeps its shape (3,) in -=", ["v", "y"], []),
        ("X.reshape(-1, 5)", "X (n m) has 3 · 7 = 21 cells, which do not fill shape (5).", ["X"],
         ["X.reshape(3, -1)", "X.ravel()"]),
        ("np.swapaxes(X, 0, 2)", "X (n m) has 2 axes, 0 to 1: there is no axis 2.", ["X"],
         ["np.swapaxes(X, 0, 1)"]),
        ("np.moveaxis(X, 2, 0)", "there is no axis 2.", ["X"], ["np.moveaxis(X, 1, 0)"]),
        ("np.mean(X, axis=(1, 2))", "there is no axis 2.", ["X"], []),
        ("np.expand_dims(y, axis=2)", "there is no axis 2.", ["y"],
         ["np.expand_dims(y, axis=1)", "np.expand_dims(y, axis=0)"]),
        ("U, s, Vt = np.linalg.svd(X.T)\nU @ np.diag(s) @ Vt", "Inner sizes 7 and 3", ["U", "np.diag(s)"],
         []),
        ("X.mean(0, 1)", "mean takes a shape, or several axes, in one tuple", ["X"], ["X.mean((0, 1))"]),
        ("z = np.zeros(7)\nfor i in range(7):\n    z[i] = v @ X", "z[i] has room for one number",
         ["z", "i", "v @ X"],
         []),
        ("int(y > 0.5)", "int takes one number", ["y > 0.5"], ["int(np.sum(y > 0.5))"]),
        ("int(y)", "int takes one number", ["y"], ["y.astype(int)"]),
        ("y[1:] / y - 1", "the last axis is m[1:] = 6 in y[1:] and m = 7 in y", ["y[1:]", "y"],
         ["y[1:] / y[:-1]", "y[1:] / y[:, None]"]),
        ("vals, vecs = np.linalg.eigh(X)", "needs a square matrix", ["X"], []),
        ("np.einsum('nm,nk->mj', X, W)", "The letter j of the result stands in no operand.", ["X", "W"],
         ["np.einsum('nm,nk->mk', X, W)", "np.einsum('nm,nk->mn', X, W)"]),
        ("np.eye(4)[lab + 1]", "there is no 4.", ["np.eye(4)", "lab + 1"], ["np.eye(4)[lab + 1 - 1]"]),
        ("y.reshape(2, 3)", "do not fill shape (2,3)", ["y"],
         ["y[: 2 * 3].reshape(2, 3)", "y.reshape(7, -1)"]),
        ("X.T.reshape(2, 3, 3)", "do not fill shape (2,3,3)", ["X.T"], ["X.T.reshape(7, -1)", "X.T.ravel()"]),
        ("c = np.ones((2, 7, 3))\nc[0] = X", "c[0] has room for shape (7,3)", ["c", "X"], ["X.T"]),
        ("Z = X[:, None] * W[..., None]\nnp.tensordot(Z, W, axes=1)", "tensordot pairs axis 2", ["Z", "W"],
         []),
        ("np.stack((X, X.T), axis=-1)", "to be stacked", ["X", "X.T"],
         ["np.stack((X, X), axis=-1)", "np.stack((X, X), axis=0)"]),
        ("X - X.T", "the sizes must be equal", ["X", "X.T"], ["X[:, None] - X", "X - X"]),
        ("T = y @ v", "Inner sizes 7 and 3", ["y", "v"], ["y[:, None] * v"]),
        ("(W @ W[0]) * v[1:]", "the last axis is n", ["W @ W[0]", "v[1:]"],
         ["(W @ W[0])[1:] * v[1:]", "(W @ W[0])[:-1] * v[1:]"]),
        ("np.cov(X, W)", "cov pairs axis 1 of X (n m), of size 7", ["X", "W"], ["np.cov(X.T, W.T)"]),
        ("np.corrcoef(X, W)", "corrcoef pairs axis 1 of X", ["X", "W"], ["np.corrcoef(X.T, W.T)"]),
        ("np.bincount(lab, weights=v)", "bincount pairs axis 0 of lab (m), of size 7", ["lab", "v"], []),
        ("np.take(X, lab + 9, axis=1)", "Axis 1 of X (n m) has size 7", ["X", "lab + 9"], []),
        ("import math\nsum(math.log(row) for row in X)", "math.log takes one number, and row (m) is an",
         ["row"], ["np.log(row)"]),
        ("X[lab + 9, 0]", "Axis 0 of X (n m) has size 3, and places begin at 0", ["X", "lab + 9"], []),
    ],
)  # fmt: skip
def test_the_sentence_is_true_and_names_the_operands(source, text, operands, repairs):
    found = run_function(source)
    assert text in found.error.text
    assert [found.steps[at].source for at in found.error.operands] == operands
    assert [repair for repair, _ in found.error.repairs] == repairs
    assert found.questions == []
    assert found.notes == []
    assert "<svg" in found.svg()
    for repair, _ in found.error.repairs:
        assert run_function(source.replace(found.error.source, repair)).error is None
