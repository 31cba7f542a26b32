"""Refuse to the kernel that this is executed in what the series needs not: the network, and files elsewhere.

Files may be written into the folder for temporary ones; what is left in the project is looked for in the end
of a run. A refusal is told to stderr too, so that strict nbval sees it where a cell catches the error. A UDP
socket may be pointed anywhere, as is done to learn one's own address: that sends nothing.
"""

import os
import socket
import sys
import tempfile

HERE = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", socket.gethostname()}
OPEN = (os.pardir, tempfile.gettempdir(), os.path.dirname(os.devnull))
FOLDERS = tuple(os.path.join(os.path.realpath(folder), "") for folder in OPEN)


def refuse(event, arguments):
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        refuse_host(arguments[0])
    elif event == "socket.sendto" or (event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM):
        refuse_host(arguments[1][0] if isinstance(arguments[1], tuple) else None)
    elif event == "open" and not isinstance(arguments[0], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        refuse_file(os.path.realpath(os.fsdecode(arguments[0])))


def refuse_host(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host not in HERE:
        print(f"A notebook asks the network for {host}; the series runs without one.", file=sys.stderr)
        raise ConnectionRefusedError(f"a request to {host}, but the series runs without a network")


def refuse_file(path):
    """Refuse a file that is to be written, unless a program keeps it for itself: a setting, a cache."""
    kept = any(part.startswith(".") or part == "__pycache__" for part in path.split(os.sep))
    # A folder itself is opened to be written to for a file without a name, which is temporary.
    if not kept and not os.path.join(path, "").startswith(FOLDERS):
        print(f"A notebook writes to {path}; a reader expects no file there.", file=sys.stderr)
        raise PermissionError(f"{path} lies neither in the project nor among temporary files")


sys.addaudithook(refuse)
