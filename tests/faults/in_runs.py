"""Damage that shows when cells run: noticed by strict nbval, cell by cell, or when the run ends."""

# ruff: noqa: E501 - one case, one line

import copy
import json
import re

from fault import CELL_TIMEOUT, END_OF_RUN, NBVAL, Fault, code, edit, replaced

DOT, TRAIN = "notebooks/04_dot.ipynb", "notebooks/08_train_and_see.ipynb"

ASK_THE_NETWORK = """\
import urllib.request
try:
    urllib.request.urlopen("http://example.org")
except OSError:
    pass
"""
# Not in a reader's home, which may lie among temporary files.
WRITE_ELSEWHERE = 'open(__import__("os").sep + "left.txt", "a").close()'


def saved(where, change_text):
    """Return damage to what one cell has saved, as JSON."""

    def damage(notebook):
        cell = next(cell for cell in code(notebook) if where in "".join(cell["source"]))
        cell["outputs"] = json.loads(change_text(json.dumps(cell["outputs"], ensure_ascii=False)))

    return damage


def another_last_digit(text):
    *_, last = re.finditer(r"\d(?!.*\d)", text)
    return text[: last.start()] + str((int(last[0]) + 1) % 10) + text[last.end() :]


def warn_unseen(notebook):
    """Warn in a cell whose outputs are not compared."""
    edit("off = np.array", "import warnings; warnings.warn('old')\noff = np.array")(notebook)
    cell = next(cell for cell in code(notebook) if "warnings; warnings" in "".join(cell["source"]))
    cell["metadata"]["tags"] = ["nbval-ignore-output"]


def draw_lots(notebook):
    """Print a random number, and save another."""
    edit('print(f"{np.sum(missed)}', 'print(np.random.default_rng().random())\nprint(f"{np.sum(missed)}')(
        notebook
    )
    saved("np.sum(missed)", lambda text: replaced(text, "7 of 219", "0.6369616873214543\\n7 of 219"))(
        notebook
    )


def draw_logarithms(notebook):
    """Draw a plot again, of logarithms, and save the old picture."""
    cell = next(cell for cell in code(notebook) if "fig = cost_curve({name" in "".join(cell["source"]))
    again = copy.deepcopy(cell) | {"id": "again"}
    again["source"] = replaced("".join(cell["source"]), "run.costs for", "np.log(run.costs) for")
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, again)


FAULTS = [
    Fault("A cell raises.", DOT, edit("print(z.shape", "1 / 0\nprint(z.shape"), NBVAL, fails_in="1 / 0"),
    Fault("A printed number differs in its last digit.", DOT, saved("print(total.shape", another_last_digit), NBVAL, fails_in="print(total.shape"),
    Fault("A printed word differs.", DOT, saved("print(z.shape", lambda text: replaced(text, "True", "False")), NBVAL, fails_in="print(z.shape"),
    Fault("A cell that should raise no longer does.", DOT, edit("%%shapes\nnp.dot(w, X)", "%%shapes\nnp.dot(w.T, X)"), NBVAL, fails_in="%%shapes\nnp.dot(w.T, X)"),
    Fault("A cell uses a name that only a later cell defines.", DOT, edit("total = np.dot", "off\ntotal = np.dot"), NBVAL, fails_in="total = np.dot"),
    Fault("A cell warns on stderr.", DOT, edit("birds, X, Y = ", "import warnings; warnings.warn('old')\nbirds, X, Y = "), NBVAL, fails_in="birds, X, Y = "),
    Fault("A stub raises, where it should say that it is not written yet.", DOT, edit("...  # one np.dot", "return missing"), NBVAL, fails_in="check(per_measurement)"),
    Fault("A cell asks the network, and hides that it failed.", DOT, edit("print(w.shape", f"{ASK_THE_NETWORK}print(w.shape"), NBVAL, fails_in="urllib"),
    Fault("A picture of shapes is of another line.", DOT, edit("table = np.dot(w, x.T)", "table = np.dot(x, w.T)"), NBVAL, fails_in="table = np.dot"),
    Fault("A cell leaves a file behind.", DOT, edit("import numpy as np", 'import numpy as np\n\nopen("left.txt", "w").close()'), END_OF_RUN, cut=("import numpy",)),
    Fault("A plot is of logarithms, and the saved one is not.", TRAIN, draw_logarithms, NBVAL, fails_in="np.log(run.costs) for"),
    Fault("A picture is drawn from the wrong data.", TRAIN, edit("run.costs for name, run", "run.costs + 1e-4 * run.ws[:, 0, 0] for name, run"), NBVAL, fails_in="fig = cost_curve({name"),
    Fault("The labels of two axes are swapped.", TRAIN, edit("(w_mm, b_mm), birds", "(w_mm, b_mm), birds, features=birds.features[::-1]"), NBVAL, fails_in="features[::-1]"),
    Fault("The alternative text has changed, and the saved picture has the old one.", TRAIN, edit("it falls at once.", "it never falls."), NBVAL, fails_in="it never falls."),
    Fault("An output is random.", TRAIN, draw_lots, NBVAL, fails_in="default_rng().random()"),
    Fault("A helper is used and not imported.", TRAIN, edit("import predictions, show", "import show"), NBVAL, fails_in="predictions()"),
    Fault("A cell takes longer than its limit.", DOT, edit("w_flat, bird = ", "import time; time.sleep(200)\nw_flat, bird = "), CELL_TIMEOUT, cut=("w_flat, bird = ",), fails_in="time.sleep(200)"),
    Fault("A cell warns whose outputs are not compared.", DOT, warn_unseen, NBVAL, fails_in="off = np.array"),
    Fault("A cell leaves a file behind in another folder.", DOT, edit("import numpy as np", 'import numpy as np\n\nopen("../teaching/left.txt", "w").close()'), END_OF_RUN, cut=("import numpy",)),
    Fault("A cell leaves a file behind outside of the project.", DOT, edit('axes(off="m")', f'axes(off="m")\n{WRITE_ELSEWHERE}'), NBVAL, fails_in="left.txt"),
]  # fmt: skip
