"""What a fault is, and how damage is done to a notebook or to a file of text."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

NBVAL, CELL_TIMEOUT, END_OF_RUN = (
    "strict nbval", "nbval's --nbval-cell-timeout", "the end of the run (conftest.py)",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Some damage to one file of the repository, and the check that must notice it."""

    says: str  # a sentence, as it stands in docs/faults.md
    where: str  # the file that is damaged
    damage: Callable  # takes a notebook and changes it; or takes a text and returns another
    noticed_by: str  # a test, strict nbval, or the end of the run
    arguments: dict = field(default_factory=dict)  # of the test, where it takes some
    cut: tuple[str, ...] = ()  # of a notebook that is run: what stands in the cells that are needed for this
    fails_in: str = ""  # what stands in the cell of code that strict nbval must refuse

    def __str__(self):
        return self.says

    def apply(self, root):
        """Damage the file in a copy of the repository."""
        path = root / self.where
        before = path.read_bytes()
        if path.suffix == ".ipynb":
            notebook = json.loads(before)
            self.damage(notebook)
            after = as_written(notebook).encode()
        else:
            after = self.damage(before.decode()).encode()
        assert after != before, f"{self.says} It changes nothing in {self.where}."
        path.write_bytes(after)


def as_written(notebook):
    """Return the file of a notebook as `refresh` writes it: only the damage is to be noticed."""
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def words(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def replaced(text, old, new):
    assert old in text, f"{old!r} is not there any more: the fault needs another place."
    return text.replace(old, new, 1)


def change(old, new):
    """Return damage to a file of text."""
    return lambda text: replaced(text, old, new)


def edit(old, new, *, kind="code"):
    """Return damage to the source of the first cell of a kind in which some text stands."""

    def damage(notebook):
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == kind]
        found = [cell for cell in cells if old in "".join(cell["source"])]
        assert found, f"{old!r} is in no cell any more: the fault needs another place."
        found[0]["source"] = replaced("".join(found[0]["source"]), old, new)

    return damage


def write(text):
    """Return damage to a notebook: a paragraph more at the end of its first cell."""

    def damage(notebook):
        notebook["cells"][0]["source"] = "".join(notebook["cells"][0]["source"]) + f"\n\n{text}"

    return damage


def add(source):
    """Return damage to a notebook: a cell of code more after its first."""
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "outputs": [], "execution_count": 2}

    def damage(notebook):
        place = notebook["cells"].index(code(notebook)[0]) + 1
        notebook["cells"].insert(place, cell | {"source": source})

    return damage


def save(output):
    """Return damage to a notebook: an output more in its first cell of code."""
    return lambda notebook: code(notebook)[0]["outputs"].append(output)


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}
