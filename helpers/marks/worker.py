"""What runs in the process of one exercise: a student's cells, and then calls of the answer among them.

It is started as a script, with no path to this package: it knows NumPy and the standard library only. Nothing
that it could give away is here, no expected value and no score; what it sends back is read as numbers, and
compared elsewhere. Messages are JSON, with the bytes of arrays in it, and nothing is unpickled.
"""

import ast
import base64
import contextlib
import ctypes
import io
import json
import os
import re
import struct
import sys
from multiprocessing.connection import Connection

import numpy as np

_MOST_PRINTED = 2000
_MOST_SENT = 50_000_000  # bytes of one array
_MOST_RECEIVED = 2 * _MOST_SENT  # of a message
_SCALARS = (bool, int, float, str, type(None))


def main():
    """Take the cells and limits, run the cells, then answer calls until the connection ends."""
    judge = Connection(int(sys.argv[1]))
    if sys.argv[2:]:
        confine(sys.argv[2:])
    start = receive(judge)
    limit_memory(start["bytes"])
    namespace = {"__name__": "__main__", "display": lambda *_, **__: None}
    with quiet():
        for cell in start["cells"]:
            run_cell(cell, namespace)
    theirs = (name for name, value in namespace.items() if type(value) in (int, float))
    send(judge, {"numbers": {name: namespace[name] for name in theirs if not name.startswith("_")}})
    answers = {"": namespace.get(start["name"])}  # by the source that defines each, "" for the cells' own
    while True:
        message = receive(judge)
        namespace.update(message["numbers"])
        source = message["source"]
        if source not in answers:
            scope = dict(namespace)
            run_cell(source, scope)
            answers[source] = scope.get(start["name"])
        send(judge, called(answers[source], unpacked(message["values"])))


def confine(hidden):
    """Hide folders, and make all others read-only but for the current one, which is empty; for good.

    It wants a mount namespace of its own, and ends in a user namespace in which nothing is mounted again.
    Raises OSError where the system refuses.
    """
    system, here = ctypes.CDLL(None, use_errno=True), os.getcwd()

    def must(failed):
        if failed:
            raise OSError(ctypes.get_errno(), "the system does not keep processes apart")

    def cover(place):
        must(system.mount(b"none", os.fsencode(place), b"tmpfs", 0, b"size=256m"))

    for place in hidden:
        cover(place)
    read_only, everywhere = struct.pack("4Q", 1, 0, 0, 0), ctypes.c_uint(0x8000)
    # The system call mount_setattr, from the folder "/".
    must(system.syscall(442, -100, b"/", everywhere, read_only, ctypes.c_size_t(len(read_only))))
    cover(here)
    os.chdir(here)
    must(system.unshare(0x10000000))  # a user namespace


def limit_memory(size):
    """Let what is larger raise MemoryError, and files end early, where the system has such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 64, size // 64))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_cell(source, namespace):
    """Run the statements of a cell one by one; one that fails is left out."""
    for statement in statements_of(without_magics(source)):
        with contextlib.suppress(Exception, SystemExit):
            exec(compile(ast.Module([statement], []), "<cell>", "exec"), namespace)


def without_magics(source):
    """Return the source of a cell with ``pass`` for each line that is for Jupyter alone, a question too."""
    return re.sub(r"^([ \t]*)([%!?].*|[\w.]+\?\??[ \t]*)$", r"\1pass", source, flags=re.M)


def statements_of(source):
    """Return the statements of a cell; none where it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def called(answer, arguments):
    """Call the answer; return a message: what it returned or raised, printed, and left behind."""
    message = {}
    with quiet() as printed:
        try:
            message["value"] = packed(answer(*arguments))
        except BaseException as error:  # an answer may raise anything, and exit
            message["raised"] = [type(error).__name__, str(error)[:500]]
    return message | {"arguments": [*map(packed, arguments)], "printed": printed.getvalue()}


@contextlib.contextmanager
def quiet():
    """Keep the beginning of what is printed."""
    printed = Beginning()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), np.errstate(all="ignore"):
        yield printed


class Beginning(io.StringIO):
    """Text that takes no more than its beginning."""

    def write(self, text):
        """Keep what fits."""
        super().write(text[: max(0, _MOST_PRINTED - self.tell())])
        return len(text)


# ------------------------------------------------------------------------------- values, without pickling


def packed(value):
    """Return a value as JSON can say it."""
    numeric = isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc"
    if numeric and value.nbytes < _MOST_SENT:
        content = base64.b64encode(np.asarray(value).tobytes()).decode()
        is_array = isinstance(value, np.ndarray)
        return {"bytes": content, "dtype": value.dtype.str, "shape": value.shape, "is_array": is_array}
    if type(value) in (tuple, list) and len(value) < 10_000:
        return {type(value).__name__: [packed(each) for each in value]}
    if type(value) in _SCALARS and not (type(value) is int and abs(value) > 2**62):
        return {"plain": value if type(value) is not str else value[:200]}
    if value is ...:
        return {"plain": None}
    return {"other": type(value).__name__}


def unpacked(value):
    """Return what ``packed`` was given; of a type that is not sent, an object whose type has its name."""
    if "bytes" in value:
        flat = np.frombuffer(base64.b64decode(value["bytes"]), value["dtype"])  # which refuses objects
        array = flat.reshape(value["shape"]).copy()
        return array if value["is_array"] else array[()]
    for kind in (tuple, list):
        if kind.__name__ in value:
            return kind(unpacked(each) for each in value[kind.__name__])
    return value["plain"] if "plain" in value else type(value["other"], (), {})()


def send(connection, message):
    """Send a message."""
    connection.send_bytes(json.dumps(message).encode())


def receive(connection):
    """Return the message that was sent; EOFError where the connection has ended."""
    return json.loads(connection.recv_bytes(_MOST_RECEIVED))


if __name__ == "__main__":
    with contextlib.suppress(EOFError, BrokenPipeError):
        main()
