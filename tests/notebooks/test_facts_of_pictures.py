"""What words say of pictures is what the package draws: how axes look, and how often a table passes."""

import ast
import colorsys
import re

from committed import numbered, source, without_magics
from test_links import recap

from axiswise.draw.style import KNOWN, MEANINGS
from helpers.plots.traffic import PASSES, passes

TIMES = {"once": 1}
DASHES = {"": "solid", "7 4": "dashed", "0.1 5": "dotted", "9 3 2 3": "dash-dotted"}
# Where on the wheel of hues a colour ends, as a part of one turn; what comes after the last is red again.
ENDS = {"red": 0.03, "orange": 0.11, "yellow": 0.19, "green": 0.47, "blue": 0.7, "purple": 0.95}


def colour_word(code):
    """Return what a reader calls a colour.

    >>> [colour_word(code) for code in ("#0072B2", "#8A929C", "#D55E00", "#009E73", "#CC79A7")]
    ['blue', 'grey', 'orange', 'green', 'purple']
    """
    hue, _, saturation = colorsys.rgb_to_hls(*(int(code[k : k + 2], 16) / 255 for k in (1, 3, 5)))
    if saturation < 0.2:
        return "grey"
    return next((word for word, end in ENDS.items() if hue < end), "red")


INTRODUCED = {"m": "02", "n": "02", "k": "07", "h": "09"}  # each letter, and the notebook that says its look


def test_axes_look_as_the_series_says():
    for letter, meaning in MEANINGS.items():
        look = f"{colour_word(KNOWN[letter].line)}, {DASHES[KNOWN[letter].dash]}"
        text = "".join(numbered(INTRODUCED[letter]).markdown)
        said = re.search(rf"\*\*{letter}\*\*.{{,20}}\(in pictures: {look}\).{{,40}}", text)
        assert said and (meaning in said[0] or letter == "k"), letter


def named_features(code):
    """Return what some code hands over as features.

    >>> named_features("names = {'features': birds.features}; draw(features=birds.features[::-1])")
    ['birds.features', 'birds.features[::-1]']
    """
    found = []
    for node in ast.walk(ast.parse(without_magics(code))):
        if isinstance(node, ast.Dict):
            pairs = zip(map(ast.unparse, filter(None, node.keys)), node.values, strict=False)
            found += [ast.unparse(value) for key, value in pairs if key == "'features'"]
        elif isinstance(node, ast.keyword) and node.arg == "features":
            found.append(ast.unparse(node.value))
    return found


def test_axes_get_their_names_from_the_data_in_the_order_of_the_data(notebook):
    """Names that are chosen (``penguins(features=["bill length", …])``) choose the rows with them."""
    for name in (name for cell in notebook.code for name in named_features(source(cell))):
        assert re.fullmatch(r"\w+\.features|\['[\w ', ]+'\]", name), name


def ways():
    return {name: passes(way) for way in PASSES for name in way.split(", ")}


def test_the_recap_counts_passes_as_the_picture_does():
    cells = {column: words for (row, column), words in recap(numbered("10"))[""].items() if "passes" in row}
    counted = {
        column: TIMES.get(words) or int(words.removesuffix(" times")) for column, words in cells.items()
    }
    assert counted == ways()


def test_code_counts_passes_as_the_picture_does():
    counted = next(cell for cell in numbered("10").code if "passes in {" in source(cell))
    table = next(node for node in ast.walk(ast.parse(source(counted))) if isinstance(node, ast.Dict))
    assert ast.literal_eval(table).items() <= ways().items()
