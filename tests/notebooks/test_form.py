"""Every notebook is whole, canonical, and says nothing about the machine that ran it."""

import ast
import json
import re
import warnings

import nbformat
from committed import series, source, tags, without_magics

from helpers.commands.notebook_files import parse, text_of
from helpers.commands.refresh import canonical

ALLOWED_IMPORTS = {"numpy", "matplotlib", "ipywidgets", "helpers", "math"}
MORE_IMPORTS = {"11": {"dask", "distributed", "os", "tempfile", "time"}}
# As they stand in JSON, where a backslash is written twice.
PATH_OF_A_MACHINE = r"/(home|root|tmp|work|Users|var|opt|usr|mnt|Volumes)/|[A-Z]:\\\\"
MACHINE = re.compile(rf"{PATH_OF_A_MACHINE}|https?://|\w+://\d|\blocalhost\b|\b127\.0\.0\.1\b")
BYTES = re.compile(r"base64,[A-Za-z0-9+/=]*")  # of pictures, in which any letters may stand
PROGRAMS = {"get_ipython", "__import__", "exec", "eval", "compile"}
FROM_OS = {"path", "_exit"}
SLIPS = {"NameError", "SyntaxError", "IndentationError", "ImportError", "ModuleNotFoundError"}
MAGICS = {"%%shapes", "%%scale", "%load_ext"}
MEASURING = {"10", "11"}
KNOWN_TAGS = {"card", "nbval-ignore-output", "raises-exception", "scale"}
TAG_WITH_A_NAME = re.compile(r"(exercise|check|solution):\w+|(predicted|met|repaired):[\w-]+")


def test_it_is_valid_with_unique_ids(notebook):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(notebook.raw)
    identities = [cell["id"] for cell in notebook.cells]
    assert len(set(identities)) == len(identities)


def test_it_is_as_refresh_writes_it(notebook):
    """Nothing foreign is in its metadata; what is never compared was made by the code that stands there."""
    text = notebook.path.read_text(encoding="utf-8")
    assert text == text_of(canonical(parse(text), parse(text))), f"run: uv run refresh {notebook.number}"


def test_it_holds_words_and_code_and_nothing_raw(notebook):
    assert {cell["cell_type"] for cell in notebook.cells} == {"code", "markdown"}


def test_only_measurements_are_not_compared(notebook):
    ignored = [source(cell) for cell in notebook.code if "nbval-ignore-output" in tags(cell)]
    assert not ignored or notebook.number in MEASURING, ignored


def test_it_leaves_the_notebook_by_no_other_way_than_python(notebook):
    for cell in notebook.code:
        for line in re.findall(r"^\s*[%!].*", source(cell), flags=re.M):
            assert line.split()[0] in MAGICS, line


def test_it_runs_on_any_machine(notebook):
    assert notebook.raw["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in notebook.raw["metadata"]


def test_it_was_run_from_top_to_bottom(notebook):
    counts = [cell["execution_count"] for cell in notebook.code]
    assert counts == list(range(1, len(counts) + 1))


def test_an_error_is_saved_where_one_is_meant_and_nowhere_else(notebook):
    for cell in notebook.code:
        saved = any(output["output_type"] == "error" for output in cell["outputs"])
        assert saved == ("raises-exception" in tags(cell)), source(cell)


def test_what_raises_on_purpose_comes_last(notebook):
    """In the browser edition a run of all cells ends where one raises."""
    raising = [place for place, cell in enumerate(notebook.code, 1) if "raises-exception" in tags(cell)]
    assert raising in ([], [len(notebook.code)])


def test_an_error_that_is_shown_is_not_a_slip_of_the_pen(notebook):
    for output in notebook.each_output:
        assert output.get("ename") not in SLIPS, output["evalue"]


def test_a_saved_traceback_ends_with_its_error(notebook):
    for output in notebook.each_output:
        if output["output_type"] == "error":
            last = re.sub(r"\x1b\[[\d;]*m", "", output["traceback"][-1])
            assert last == f"{output['ename']}: {output['evalue']}"


def test_no_output_warns_or_names_a_machine_or_a_path_of_one(notebook):
    for cell in notebook.code:
        for output in cell["outputs"]:
            assert output.get("name") != "stderr", source(cell)
            assert not MACHINE.search(BYTES.sub("", json.dumps(output))), source(cell)


def test_no_words_and_no_code_name_a_path_of_a_machine(notebook):
    for cell in notebook.cells:
        assert not re.search(PATH_OF_A_MACHINE, json.dumps(source(cell))), source(cell)


def test_what_needs_dask_has_its_tag(notebook):
    for cell in notebook.code:
        assert source(cell).startswith("%%scale") == ("scale" in tags(cell)), source(cell)


def test_one_cell_of_the_series_is_the_card():
    assert sum("card" in tags(cell) for notebook in series() for cell in notebook.cells) == 1


def test_tags_are_known(notebook):
    for cell in notebook.cells:
        for tag in tags(cell):
            assert tag in KNOWN_TAGS or TAG_WITH_A_NAME.fullmatch(tag), tag


def test_no_comment_hides_a_cell_from_the_tests(notebook):
    for cell in notebook.code:
        assert not re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)_", source(cell)), source(cell)


def test_it_starts_no_other_program(notebook):
    """What another program does, such as ask the network, no check of the kernel sees."""
    for cell in notebook.code:
        for node in ast.walk(ast.parse(without_magics(source(cell)))):
            assert not (isinstance(node, ast.Name) and node.id in PROGRAMS), source(cell)
            assert not (isinstance(node, ast.ImportFrom) and node.module == "os"), source(cell)
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "os":
                assert node.attr in FROM_OS, source(cell)


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
