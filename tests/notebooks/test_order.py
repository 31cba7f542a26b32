"""Nothing is used before it is introduced or told before it is asked, and no notebook is too long."""

import ast
import re

from committed import NOTEBOOKS, calls, series, source, tags, without_magics
from prose import blocks, word_count
from test_shown_code import expressions

from helpers.commands.notebook_files import solution_in
from helpers.commands.slides import deck, plans
from tests.cases import each_case

LINES_OF_A_FIRST_CELL = 5
# Each term, the notebook that introduces it, and the words that do. A plain word stands for its plural too.
TERMS = {
    "cost": ("00", "**cost**"),
    "gradient": ("00", "**gradient**"),
    "dw": ("00", "**gradient** `dw`"),
    "X": ("00", "`X` holds measurements"),
    "label": ("00", "`Y` holds labels"),
    "%%shapes": ("00", "`%%shapes` draws"),
    "score": ("01", "**score**"),
    "weight": ("01", "**weight**"),
    "bias": ("01", "**bias**"),
    "activation": ("01", "**activation**"),
    "sigmoid": ("01", "**sigmoid**"),
    "slope": ("01", "**slope**"),
    "dz": ("01", "without the 1/m, `dz`"),
    "nudge": ("01", "## Nudge one score"),
    "array": ("02", "## From lists to arrays"),
    "operand": ("02", "An operand is"),
    "shape of": ("02", "its **shape**"),
    "axis": ("00", "an axis is a direction"),
    "keepdims": ("02", "With `keepdims=True`"),
    "strip": ("02", "a **strip**"),
    "broadcasting": ("02", "**broadcasting**"),
    "element-wise": ("03", "**element-wise**"),
    "outer product": ("04", "**outer product**"),
    "einsum": ("05", "`np.einsum` lets"),
    "descent": ("05", "**gradient descent**"),
    "learning rate": ("05", "**learning rate**"),
    "vdot": ("06", "`np.vdot` is"),
    "one-hot": ("07", "**one-hot**"),
    "softmax": ("07", "**Softmax**"),
    "trace": ("07", "**trace**"),
    "hidden unit": ("09", "**h** hidden units"),
    "cache": ("10", "the **cache**"),
    "block": ("10", "into **blocks**"),
    "chunk": ("11", "make one chunk"),
    "worker": ("11", "called **workers**"),
    "covariance": ("12", "## Do: covariance"),
    "attention": ("12", "## Attention, in two products"),
    "batch": ("12", "## A batch of them"),
    "loss": ("13", "A loss (at work"),
}
AHEAD = re.compile(
    r"\||# |- \*\*What you|\*\*Next:|(cost|dw  ) = .*here"
)  # tables, the header, what comes next


def pieces(notebook):
    """Yield what stands in a notebook in the order of reading: paragraphs, and cells of code."""
    for cell in notebook.cells:
        if cell["cell_type"] == "code":
            yield re.sub(r"^(from|import) .*$", "", source(cell), flags=re.M)
        else:
            text = re.sub(r"\]\([^)]*\)", "]", source(cell))
            yield from (line for line in text.splitlines() if not AHEAD.match(line))


def uses(term, text):
    return re.search(rf"(?<![\w.]){re.escape(term)}(?:s|es)?(?!\w)", text, flags=0 if len(term) < 3 else re.I)


def too_early(notebook):
    """Return each term that a notebook uses before it is introduced, with the place."""
    found = []
    for term, (number, introduction) in TERMS.items():
        if number < notebook.number:
            continue
        for text in pieces(notebook):
            if number == notebook.number and introduction in text:
                break
            if uses(term, text):
                found.append((term, text[:80]))
                break
    return found


def test_no_term_is_used_before_it_is_introduced(notebook):
    assert too_early(notebook) == []


def test_each_term_is_introduced():
    texts = {notebook.number: list(pieces(notebook)) for notebook in series()}
    lost = [
        term for term, (number, words) in TERMS.items() if not any(words in text for text in texts[number])
    ]
    assert lost == []


# How long a notebook takes: the one rule, and how its header says it.

WORDS_A_MINUTE = 150
A_CELL, A_PREDICTION, AN_EXERCISE, AN_INTERACTIVE_PART = 0.5, 1, 5, 3
INTERACTIVE = {
    "boundary_explorer", "cards", "claims", "epoch_scrubber", "gauge", "player", "practise", "size_slider",
    "swap_lab",
}  # fmt: skip
MOST = {"00": 15}  # of one notebook; of those up to 05 together
USUALLY_AT_MOST, MOST_UP_TO_05 = 45, 160


def yours(notebook):
    """Return the minutes in which the reader does something: predictions, exercises, interactive parts."""
    names = calls(notebook)
    exercises = [tag for cell in notebook.code for tag in tags(cell) if tag.startswith("exercise:")]
    interactive = sum(names.count(name) for name in INTERACTIVE)
    doing = A_PREDICTION * names.count("predict") + AN_EXERCISE * len(exercises)
    return doing + AN_INTERACTIVE_PART * interactive


def minutes(notebook):
    """Return all of its minutes, by the rule."""
    words = sum(map(word_count, notebook.markdown))
    return words / WORDS_A_MINUTE + A_CELL * len(notebook.code) + yours(notebook)


def in_words(notebook):
    """Return what its header says, in fives."""
    total, own = (5 * round(part / 5) for part in (minutes(notebook), yours(notebook)))
    return f"about {total} minutes, {own} of them for your own answers"


def test_the_header_says_how_long_it_takes(notebook):
    assert f"**Time:** {in_words(notebook)}" in notebook.markdown[0]
    assert minutes(notebook) <= MOST.get(notebook.number, USUALLY_AT_MOST)


def test_the_answer_comes_soon_enough():
    assert sum(minutes(notebook) for notebook in series() if notebook.number <= "05") <= MOST_UP_TO_05


def test_the_first_cell_is_short(notebook):
    lines = [line for line in source(notebook.code[0]).splitlines() if line.strip()]
    assert len(lines) <= LINES_OF_A_FIRST_CELL


# What is asked is not told before: not by a name, not by a heading, not by a cell that has run it already.

WORD = re.compile(r"[A-Za-z_]\w*")
VERDICTS = re.compile(r"\b(wrong|silent|error|accident|broken|bad|bug)\w*", flags=re.I)


def assigned(tree):
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def strings_of(tree):
    """Return the code that each name stands for, where it is a string: ``line_2 = "np.dot(…)"``."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(node.value.value, str)
    }


def asked(tree, named):
    """Return what each `predict` of a cell asks about."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
            first = node.args[0]
            yield named[first.id] if isinstance(first, ast.Name) else first.value


def told(notebook):
    """Return each way in which a notebook answers a question before it asks."""
    found, named, ran, heading, above = [], {}, set(), "", []
    for cell in notebook.cells:
        if cell["cell_type"] == "markdown":
            titles = [block.text for block in blocks(source(cell)) if block.kind == "heading"]
            heading = titles[-1] if titles else heading
            continue
        tree = ast.parse(without_magics(source(cell)))
        named |= strings_of(tree)
        tried = "\n".join(ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Try))
        words = {word for name in WORD.findall(tried) for word in (name, named.get(name))} - {"np"}
        found += [
            (each, "an except stands below it") for each in above if words & {each, *WORD.findall(each)}
        ]
        above = list(asked(tree, named))
        for question in above:
            if VERDICTS.search(heading):
                found.append((question, heading))
            if ast.unparse(ast.parse(question, mode="eval")) in ran:
                found.append((question, "it ran before"))
        statements = [each for each in tree.body if not isinstance(each, ast.FunctionDef)]
        nodes = [node for statement in statements for node in ast.walk(statement)]
        ran |= {ast.unparse(node) for node in nodes if isinstance(node, ast.expr)}
        found += [(name, "a name") for name in assigned(tree) if VERDICTS.match(name)]
    return found


def test_nothing_is_told_before_it_is_asked(notebook):
    assert told(notebook) == []


@each_case("minutes", plans())
def test_no_lecture_tells_before_it_asks(minutes):
    assert told(deck(minutes, sorted(NOTEBOOKS.glob("*.ipynb")))) == []


# An exercise of the first notebooks stands above the lines that solve it.

COLUMNS = "\n".join(
    (NOTEBOOKS.parent / "helpers/formulas" / name).read_text(encoding="utf-8")
    for name in ("element_wise.py", "dot.py")
)


def called(code):
    """Return the calls of NumPy in some code and in its strings, with dz for A - Y."""
    shown = f"{code}\n{COLUMNS}" if "side_by_side(" in code else code
    whole = re.sub(r"\(A - Y\)|A - Y", "dz", shown)
    return {each for each in expressions(whole) if each.startswith("np.") and each.endswith(")")}


def solved_above(notebook):
    """Return each solution whose calls all stand in cells above it."""
    shown, found = set(), []
    for cell in notebook.cells:
        if cell["cell_type"] == "code":
            shown |= called(without_magics(source(cell)))
        elif any(tag.startswith("solution:") for tag in tags(cell)):
            calls = called(solution_in(source(cell)))
            found += [source(cell)] if calls and calls <= shown else []
    return found


def test_no_line_that_solves_an_exercise_stands_above_it():
    found = [text for notebook in series() if notebook.number <= "05" for text in solved_above(notebook)]
    assert found == []
