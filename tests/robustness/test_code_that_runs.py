"""Text becomes code only where docs/security.md says so."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("axiswise/src", "helpers")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LOADERS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}


def nodes(kind):
    """Return every node of a kind with the file that it stands in."""
    return [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, kind)]


def test_where_code_is_run_is_listed():
    runs = {path for path, call in nodes(ast.Call) if getattr(call.func, "id", "") in ("eval", "exec")}
    assert runs == set(re.findall(r"^\| `(\S+)` \|", PAGE, re.M))


def test_nothing_is_unpickled():
    imported = [(path, alias.name) for path, node in nodes(ast.Import) for alias in node.names]
    imported += [(path, node.module) for path, node in nodes(ast.ImportFrom)]
    assert not [found for found in imported if found[1] in LOADERS]


def test_nothing_goes_through_a_shell_and_no_array_holds_objects():
    keywords = [(path, word) for path, call in nodes(ast.Call) for word in call.keywords]
    assert not [
        path
        for path, word in keywords
        if word.arg in ("shell", "allow_pickle") and word.value.value is not False
    ]
    assert not [path for path, node in nodes(ast.Attribute) if node.attr in ("system", "popen")]


def test_the_tests_it_names_exist():
    named = re.findall(r"`(tests/\S+?\.py)`", PAGE) + [
        f"tests/robustness/{name}" for name in re.findall(r"`(test_\S+?\.py)`", PAGE)
    ]
    assert len(named) >= 6
    assert not [name for name in named if not (ROOT / name).is_file()]
