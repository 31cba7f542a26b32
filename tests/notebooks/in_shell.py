"""Run cells in a shell of IPython, in a new process that has imported already what notebooks import.

There, give every part that a notebook has shown each of its answers, and move its controls about.
A widget of another kind is a failure: the series has none, and nothing here operates it.
"""

import contextlib
import functools
import io
import multiprocessing
import os
import sys
import traceback
from unittest import mock

import ipywidgets
from ipywidgets.widgets.widget import _instances

IMPORTED = [
    "IPython.core.completer", "ipywidgets", "matplotlib.backends.backend_svg", "mpl_toolkits.mplot3d",
    "axiswise", "helpers.exercises.check", "helpers.plots.explorer",
]  # fmt: skip


def run(cells, folder, seconds=120):
    """Run cells in this folder, each its code and whether it is to raise; fail at one that does otherwise."""
    # Of a process that has only imported things copies are made in no time, where the system can.
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        context.set_forkserver_preload(IMPORTED)
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=_run_here, args=(cells, os.fspath(folder), says))
    process.start()
    says.close()
    try:
        assert hears.poll(seconds), f"not done in {seconds} s"
        assert not (problem := hears.recv()), problem
    finally:
        process.kill()
        process.join()


def _run_here(cells, folder, says):
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    os.chdir(folder)
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}, colors="nocolor"))
    shell.run_line_magic("load_ext", "axiswise")  # as its import does in a shell
    for code, raises in cells:
        with contextlib.redirect_stdout(io.StringIO()):
            result = shell.run_cell(code)
        problem = result.error_before_exec or result.error_in_exec
        if bool(problem) != raises:
            says.send(f"{code}\n\n{''.join(traceback.format_exception(problem))}")
            return
    says.send("")


BANNER = "This control failed."  # of `axiswise.bundle.part`


def failures(most):
    """Return what went wrong, a line for each answer or place, and how often something was operated.

    Of the places of a control about as many as ``most`` are asked for, the ends among them.
    """
    shown = [each for each in _instances.values() if isinstance(each, ipywidgets.DOMWidget)]
    parts = [each for each in shown if each.has_trait("wanted")]
    found = [f"{type(each).__name__} is not known to the tests" for each in shown if each not in parts]
    acts = [act for part in parts for act in (*_answers(part), *_places(part, most))]
    # Nobody looks: sending each picture to a client that keeps it takes far longer than drawing it.
    with mock.patch.object(ipywidgets.Widget, "_send"):
        for what, act in acts:
            try:
                act()
            except Exception as problem:
                found.append(f"{what}: {problem!r}")
    return found, len(acts)


def _answers(part):
    """Yield each answer that a part can be given."""
    for c, card in enumerate(part.data.get("cards", ())):
        for q, question in enumerate(card["questions"]):
            for k in range(len(question["options"])):
                state = {"answers": [[] for _ in range(c)] + [[0] * q + [k]]}
                yield f"{part.data['key']} answered {k}", functools.partial(setattr, part, "state", state)


def _places(part, most):
    """Yield places that a part can be asked for: one control moves, and the others stay."""
    for c, control in enumerate(part.data.get("controls", ())):
        count = control.get("count") or len(control["options"])
        for k in sorted({*range(0, count, -(-count // most)), count - 1}):
            place = [*part.data["place"][:c], k, *part.data["place"][c + 1 :]]
            yield f"{control['name']} at {k}", functools.partial(_ask, part, ",".join(map(str, place)))


def _ask(part, key):
    part.wanted = key
    if key not in part.data["frames"] and (part.reply[:1] != [key] or BANNER in part.reply[1]):
        raise AssertionError(f"{key} was answered {part.reply}")
