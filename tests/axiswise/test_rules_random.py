"""Random expressions against a second, independent account of where axes go."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from worlds import arrays

from axiswise import trace
from tests.cases import examples

LETTERS = "abcd"


@st.composite
def worlds(draw):
    """Arrays whose axes are letters, no letter twice in one; the sizes of letters may agree, or be 1."""
    sizes = {letter: draw(st.integers(1, 4)) for letter in LETTERS}
    specs = {}
    for name in ("P", "Q", "R"):
        letters = draw(st.lists(st.sampled_from(LETTERS), unique=True, min_size=1, max_size=3))
        if draw(st.booleans()):
            letters.insert(draw(st.integers(0, len(letters))), "1")
        specs[name] = letters
    return sizes, specs


def _transpose(draw, source, axes):
    order = draw(st.permutations(range(len(axes))))
    return f"np.transpose({source}, {tuple(order)})", [axes[i] for i in order]


def _reduce(draw, source, axes):
    axis = draw(st.integers(0, len(axes) - 1))
    name, keep = draw(st.sampled_from(["sum", "mean", "max", "std"])), draw(st.booleans())
    kept = [*axes[:axis], "1", *axes[axis + 1 :]] if keep else axes[:axis] + axes[axis + 1 :]
    written = axis - draw(st.sampled_from([0, len(axes)]))
    if draw(st.booleans()):
        return f"np.{name}({source}, axis={written}, keepdims={keep})", kept
    return f"({source}).{name}({written}, keepdims={keep})", kept


def _new_axis(draw, source, axes):
    at = draw(st.integers(0, len(axes)))
    index = ", ".join([":"] * at + ["None"] + [":"] * (len(axes) - at))
    way = draw(st.sampled_from([f"({source})[{index}]", f"np.expand_dims({source}, {at})"]))
    return way, [*axes[:at], "1", *axes[at:]]


def _index(draw, source, axes):
    at = draw(st.integers(0, len(axes) - 1))
    index = ", ".join([":"] * at + [draw(st.sampled_from(["0", "-1"]))])
    return f"({source})[{index}]", axes[:at] + axes[at + 1 :]


def _reverse(draw, source, axes):
    at = draw(st.integers(0, len(axes) - 1))
    index = ", ".join([":"] * at + ["::-1"])
    return f"({source})[{index}]", axes


def _function(draw, source, axes):
    return f"np.{draw(st.sampled_from(['exp', 'abs', 'copy', 'square']))}({source})", axes


def _with_itself(draw, source, axes):
    symbol = draw(st.sampled_from(["*", "+", "-"]))
    return f"({source} {symbol} {source})", axes


def _with_a_row(draw, source, axes):
    """Stretch a size-one axis over the last axis."""
    ones = f"({source}).sum(axis=-1, keepdims=True)"
    return f"({source} * {ones})", axes


def _gram(draw, source, axes):
    if len(axes) != 2:
        return source, axes
    return draw(
        st.sampled_from(
            [
                (f"({source} @ ({source}).T)", [axes[0]] * 2),
                (f"np.dot(({source}).T, {source})", [axes[1]] * 2),
            ]
        )
    )


STEPS = [_transpose, _reduce, _new_axis, _index, _reverse, _function, _with_itself, _with_a_row, _gram]


@st.composite
def expressions(draw):
    sizes, specs = draw(worlds())
    name = draw(st.sampled_from(sorted(specs)))
    source, axes = name, specs[name]
    for _ in range(draw(st.integers(1, 5))):
        if not axes or len(axes) > 4:
            break
        source, axes = draw(st.sampled_from(STEPS))(draw, source, axes)
    return sizes, specs, source, axes


def traced(source, sizes, specs, are_declared=True):
    """Trace a line among arrays with these axes."""
    axes = {name: " ".join(spec) for name, spec in specs.items()}
    return trace(source, {"np": np, **arrays(axes, sizes)}, axes if are_declared else None)


@examples(80)
@given(expressions())
def test_names_are_those_of_the_second_account(case):
    sizes, specs, source, axes = case
    t = traced(source, sizes, specs)
    assert t.error is None, t.error
    assert t.notes == []
    step = t.steps[-1]
    assert len(step.axes) == len(step.shape)
    assert list(step.axes) == axes
    assert all(sizes.get(name, size) == size for name, size in zip(step.axes, step.shape, strict=True))


@examples(80)
@given(worlds(), st.data())
def test_einsum(world, data):
    sizes, specs = world
    left, right = data.draw(st.sampled_from(sorted(specs))), data.draw(st.sampled_from(sorted(specs)))
    letters = {"1": iter("xy")}

    def spelled(name):
        return "".join(next(letters["1"]) if axis == "1" else axis for axis in specs[name])

    first, second = spelled(left), spelled(right)
    known = list(dict.fromkeys(first + second))
    out = data.draw(st.lists(st.sampled_from(known), unique=True))
    source = f"np.einsum('{first},{second}->{''.join(out)}', {left}, {right})"
    t = traced(source, sizes, specs)
    assert t.error is None, t.error
    axes = ["1" if letter in "xy" else letter for letter in out]
    assert list(t.steps[-1].axes) == axes if out else t.steps[-1].shape == ()


@examples(60)
@given(expressions(), st.data())
def test_renamed_input_gives_renamed_output(case, data):
    sizes, specs, source, _ = case
    letters = dict(zip(LETTERS, data.draw(st.permutations("wxyz")), strict=True)) | {"1": "1", "?": "?"}
    renamed = {name: [letters[axis] for axis in spec] for name, spec in specs.items()}
    plain = traced(source, sizes, specs)
    other = traced(source, {letters[axis]: size for axis, size in sizes.items()}, renamed)
    assert [step.axes for step in other.steps] == [
        tuple(letters[a] for a in step.axes) for step in plain.steps
    ]


@examples(60)
@given(expressions())
def test_nothing_declared_gives_no_letters(case):
    sizes, specs, source, _ = case
    t = traced(source, sizes, specs, are_declared=False)
    assert {axis for step in t.steps for axis in step.axes} <= {"?", "1"}
    assert all(how in ("unknown", "derived") for step in t.steps for how in step.origin)


@examples(60)
@given(expressions())
def test_labels_account_for_the_sizes(case):
    sizes, specs, source, _ = case
    t = traced(source, sizes, specs, are_declared=False)
    for step in t.steps:
        if step.op is None:
            continue
        known = {}
        for operand, labels in zip(step.op.operands, step.op.labels, strict=True):
            for label, size in zip(labels, () if operand is None else t.steps[operand].shape, strict=True):
                assert size == 1 if label == -1 else known.setdefault(label, size) == size
        assert len(step.op.out) == len(step.shape)
        assert all(
            known.get(label, size) == size for label, size in zip(step.op.out, step.shape, strict=True)
        )
