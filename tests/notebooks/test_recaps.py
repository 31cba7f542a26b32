"""The tables of the series grow: what one recap has filled in, the next does not lose."""

import re
from itertools import pairwise

from committed import series, source

from tests.cases import each_case

RULE, FORMS = "an index …", ""  # what stands in the upper left corner of each
EMPTY = {"", "?"}


def tables(markdown):
    """Return each table as ``{(row, column): words}``, by its upper left corner."""
    found, rows = {}, []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif rows:
            (corner, *columns), _, *body = rows
            found[corner] = {
                (row, column): words
                for row, *cells in body
                for column, words in zip(columns, cells, strict=True)
            }
            rows = []
    return found


def recap(notebook):
    return tables(source(notebook.cells[-1]))


def lost(before, after):
    """Return where something stood and nothing stands now, in rows that both have."""
    filled = {place for place, words in before.items() if words not in EMPTY}
    emptied = {place for place, words in after.items() if words in EMPTY}
    return filled & emptied


def test_every_recap_has_a_table(notebook):
    assert recap(notebook)


@each_case("corner", [RULE, FORMS])
def test_a_table_grows(corner):
    kept = [recap(notebook)[corner] for notebook in series() if corner in recap(notebook)]
    assert len(kept) > 3
    for before, after in pairwise(kept):
        assert not lost(before, after)
        assert after.items() - before.items(), "nothing was added"


def dropped(before, after):
    """Return the code that a place of a table began with, and has no more."""
    code = {place: re.findall(r"`[^`]+`", words) for place, words in before.items()}
    return [(place, spans[0]) for place, spans in code.items() if spans and spans[0] not in after[place]]


def test_what_the_rule_begins_with_stays_in_its_place():
    texts = [text for notebook in series() for text in notebook.markdown]
    rules = [tables(text)[RULE] for text in texts if RULE in tables(text)]
    assert not [place for before, after in pairwise(rules) for place in dropped(before, after)]


def test_a_table_that_shrinks_is_seen():
    before, after = (tables(f"|a|b|\n|---|---|\n|x|{words}|")["a"] for words in ("*", "?"))
    assert lost(before, after) == {("x", "b")}
    assert not lost(after, before)
