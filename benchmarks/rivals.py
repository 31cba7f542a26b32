"""Cost and gradients as a user would get them elsewhere, each a function of parameters on the same numbers.

Every rival gets the layout that it is made for, rows (m, n), in one piece of memory that our X (n, m) is a
view of, and makes its own copy, if it wants one, before the clock runs. Labels are (m,), with w (n, 1) and a
number b, or for softmax one-hot (m, k), with W (n, k) and b (k, 1).
"""

import importlib.util
from importlib.metadata import version

import numpy as np

from helpers.formulas.blocked import available

THREADS = available()


def scikit_learn(rows, labels):
    """LinearModelLoss, which LogisticRegression calls once or more for each step of lbfgs."""
    from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss  # noqa: PLC0415
    from sklearn.linear_model._linear_loss import LinearModelLoss  # noqa: PLC0415

    if is_softmax := labels.ndim == 2:
        each = HalfMultinomialLoss(n_classes=labels.shape[1])
        labels = labels.argmax(axis=1).astype(rows.dtype)
    else:
        each = HalfBinomialLoss()
    loss = LinearModelLoss(each, fit_intercept=True)

    def call(w, b):
        parameters = np.asfortranarray(np.hstack([w.T, np.reshape(b, (-1, 1))]))  # (classes, features + 1)
        given = parameters if is_softmax else parameters[0]
        cost, slopes = loss.loss_gradient(given, rows, labels, n_threads=THREADS)
        slopes = np.atleast_2d(slopes)
        return cost, slopes[:, :-1].T, slopes[:, -1:]

    return call


def torch(rows, labels):
    """Automatic differentiation of its own stable losses."""
    import torch  # noqa: PLC0415
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy  # noqa: PLC0415

    torch.set_num_threads(THREADS)
    is_softmax = labels.ndim == 2
    loss = cross_entropy if is_softmax else binary_cross_entropy_with_logits
    X, labels = torch.from_numpy(rows), torch.from_numpy(labels.argmax(axis=1) if is_softmax else labels)

    def call(w, b):
        weights = torch.tensor(w if is_softmax else w[:, 0], requires_grad=True)
        biases = torch.tensor(np.ravel(b), requires_grad=True)
        cost = loss(X @ weights + biases, labels)
        cost.backward()
        return cost.item(), weights.grad.numpy().reshape(w.shape), biases.grad.numpy()[:, None]

    return call


def jax(rows, labels):
    """Automatic differentiation, compiled; of logistic regression alone."""
    import jax  # noqa: PLC0415
    import jax.numpy as jnp  # noqa: PLC0415

    jax.config.update("jax_enable_x64", True)
    X, labels = jnp.asarray(rows), jnp.asarray(labels)

    @jax.jit
    @jax.value_and_grad
    def compiled(parameters, X, labels):
        z = X @ parameters[0] + parameters[1]
        return jnp.mean(jnp.logaddexp(0, z) - labels * z)

    def call(w, b):
        cost, (dw, db) = jax.block_until_ready(compiled((w[:, 0], b), X, labels))
        return float(cost), np.asarray(dw)[:, None], float(db)

    return call


def installed(softmax=False):
    """Return the rivals that are here, by name and version."""
    rivals = (("scikit-learn", "sklearn", scikit_learn), ("torch", "torch", torch), ("jax", "jax", jax))
    return {
        f"{name} {version(name)}": rival
        for name, module, rival in rivals
        if importlib.util.find_spec(module) and not (softmax and rival is jax)
    }
