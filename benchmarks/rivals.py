"""Cost and gradients as a user would get them elsewhere, each a function of w and b on the same numbers.

Every rival gets the layout that it is made for, rows (m, n), in one piece of memory that our X (n, m) is a
view of, and makes its own copy, if it wants one, before the clock runs.
"""

import importlib.util
from importlib.metadata import version

import numpy as np

from helpers.formulas.blocked import available

THREADS = available()


def scikit_learn(rows, y):
    """LinearModelLoss, which LogisticRegression calls once or more for each step of lbfgs."""
    from sklearn._loss import HalfBinomialLoss  # noqa: PLC0415
    from sklearn.linear_model._linear_loss import LinearModelLoss  # noqa: PLC0415

    loss = LinearModelLoss(HalfBinomialLoss(), fit_intercept=True)

    def call(w, b):
        cost, slopes = loss.loss_gradient(np.append(w, b), rows, y, n_threads=THREADS)
        return cost, slopes[:-1, None], slopes[-1]

    return call


def torch(rows, y):
    """Automatic differentiation of its own stable loss."""
    import torch  # noqa: PLC0415
    from torch.nn.functional import binary_cross_entropy_with_logits  # noqa: PLC0415

    torch.set_num_threads(THREADS)
    X, labels = torch.from_numpy(rows), torch.from_numpy(y)

    def call(w, b):
        weights = torch.tensor(w[:, 0], requires_grad=True)
        bias = torch.tensor(b, dtype=X.dtype, requires_grad=True)
        cost = binary_cross_entropy_with_logits(torch.mv(X, weights) + bias, labels)
        cost.backward()
        return cost.item(), weights.grad.numpy()[:, None], bias.grad.item()

    return call


def jax(rows, y):
    """Automatic differentiation, compiled."""
    import jax  # noqa: PLC0415
    import jax.numpy as jnp  # noqa: PLC0415

    jax.config.update("jax_enable_x64", True)
    X, labels = jnp.asarray(rows), jnp.asarray(y)

    @jax.jit
    @jax.value_and_grad
    def compiled(parameters, X, labels):
        z = X @ parameters[0] + parameters[1]
        return jnp.mean(jnp.logaddexp(0, z) - labels * z)

    def call(w, b):
        cost, (dw, db) = jax.block_until_ready(compiled((w[:, 0], b), X, labels))
        return float(cost), np.asarray(dw)[:, None], float(db)

    return call


def scikit_learn_softmax(rows, one_hot):
    """LinearModelLoss with one score for each class; its weights are a table (classes, features + 1)."""
    from sklearn._loss import HalfMultinomialLoss  # noqa: PLC0415
    from sklearn.linear_model._linear_loss import LinearModelLoss  # noqa: PLC0415

    loss = LinearModelLoss(HalfMultinomialLoss(n_classes=one_hot.shape[1]), fit_intercept=True)
    labels = one_hot.argmax(axis=1).astype(rows.dtype)

    def call(W, b):
        cost, slopes = loss.loss_gradient(
            np.asfortranarray(np.hstack([W.T, b])), rows, labels, n_threads=THREADS
        )
        return cost, slopes[:, :-1].T, slopes[:, -1:]

    return call


def torch_softmax(rows, one_hot):
    """Automatic differentiation of its own cross entropy."""
    import torch  # noqa: PLC0415

    torch.set_num_threads(THREADS)
    X, labels = torch.from_numpy(rows), torch.from_numpy(one_hot.argmax(axis=1))

    def call(W, b):
        weights, biases = torch.tensor(W, requires_grad=True), torch.tensor(b[:, 0], requires_grad=True)
        cost = torch.nn.functional.cross_entropy(X @ weights + biases, labels)
        cost.backward()
        return cost.item(), weights.grad.numpy(), biases.grad.numpy()[:, None]

    return call


def installed(softmax=False):
    """Return the rivals that are here, by name and version."""
    found = {}
    for name, module, rival, with_classes in (
        ("scikit-learn", "sklearn", scikit_learn, scikit_learn_softmax),
        ("torch", "torch", torch, torch_softmax),
        ("jax", "jax", jax, None),
    ):
        chosen = with_classes if softmax else rival
        if chosen and importlib.util.find_spec(module):
            found[f"{name} {version(name)}"] = chosen
    return found
