"""Write the catalogue as a page: ``uv run python docs/make_misconceptions.py``."""

from pathlib import Path

from helpers.exercises.catalogue import BELIEFS, MISTAKES, of
from helpers.exercises.catalogue.entry import IDEAS, outcome
from helpers.exercises.references import REFERENCES

_HEAD = """\
# What learners write

{count} ways to get a formula wrong, in {exercises} exercises, and {beliefs} beliefs. `check` knows them all,
one by one and two at a time. This page is written by `docs/make_misconceptions.py`, which
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
    Path(__file__).with_name("misconceptions.md").write_text(page(), encoding="utf-8")
