"""Wait for a server that has been started."""

import socket
import time


def wait_until_it_listens(process, port):
    """Wait until a server takes connections, or has ended: Jupyter prints its address a moment before."""
    while process.poll() is None and not _listens(port):
        time.sleep(0.05)


def _listens(port):
    try:
        socket.create_connection(("localhost", port)).close()
    except ConnectionRefusedError:
        return False
    return True
