"""What a reader has answered, kept in one small file beside the notebooks; nothing leaves the machine.

It is written in a folder that `study` made and in the browser edition, nowhere else: not beside the notebooks
of a checkout, not where tests run. Elsewhere answers are kept until the kernel restarts.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from axiswise.bundle import on_slides

FILE = "progress.json"
HIDDEN = ".study"  # what `study` makes among a reader's files
TEMPORARY = ".half-written-"  # how the names of files begin that only a killed process leaves behind
KINDS = {"predictions", "cards", "checks", "practice"}
_NOTEBOOKS = "notebooks"
PATIENCE = 2.0  # seconds; whoever holds the lock for longer has been killed

#: Calls that show anew what depends on answers, whenever there is one.
FOLLOWING: list[Callable[[], object]] = []
# What was answered in this kernel: one of KINDS to names to records.
_OWN: dict[str, dict[str, dict[str, Any]]] = {}
_ASKED: set[tuple[str, str]] = set()  # kinds and names that this kernel has asked for or kept
_seen: set[Path] = set()  # files that were there: one that is gone was deleted, to start afresh


def keep(kind: str, name: str, record: dict[str, Any]) -> None:
    """Keep a record; the first one for a name counts, and a later one may only add to it."""
    path = _path()
    _OWN.setdefault(kind, {})[name] = record | asked(kind, name)
    if path is not None:
        with contextlib.suppress(OSError), _locked(path):  # a full disk stops no lesson
            whole = _read(path)
            _merge(whole.setdefault(_NOTEBOOKS, {}).setdefault(notebook(), {}), _OWN)
            write_whole(path, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
            _seen.add(path)
    for each in FOLLOWING:
        each()


def kept(kind: str, anywhere: bool = False) -> dict[str, dict[str, Any]]:
    """Return the records of this notebook, by their names: from this kernel and from earlier ones.

    Where the notebook has no name, they are those that were asked for in this kernel. From ``anywhere`` they
    are those of all notebooks.
    """
    path, found = _path(), {}
    for name, kinds in (_read(path) if path else {}).get(_NOTEBOOKS, {}).items():
        if anywhere or name == notebook():
            _merge(found, kinds.get(kind, {}))
    _merge(found, _OWN.get(kind, {}))
    is_known = anywhere or notebook()
    return found if is_known else {key: each for key, each in found.items() if (kind, key) in _ASKED}


def asked(kind: str, name: str) -> dict[str, Any]:
    """Return the record of a name, an empty one where there is none: it belongs to this notebook."""
    _ASKED.add((kind, name))
    return kept(kind).get(name, {})


def forget() -> None:
    """Start again, as a new kernel does."""
    _OWN.clear()
    _seen.clear()


def notebook() -> str:
    """Return what this notebook is called in the file: its number, which a new edition and a copy share.

    Only Jupyter's server tells a kernel its notebook; elsewhere there is no name, and all share what is kept.
    """
    name = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    return name[:2] if name[:2].isdigit() else name


def _path() -> Path | None:
    """Return the file, None where there is to be none; where it was deleted, start afresh."""
    here = Path.cwd()
    path, in_browser = here / FILE, sys.platform == "emscripten" and here.is_relative_to("/drive")
    if path in _seen and not _listed(path):
        forget()
    is_readers = (here / HIDDEN / "copies.json").is_file() or in_browser
    return path if is_readers and not on_slides() else None


def _listed(path: Path) -> bool:
    """Return whether there is such a file, by the list of its folder.

    In the browser edition, whoever asks after a file that was deleted from elsewhere waits for ever.
    """
    return path.name in os.listdir(path.parent)


def _read(path: Path) -> dict[str, Any]:
    """Return what the file holds; one that is not ours is set aside, and it is said.

    Of kinds that are not known here, as those of a later edition, nothing is expected.
    """
    if not _listed(path):
        return {}
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        for kinds in whole.get(_NOTEBOOKS, {}).values():
            for kind in KINDS & kinds.keys():
                {name: record | {} for name, record in kinds[kind].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        _set_aside(path)
        return {}
    _seen.add(path)
    return whole


def _set_aside(path: Path) -> None:
    numbers = itertools.chain([""], (f" {number}" for number in itertools.count(2)))
    names = (path.with_name(f"progress (set aside{number}).json") for number in numbers)
    aside = next(each for each in names if not each.exists())
    with contextlib.suppress(OSError):
        os.replace(path, aside)
        print(f"{FILE} could not be read, so it was set aside as {aside.name}. Your progress starts afresh.")


def _merge(into: dict, other: dict) -> None:
    """Add what ``other`` has and ``into`` lacks, at every depth."""
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        elif key not in into:
            into[key] = json.loads(json.dumps(value)) if isinstance(value, dict) else value


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the file for a moment, so that of two notebooks each reads what the other wrote."""
    lock, end = path.with_name(f".{FILE}.lock"), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            lock.touch(exist_ok=False)
            break
        except FileExistsError:
            time.sleep(0.01)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()


def write_whole(path: Path | str, text: str) -> None:
    """Write a file so that a reader, or a crash, only ever meets the old or the new one, whole.

    Raises OSError if it cannot be written; the old one is then as it was.
    """
    path = Path(path)
    temporary = path.with_name(f"{TEMPORARY}{uuid.uuid4().hex}")
    try:
        with open(temporary, "xb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if _listed(path):  # a new file gets the permissions that new files get here
            with contextlib.suppress(OSError):
                shutil.copymode(path, temporary)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


# The hands of a room --------------------------------------------------------------------------------------

_COLUMNS = ["time", "question", "option", "true", "votes", "belief"]
#: Kept until the kernel restarts, and where the command `present` names a file, in that file.
_ROWS: list[dict[str, str]] = []


def hands(question: str) -> dict[str, int]:
    """Return how many chose each option of a question; nothing before hands were counted."""
    return {row["option"]: int(row["votes"]) for row in _rows() if row["question"] == question}


def keep_hands(question: str, options: list[dict[str, Any]], counts: list[int]) -> None:
    """Keep the counts of a question, in place of earlier ones; ``options`` are those that its part shows."""
    now = time.strftime("%Y-%m-%d %H:%M")
    others = [row for row in _rows() if row["question"] != question]
    new = [
        [now, question, each["label"], "yes" if each["right"] else "", str(count), each.get("belief", "")]
        for each, count in zip(options, counts, strict=True)
    ]
    _ROWS[:] = [*others, *(dict(zip(_COLUMNS, row, strict=True)) for row in new)]
    if path := os.environ.get("DOT_OR_STAR_VOTES"):
        text = io.StringIO()
        writer = csv.DictWriter(text, _COLUMNS)
        writer.writeheader()
        writer.writerows(_ROWS)
        with contextlib.suppress(OSError):  # a full disk stops no lecture
            write_whole(path, text.getvalue())


def _rows() -> list[dict[str, str]]:
    """Return the rows so far; a kernel that was restarted finds them in the file."""
    path = os.environ.get("DOT_OR_STAR_VOTES")
    if not _ROWS and path:
        with contextlib.suppress(OSError, ValueError), open(path, encoding="utf-8", newline="") as file:
            _ROWS[:] = csv.DictReader(file)
    return _ROWS
