"""Keep a reader's copies of the notebooks up to date, and never overwrite a reader's work.

A copy is *untouched* when it holds what we once wrote: the same cells with the same ids, kinds, sources,
metadata and attachments, no output and no execution count. Opening and saving it in JupyterLab leaves it
untouched: other spacing of the file, the kernel's description. Anything else is work, even a mere run: its
outputs hold the reader's predictions. So is everything that cannot be read as a notebook.

An untouched copy is renewed. Another is kept, and the new version put beside it, once. Nothing is deleted.
"""

import contextlib
import hashlib
import itertools
import json
import os
from collections import namedtuple
from pathlib import Path

from helpers.commands.canonical import NOTEBOOK_METADATA
from helpers.commands.notebook_files import TEMPORARY, parse, strip_outputs, text_of, write_whole

HIDDEN = ".study"  # our own folder among the reader's

# outcome: "new", "restored", "renewed", "current", "kept" (the reader's work) or "beside" (and `beside`,
# the name of the new version beside it).
Copied = namedtuple("Copied", "name outcome beside", defaults=[None])


def fingerprint(content):
    """Tell whether a reader worked in a notebook: the same as long as nobody did.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    str
        A hexadecimal digest.
    """
    try:
        notebook = parse(content.decode("utf-8"))
    except ValueError:
        return hashlib.sha256(content).hexdigest()
    # JupyterLab writes its own description of the kernel when it saves.
    metadata = {key: value for key, value in notebook.metadata.items() if key not in NOTEBOOK_METADATA}
    return hashlib.sha256(json.dumps([metadata, notebook.cells], sort_keys=True).encode()).hexdigest()


def without_answers(path):
    """Read a notebook as a reader gets it: stripped of outputs.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    str
    """
    notebook = strip_outputs(parse(path.read_text(encoding="utf-8")))
    notebook.metadata = NOTEBOOK_METADATA
    return text_of(notebook)


class WorkingCopies:
    """A reader's folder.

    It remembers in `.study/copies.json` the fingerprints of all it ever wrote there, noted before writing:
    whatever the moment at which it is killed, the next run knows its own files. Should that file be lost,
    every file that differs from the current version counts as the reader's.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self._record = self.folder / HIDDEN / "copies.json"

    def update(self, notebooks, version):
        """Bring the copies up to date.

        Parameters
        ----------
        notebooks : list of pathlib.Path
            The originals.
        version : str
            Named in the file name of a new version that is put beside a reader's work.

        Returns
        -------
        list of Copied
            What became of each.

        Raises
        ------
        OSError
            If the folder cannot be written. Every file is then as it was, or new and whole.
        """
        texts = {path.name: without_answers(path) for path in notebooks}
        with self._alone():
            self._remember(texts.values())
            done = [self._bring(name, text, f"new in {version}") for name, text in texts.items()]
            self._save()
        return done

    def add_fresh(self, notebook):
        """Put one more copy beside the reader's.

        Parameters
        ----------
        notebook : pathlib.Path
            The original.

        Returns
        -------
        str
            The name of the fresh copy, such as "06_swap_them (fresh copy).ipynb".

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        text = without_answers(notebook)
        with self._alone():
            self._remember([text])
            return self._put_beside(notebook.name, text, "fresh copy")

    @contextlib.contextmanager
    def _alone(self):
        """Let two runs at once take turns, and sweep up what a killed one left half-written."""
        self._record.parent.mkdir(parents=True, exist_ok=True)
        with open(self._record.with_name("lock"), "ab") as lock:
            _wait_for(lock)
            for place in (self.folder, self._record.parent):
                for leftover in place.glob(f"{TEMPORARY}*"):
                    leftover.unlink(missing_ok=True)
            self._load()
            yield

    def _bring(self, name, text, label):
        new, found = fingerprint(text.encode()), self._found(name)
        copied = Copied(name, "kept")
        if found is None:
            write_whole(self.folder / name, text)
            copied = Copied(name, "restored" if name in self._offered else "new")
        elif found == new:
            copied = Copied(name, "current")
        elif found in self._ours:
            write_whole(self.folder / name, text)
            copied = Copied(name, "renewed")
        elif self._offered.get(name) != new:
            copied = Copied(name, "beside", self._put_beside(name, text, label))
        self._offered[name] = new
        return copied

    def _put_beside(self, name, text, label):
        """Write under the first name that no work of the reader has."""
        stem = name.removesuffix(".ipynb")
        for number in itertools.count(1):
            beside = f"{stem} ({label}){f' {number}' if number > 1 else ''}.ipynb"
            found = self._found(beside)
            if found is None or found in self._ours:
                break
        if found != fingerprint(text.encode()):
            write_whole(self.folder / beside, text)
        return beside

    def _found(self, name):
        """Return the fingerprint of a file, None if there is none; what cannot be read is the reader's."""
        try:
            return fingerprint((self.folder / name).read_bytes())
        except OSError:
            return "unreadable" if os.path.lexists(self.folder / name) else None

    def _remember(self, texts):
        self._ours |= {fingerprint(text.encode()) for text in texts}
        self._save()

    def _load(self):
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
            self._ours, self._offered = set(map(str, record["ours"])), dict(record["offered"])
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            self._ours, self._offered = set(), {}

    def _save(self):
        record = {"ours": sorted(self._ours), "offered": self._offered}
        write_whole(self._record, json.dumps(record, indent=1) + "\n")


def _wait_for(lock):
    """Hold an open file against other runs until it is closed, by us or by the end of the process."""
    with contextlib.suppress(OSError):  # a file system without locks: runs at once write the same anyway
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(lock, fcntl.LOCK_EX)
