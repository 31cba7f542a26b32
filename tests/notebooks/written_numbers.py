"""The numbers above ten that a text writes as words."""

import re
from decimal import Decimal

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
