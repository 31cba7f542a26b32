"""Do independent pieces of work in a few threads, each with a BLAS of one thread inside."""

import functools
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


def available():
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work, tasks, threads):
    """Return ``[work(task) for task in tasks]``, done by up to ``threads`` threads.

    Where no thread can start, as in a browser, the calling thread does everything; ``work`` may then be
    called twice for a task.

    >>> spread(abs, [-1, 2, -3], threads=2)
    [1, 2, 3]
    """
    with _one_blas_thread():
        if min(threads, len(tasks)) > 1:
            try:
                with ThreadPoolExecutor(min(threads, len(tasks))) as pool:
                    return list(pool.map(work, tasks))
            except RuntimeError:
                pass  # "can't start new thread"; an error of work itself comes again below
        return [work(task) for task in tasks]


_limiting = threading.Lock()


@contextmanager
def _one_blas_thread():
    """Keep BLAS to one thread, and give it back what it had.

    BLAS has one number of threads for the whole process. Of callers inside each other, or at the same time,
    the first sets it and sets it back; if two did, the later could keep the other's 1 for good.
    """
    blas = _blas()
    if blas is None or not _limiting.acquire(blocking=False):
        yield
        return
    try:
        with blas.limit(limits=1):
            yield
    finally:
        _limiting.release()


@functools.cache
def _blas():
    """Return a controller of the BLAS libraries that are loaded, or None without threadpoolctl."""
    try:
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - missing in some browsers
    except ImportError:
        return None
    return ThreadpoolController().select(user_api="blas")
