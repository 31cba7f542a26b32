"""Each notebook says enough and not too much, without a misspelling; no formula is left open."""

from codespell_lib import main as codespell
from committed import NOTEBOOKS, series, source, without_magics
from prose import blocks, word_count
from spelling import WORDS_OF_OURS, prose_of_code, unknown_words, words

from tests.cases import each_case

LENGTHS = {"00": (500, 900)}
USUAL_LENGTH = (900, 1300)


def test_the_prose_has_its_length(notebook):
    least, most = LENGTHS.get(notebook.number, USUAL_LENGTH)
    words = sum(map(word_count, notebook.markdown))
    assert least <= words <= most, f"{words} words of prose; wanted: {least} to {most}"


def test_they_are_spelt_right(tmp_path):
    for notebook in series():
        text = "\n\n".join(map(source, notebook.cells))
        (tmp_path / f"{notebook.number}.txt").write_text(text, encoding="utf-8")
    assert codespell(str(tmp_path)) == 0
    (tmp_path / "wrong.txt").write_text("The {}erate axes.".format("sep"), encoding="utf-8")
    assert codespell(str(tmp_path)) != 0


PAGES = ["README.md", "CONTRIBUTING.md", "teaching/*.md"]  # beside the notebooks


def prose(notebook):
    """Return what a notebook says in Markdown, in comments and in strings of its code."""
    code = (text for cell in notebook.code for text in prose_of_code(without_magics(source(cell))))
    return "\n\n".join([*(block.text for block in notebook.blocks), *code])


def pages():
    for path in (path for page in PAGES for path in NOTEBOOKS.parent.glob(page)):
        yield "\n\n".join(block.text for block in blocks(path.read_text(encoding="utf-8")))


def test_its_words_are_known(notebook):
    assert unknown_words(prose(notebook)) == [], f"misspelt, or a word for {WORDS_OF_OURS.name}"


def test_the_words_of_pages_are_known():
    assert [word for page in pages() for word in unknown_words(page)] == []


def test_no_word_of_ours_is_left_that_nothing_says():
    said = {word for text in (*map(prose, series()), *pages()) for word in words(text)}
    assert [word for word in WORDS_OF_OURS.read_text(encoding="utf-8").split() if word not in said] == []


@each_case("wrong", ["summd", "axees", "transposs", "elementwize"])
def test_a_word_that_nobody_knows_is_seen(wrong):
    assert unknown_words(f"Along the {wrong} it goes.") == [wrong]


def test_no_formula_is_left_open(notebook):
    for text in notebook.markdown:
        assert not [block.text for block in blocks(text) if "$" in block.text]
