"""Write the table of all faults anew: ``uv run python tests/faults/faults_page.py``."""

from pathlib import Path

import in_files
import in_runs

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
CHAPTERS = {"When cells run": in_runs.FAULTS} | in_files.CHAPTERS
FAULTS = [fault for faults in CHAPTERS.values() for fault in faults]
_HEAD = """\
# What cannot slip through

Each row is damage that a test does to a copy of the repository, and the check that fails then. Without the
damage that check passes. All of it stands in `tests/faults`, which writes this page:
`uv run python tests/faults/faults_page.py`.

Of the formulas each sign is flipped, and each loop begins too late or ends too early
(`tests/faults/test_faults_of_formulas.py`); docs/mutation.md tells what else was tried there.
"""


def page():
    """Return the page: a table for each chapter."""
    parts = [_HEAD]
    for title, faults in CHAPTERS.items():
        rows = [f"| {each.says} | `{each.where}` | {_check(each.noticed_by)} |" for each in faults]
        parts.append("\n".join([f"## {title}\n", "| damage | to | noticed by |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _check(noticed_by):
    path, _, name = noticed_by.partition("::test_")
    return f"{name.replace('_', ' ')} (`{path}`)" if name else noticed_by


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
