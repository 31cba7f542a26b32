"""Run cells in a shell of IPython, in a new process that has imported already what notebooks import."""

import contextlib
import io
import multiprocessing
import os
import sys
import traceback

IMPORTED = [
    "IPython.core.completer", "ipywidgets", "matplotlib.backends.backend_svg", "mpl_toolkits.mplot3d",
    "axiswise", "helpers.exercises.check", "helpers.plots.training",
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
