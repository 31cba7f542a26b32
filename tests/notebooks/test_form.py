"""Every notebook is whole, canonical, and says nothing about the machine that ran it."""

import ast
import json
import re
import warnings

import nbformat

ALLOWED_IMPORTS = {"numpy", "matplotlib", "ipywidgets", "helpers", "math"}
MACHINE_PATH = re.compile(r"(/home/|/root/|/tmp/|/work/|/Users/|[A-Z]:\\\\)")
KNOWN_TAGS = {"nbval-ignore-output", "raises-exception", "scale"}
EXERCISE_TAG = re.compile(r"(exercise|check|solution):\w+")


def source(cell):
    return "".join(cell["source"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def without_magics(text):
    return re.sub(r"^[%!].*$", "", text, flags=re.M)


def test_it_is_valid_with_unique_ids(notebook):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(notebook.raw)
    identities = [cell["id"] for cell in notebook.cells]
    assert len(set(identities)) == len(identities)


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


def test_no_output_warns_or_names_a_path_of_a_machine(notebook):
    for cell in notebook.code:
        for output in cell["outputs"]:
            assert output.get("name") != "stderr", source(cell)
            assert not MACHINE_PATH.search(json.dumps(output)), source(cell)


def test_tags_are_known(notebook):
    for cell in notebook.cells:
        for tag in tags(cell):
            assert tag in KNOWN_TAGS or EXERCISE_TAG.fullmatch(tag), tag


def test_it_imports_what_readers_have(notebook):
    for cell in notebook.code:
        for node in ast.walk(ast.parse(without_magics(source(cell)))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module]
            assert {module.partition(".")[0] for module in modules} <= ALLOWED_IMPORTS, source(cell)


def test_every_picture_has_alternative_text(notebook):
    pictures = re.findall(r"<img[^>]*>", json.dumps(notebook.raw))
    for picture in pictures:
        alternative = re.search(r'alt=\\"([^"]*)\\"', picture)
        assert alternative and len(alternative[1]) > 20, picture[:200]
