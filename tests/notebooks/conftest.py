"""The committed notebooks, as the checks of their form read them."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@dataclass(frozen=True)
class Notebook:
    """A committed notebook: raw, since reading it with nbformat would repair what is to be noticed."""

    path: Path
    raw: dict

    @property
    def cells(self):
        return self.raw["cells"]

    @property
    def code(self):
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def markdown(self):
        return [source(cell) for cell in self.cells if cell["cell_type"] == "markdown"]


def source(cell):
    return "".join(cell["source"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def read(path):
    return Notebook(path, json.loads(path.read_text(encoding="utf-8")))


def pytest_generate_tests(metafunc):
    """Run each check once for each notebook."""
    if "notebook" in metafunc.fixturenames:
        paths = sorted(NOTEBOOKS.glob("*.ipynb"))
        assert paths, "there is no notebook to check"
        metafunc.parametrize("notebook", [read(path) for path in paths], ids=[path.stem for path in paths])


@pytest.fixture(scope="session")
def notebooks_folder():
    return NOTEBOOKS
