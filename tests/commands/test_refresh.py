import copy
import json

import pytest
from nbformat import v4

from helpers import data
from helpers.commands import refresh as command
from helpers.commands.notebook_files import CommandError, parse, text_of
from helpers.commands.refresh import canonical

IGNORED = {"tags": ["nbval-ignore-output"]}
RANDOM = "import secrets; secrets.token_hex()"


def code(source, **metadata):
    return v4.new_code_cell(source, metadata=metadata)


def save(path, *cells, **metadata):
    path.write_text(text_of(v4.new_notebook(cells=list(cells), metadata=metadata)), encoding="utf-8")
    return path


def load(path):
    return parse(path.read_text(encoding="utf-8"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "05_größe der zahlen.ipynb"


def test_twice_changes_nothing(path):
    save(
        path,
        v4.new_markdown_cell("# Äußere Produkte"),
        code("print('a'); print('b')"),
        code(RANDOM, **IGNORED),
        code("object()"),
        code("import ipywidgets\nipywidgets.IntSlider()"),
        code("1 / 0", tags=["raises-exception"]),
        code("import sys; print('seen', file=sys.stderr)"),
    )
    assert command.refresh(path)
    once = path.read_bytes()
    assert not command.refresh(path)
    assert path.read_bytes() == once


def test_canonical_form(path):
    noisy = code("1 + 1", tags=["exercise:cost"], collapsed=True, execution={"iopub.status.busy": "2020"})
    save(path, v4.new_markdown_cell("# 1 + 1"), noisy, code("2"), widgets={"state": 1}, authors=["me"])
    command.refresh(path)
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert text == json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "pygments_lexer": "ipython3"},
    }
    assert notebook["cells"][1]["metadata"] == {"tags": ["exercise:cost"]}
    assert [cell.get("execution_count") for cell in notebook["cells"]] == [None, 1, 2]
    assert notebook["cells"][1]["outputs"][0]["data"] == {"text/plain": ["2"]}


def tidied(*outputs):
    """Return what is stored of these outputs of a cell."""
    cell = code("draw()")
    cell.outputs = [*outputs]
    notebook = v4.new_notebook(cells=[cell])
    return canonical(notebook, notebook).cells[0].outputs


def test_streams_merge_only_with_their_neighbour():
    said = [v4.new_output("stream", text=text) for text in "abc"]
    outputs = tidied(*said[:2], v4.new_output("display_data", {"text/plain": "picture"}), said[2])
    assert [output.get("text") for output in outputs] == ["ab", None, "c"]


def test_widget_views_are_dropped_and_the_picture_beside_them_kept():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    given = [v4.new_output("display_data", data) for data in (view | {"text/html": "<img>"}, view)]
    assert [output.data for output in tidied(*given)] == [{"text/html": "<img>"}]


class TestIgnoredOutputs:
    """`run` stands in for a kernel: each run of the tagged cell shows another number."""

    @pytest.fixture
    def run(self):
        runs = iter(range(100))

        def run(notebook):
            executed = copy.deepcopy(notebook)
            for cell in executed.cells:
                if "nbval-ignore-output" in cell.metadata.get("tags", ()):
                    data = {"text/plain": f"{next(runs)} s"}
                    cell.outputs = [v4.new_output("execute_result", data, execution_count=1)]
            return canonical(executed, notebook)

        return run

    @pytest.fixture
    def stored(self, run):
        return run(v4.new_notebook(cells=[code("x = 1"), code("time(x)", **IGNORED), code("x")]))

    def shown(self, notebook):
        return [cell.outputs[0].data["text/plain"] for cell in notebook.cells if cell.get("outputs")]

    @pytest.mark.parametrize(
        ("change", "shown", "later"),
        [
            ("cells[2].source = 'x + 1'", "0 s", "0 s"),
            ("cells[0].source += '  # faster'", "1 s", "2 s"),
            ("cells[1].source += '  # faster'", "1 s", "2 s"),
            ("cells[1].outputs, cells[1].execution_count = [], None", "1 s", "2 s"),
            ("cells[1].outputs[0].data['text/plain'] = '9 s'", "1 s", "2 s"),
        ],
    )
    def test_made_again_when_they_or_code_up_to_them_changed(self, run, stored, change, shown, later):
        exec(change, {"cells": stored.cells})
        assert self.shown(run(stored)) == [shown]
        assert self.shown(run(run(stored))) == [later], "kept from the second run on"

    def test_kept_outputs_are_numbered_anew(self, run, stored):
        stored.cells.insert(0, v4.new_markdown_cell("Text"))
        before = run(stored)
        before.cells[2].execution_count = before.cells[2].outputs[0].execution_count = 9
        cells = run(before).cells
        assert [cell.get("execution_count") for cell in cells] == [None, 1, 2, 3]
        assert cells[2].outputs[0].execution_count == 2


class TestFailures:
    def fails(self, path, words):
        before = path.read_bytes()
        with pytest.raises(CommandError, match=words):
            command.refresh(path)
        assert path.read_bytes() == before

    def test_a_failing_cell_is_named_with_its_error(self, path):
        save(path, code("m = 3"), code("print(m)\nm / 0"))
        self.fails(path, r"(?s)05_größe.*m / 0.*ZeroDivisionError.*division by zero")

    def test_a_kernel_that_dies(self, path):
        save(path, code("import os; os._exit(1)"))
        self.fails(path, "Kernel died")

    def test_a_cell_that_hangs(self, path, monkeypatch):
        monkeypatch.setattr(command, "SECONDS_PER_CELL", 1)
        save(path, code("while True: pass"))
        self.fails(path, "timed out.* 1 seconds")

    def test_a_broken_file(self, path):
        path.write_text("{")
        self.fails(path, "no notebook|Expecting")

    def test_cells_about_the_extra_need_it(self, path, monkeypatch):
        monkeypatch.setattr(command.extras, "installed", lambda extra: False)
        save(path, code("1", tags=["scale"]))
        self.fails(path, "uv run --extra scale refresh")


class TestCommand:
    @pytest.fixture(autouse=True)
    def notebooks(self, tmp_path, monkeypatch):
        save(tmp_path / "01_good.ipynb", code("1"))
        save(tmp_path / "02_bad.ipynb", code("1 / 0"))
        save(tmp_path / "draft.ipynb", code("1 / 0"))
        monkeypatch.setattr(data, "folder", lambda name: tmp_path)
        monkeypatch.setattr(command, "execute", self.executed)
        return tmp_path

    def executed(self, path, notebook):
        """Stand in for a kernel."""
        if "/ 0" in notebook.cells[0].source:
            raise CommandError(f"{path.name}: ZeroDivisionError")
        return copy.deepcopy(notebook)

    def test_one_failure_does_not_stop_the_others(self, notebooks, capsys):
        (notebooks / "02_bad.ipynb").rename(notebooks / "00_bad.ipynb")
        assert command.main([]) == 1
        said = capsys.readouterr()
        assert "01_good.ipynb" in said.out and "changed" in said.out
        assert "ZeroDivisionError" in said.err and "draft" not in said.out

    def test_an_unknown_notebook_lists_those_there_are(self, capsys):
        assert command.main(["07"]) == 1
        assert capsys.readouterr().err.strip() == (
            "refresh: There is no notebook '07'. There are: 01_good, 02_bad."
        )
