"""Every notebook is whole, canonical, and says nothing about the machine that ran it."""

import ast
import json
import re
import statistics
import warnings

import nbformat
from committed import calls, source, tags, without_magics

from helpers.commands.notebook_files import parse, text_of
from helpers.commands.refresh import canonical
from helpers.extras import EXTRAS

ALLOWED_IMPORTS = {"numpy", "matplotlib", "helpers", "math"}
MORE_IMPORTS = {
    "10": {"numba"},
    "11": {"dask", "distributed", "os", "tempfile", "time"},
    "13": {"axiswise", "mine", "pathlib", "subprocess", "sys", "tempfile", "test_mine"},
    "15": {"pandas"},
}
# As they stand in JSON, where a backslash is written twice.
PATH_OF_A_MACHINE = r"/(home|root|tmp|work|Users|var|opt|usr|mnt|Volumes)/|[A-Z]:\\\\"
MACHINE = re.compile(rf"{PATH_OF_A_MACHINE}|https?://|\w+://\d|\blocalhost\b|\b127\.0\.0\.1\b")
BYTES = re.compile(r"base64,[A-Za-z0-9+/=]*")  # of pictures, in which any letters may stand
MAGICS = {"%%shapes", "%%scale", "%%fast", "%load_ext"}
MEASURING = {"10", "11"}
KNOWN_TAGS = {"card", "nbval-ignore-output", "raises-exception", *EXTRAS}
TAG_WITH_A_NAME = re.compile(r"(exercise|check|solution):\w+|(predicted|met|repaired):[\w-]+")


def test_it_is_valid_with_unique_ids(notebook):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(notebook.raw)
    identities = [cell["id"] for cell in notebook.cells]
    assert len(set(identities)) == len(identities)


def test_it_is_as_refresh_writes_it(notebook):
    """It asks for no kernel of its own, and ran from top to bottom; what is never compared is of its code."""
    text = notebook.path.read_text(encoding="utf-8")
    assert text == text_of(canonical(parse(text), parse(text))), f"run: uv run refresh {notebook.number}"


def test_only_measurements_are_not_compared(notebook):
    ignored = [source(cell) for cell in notebook.code if "nbval-ignore-output" in tags(cell)]
    assert not ignored or notebook.number in MEASURING, ignored


def test_it_leaves_the_notebook_by_no_other_way_than_python(notebook):
    for cell in notebook.code:
        for line in re.findall(r"^\s*[%!].*", source(cell), flags=re.M):
            assert line.split()[0] in MAGICS, line


def test_an_error_is_saved_where_one_is_meant_and_nowhere_else(notebook):
    for cell in notebook.code:
        saved = any(output["output_type"] == "error" for output in cell["outputs"])
        assert saved == ("raises-exception" in tags(cell)), source(cell)


def test_what_raises_on_purpose_comes_last(notebook):
    """In the browser edition a run of all cells ends where one raises."""
    raising = [place for place, cell in enumerate(notebook.code, 1) if "raises-exception" in tags(cell)]
    assert raising in ([], [len(notebook.code)])


def test_no_output_warns_or_names_a_machine_or_a_path_of_one(notebook):
    for cell in notebook.code:
        for output in cell["outputs"]:
            assert output.get("name") != "stderr", source(cell)
            assert not MACHINE.search(BYTES.sub("", json.dumps(output))), source(cell)


def test_no_words_and_no_code_name_a_path_of_a_machine(notebook):
    for cell in notebook.cells:
        assert not re.search(PATH_OF_A_MACHINE, json.dumps(source(cell))), source(cell)


def test_tags_are_known(notebook):
    for cell in notebook.cells:
        for tag in tags(cell):
            assert tag in KNOWN_TAGS or TAG_WITH_A_NAME.fullmatch(tag), tag


def test_no_comment_hides_a_cell_from_the_tests(notebook):
    for cell in notebook.code:
        assert not re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)_", source(cell)), source(cell)


def test_it_imports_what_readers_have(notebook):
    allowed = ALLOWED_IMPORTS | MORE_IMPORTS.get(notebook.number, set())
    for cell in notebook.code:
        for node in ast.walk(ast.parse(without_magics(source(cell)))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module]
            assert {module.partition(".")[0] for module in modules} <= allowed, source(cell)


# Every notebook follows the anatomy: question, header lines, short cells, recap, next link.

HEADER = ("What you will do", "What you will be able to do", "What you need", "Time")
LONGEST_CELL, MEDIAN_CELL = 15, 4
WITHOUT_BREAKING = {"00", "15"}  # in the first, three lines are broken already; the appendix is looked up
INTERACTIVE = {
    "04": {"player"}, "06": {"swap_lab"}, "08": {"boundary_explorer", "epoch_scrubber"},
    "10": {"size_slider"},
}  # fmt: skip


def headings(notebook):
    text = re.sub(r"```.*?```", "", "\n".join(notebook.markdown), flags=re.S)
    return re.findall(r"^(#+) (.+)$", text, flags=re.M)


def lines(cell):
    return [line for line in source(cell).splitlines() if line.strip()]


def test_the_title_is_a_question_and_the_only_one_of_its_size(notebook):
    titles = [title for level, title in headings(notebook) if level == "#"]
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert notebook.markdown[0].startswith("# ")
    assert not [text for text in notebook.markdown if re.search(r"^=+\s*$|<h\d", text, flags=re.M)]


def test_the_header_says_what_for(notebook):
    for label in HEADER:
        assert f"- **{label}:**" in notebook.markdown[0], label


def test_headings_differ_and_are_not_numbered(notebook):
    titles = [title for _, title in headings(notebook)]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if re.match(r"\d", title)]


def test_it_asks_breaks_and_sums_up(notebook):
    titles = " | ".join(title for _, title in headings(notebook))
    assert "predict" in calls(notebook)
    assert ("Break it" in titles) == (notebook.number not in WITHOUT_BREAKING)
    assert headings(notebook)[-1][1] == "Recap"


def test_it_can_be_operated_where_that_teaches(notebook):
    assert INTERACTIVE.get(notebook.number, set()) <= set(calls(notebook))


def test_cells_are_short(notebook):
    lengths = [len(lines(cell)) for cell in notebook.code]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) <= MEDIAN_CELL


def test_the_voice_is_kept(notebook):
    text = re.sub(r"`[^`]*`", "", "\n".join(notebook.markdown))
    assert not re.findall(r"\b(simply|obviously|trivially)\b", text, flags=re.I)
