"""Do independent pieces of work in a few threads, each with a BLAS of one thread inside."""

import functools
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress


def available():
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work, tasks, threads):
    """Return ``[work(task) for task in tasks]``, done by up to ``threads`` threads.

    The calling thread is one of them: where no other can start, as in a browser, it does everything.

    >>> spread(abs, [-1, 2, -3], threads=2)
    [1, 2, 3]
    """
    results = [None] * len(tasks)
    waiting = iter(list(enumerate(tasks)))

    def take_turns():
        for position, task in waiting:  # shared: each task goes to whoever asks first
            results[position] = work(task)

    others = min(threads, len(tasks)) - 1
    with _one_blas_thread(), ThreadPoolExecutor(max(others, 1)) as pool:
        helping = []
        with suppress(RuntimeError):  # "can't start new thread"
            helping.extend(pool.submit(take_turns) for _ in range(others))
        take_turns()
        for helper in helping:
            helper.result()  # raises what it raised
    return results


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
