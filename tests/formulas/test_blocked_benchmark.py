"""The benchmark compares what computes the same, and the README shows what it recorded."""

import json
import runpy

import numpy as np
import pytest

from benchmarks import formulas, rivals, same_loss, turns
from helpers.data import peers
from helpers.formulas import blocked


@pytest.fixture
def record():
    return json.loads(formulas.RECORD.read_text(encoding="utf-8"))


def test_all_contenders_compute_the_same():
    rows, y, w, b = formulas.problem(200, 5)
    calls = formulas.contenders(rows, y, w, b)
    assert set(calls) == {*formulas.COLUMNS, *rivals.installed()}
    one_hot, biases = np.eye(3)[np.arange(200) % 3], np.zeros((3, 1))
    calls = formulas.contenders(rows, one_hot, w * np.ones((1, 3)), biases)
    assert set(calls) == {"blocked", "compiled", *rivals.installed(softmax=True)}
    assert any(name.startswith("scikit-learn") for name in calls)


def test_a_contender_that_computes_something_else_is_refused(monkeypatch):
    def halved(rows, y):
        def call(w, b):
            cost, dw, db = blocked.cost_and_gradients(w, b, rows.T, y[None, :])
            return cost / 2, dw, db

        return call

    monkeypatch.setattr(formulas, "installed", lambda **_: {"half": halved})
    with pytest.raises(ValueError, match="half computes"):
        formulas.contenders(*formulas.problem(50, 3))


def test_reading_once_reads_every_number(monkeypatch):
    seen = []
    monkeypatch.setattr(formulas, "spread", lambda work, tasks, threads: seen.extend(tasks))
    rows = formulas.problem(301, 7)[0]
    formulas.read_once(rows)
    assert np.array_equal(np.concatenate(seen), rows.reshape(-1))
    assert all(np.shares_memory(piece, rows) for piece in seen)


def test_turns_alternate_and_everything_gets_the_fewest(monkeypatch):
    monkeypatch.setattr(turns, "MOST", 9)
    monkeypatch.setattr(turns, "BUDGET", 0)
    order = []
    times = turns.in_turns({name: lambda name=name: order.append(name) for name in "ab"})
    assert order == ["a", "b"] * (1 + turns.FEWEST)  # one of them untimed
    assert all(
        taken["calls"] == turns.FEWEST and taken["least"] <= taken["median"] for taken in times.values()
    )


def test_every_way_to_the_same_loss_arrives_there(monkeypatch):
    monkeypatch.setattr(same_loss, "REPEATS", 1)
    for case in same_loss.same_loss(m=2000):
        costs = {name: way["cost"] for name, way in case["ways"].items()}
        target = same_loss.CLOSE * costs["scikit-learn's LogisticRegression"]
        assert len(costs) == 3
        assert all(cost <= target for cost in costs.values())


def test_the_readme_shows_the_record(record):
    text = formulas.README.read_text(encoding="utf-8")
    assert formulas.published(text, record) == text, "run: uv run python -m benchmarks.formulas --publish"


def test_the_tables_have_a_row_for_each_contender_and_ours_is_one(record):
    lines = formulas.table(record).splitlines()
    expected = [record["sizes"][0]["times"], record["softmax"][0]["times"]]
    assert sum(line.startswith("| ") for line in lines) == sum(1 + len(times) for times in expected)
    ones = [line.count("ms, 1.00") for line in lines if line.startswith(f"| **{formulas.OURS}** |")]
    assert ones == [len(record["sizes"]), len(record["softmax"])]


def test_peers_carry_the_times_of_the_record():
    made = runpy.run_path(str(formulas.README.parent / "data" / "make_peers.py"))["timings"]()
    assert peers()["timings"] == made
