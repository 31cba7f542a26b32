"""The picture of memory traffic agrees with itself, and with the memory that the lines in it take."""

from xml.etree import ElementTree

import numpy as np

from helpers import dot, einsum, element_wise
from helpers.plots.traffic import PASSES, WRITE, memory_traffic, passes
from helpers.timing import peak_memory
from tests.cases import each_case


def texts():
    root = ElementTree.fromstring(memory_traffic().svg())
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_pass_is_drawn_and_the_sum_stands_beside_it():
    drawn = texts()
    assert sum("read" in text or "write" in text for text in drawn) == sum(map(passes, PASSES)) == 9
    assert [text for text in drawn if "×" in text] == ["6 × X", "2 × X", "1 × X"]


def test_it_is_small_readable_and_always_the_same():
    svg = memory_traffic().svg()
    assert svg == memory_traffic().svg() and len(svg.encode()) < 60_000
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        assert float(element.get("font-size")) >= 12
        assert 0 <= float(element.get("x")) <= 960


def test_words_stand_in_the_picture_in_the_image_and_in_the_text():
    traffic = memory_traffic()
    description = ElementTree.fromstring(traffic.svg()).find("{http://www.w3.org/2000/svg}desc").text
    assert description == traffic.text() == repr(traffic)
    assert 'alt="What passes between memory and processor' in traffic.html()


@each_case(
    ("column", "name"),
    [(element_wise, "element-wise"), (dot, "loop, dot, einsum"), (einsum, "loop, dot, einsum")],
)
def test_a_table_that_is_said_to_be_written_is_seen_in_memory(column, name):
    X = np.random.default_rng(0).normal(size=(100, 5000))
    Y = np.ones((1, 5000))
    peak = peak_memory(lambda: column.cost_and_gradients(np.full((100, 1), 0.01), 0.0, X, Y)) / X.nbytes
    writes = [any(verb == WRITE for verb, _ in half) for half in PASSES[name]]
    assert round(peak) == max(writes)  # one table after the other, so never both at once
