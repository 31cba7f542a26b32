"""A limit on the memory that a reader's function may ask for, where the system has one (Linux)."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

#: Bytes beyond what the process has already.
ROOM = 2 * 1024**3


@contextlib.contextmanager
def memory_limit():
    """Let allocations beyond `ROOM` raise MemoryError; without such a limit, do nothing."""
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - not on every system

    before, most = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    allowed = [limit for limit in (used + ROOM, before, most) if limit != resource.RLIM_INFINITY]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (min(allowed), most))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))
