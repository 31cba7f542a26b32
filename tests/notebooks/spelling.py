"""Words that are neither in a dictionary of English nor among the project's own."""

import functools
import re
import tokenize
from io import StringIO
from pathlib import Path

from committed import strings
from spellchecker import SpellChecker

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
