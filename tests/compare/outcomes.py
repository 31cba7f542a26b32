"""Run the cases of a corpus in one revision, and write down all that a reader would see.

Started by ``python -m tests.compare`` in a process of its own, with that revision first on the path.
"""

import builtins
import contextlib
import dis
import importlib
import io
import json
import linecache
import marshal
import math
import pickle
import re
import sys
import types
import warnings
from pathlib import Path

import numpy as np

import axiswise.draw
import helpers

_PASSING = re.compile(r"0x[0-9a-f]{6,16}|<line \d+>")


def _said(function, *arguments, **options):
    """Return what a function says, or how it fails."""
    try:
        found = function(*arguments, **options)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return found if found is None else str(found)


def _of_trace(t):
    """Return all that a trace shows."""
    steps = (
        (s.source, s.shape, s.dtype, *s.axes, "|", *s.origin, "|", s.target, s.length, s.count)
        for s in t.steps
    )
    questions = (
        (q.kind, q.dismissed, "|", q.source, "|", q.text, "|", q.repair, "|", q.got, q.wanted)
        for q in t.questions
    )
    repairs = [(line, *axes) for line, axes in t.error.repairs] if t.error else ()
    found = {
        "steps": "\n".join(" ".join(map(str, step)) for step in steps),
        "questions": "\n".join(" ".join(map(str, question)) for question in questions),
        "error": f"{t.error.source} | {t.error.text}" if t.error else "",
        "repairs": "\n".join(" ".join(repair) for repair in repairs),
        "text": _said(t.text),
        "alt": _said(axiswise.draw.alt, t),
        "loop": _said(t.loop),
        "einsum": _said(t.einsum_form),
        "index": _said(t.index_form),
        "plain": _said(t.index_form, plain=True),
        "svg": _said(t.svg),
        "slide": _said(t.svg, "slide"),
    }
    return found | {"notes": "\n".join(t.notes)}


def _of_line(source, values, modules, axes):
    """Trace a line in a namespace of its own."""
    namespace = dict(values) | {name: importlib.import_module(module) for name, module in modules.items()}
    return _of_trace(helpers.trace(source, namespace, axes or None))


def _of_answer(code, name, defaults, formula, lines):
    """Check an answer; return the report."""
    body = marshal.loads(code)
    if lines is not None:
        shown = lines.splitlines(keepends=True)
        linecache.cache[body.co_filename] = (len(lines), None, shown, body.co_filename)
    columns = {each: getattr(helpers, each) for each in ("loop", "element_wise", "dot", "einsum", "stable")}
    namespace = {"np": np, "math": math, **columns, "__builtins__": builtins, "__name__": "__main__"}
    namespace[name] = types.FunctionType(body, namespace, name, defaults)
    report = helpers.check(namespace[name], formula)
    return {
        "verdict": f"passed {report.passed}, score {report.score:.3f}, certain {report.certain}",
        "diagnoses": " ".join(report.diagnoses),
        "text": report.text,
        "html": report.html(),
    }


def _cells(path):
    """Return the cells of a notebook that give the same each time, without their magics."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cell for cell in cells if cell["cell_type"] == "code"):
        lines = "".join(cell["source"]).splitlines()
        if not {"scale", "fast", "nbval-ignore-output"} & set(cell["metadata"].get("tags", [])):
            yield number, "\n".join(lines[1:] if lines and lines[0].startswith("%%") else lines)


def _attacks(code):
    """Tell whether an answer would break this process: checks guard against accidents alone."""
    changed = {step.opname for step in dis.get_instructions(code)} & {"STORE_ATTR", "DELETE_SUBSCR"}
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    reaches = {"signal", "modules", "interrupt_main", "exit", "quit"} & set(code.co_names)
    return bool(changed or reaches) or code.co_name == "__array__" or any(map(_attacks, inner))


def _runs(number, case):
    """Return a name, a label and a function for everything that a case asks to run."""
    match case:
        case "trace", *arguments:
            yield f"trace {number}", arguments[0], lambda: _of_line(*arguments)
        case "check", code, *_ if _attacks(marshal.loads(code)):
            return
        case "check", *arguments:
            yield f"check {number}", arguments[3], lambda: _of_answer(*arguments)
        case "notebook", path:
            namespace = {"__name__": "__main__"}
            for cell, source in _cells(path):
                run = lambda source=source: _of_trace(helpers.trace(source, namespace))  # noqa: E731
                yield f"notebook {Path(path).stem} cell {cell}", source, run


def main(corpus, target, part, parts, kinds, every):
    """Write the outcome of each case of one part of the corpus, a JSON line each."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    cases = list(enumerate(pickle.loads(Path(corpus).read_bytes())))
    with open(target, "w", encoding="utf-8") as file:
        for number, packed in cases[part * every :: parts * every]:
            try:
                case = pickle.loads(packed)
            except (ImportError, AttributeError):  # it holds a function that this revision does not have
                continue
            if case[0] not in kinds:
                continue
            for name, label, run in _runs(number, case):
                np.random.seed(0)
                try:
                    with contextlib.redirect_stdout(io.StringIO()):
                        outcome = run()
                except BaseException as problem:  # a line may well interrupt or leave
                    outcome = {"raised": f"{type(problem).__name__}: {problem}"}
                outcome = {field: text and _PASSING.sub("…", text) for field, text in outcome.items()}
                file.write(json.dumps([name, label, outcome]) + "\n")


if __name__ == "__main__":
    corpus, target, part, parts, kinds, every = sys.argv[1:]
    main(corpus, target, int(part), int(parts), kinds.split(","), int(every))
