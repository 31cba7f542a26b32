"""Two `study` at once on a port that is taken: each serves the same folder, to this machine only."""

import json
import os
import re
import socket
import sys
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.servers import launch

pytestmark = pytest.mark.slow
COMMAND = [str(Path(sys.executable).with_name("study"))]
ADDRESS = re.compile(r"http://(?:localhost|127\.0\.0\.1):(\d+)/\S*[?&]token=(\w+)")


class Study:
    """A running `study`, whose output is read on in a thread."""

    def __init__(self, folder, home, port):
        self.home, homes = home, {"HOME": str(home), "USERPROFILE": str(home)}
        self._process, address, _ = launch([*COMMAND, f"--port={port}", f"--folder={folder}"], homes)
        self.port, self.token = ADDRESS.match(address).groups()
        self.later = []
        self._reader = threading.Thread(target=lambda: self.later.extend(self._process.stdout))
        self._reader.start()

    def processes(self):
        process = psutil.Process(self._process.pid)
        return [process, *process.children(recursive=True)]

    def ask(self, path, **headers):
        """Return the status and the text of an answer."""
        request = urllib.request.Request(f"http://localhost:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode("utf-8")

    def stop(self):
        self._process.terminate()
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mein Öko heft 數") / ("lang" * 40)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        both = []
        try:
            # One after the other: Jupyter looks for a free port a moment before it takes it.
            for _ in range(2):
                both.append(Study(folder, tmp_path_factory.mktemp("home"), port))
            yield both, port, folder
        finally:
            for study in both:
                study.stop()


def test_each_takes_a_free_port_and_a_token_of_its_own(studies):
    (one, other), taken, folder = studies
    assert len({one.port, other.port, taken}) == 3
    assert one.token != other.token and len(one.token) == len(other.token) == 48
    for study in (one, other):
        status, text = study.ask("/api/contents", Authorization=f"token {study.token}")
        assert status == 200
        listed = {entry["name"] for entry in json.loads(text)["content"]}
        assert listed == {path.name for path in folder.glob("*.ipynb")} and len(listed) >= 13
    assert not list(folder.glob(".half-written-*"))


@pytest.mark.parametrize("path", ["/api/contents", "/api/kernels", "/api/terminals"])
def test_nothing_without_the_token(studies, path):
    (one, other), *_ = studies
    assert one.ask(path)[0] == 403
    assert one.ask(path, Authorization=f"token {other.token}")[0] == 403


def test_no_file_without_the_token_and_nothing_to_who_calls_this_machine_by_another_name(studies):
    """A page that makes its own name lead to this machine is refused, even if it knew the token."""
    (one, _), *_ = studies
    file = "/files/00_start_here.ipynb"
    assert "nbformat" in one.ask(file, Authorization=f"token {one.token}")[1]
    assert "nbformat" not in one.ask(file)[1], "what comes is the page that asks for the token"
    assert one.ask("/api/contents", Authorization=f"token {one.token}", Host="evil.example")[0] == 403


def test_it_listens_to_this_machine_only(studies):
    both, *_ = studies
    for study in both:
        connections = []
        for process in study.processes():
            with suppress(psutil.NoSuchProcess, FileNotFoundError):  # some do their work and end
                connections += process.net_connections(kind="inet")
        listening = [each.laddr.ip for each in connections if each.status == psutil.CONN_LISTEN]
        assert listening and set(listening) <= {"127.0.0.1", "::1"}


def test_the_list_of_processes_does_not_tell_the_token(studies):
    both, *_ = studies
    everything = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert any(COMMAND[0] in words for words in everything)
    assert not [words for words in everything for study in both if study.token in " ".join(words)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
def test_what_it_writes_down_is_for_its_owner(studies):
    both, *_ = studies
    for study in both:
        telling = [
            path
            for path in study.home.rglob("*")
            if path.is_file() and study.token.encode() in path.read_bytes()
        ]
        assert telling, "Jupyter's own commands read it there"
        for path in telling:
            assert path.parent.stat().st_mode & 0o077 == 0, "others may not enter the folder"


def test_nothing_is_logged_that_tells_the_token(studies):
    """The address, once, is for the reader; what comes later may be kept in a file, or shown to somebody."""
    both, *_ = studies
    for study in both:
        study.ask(f"/api/contents?token={study.token}")
        study.ask(f"/no/such/page?token={study.token}")
        study.ask("/api/contents?token=wrong")
        study.stop()
        said = [line for line in study.later if not ADDRESS.search(line)]
        assert not [line for line in said if study.token in line]
