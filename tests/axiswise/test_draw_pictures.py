"""Every kind of line gets a sound picture, on a page and on a slide."""

import dataclasses
import functools
import re

import numpy as np
import worlds
from drawn_lines import LINES, traced
from lines_right import LINES as RIGHT
from lines_wrong import WRONG
from svg_reading import collisions, root, words, written

import axiswise as shapes
from axiswise import trace
from axiswise.draw import alt, svg, text
from axiswise.record import Question, Step, TraceError
from tests.cases import each_case

BOTH = each_case("layout", ["page", "slide"])
EACH = each_case("source", LINES.values(), ids=LINES)


@functools.cache
def pictured(source, layout="page"):
    """Return the trace of a line and its picture, drawn once."""
    trace = traced(source)
    return trace, svg(trace, layout)


@EACH
@BOTH
def test_picture_is_sound(source, layout):
    _, picture = pictured(source, layout)
    element = root(picture)
    width, height = float(element.get("width")), float(element.get("height"))
    assert element.get("viewBox") == f"0 0 {element.get('width')} {element.get('height')}"
    assert element.get("role") == "img"
    assert len(picture.encode()) < 60_000
    assert "nan" not in re.sub(r">[^<]*<", "><", picture)
    assert min(t.size for t in written(picture)) >= (12 if layout == "page" else 19.2)
    assert width <= (960 if layout == "page" else 900)
    lines = len(source.splitlines())
    assert height <= (450 if layout == "slide" else 768 if lines == 1 else 1200 if lines <= 10 else 2000)
    outside = [t for t in written(picture) if t.left < 0 or t.right > width or t.top < 0 or t.bottom > height]
    assert not outside
    assert not collisions(picture)


@EACH
def test_same_input_gives_the_same_bytes(source):
    first, picture = pictured(source)
    second = traced(source)
    assert svg(second) == picture == svg(first)
    assert text(first) == text(second)


@EACH
def test_axes_and_shapes_stand_in_picture_and_words(source):
    trace, picture = pictured(source)
    shown, said = words(picture), text(trace)
    arrays = [step for step in trace.steps if step.is_array]
    for step in arrays:
        assert str(step.shape) in said
        assert f"({', '.join(step.axes)}{',' if len(step.axes) == 1 else ''})" in said
    if len({step.statement for step in arrays}) < 2:
        for name in {name for step in arrays for name in step.axes}:
            assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown), name


def test_ids_differ_between_pictures():
    pictures = [svg(traced(source)) for source in (LINES["gradient"], LINES["cost"], LINES["scores"])]
    ids = [identifier for picture in pictures for identifier in re.findall(r'\bid="([^"]+)"', picture)]
    assert len(ids) == len(set(ids)) == 6
    for picture in pictures:
        assert set(root(picture).get("aria-labelledby").split()) == set(
            re.findall(r'\bid="([^"]+)"', picture)
        )


def test_strings_of_the_reader_cannot_become_markup():
    trace = traced(LINES["markup"])
    picture = svg(trace)
    assert "<script" not in picture
    assert "<script>&" in words(picture)
    assert not [element for element in root(picture).iter() if "script" in element.tag]


def test_product_stands_crosswise_with_one_arc_for_each_summed_index():
    assert len(re.findall(r"A[\d.]+ [\d.]+ 0 0 1", svg(traced(LINES["gradient"])))) == 5


SHOWN = {
    "gradient": ["so it is summed.", "column i of X", "meets row i of dz.T", "n = 3", "m = 5", "−0.362"],
    "einsum": ["dz turned"],  # an operand that is drawn on its side says so
    "cost": ["example i only ever meets example i", "Σ over m", "−0.736", "0.147"],
    "stretch and sum": ["stretched along n: read 3 times", "dz is repeated along n."],
    "does not broadcast": ["3 ≠ 5"],
    "unknown name": ["nobody + X", "NameError"],
}  # fmt: skip


@each_case(("line", "said"), SHOWN.items())
def test_words_in_the_picture_say_what_is_drawn(line, said):
    shown = words(svg(traced(LINES[line])))
    assert [each for each in said if each not in shown] == []
    assert ("turned" in shown) == (line == "einsum")


def test_lanes_number_their_rows_at_the_brace_and_at_the_row():
    shown = words(svg(traced(LINES["cost"])))
    for number in "1234567":
        assert len(re.findall(rf"(?<![\d.−]){number}(?![\d.])", shown)) >= 2


def test_stretching_draws_ghosts():
    stretched, plain = (svg(traced(LINES[line])) for line in ("stretch and sum", "sum of all"))
    assert stretched.count('stroke-dasharray="4 3"') > plain.count('stroke-dasharray="4 3"')


def test_result_of_ten_by_ten_is_drawn_whole_when_only_the_summed_axis_is_long():
    axes = {"L": "k m", "S": "k m"}
    given = worlds.arrays(axes, {"k": 10, "m": 1797}) | {"np": np, "L": np.eye(10)[:, np.arange(1797) % 10]}
    trace = shapes.trace("table = np.dot(L, 1 + S.T)", given, axes)
    shown = words(svg(trace))
    table = next(step for step in trace.steps if step.target == "table")
    for row in table.cells:
        for value in row:
            assert f" {value:.1f} " in shown
    assert "⋯" in shown and "m = 1797" in shown
    assert "diagonal: c with c" in shown
    assert "The yellow cell, c = 1, c′ = 1: " in trace._repr_html_()


def test_question_stands_in_red_with_what_to_write_instead_unless_it_is_dismissed():
    trace = traced(LINES["silent table"])
    step = next(k for k, s in enumerate(trace.steps) if s.shape == (5, 5))
    asked = Question(trace.steps[step].source, "Both were stretched: m x m. Did you mean i with i?",
                     "stretched", "Y * np.log(Aup.T)", step)  # fmt: skip
    trace.questions = [asked]
    shown, said = words(svg(trace)), text(trace)
    for each in ("Did you mean i with i?", "Write instead:", "Y * np.log(Aup.T)", "wanted: i with i"):
        assert each in shown
    assert "#B3142A" in svg(trace)
    assert "Question: Both were stretched" in said
    assert "Write instead: cost = -1/m * np.sum(Y * np.log(Aup.T))" in said
    trace.questions = [dataclasses.replace(asked, dismissed=True)]
    assert "Did you mean" not in words(svg(trace)) and "wanted" not in words(svg(trace))
    assert "On purpose: Y * np.log(Aup)" in text(trace)
    assert "wanted: i with i" in words(svg(traced("table = np.dot(Y.T, dz)"))), "of a product, too"


def test_error_shows_operands_reason_and_repairs():
    trace = traced(LINES["wrong inner sizes"])
    given = trace.error
    trace.error = TraceError(
        given.source, given.span, "Inner sizes 5 and 1 do not match.", given.exception, given.operands,
        (("np.dot(Y, np.log(A).T)", ("1", "1")), ("np.sum(Y * np.log(A))", ())),
    )  # fmt: skip
    shown = words(svg(trace))
    for said in ("5 ≠ 1", "no result", "Inner sizes 5 and 1 do not match."):
        assert said in shown
    for said in ("ValueError", "np.dot(Y, np.log(A).T)", "(1, 1)", "np.sum(Y * np.log(A))", "a number"):
        assert said in shown
    assert "Would run: np.dot(Y, np.log(A).T)  gives (1, 1)" in text(trace)
    assert "Would run: np.sum(Y * np.log(A))  gives a number" in text(trace)


def test_picture_of_large_arrays_is_no_larger_than_of_small_ones():
    small = svg(traced("r = row @ rows", row=np.ones((1, 20)), rows=np.ones((20, 20))))
    large = svg(traced("r = row @ rows", row=np.ones((1, 50_000)), rows=np.ones((50_000, 20))))
    assert abs(large.count("<text") - small.count("<text")) <= 5
    assert "p = 50000" in words(large) and "⋯" in words(large)


def test_drawing_reads_the_kept_cells_and_never_the_arrays(monkeypatch):
    trace = traced(LINES["gradient"])
    value = Step.value.fget

    def guarded(step):
        assert not step.is_array, f"the picture read the array {step.source}"
        return value(step)

    monkeypatch.setattr(Step, "value", property(guarded))
    assert "−0.362" in words(svg(trace))


def test_question_of_any_statement_is_kept_when_not_all_are_drawn():
    trace = traced("B = X * P\n" + "\n".join(f"a{k} = np.dot(W1.T, X)" for k in range(20)))
    step = next(k for k, s in enumerate(trace.steps) if s.target == "B")
    trace.questions = [Question("X * P", "Did you mean this?", "other", "", step)]
    assert "Did you mean this?" in words(svg(trace))


@each_case("operator", ["*", "@", "-"])
@each_case("left", [(), (1,), (4,), (1, 1), (4, 1), (0, 4), (13, 4), (2, 4, 4), (2, 1, 4, 4)])
@each_case("right", [(), (4,), (1, 4), (4, 13), (4, 0), (4, 4), (3, 4, 4)])
@BOTH
def test_any_pair_of_shapes_gets_a_picture(operator, left, right, layout):
    trace = traced(f"r = left {operator} right", left=np.ones(left), right=np.ones(right))
    picture = svg(trace, layout)
    assert not collisions(picture)
    assert min(t.size for t in written(picture)) >= (12 if layout == "page" else 19.2)
    assert float(root(picture).get("height")) <= (768 if layout == "page" else 480)
    assert text(trace)


@EACH
def test_alternative_text_says_what_the_words_say(source):
    trace, _ = pictured(source)
    said = alt(trace)
    assert "\n" not in said
    for step in trace.steps:
        if step.is_array:
            assert str(step.shape) in said


@each_case(("world", "source"), [*RIGHT, *((world, line) for world, line, _ in WRONG)], daily=7)
def test_lines_of_the_subject_get_sound_pictures(world, source):
    trace = shapes.trace(source, worlds.namespace(world), worlds.WORLDS[world])
    for layout, least in (("page", 12), ("slide", 19.2)):
        picture = svg(trace, layout)
        width, height = (float(root(picture).get(side)) for side in ("width", "height"))
        assert not collisions(picture)
        assert len(picture.encode()) < 60_000
        for piece in written(picture):
            assert piece.size >= least
            assert piece.left >= 0 and piece.right <= width and piece.bottom <= height
    for question in trace.questions:
        if not question.dismissed:
            assert f"Question: {question.text}" in text(trace)


@each_case("above", ["", "Z = X + 1\n"])
def test_a_question_about_what_is_put_into_a_place_is_drawn(above):
    given = {"X": np.ones((4, 4)), "y": np.ones(4)}
    drawn = words(shapes.trace(f"{above}X[:, 0] = y", given, axes={"X": "n m", "y": "m"}).svg())
    assert "Did you mean n with n?" in drawn


# The words and the alternative text say what the picture shows.


def test_words_of_the_gradient():
    assert text(traced(LINES["gradient"])).splitlines() == [
        "dw = 1/m * np.dot(X, dz.T)", "X: (n, m) = (3, 5)", "dz: (1, m) = (1, 5)", "dz.T: (m, 1) = (5, 1)",
        "np.dot(X, dz.T): (n, 1) = (3, 1)", "dw = 1/m * np.dot(X, dz.T): (n, 1) = (3, 1)",
        "m is not in the result, so it is summed.",
    ]  # fmt: skip


@each_case(
    ("line", "sentence"),
    [
        ("gradient", "m is not in the result, so it is summed."),
        ("gradient of many outputs", "n and k stay; m is summed."),
        ("cost", "example i only ever meets example i"), ("cost", "m is not in the result, so it is summed."),
        ("stretch and sum", "dz is repeated along n."),
        ("stretch and sum", "m is not in the result, so it is summed."),
        ("silent table", "Y and np.log(Aup) are both stretched: every example meets every example."),
        ("silent table", "Both m axes are not in the result, so they are summed."),
        ("sum of all", "n and m are not in the result, so they are summed."),
        ("mean", "m is not in the result, so it is averaged."),
        ("max", "m is not in the result: only the max over it is kept."),
        ("standardise", "m is not in the result: the standard deviation is taken over it."),
        ("columns", "Each cell only meets the cell in the same place."),
        ("unknown axes", "square + 1: (?, ?) = (12, 12)"),
        ("stack of sheets", "n is not in the result, so it is summed."),
        ("table and strip of one letter", "n stays; the other n is summed."),
        ("two axes of one letter", "n and m stay; the other n is summed."),
        ("columns of one letter", "One n is not in the result, so it is summed."),
        ("twelve by twelve", "An unnamed axis is not in the result, so it is summed."),
        ("empty", "r = np.zeros((0, 3)) * 2: (?, ?) = (0, 3)"), ("loop", "g += X[:, i:i+1] * dz[0, i]"),
        ("wrong inner sizes", "Error in np.dot(Y, np.log(A)): "),
        ("unknown name", "name 'nobody' is not defined"),
    ],
)  # fmt: skip
def test_sentence_is_said(line, sentence):
    assert sentence in text(traced(LINES[line]))


@each_case(
    ("function", "taken"),
    [
        ("var", "the variance is taken over it"), ("ptp", "the range is taken over it"),
        ("median", "the median is taken over it"), ("prod", "the product is taken over it"),
        ("any", "the truth of any is taken over it"), ("all", "the truth of all is taken over it"),
        ("min", "only the min over it is kept"),
    ],
)  # fmt: skip
def test_a_reduction_is_said_in_its_own_word(function, taken):
    t = trace(f"np.{function}(X, axis=1)", {"np": np, "X": np.ones((2, 3))}, {"X": "n m"})
    assert f"m is not in the result: {taken}." in text(t)


def test_a_part_of_an_array_is_not_said_to_be_summed():
    assert "summed" not in text(traced(LINES["part"]))
    assert "summed" not in words(svg(traced(LINES["part"])))


def test_alternative_text_is_one_line_with_the_meanings_of_the_axes():
    said = alt(traced(LINES["gradient of many outputs"]))
    assert said.startswith("dW = 1/m * np.dot(X, dZ.T). X: (n, m) = (3, 5). ")
    assert said.endswith("Axes: n features, m examples, k outputs.")


@each_case(
    ("source", "part", "repair", "line"),
    [
        ("s = np.sum(X * dz)", "X * dz", "X * dz[0]", "s = np.sum(X * dz[0])"),
        ("s = 2 * X.sum()", "X.sum()", "1 + X.sum()", "s = 2 * (1 + X.sum())"),
        ("for i in range(2): s = X * i  # a loop", "X * i", "i * X", "s = i * X"),
        ("s = np.sum(\n    X * dz\n)", "X * dz", "dz * X", "dz * X"),
    ],
)
def test_repair_stands_in_the_whole_line(source, part, repair, line):
    trace = traced(source)
    step = next(k for k, s in enumerate(trace.steps) if s.source == part)
    trace.questions = [Question(part, "Did you mean it?", "other", repair, step)]
    assert f"Write instead: {line}" in text(trace).splitlines()
    assert line in words(svg(trace))


def test_numbers_that_a_cell_computes_are_said():
    found = trace("z = w[0] * 3.0 + 0.5\na = 1 / (1 + z)", {"w": [0.25]})
    assert found.text().splitlines()[1:] == [
        "z = w[0] * 3.0 + 0.5: a number, 1.25",
        "a = 1 / (1 + z): a number, 0.444",
    ]


def test_an_unnamed_inner_axis_of_size_one_sums_nothing():
    found = trace("c = x.T @ x", {"x": np.ones((1, 3))})
    assert "summed" not in found.text()
    assert "each cell of the result is a single product" in found.text()


AXES = {"X": "m n", "W": "n k", "P": "m k", "v": "m", "w": "n", "y": "m", "c": "m", "Z": "n m"}


def drawn(source, layout="page"):
    """Return the words of a picture of few arrays, which lie on no others, and the trace."""
    given = worlds.arrays(AXES, {"m": 5, "n": 3, "k": 4}, seed=1)
    given |= {"np": np, "m": 5, "y": np.arange(5) % 4, "c": given["v"] * (1 + 2j)}
    found = trace(source, given, axes=AXES)
    picture = svg(found, layout)
    assert not collisions(picture)
    assert float(root(picture).get("width")) <= 960
    return words(picture), found


def test_what_outer_pairs_is_stretched_along_the_axis_of_the_other():
    shown, found = drawn("np.add.outer(v, w)")
    assert "stretched along n: read 3 times" in shown and "stretched along m: read 5 times" in shown
    assert "v and w are both stretched: every example meets every feature." in text(found)


def test_a_store_shows_what_it_changes_and_a_row_has_its_letters():
    shown, _ = drawn("P[np.arange(m), y] -= 1")
    assert "k = 4" in shown and "np.arange(m)" in shown
    shown, _ = drawn("P[np.arange(m), y] = 0\nU, s, V = np.linalg.svd(X)\nv - 1", "page")
    assert "P[np.arange(m), y] = 0 (m, k) 5 × 4 float64" in shown
    assert "U, s, V = np.linalg.svd(X) –" in shown


def test_complex_numbers_are_written_short():
    shown, found = drawn("c.sum()")
    assert re.search(r"\(\d\.\d\d\+\d\.\d\dj\)", shown), shown
    assert "a number, (" in text(found)
    assert "e−" in drawn("c.sum() * 1e-16")[0]


def test_what_follows_a_product_stands_on_its_slide_and_two_products_share_the_width():
    shown, _ = drawn("r = X.dot(W).sum(axis=1)", "slide")
    assert "Σ over k" in shown and shown.endswith("m and k stay; n is summed.")
    shown, _ = drawn("r = v - (X @ w)[:, None]")
    assert "m × m = 25 cells" in shown
    shown, _ = drawn("d = Z @ (X @ W - P)")
    assert "⋯" not in shown.partition("X @ W")[2].partition("m = 5")[0]


def test_an_arrow_names_what_is_called_and_nothing_else():
    assert (
        "np.argsort" not in drawn("r = np.argsort(v) if m < 0 else v")[0].partition("v")[2].partition("v")[2]
    )
    assert "np.where" in drawn("np.where(v > 0.5)[0]")[0]
    shown, _ = drawn("total = 0\nfor k in range(5):\n    total += v[k] * v[k]", "slide")
    assert "5 times float64" in shown
