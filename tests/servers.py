"""Start a server of ours, and wait until it takes connections."""

import os
import re
import socket
import subprocess
import time


def launch(command, settings):
    """Start a command of ours without a browser; return the process, its address, and what it said so far."""
    process = subprocess.Popen(
        [*command, "--no-browser"],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said = ""
    while not (address := re.search(r"http://localhost:(\d+)\S+", said)):
        line = process.stdout.readline()
        assert line, f"{command} ended without an address:\n{said}"
        said += line
    # Jupyter prints its address a moment before it listens.
    while process.poll() is None and not _listens(int(address[1])):
        time.sleep(0.05)
    return process, address[0], said


def _listens(port):
    try:
        socket.create_connection(("localhost", port)).close()
    except ConnectionRefusedError:
        return False
    return True
