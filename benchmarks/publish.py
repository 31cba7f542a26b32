"""Put the record in formulas.json into README.md: ``uv run python -m benchmarks.publish``."""

import json
from pathlib import Path

from benchmarks.formulas import table

ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).with_name("formulas.json")
START, END = "<!-- benchmark -->\n", "<!-- end of benchmark -->\n"


def section(record):
    """Return what the README says of a record."""
    versions = [f"{name} {number}" for name, number in record["versions"].items()]
    return (
        f"Cost and gradients of m x n numbers, float64, {record['threads']} threads, on a computer "
        f"with a load of {record['load']} before it began, {record['date']}: the "
        "least (median) of at least 7 calls in turns, and how many times ours that is. "
        f"{', '.join(versions + record['rivals'])}.\n\n{table(record)}\n"
    )


def published(text, record):
    """Return the README's text with the record's section in place of the one it has."""
    before, rest = text.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}{section(record)}{END}{after}"


def main():
    """Rewrite the section."""
    readme = ROOT / "README.md"
    text = published(readme.read_text(encoding="utf-8"), json.loads(RECORD.read_text(encoding="utf-8")))
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
