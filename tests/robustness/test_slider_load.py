"""After 10,000 moves of the sliders of a notebook its kernel is hardly larger, and no figure has leaked."""

import json

import pytest
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import v4

from helpers import data
from helpers.commands.notebook_files import numbered, parse
from helpers.commands.study import ThisPython

pytestmark = pytest.mark.slow
MOVES, AT_ONCE = 10_000, 200  # a client that reads slower than the kernel writes needs a pause
MEGABYTES = 50

SETUP = """
import gc, json, random, sys
import ipywidgets, psutil
from ipywidgets.widgets.widget import _instances

SLIDERS = (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.SelectionSlider)
sliders = [widget for widget in list(_instances.values()) if isinstance(widget, SLIDERS)]
draw = random.Random(0)

def move(slider):
    if isinstance(slider, ipywidgets.SelectionSlider):
        slider.index = draw.randrange(len(slider.options))
    else:
        steps = round((slider.max - slider.min) / slider.step)
        slider.value = slider.min + slider.step * draw.randrange(steps + 1)

def held():
    gc.collect()
    pyplot = sys.modules.get("matplotlib.pyplot")
    return {
        "sliders": len(sliders),
        "megabytes": psutil.Process().memory_info().rss / 2**20,
        "figures": len(pyplot.get_fignums()) if pyplot else 0,
        "widgets": len(_instances),
    }
"""
MOVE = f"for _ in range({AT_ONCE}): move(draw.choice(sliders))"
TELL = "print(json.dumps(held()))"


class Reader:
    """A kernel in which a notebook has run."""

    def __init__(self, path):
        self.client = NotebookClient(
            parse(path.read_text(encoding="utf-8")),
            timeout=600,
            store_widget_state=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        self.client.km = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())

    def run(self, source):
        cell = v4.new_code_cell(source)
        self.client.nb.cells.append(cell)
        self.client.execute_cell(cell, len(self.client.nb.cells) - 1)
        return "".join(output.get("text", "") for output in cell.outputs)

    def run_all(self):
        for index, cell in enumerate(self.client.nb.cells):
            self.client.execute_cell(cell, index)


@pytest.mark.parametrize("path", numbered(data.folder("notebooks")), ids=lambda path: path.stem)
def test_ten_thousand_moves(path):
    reader = Reader(path)
    with reader.client.setup_kernel():
        reader.run_all()
        reader.run(SETUP)
        before = json.loads(reader.run(TELL))
        if not before["sliders"]:
            pytest.skip("no slider here")
        for _ in range(MOVES // AT_ONCE):
            reader.run(MOVE)
        after = json.loads(reader.run(TELL))
    print(path.stem, before, after)
    assert after["megabytes"] - before["megabytes"] <= MEGABYTES
    assert after["figures"] == before["figures"]
    assert after["widgets"] == before["widgets"]
