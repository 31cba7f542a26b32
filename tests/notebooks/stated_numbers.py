"""The numbers that prose states, and whether an output bears them out.

A number in prose is given where an output of the notebook shows it, rounded as in the prose, or where the
reader's own code sets it (``steps=200``). So is one that is written as a word. Counts up to ten, the names
of notebooks, the minutes in the header and what stands in code or in a formula are not asked for.
"""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from committed import source, strings
from prose import blocks

COUNTED_ON_FINGERS = 10
_TOO_LARGE_TO_ROUND = 10**12
_IN_THE_MAP = re.compile(r"\[\d\d\](?=\()")
_NUMBER = re.compile(r"(?<![\w.])[-−+]?\d[\d,_\xa0]*(?:\.\d+)?(?:e[-+]?\d+)?(?![\w]|\.\d)(\s?%)?")
_NAMES = re.compile(r"\b[Nn]otebooks? \d\d(?:(?:,| and| or| to) \d\d)*|\*?\*?Time:.*")


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
        for words in [_NAMES.sub("", block.text)]
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
