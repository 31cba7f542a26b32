"""Each notebook says not too much, without a misspelling, and numbers that are borne out."""

import functools
import re
import tokenize
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path

from codespell_lib import main as codespell
from committed import NOTEBOOKS, pictures, series, source, strings, without_magics
from prose import blocks, word_count
from spellchecker import SpellChecker

MOST_WORDS = {"00": 900, "10": 1500}
USUALLY_AT_MOST = 1300


def test_the_prose_is_not_too_long(notebook):
    words = sum(map(word_count, notebook.markdown))
    assert words <= MOST_WORDS.get(notebook.number, USUALLY_AT_MOST)


def test_they_are_spelt_right(tmp_path):
    for notebook in series():
        text = "\n\n".join(map(source, notebook.cells))
        (tmp_path / f"{notebook.number}.txt").write_text(text, encoding="utf-8")
    assert codespell(str(tmp_path)) == 0
    (tmp_path / "wrong.txt").write_text("The {}erate axes.".format("sep"), encoding="utf-8")
    assert codespell(str(tmp_path)) != 0


# Words that are neither in a dictionary of English nor among the project's own.

WORDS_OF_OURS = Path(__file__).with_name("words.txt")
_WORD = re.compile(r"(?<![\w.=(])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w(.=]\w?)")
_CODE = re.compile(r"`[^`]*`|\$[^$]*\$|\[[a-z-]+\]")


@functools.cache
def _known():
    ours = WORDS_OF_OURS.read_text(encoding="utf-8").split()
    return {*SpellChecker().word_frequency.dictionary, *ours}


def words(text):
    """Return the words of a text, in small letters, without code, formulas and letters that stand alone.

    >>> words("Bird 3's scores: `np.dot`, and dW.")
    ['bird', 'scores', 'and']
    """
    found = (word.lower().replace("’", "'") for word in _WORD.findall(_CODE.sub(" ", text)))
    return [word.removesuffix("'s") for word in found if len(word) > 2]


def unknown_words(text):
    """Return the words of a text that nobody knows.

    >>> unknown_words("Keep the axes that survive; the axees that do not.")
    ['axees']
    """
    return [word for word in words(text) if word not in _known()]


def prose_of_code(code):
    r"""Yield the comments of some code, and its strings of more than one word.

    >>> list(prose_of_code("x = 'one'  # a row\nprint('no sum', f'{x} and y')"))
    ['# a row', 'no sum', ' and y']
    """
    for token in tokenize.generate_tokens(StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    yield from (string for string in strings(code) if " " in string)


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


# Every number in the prose stands in an output of the same notebook, rounded as there, or in the reader's own
# code (``steps=200``). So does one that is written as a word. Counts up to ten, the names of notebooks, the
# minutes in the header and what stands in code or in a formula are not asked for.

COUNTED_ON_FINGERS = 10
_TOO_LARGE_TO_ROUND = 10**12
_IN_THE_MAP = re.compile(r"\[\d\d\](?=\()")
_NUMBER = re.compile(r"(?<![\w.])[-−+]?\d[\d,_\xa0]*(?:\.\d+)?(?:e[-+]?\d+)?(?![\w]|\.\d)(\s?%)?")
_NOT_STATED = re.compile(r"\b[Nn]otebooks? \d\d(?:(?:,| and| or| to) \d\d)*|\*?\*?Time:.*")

# Numbers above ten that are written as words.
_TO_TEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_TO_NINETEEN = [
    "eleven", "twelve", *(f"{each}teen" for each in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
]  # fmt: skip
_TENS = [f"{each}ty" for each in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
_SMALL = {"a": 1} | {word: 1 + k for k, word in enumerate(_TO_TEN)}
_ALONE = {word: 11 + k for k, word in enumerate(_TO_NINETEEN)}
_ALONE |= {word: 20 + 10 * k for k, word in enumerate(_TENS)}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WRITTEN = re.compile(rf"\b(?:({'|'.join(_ALONE)})|({'|'.join(_SMALL)}) ({'|'.join(_LARGE)}))\b", re.I)


def written(text):
    """Yield each number that is written as words, as it stands there and as a number.

    >>> [(words, int(number)) for words, number in written("Two hundred steps, ten digits, and sixteen more")]
    [('Two hundred', 200), ('sixteen', 16)]
    """
    for found in _WRITTEN.finditer(text):
        alone, small, large = (part and part.lower() for part in found.groups())
        yield found[0], Decimal(_ALONE[alone] if alone else _SMALL[small] * _LARGE[large])


def _numbers(text):
    """Return the numbers in a text, a percentage as the share that it is."""
    for found in _NUMBER.finditer(text):
        plain = re.sub(r"[,_\s%]", "", found[0].replace("−", "-"))
        value = Decimal(plain)
        yield found[0].strip(), (value.scaleb(-2) if found[1] else value)


def stated(markdown):
    """Return the numbers that the prose and the tables of a cell state, as they are written.

    >>> [written for written, _ in stated("All 219 birds, 62.5 % in notebook 05; `0.3` is code, 7 is small.")]
    ['219', '62.5 %']
    """
    return [
        (shown, value)
        for block in blocks(_IN_THE_MAP.sub("[]", markdown))
        if block.kind != "folded"
        for words in [_NOT_STATED.sub("", block.text)]
        for shown, value in (*_numbers(words), *written(words))
        if not (value == value.to_integral() and 0 <= value <= COUNTED_ON_FINGERS and "%" not in shown)
    ]


def given(notebook, without=""):
    """Return the numbers of all outputs and of all code; some words, and cells that say them, count not."""
    codes = [source(cell) for cell in notebook.code if not without or without not in strings(source(cell))]
    kept = notebook.words_of_outputs.replace(without, " ") if without else notebook.words_of_outputs
    return {abs(value) for text in (kept, *codes) for _, value in _numbers(text.replace("_", ""))}


def bears_out(value, known):
    """Tell whether a known number is this one, rounded to as many decimals; a whole number is a count.

    >>> bears_out(Decimal("0.693"), {Decimal("0.693147")}), bears_out(Decimal("0.694"), {Decimal("0.693147")})
    (True, False)
    >>> bears_out(Decimal("25"), {Decimal("25.3")})
    False
    """
    exponent = value.as_tuple().exponent
    if exponent >= 0:
        return abs(value) in known
    step = Decimal(1).scaleb(exponent)
    shown = (each for each in known if each < _TOO_LARGE_TO_ROUND)
    return any(
        abs(value) == each.quantize(step, way) for each in shown for way in (ROUND_HALF_EVEN, ROUND_HALF_UP)
    )


# Numbers that no output can show, with the reason.
OF_THEIR_OWN = {
    "03": {"twenty": "pairs of five by five that are no partners"},
    "07": {"ninety": "numbers of ten by ten that are not on the diagonal"},
    "08": {"sixteen": "the digits of a float64", "220": "the bird that comes after the last"},
    "14": {"16": "days", "Twelve": "questions of the test"},
}


def unfounded(markdown, known):
    return [written for written, value in stated(markdown) if not bears_out(value, known)]


def test_numbers_in_prose_are_borne_out(notebook):
    known = given(notebook)
    missing = [written for text in notebook.markdown for written in unfounded(text, known)]
    assert set(missing) <= OF_THEIR_OWN.get(notebook.number, {}).keys(), missing


def test_numbers_in_alternative_texts_are_borne_out(notebook):
    """What an author writes about a plot is borne out by something else than itself."""
    for cell in notebook.code:
        shown = {words for output in cell["outputs"] for words in pictures(output)}
        for words in shown & set(strings(source(cell))):
            assert not unfounded(words, given(notebook, without=words)), words
