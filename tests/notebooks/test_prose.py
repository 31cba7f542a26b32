"""Each notebook says enough and not too much, without a misspelling; no formula is left open."""

from codespell_lib import main as codespell
from committed import source
from prose import blocks, word_count

LENGTHS = {"00": (500, 900)}
USUAL_LENGTH = (900, 1300)


def test_the_prose_has_its_length(notebook):
    least, most = LENGTHS.get(notebook.number, USUAL_LENGTH)
    words = sum(map(word_count, notebook.markdown))
    assert least <= words <= most, f"{words} words of prose; wanted: {least} to {most}"


def misspelt(text, folder):
    """Tell whether codespell would correct a word of a text."""
    (folder / "text.txt").write_text(text, encoding="utf-8")
    return codespell(str(folder / "text.txt")) != 0


def test_it_is_spelt_right(notebook, tmp_path):
    assert not misspelt("\n\n".join(map(source, notebook.cells)), tmp_path)


def test_a_misspelling_is_seen(tmp_path):
    assert misspelt("The {}erate axes.".format("sep"), tmp_path)


def test_no_formula_is_left_open(notebook):
    for text in notebook.markdown:
        assert not [block.text for block in blocks(text) if "$" in block.text]
