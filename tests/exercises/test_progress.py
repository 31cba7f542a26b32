"""What is kept from day to day: where, merged with what, and what becomes of a file that is not ours."""

import json
import multiprocessing

import pytest

from helpers.exercises import progress
from helpers.exercises.ask import predictions
from helpers.exercises.predict import predict
from tests.cases import each_case

X = [1.0, 2.0]
MISS = {"chosen": "2", "truth": "3.0", "right": False, "expression": "sum(X)"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder that `study` made, in notebook 05."""
    monkeypatch.chdir(made_by_study(tmp_path))
    open_notebook(monkeypatch, "05_gradients")
    yield tmp_path
    progress.forget()


def made_by_study(folder):
    (folder / ".study").mkdir()
    (folder / ".study" / "copies.json").write_text("{}")
    return folder


def open_notebook(monkeypatch, name):
    monkeypatch.setenv("JPY_SESSION_NAME", f"/somewhere/{name}.ipynb")


def stored(folder):
    return json.loads((folder / "progress.json").read_text(encoding="utf-8"))


def ask(**more):
    return predict("sum(X)", options=["2", "3"], **more)


def test_what_was_answered_is_there_on_the_next_day_and_in_a_copy(folder, monkeypatch):
    ask(answer="2")
    progress.forget()  # as a new kernel
    open_notebook(monkeypatch, "05_gradients (fresh copy)")
    assert "You said 2. It is 3." in ask().text() and "You said 2. It is 3." in ask().html()
    assert ask().controls().state == {"answers": [[0]]}
    assert (
        predictions()
        .text()
        .startswith("Your one prediction was not right.\nLook again at:\n  sum(X): you said 2")
    )
    open_notebook(monkeypatch, "06_swap_them")
    assert ask().verdict is None and not predictions().guesses


def test_where_no_notebook_has_a_name_the_recap_is_of_what_was_asked(folder, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME")
    other = {"": {"predictions": {"of another notebook": MISS}, "cards": {"of another": {"right": True}}}}
    (folder / "progress.json").write_text(json.dumps({"notebooks": other}))
    ask(answer="3")
    assert predictions().text() == "Your one prediction was right."


def test_deleting_the_file_starts_afresh(folder):
    ask(answer="2")
    (folder / "progress.json").unlink()
    assert ask().verdict is None and not predictions().guesses
    ask(answer="3")
    assert stored(folder)["notebooks"]["05"]["predictions"]["sum(X)"]["right"]


def test_what_is_not_known_here_is_kept(folder):
    later = {"walks": {"minutes": 5}, "predictions": {"sum(X)": MISS | {"seconds": 3}}, "version": 7}
    whole = {"by": "a later edition", "notebooks": {"05": later, "14": {"walks": 3}}}
    (folder / "progress.json").write_text(json.dumps(whole))
    assert ask().verdict["chosen"] == "2"
    progress.keep("checks", "dw", {"passed": True})
    whole["notebooks"]["05"]["checks"] = {"dw": {"passed": True}}
    assert stored(folder) == whole
    assert "Solved here: dw." in predictions().text()


FOREIGN = ["", "{", "[]", "null", "3", '{"notebooks": []}', '{"notebooks": {"05": 3}}']


@each_case("content", [*FOREIGN, '{"notebooks": {"05": {"checks": {"dw": 1}}}}'])
def test_a_damaged_or_foreign_file_is_set_aside_with_a_sentence(content, tmp_path_factory):
    folder = made_by_study(tmp_path_factory.mktemp("damaged"))
    with pytest.MonkeyPatch.context() as patch, multiprocessing.Pool(1) as elsewhere:
        patch.chdir(folder)
        (folder / "progress.json").write_text(content)
        (folder / "progress (set aside).json").write_text("of another day")
        said = elsewhere.apply(_keep_and_listen, (folder, "dw"))
    assert "set aside as progress (set aside 2).json" in said
    assert (folder / "progress (set aside 2).json").read_text() == content
    assert (folder / "progress (set aside).json").read_text() == "of another day"
    assert stored(folder)["notebooks"]["05"]["checks"] == {"dw": {}}


def _keep_and_listen(folder, name):
    import contextlib
    import io
    import os

    os.chdir(folder)
    with contextlib.redirect_stdout(io.StringIO()) as said:
        progress.keep("checks", name, {})
    return said.getvalue()


def _keep_many(folder, start):
    progress.PATIENCE = 600  # a busy machine may take longer for one of them than a reader's does
    for number in range(start, start + 20):
        _keep_and_listen(folder, f"{number}")


def test_two_notebooks_that_write_at_once_lose_nothing(folder):
    with multiprocessing.Pool(2) as elsewhere:
        elsewhere.starmap(_keep_many, [(folder, 0), (folder, 20)], chunksize=1)
    assert sorted(map(int, stored(folder)["notebooks"]["05"]["checks"])) == list(range(40))
    assert sorted(path.name for path in folder.iterdir()) == [".study", "progress.json"]


def test_a_folder_that_cannot_be_written_stops_nobody(folder, monkeypatch):
    monkeypatch.setattr(
        "os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    assert ask(answer="3").verdict["right"] and len(predictions().guesses) == 1
    assert not (folder / "progress.json").exists()


@each_case("where", ["no folder of a reader", "slides"])
def test_elsewhere_nothing_is_written(where, tmp_path_factory):
    place = tmp_path_factory.mktemp("elsewhere")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        if where == "slides":
            made_by_study(place)
            patch.setenv("DOT_OR_STAR_LAYOUT", "slide")
        progress.keep("checks", "dw", {})
        assert not (place / "progress.json").exists() and progress.kept("checks") == {"dw": {}}
