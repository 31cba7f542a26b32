"""Curves of the cost carry their names, and say where they end."""

import itertools

import numpy as np

from helpers.plots import cost_curve

START = np.log(2)
FALLING = [START, 0.5, 0.4, 0.35]


def lines(fig):
    return {line.get_label(): np.asarray(line.get_ydata()) for line in fig.axes[0].lines}


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def test_one_sequence_is_one_curve():
    drawn = lines(cost_curve(FALLING))
    np.testing.assert_array_equal(drawn["cost"], FALLING)


def test_log_2_is_marked_only_where_all_start_there():
    assert "log 2" in lines(cost_curve({"a": FALLING, "b": [START, 0.6]}))
    assert "log 2" not in lines(cost_curve({"a": FALLING, "b": [0.9, 0.6]}))


def test_log_2_has_its_name_wherever_it_is_marked():
    for most in (0.8, 9, 11, 500):
        fig = cost_curve({"a": FALLING, "b": [START, most]})
        assert ("log 2" in lines(fig)) == any("log 2" in text for text in texts(fig)) == (most < 10)


def test_curves_that_coincide_share_a_name_and_others_do_not():
    fig = cost_curve({"loop": FALLING, "dot": np.array(FALLING) + 1e-13, "wrong": [START, 0.6, 0.55, 0.5]})
    assert {"loop\ndot\n(the same curve)", "wrong"} <= set(texts(fig))
    assert set(lines(fig)) == {"loop", "dot", "wrong", "log 2"}
    assert "loop and dot, the same curve: from 0.693 to 0.350 at step 3." in fig.get_label()


def test_names_that_would_meet_stand_one_above_the_other():
    fig = cost_curve({name: [START, 0.3 + i * 1e-3] for i, name in enumerate("abcd")})
    fig.canvas.draw()
    boxes = sorted(
        (t.get_window_extent() for t in fig.axes[0].texts if len(t.get_text()) == 1), key=lambda b: b.y0
    )
    assert len(boxes) == 4
    assert all(low.y1 <= high.y0 for low, high in itertools.pairwise(boxes))


def test_a_cost_that_is_lost_is_said():
    fig = cost_curve({"raw": [START, 9.5, np.nan, np.nan], "scaled": FALLING})
    np.testing.assert_array_equal(lines(fig)["raw"], [START, 9.5])
    assert "raw\nnan from step 2" in texts(fig)
    assert "raw: from 0.693 to 9.500 at step 1, then nan." in fig.get_label()
