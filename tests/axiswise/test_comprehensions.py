"""What a comprehension computes for each element is named, asked about and drawn like the lines of a loop."""

import numpy as np
import pytest

from axiswise import trace

AXES = {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "v": "n"}


@pytest.fixture(params=[{"n": 3, "m": 6}, {"n": 4, "m": 4}], ids=["distinct", "equal"])
def given(request):
    sizes, rng = request.param, np.random.default_rng(3)
    arrays = {
        name: rng.uniform(0.1, 0.9, [1 if axis == "1" else sizes[axis] for axis in axes.split()])
        for name, axes in AXES.items()
    }
    return {"np": np, **sizes, **arrays, "batches": [(arrays["Y"], arrays["A"])] * 3}


@pytest.mark.parametrize(
    "source",
    [
        "costs = [np.sum(Y * A.T) for Y, A in batches]", "costs = {i: np.sum(Y * A.T) for i in range(3)}",
        "cost = sum(np.sum(Y * A.T) for Y, A in batches)",
        "cost = max([np.sum(Y * A.T) for _ in range(2)]) + 1", "print(f'{np.sum(Y * A.T):.3f}')",
    ],
)  # fmt: skip
def test_a_silent_mistake_inside_is_asked_about_once(given, source, capsys):
    t = trace(source, given, AXES)
    (question,) = t.questions
    assert (question.source, question.kind, question.repair) == ("Y * A.T", "stretched", "Y * A")
    assert t.steps[question.step].axes == ("m", "m")
    assert "m × m products" in t.text()
    assert t.svg().startswith("<svg")
    assert t.notes == []


def test_a_question_is_asked_once_though_sizes_differ(given):
    cell = "for s in (slice(0, 2), slice(0, 3)):\n    c = np.sum(Y[:, s] * A[:, s].T)"
    assert [question.source for question in trace(cell, given, AXES).questions] == ["Y[:, s] * A[:, s].T"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("np.stack([x * 2 for x in X.T])", ("m", "n")),
        ("np.stack([x * 2 for x in X.T], axis=1)", ("n", "m")),
        ("np.stack([X[:, i] for i in range(m)])", ("m", "n")),
        ("np.array([x.sum() for x in X])", ("n",)),
        ("np.array([a * b for a, b in zip(X, X)])", ("n", "m")),
        ("np.array([i * x for i, x in enumerate(v)])", ("n",)),
        ("np.array([[x @ y for x in X] for y in X])", ("n", "n")),
        ("np.array([[X[j, i] for i in range(m)] for j in range(n)])", ("n", "m")),
        ("np.array([(X[j] * dz).sum() for j in range(n)]) / m", ("n",)),
        ("np.stack([X * s for s in (1, 2)])", ("?", "n", "m")),
        ("np.array([a * b for a in v for b in v])", ("?",)),
        ("np.concatenate([x[:, None] for x in X.T], axis=1)", ("n", "?")),
    ],
)
def test_what_is_made_of_a_list_is_named(given, source, expected):
    t = trace(source, given, AXES)
    assert (t.error, t.notes) == (None, [])
    assert t.steps[-1].axes == expected


def test_a_generator_that_outlives_the_cell_runs_as_it_stands(given):
    t = trace("g = (x.sum() for x in X)\nh = iter(x * 2 for x in X)\nfirst = next(h)", given, AXES)
    assert t.error is None
    assert len(list(given["g"])) == len(given["X"])
    assert len(list(given["h"])) == len(given["X"]) - 1


def test_what_is_computed_inside_counts_its_turns(given):
    steps = trace("[x * 2 for x in X]", given, AXES).steps
    assert [(step.source, step.count) for step in steps if step.count > 1] == [
        ("x", len(given["X"])), ("x * 2", len(given["X"])),
    ]  # fmt: skip


def test_an_error_in_an_f_string_is_explained(given):
    given["dz"] = np.ones((1, given["m"]))
    t = trace("print(f'gradient {np.dot(X, dz)}')", given, AXES)
    assert t.error.source == "np.dot(X, dz)"
    assert ("np.dot(X, dz.T)", ("n", "1")) in t.error.repairs
