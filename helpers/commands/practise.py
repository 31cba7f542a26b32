"""practise: ten minutes of formulas that no notebook has shown, in a terminal.

Type the letter of an answer, or letters for an order, and Enter. q leaves, and so do Ctrl-C and Ctrl-D: what
was answered is kept at once, beside your notebooks.
"""

import argparse
import contextlib
import os
import re
import textwrap
from pathlib import Path

from helpers.commands.notebook_files import CommandError, run, series
from helpers.commands.study import copies_of
from helpers.exercises.progress import write_whole
from helpers.practice.session import (
    FORMS,
    RESULT,
    UNSIGNED,
    Session,
    Sheet,
    answers_so_far,
    keep,
    read_result,
)


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("practise", description=__doc__.partition(": ")[2])
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set", metavar="NAME", help="twelve tasks, the same for everybody; makes a small file"
    )
    what.add_argument("--gauge", choices="AB", help="the test before (A) or after (B); makes a small file")
    what.add_argument("--reset", action="store_true", help="forget what was answered, and begin anew")
    parser.add_argument("--seed", type=int, default=0, help="which of the sets of one name; 0 by default")
    parser.add_argument("--folder", metavar="DIR", help="where your notebooks are")
    return run(parser, _practise, argv)


def _practise(options):
    name, here = f"gauge {options.gauge}" if options.gauge else options.set, Path.cwd()
    copies, _ = copies_of(series(), options.folder)
    os.chdir(copies.folder)  # where answers are kept
    if name:
        return _hand_out(name, options.seed, here)
    session = Session(answers_so_far(), keep)
    if options.reset:
        session.anew()
        print("All begins anew.")
    print("Ten minutes. Type the letter of an answer and Enter; q leaves.")
    converse(session)


def _hand_out(name, seed, here):
    """Ask the tasks of a set, and write what was answered into a file of its own, in the folder ``here``."""
    path = here / (re.sub(r"\W+", "-", f"{name} {seed}") + RESULT)
    sheet = _begun(path, name, seed) if path.exists() else Sheet(name, seed, keep)
    if name in FORMS:
        print("Twelve questions, ten minutes; answers are told at the end.")
    converse(sheet, lambda: sheet.verdicts and write_whole(path, sheet.result()))
    if sheet.verdicts:
        print(f"What you answered is in {path.name}. {UNSIGNED}")


def _begun(path, name, seed):
    """Return a set that was left, to go on with: a test is not begun twice."""
    with contextlib.suppress(OSError, ValueError):
        sheet = read_result(path.read_text(encoding="utf-8"))
        if (sheet.name, sheet.seed) == (name, seed) and not sheet.is_over and name not in FORMS:
            return sheet
    raise CommandError(f"{path.name} exists already, and is left as it is. Hand it in, or move it away.")


def converse(session, save=lambda: None):
    """Ask until the session is over or left, and sum up; ``save`` is called after each answer."""
    task = question = None
    try:
        while session.task is task or not session.is_over:  # what was begun in time can be ended
            if session.task is not task:
                task = session.task
                print(f"\n{'─' * 60}\n{task.text()}")
            if session.question is not question:
                question = session.question
                print(question.text())
            typed = input("> ").strip()
            if typed.lower() in ("q", "quit"):
                break
            try:
                _, said = session.take(typed)
                save()
                drawn = [task.drawing(), ""] if session.tells and question is task.drawn_after else []
                print("\n".join(["", *_wrapped(said), "", *drawn] if session.tells else [""]))
            except ValueError as problem:
                print(problem)
    except (EOFError, KeyboardInterrupt):
        print()
    print("\n".join(_wrapped(session.summary())))


def _wrapped(lines):
    return [textwrap.fill(line, 100) for line in lines]
