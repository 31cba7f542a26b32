"""Time calls: one by itself, or several in turns, in one process, so that a busy moment meets them all."""

import time
from statistics import median

FEWEST, MOST = 7, 15
BUDGET = 1.0  # seconds after which a call that has had its fewest turns gets no more
PAUSE = 0.2  # seconds for the threads of the call before to come to rest: OpenBLAS's look for work that long


def seconds(call):
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def fastest(call, repeats):
    """Return the milliseconds of the fastest of some calls."""
    return 1e3 * min(seconds(call) for _ in range(repeats))


def in_turns(calls):
    """Return, for each name, the seconds of its fastest and of its median call, and how often it was called.

    Every call is made once untimed, then at least seven times timed.
    """
    for call in calls.values():
        call()
    times = {name: [] for name in calls}
    for turn in range(MOST):
        for name, call in calls.items():
            if turn < FEWEST or sum(times[name]) < BUDGET:
                time.sleep(PAUSE)
                times[name].append(seconds(call))
    return {
        name: {"least": min(taken), "median": median(taken), "calls": len(taken)}
        for name, taken in times.items()
    }
