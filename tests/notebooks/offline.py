"""Refuse the network to the kernel that this is executed in: the series needs none.

The refusal is told to stderr too, so that strict nbval sees it where a cell catches the error. A UDP socket
may be pointed anywhere, as is done to learn one's own address: that sends nothing.
"""

import socket
import sys

HERE = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", socket.gethostname()}


def refuse(event, arguments):
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    elif event == "socket.sendto" or (event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in HERE:
        print(f"A notebook asks the network for {host}; the series runs without one.", file=sys.stderr)
        raise ConnectionRefusedError(f"a request to {host}, but the series runs without a network")


sys.addaudithook(refuse)
