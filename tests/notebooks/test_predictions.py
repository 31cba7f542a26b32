"""A prediction offers what its author wrote: where the true outcome is not among that, `predict` adds it."""

import ast

from committed import source, without_magics


def lists(notebook):
    """Return each list of words that its code gives a name."""
    nodes = (node for cell in notebook.code for node in ast.parse(without_magics(source(cell))).body)
    return {
        target.id: ast.literal_eval(node.value)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
        for target in node.targets
        if all(isinstance(each, ast.Constant) for each in node.value.elts)
    }


def written(cell, named):
    """Return the options that a cell gives to `predict`; None where it gives none."""
    for node in ast.walk(ast.parse(without_magics(source(cell)))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
            for keyword in node.keywords:
                if keyword.arg == "options":
                    is_name = isinstance(keyword.value, ast.Name)
                    return named[keyword.value.id] if is_name else ast.literal_eval(keyword.value)
    return None


def offered(cell):
    """Return the lines of its output that are options."""
    text = "".join("".join(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"])
    return [line for line in text.splitlines() if line.startswith("  ")]


def test_the_options_are_those_of_the_author(notebook):
    named, seen = lists(notebook), 0
    for cell in notebook.code:
        options = written(cell, named)
        if options is not None:
            seen += 1
            assert len(offered(cell)) == len(set(options)), source(cell)
    assert seen, "nothing is predicted"
