"""Time calls as honestly as one computer can, and see what memory they take."""

import functools
import sys
import time
import timeit
import tracemalloc
from dataclasses import dataclass

import numpy as np

from helpers.formulas.blocked import one_blas_thread

SHORTEST = 1e-3  # seconds: what is shorter is repeated until it lasts that long, since clocks are coarse
REPEATS = 7
MOST_LOOPS = 2**16  # where a clock stands still for a while, as in browsers, this is enough
# Seconds that the clock may stand still; less than that has not been measured. Browsers make clocks coarse.
TICK = 1e-4 if sys.platform == "emscripten" else time.get_clock_info("perf_counter").resolution
BUDGET = 1.2  # seconds that one call may spend on one size

# Unit, its seconds, and from how many of them on the next one is used.
_UNITS = (
    ("µs", 1e-6, 995),
    ("ms", 1e-3, 995),
    ("s", 1.0, 99.5),
    ("min", 60.0, 99.5),
    ("h", 3600.0, 99.5),
    ("days", 86400.0, 1),
)


@dataclass(frozen=True)
class Timings:
    """How long each of several calls takes at each size.

    Attributes
    ----------
    n : int
        Features: rows of X at every size.
    seconds : mapping
        From the name of a call to a mapping from m, ascending, to the seconds of one call.
    """

    n: int
    seconds: dict

    @property
    def sizes(self):
        """Every m at which some call was measured, ascending."""
        return sorted({m for measured in self.seconds.values() for m in measured})

    def predicted(self, name, m):
        """Return the seconds that a call takes at m examples, if each example costs the same.

        What a call costs at all is its time at the smallest size; what each further example costs, with it,
        gives its time at the largest.
        """
        measured = self.seconds[name]
        (smallest, start), (largest, end) = min(measured.items()), max(measured.items())
        return start + max(end - start, 0.0) / max(largest - smallest, 1) * (m - smallest)


def duration(seconds):
    """Write a time in two digits and a unit that fits.

    >>> duration(0.00000042), duration(0.0123), duration(95.0), duration(7300.0)
    ('0.42 µs', '12 ms', '95 s', '2.0 h')
    """
    unit, size = next((pair for pair in _UNITS if seconds < pair[1] * pair[2]), _UNITS[-1])[:2]
    value = float(f"{seconds / size:.1e}")
    return f"{value:.{2 if value < 1 else 1 if value < 10 else 0}f} {unit}"


def grouped(number) -> str:
    """Write a whole number with a thin gap between thousands.

    >>> grouped(10000).split()
    ['10', '000']
    """
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def stopwatch(call, *arguments, times=20):
    """Return how long each of several calls took, in order, in seconds: (times,). The first one is cold.

    Examples
    --------
    >>> stopwatch(sum, range(100), times=3).shape
    (3,)
    """
    return np.maximum(_timer(call, arguments).repeat(times, number=1), TICK)


def best_time(call, *arguments, repeats=REPEATS):
    """Return the seconds of one call: warmed up, then the least of `repeats` times.

    Noise only ever adds to a time, so the least is the nearest to what the call costs by itself. A short
    call is repeated, and the mean taken, until the clock can tell. NumPy's products use one thread, as all
    else in NumPy does.

    Examples
    --------
    >>> best_time(sum, range(100)) > 0
    True
    """
    return _least_in_turns([_timer(call, arguments)], repeats)[0]


def _timer(call, arguments):
    return timeit.Timer(functools.partial(call, *arguments), timer=time.perf_counter)


def _least_in_turns(timers, repeats):
    """Return the least seconds of each of several calls, which take turns: so noise meets all of them."""
    with one_blas_thread():
        pairs = [(timer, _enough(timer)) for timer in timers]
        rounds = [[max(timer.timeit(count), TICK) / count for timer, count in pairs] for _ in range(repeats)]
    return np.min(rounds, axis=0).tolist()


def _enough(timer):
    """Warm a call up; return how many of it the clock can tell."""
    loops = 1
    timer.timeit(loops)
    while timer.timeit(loops) < SHORTEST and loops < MOST_LOOPS:
        loops *= 2
    return loops


def measure(calls, data, sizes, *, budget=BUDGET):
    """Time several ways to compute cost and gradients at each size, as far as each gets in its time.

    A call leaves when its next size would, by its last one, take longer than `budget`. So a slow call, and a
    slow computer, stop earlier.

    Parameters
    ----------
    calls : mapping from name to callable
        ``call(w, b, X, Y)``, such as ``dot.cost_and_gradients``.
    data : callable
        ``data(m) -> w, b, X, Y`` for X (n, m). It is called only for sizes that some call reaches.
    sizes : sequence of int
        Numbers m of examples, ascending.
    budget : float
        Seconds.

    Returns
    -------
    Timings
    """
    seconds = {name: {} for name in calls}
    for m in sizes:
        # By its last size, a call takes so long for all its repeats at this one.
        lasts = {name: max(measured.items(), default=(1, 0.0)) for name, measured in seconds.items()}
        running = [n for n, (last, took) in lasts.items() if took * m / last * (REPEATS + 2) <= budget]
        if not running:
            break
        arguments = data(m)
        ready = [_timer(calls[name], arguments) for name in running]
        for name, least in zip(running, _least_in_turns(ready, REPEATS), strict=True):
            seconds[name][m] = least
    return Timings(arguments[2].shape[0], seconds)


def peak_memory(call, *arguments):
    """Return the most bytes that a call held at once, beyond what there was before it.

    Examples
    --------
    >>> numbers = np.ones(100_000)
    >>> round(peak_memory(lambda: np.sum(numbers * numbers)) / numbers.nbytes, 1)
    1.0
    """
    tracemalloc.start()
    try:
        call(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
