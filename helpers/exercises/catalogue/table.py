"""The catalogue as a page: ``python -m helpers.exercises.catalogue.table FILE`` writes it."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from helpers.exercises.catalogue.ideas import IDEAS
from helpers.exercises.catalogue.outcomes import outcome
from helpers.exercises.misconceptions import BELIEFS, MISTAKES
from helpers.exercises.references import REFERENCES

_HEAD = """\
# What learners write

{count} ways to get a formula wrong, in {exercises} exercises, and {beliefs} beliefs. `check` knows them all,
one by one and two at a time. This page is written by `python -m helpers.exercises.catalogue.table`, which
runs every line: outcomes are computed where all sizes differ, and where two are equal or one is 1.

**error** raises; **silent** runs and is wrong without a word; **warning** is wrong, with a warning; **right**
is right; an **accident** is right, but only because of a size. m is the number of examples, n of features, k
of outputs, h of hidden units. Shapes: X (n, m); A and Y (1, m), with k outputs (k, m); w (n, 1).
"""


def page() -> str:
    """Return the page in Markdown."""
    head = _HEAD.format(count=len(MISTAKES), exercises=len(REFERENCES), beliefs=len(BELIEFS))
    return "\n".join([head, *_exercises(), *_beliefs(), *_ideas()]) + "\n"


def _exercises():
    mistakes = defaultdict(list)
    for mistake in MISTAKES:
        mistakes[mistake.formula].append(mistake)
    for name, reference in REFERENCES.items():
        yield f"## {name}({reference.signature})\n\n{reference.indices}\n"
        rights = dict.fromkeys(mistake.repair for mistake in mistakes[name])
        yield "Right: " + ", or ".join(_code(right) for right in rights) + "\n"
        yield "| mistake | code | outcome |\n|---|---|---|"
        for mistake in mistakes[name]:
            yield f"| [{mistake.name}](#{mistake.name}) | {_code(mistake.source)} | {outcome(mistake)} |"
        yield ""


def _beliefs():
    yield "## Beliefs\n\n| belief | true? | why | write |\n|---|---|---|---|"
    for belief in BELIEFS:
        holds = f"needs {belief.needs} to run" if belief.needs else "yes" if belief.holds() else "no"
        yield f"| {belief.think} | {holds} | {belief.why} | {_code(belief.repair)} |"
    yield ""


def _ideas():
    yield "## What is behind the mistakes\n"
    for name, idea in IDEAS.items():
        yield f"### {name}\n\n“{idea.think}” {idea.why}\n"


def _code(source: str) -> str:
    """Return code for a cell of a table, in which a line cannot end and a bar would."""
    lines = source.rstrip().replace("|", "\\|").split("\n")
    return "<br>".join(f"`{line}`" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
