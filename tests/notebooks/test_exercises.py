"""A stub says so; the folded solution passes; a catalogued mistake is called by its name; controls work."""

import ast
import re
from pathlib import Path

import pytest
from committed import plain_text, source, tags
from in_shell import run
from said_shapes import asking, said

from helpers.commands.notebook_files import solution_in
from helpers.exercises import catalogue
from helpers.exercises.answers import written
from helpers.exercises.references import find
from helpers.extras import EXTRAS

NOT_YET = "not written yet"
TO_THESE_TESTS = f"import sys\nsys.path.append({str(Path(__file__).parent)!r})\n"
AT_FIRST = f"{TO_THESE_TESTS}from said_shapes import compare, note\n"
#: Operates every control, once all cells have run; each step of each plot is drawn in tests/plots.
CONTROLS = f"""
{TO_THESE_TESTS}
from in_shell import failures
found, count = failures(MOST)
assert count, "no control was found"
assert not found, found
"""
#: How fast this machine is does not matter here.
TIMED_ONCE = """
from helpers import timing
timing.REPEATS, timing.SHORTEST, timing.measure.__kwdefaults__["budget"] = 1, 0, 0.02
"""

SHAPE = re.compile(r"\((?:[nmkh1],|[nmkh1](?:, [nmkh1])+)\)")


def tagged(notebook, kind):
    return {
        position: tag.partition(":")[2]
        for position, cell in enumerate(notebook.cells)
        for tag in tags(cell)
        if tag.startswith(f"{kind}:")
    }


def solution(cell):
    return solution_in(source(cell))


def checked(cell):
    """Return the name of the function that a cell checks, and the exercise it is checked for."""
    call = ast.parse(source(cell)).body[0].value
    assert call.func.id == "check"
    function = call.args[0].id
    return function, (call.args[1].value if len(call.args) > 1 else function)


def test_every_exercise_is_three_cells_in_a_row(notebook):
    stubs, checks, solutions = (tagged(notebook, kind) for kind in ("exercise", "check", "solution"))
    assert {position + 1: name for position, name in stubs.items()} == checks
    assert {position + 1: name for position, name in checks.items()} == solutions
    assert checks, "there is nothing to do"


def test_a_stub_takes_what_its_solution_takes(notebook):
    stubs, solutions = tagged(notebook, "exercise"), tagged(notebook, "solution")
    for (place, name), folded in zip(stubs.items(), solutions, strict=True):
        stub, other = (
            ast.parse(text).body[-1]
            for text in (source(notebook.cells[place]), solution(notebook.cells[folded]))
        )
        assert ast.unparse(stub.args) == ast.unparse(other.args), name
        assert stub.name == other.name, name


def test_shapes_around_a_stub_are_those_of_its_exercise(notebook):
    for place in tagged(notebook, "exercise"):
        reference = find(checked(notebook.cells[place + 1])[1])
        known = {
            written(tuple(axes.split())) for axes in [*reference.axes.values(), *reference.result.values()]
        }
        words = "".join(map(source, notebook.cells[place - 1 : place + 1]))
        assert set(SHAPE.findall(words)) <= known, words


def test_a_stub_says_that_it_is_not_written_yet(notebook):
    for position in tagged(notebook, "check"):
        assert NOT_YET in plain_text(notebook.cells[position])
    for position in tagged(notebook, "exercise"):
        assert "raise " not in source(notebook.cells[position])


@pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["", "thorough"]
)
def test_solutions_pass_mistakes_are_named_and_controls_work(notebook, thorough):
    """Check one mistake of each exercise and leave a cluster alone, or do everything."""
    solutions = {name: notebook.cells[position] for position, name in tagged(notebook, "solution").items()}
    checks = tagged(notebook, "check")
    filled = [(AT_FIRST if thorough else f"{AT_FIRST}{TIMED_ONCE}", False)]
    for position, cell in enumerate(notebook.cells):
        if cell["cell_type"] != "code" or (not thorough and EXTRAS.keys() & {*tags(cell)}):
            continue
        code = source(cell)
        asked = asking(code) if any(any(said(line)) for line in code.splitlines()) else code
        filled.append((asked, "raises-exception" in tags(cell)))
        if position in checks:
            function, formula = checked(cell)
            mistakes = catalogue.of(find(formula).name)[: None if thorough else 1]
            passed = f"report = {code}\nassert report.passed, report.text"
            more = [solution(solutions[checks[position]]), passed]
            more += [mistake_cell(mistake, function, code) for mistake in mistakes]
            filled += [(each, False) for each in more]
    controls = CONTROLS.replace("MOST", "1000" if thorough else "20")
    run([*filled, (controls, False)], notebook.path.parent)


def mistake_cell(mistake, function, check_source):
    """Return code that gives the mistake as the reader's answer and runs the notebook's own check."""
    return f"""
from helpers.exercises import catalogue
mistake = next(m for m in catalogue.of({mistake.formula!r}) if m.changes == {mistake.changes!r})
kept, {function} = {function}, mistake.code
{function}.__name__ = {function!r}
report = {check_source}
{function} = kept
assert not report.passed, mistake.name
assert mistake.name in report.diagnoses, (mistake.name, report.text)
"""
