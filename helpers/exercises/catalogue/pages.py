"""What mistakes do when they run, and the catalogue as a page.

``python -m helpers.exercises.catalogue.pages FILE`` writes the page.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from helpers.exercises.catalogue import BELIEFS, MISTAKES, Misconception, of
from helpers.exercises.catalogue.ideas import IDEAS
from helpers.exercises.guard import run
from helpers.exercises.judge import Unreadable, read, verdict
from helpers.exercises.references import REFERENCES, Reference

#: Inputs of each size: one alone may be right by its values.
_INPUTS = 4


@dataclass(frozen=True)
class Outcome:
    """``kind`` where all sizes differ: right, error, silent, warning or accident.

    ``elsewhere`` maps what is special about other sizes (``"n = m"``) to the kind there, where it differs. An
    accident is right where all sizes differ and wrong elsewhere.
    """

    kind: str
    elsewhere: dict[str, str]

    def __str__(self):
        places: dict[str, list[str]] = {}
        for special, kind in self.elsewhere.items():
            places.setdefault(kind, []).append(special)
        return "; ".join(
            [self.kind, *(f"{kind} where {' or '.join(where)}" for kind, where in places.items())]
        )


def outcome(mistake: Misconception) -> Outcome:
    """Run a mistake on every size of its exercise: the outcome is computed, never stored.

    >>> str(outcome(of("standardised")[0]))
    'error; silent where n = m; right where n = 1'
    """
    reference = REFERENCES[mistake.formula]
    return outcome_of(
        [(special, _kind(mistake.code, reference, given)) for special, given in reference.cases(_INPUTS)]
    )


def outcome_of(kinds: list[tuple[str, str]]) -> Outcome:
    """Sum up what runs on all sizes showed: what is special about each, and the kind.

    Of several on one size, the first that is not right decides.

    >>> str(outcome_of([("", "silent"), ("", "right"), ("n = m", "right"), ("m = 1", "silent")]))
    'silent; right where n = m'
    """
    found: dict[str, str] = {}
    for special, kind in kinds:
        if found.get(special, "right") == "right":
            found[special] = kind
    head = found.pop("", "right")
    elsewhere = {special: kind for special, kind in found.items() if kind != head}
    return Outcome("accident" if head == "right" and elsewhere else head, elsewhere)


def _kind(code, reference: Reference, arguments: tuple) -> str:
    done = run(lambda: read(code(*arguments), len(reference.result)))
    if isinstance(done.problem, Unreadable):
        return "silent"
    return verdict(done, tuple(reference.expected(arguments)), arguments)


_HEAD = """\
# What learners write

{count} ways to get a formula wrong, in {exercises} exercises, and {beliefs} beliefs. `check` knows them all,
one by one and two at a time. This page is written by `python -m helpers.exercises.catalogue.pages`, which
runs every line: outcomes are computed where all sizes differ, and where two are equal or one is 1.

**error** raises; **silent** runs and is wrong without a word; **warning** is wrong, with a warning; **right**
is right; an **accident** is right, but only because of a size. m is the number of examples, n of features, k
of outputs, h of hidden units. Shapes: X (n, m); A and Y (1, m), with k outputs (k, m); w (n, 1).
"""


def page() -> str:
    """Return the page in Markdown."""
    lines = [_HEAD.format(count=len(MISTAKES), exercises=len(REFERENCES), beliefs=len(BELIEFS))]
    for name, reference in REFERENCES.items():
        mistakes = of(name)
        rights = " or ".join(dict.fromkeys(_code(mistake.repair) + "," for mistake in mistakes)).rstrip(",")
        lines += [
            f"## {name}({reference.signature})\n\n{reference.indices}\n",
            f"Right: {rights}\n",
            "| mistake | code | outcome |\n|---|---|---|",
            *(
                f"| [{each.name}](#{each.name}) | {_code(each.source)} | {outcome(each)} |"
                for each in mistakes
            ),
            "",
        ]
    lines.append("## Beliefs\n\n| belief | true? | why | write |\n|---|---|---|---|")
    for belief in BELIEFS:
        needs = belief.says.needs
        holds = f"needs {needs} to run" if needs else "yes" if belief.holds() else "no"
        lines.append(f"| {belief.says.think} | {holds} | {belief.says.why} | {_code(belief.repair)} |")
    lines.append("\n## What is behind the mistakes\n")
    lines += [f"### {name}\n\n“{idea.think}” {idea.why}\n" for name, idea in IDEAS.items()]
    return "\n".join(lines) + "\n"


def _code(source: str) -> str:
    """Return code for a cell of a table, in which a line cannot end and a bar would."""
    lines = source.rstrip().replace("|", "\\|").split("\n")
    return "<br>".join(f"`{line}`" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
