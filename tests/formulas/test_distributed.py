"""The distributed column: on threads and on a cluster, the same numbers; what breaks, and what does not."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocked import assert_same, dtypes, problem

from helpers import train
from helpers.formulas import blocked, stable

MISSING = "the extra `scale` is not installed"
dask = pytest.importorskip("dask", reason=MISSING)
da = pytest.importorskip("dask.array", reason=MISSING)
dask_cluster = pytest.importorskip("distributed", reason=MISSING)
distributed = pytest.importorskip("helpers.formulas.distributed")

CHUNK = 70
SILENT = 60  # more than any level of logging: a worker that dies here is meant to


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two worker processes on loopback, each with one thread."""
    folder = tmp_path_factory.mktemp("workers")
    options = {"host": "127.0.0.1", "dashboard_address": ":0", "silence_logs": SILENT}
    with (
        dask_cluster.LocalCluster(
            n_workers=2, threads_per_worker=1, local_directory=folder, **options
        ) as cluster,
        dask_cluster.Client(cluster) as client,
    ):
        client.wait_for_workers(2, timeout=60)
        yield client


@pytest.fixture
def data():
    return numbers(n=3, m=1000)


def numbers(n, m, dtype="float64"):
    X, Y, _, w, b = problem(n, m, 1, dtype, "C", seed=m)
    return w, b[0, 0], X, Y.astype(dtype)


def in_chunks(array, widths=CHUNK):
    return da.from_array(array, chunks=(-1, widths))


def in_file(array, path, chunk=300):
    np.save(path, array)
    return distributed.open_columns(path, chunk)


@given(
    n=st.integers(1, 5),
    widths=st.lists(st.integers(1, 9), min_size=1, max_size=20),
    dtype=dtypes,
)
@settings(max_examples=25, deadline=None)
def test_however_it_is_cut_the_result_is_the_same(n, widths, dtype):
    w, b, X, Y = numbers(n, sum(widths), dtype)
    ours = distributed.cost_and_gradients(w, b, in_chunks(X, tuple(widths)), in_chunks(Y, tuple(widths)))
    wanted = stable.cost_and_gradients(*(np.asarray(a, float) for a in (w, b, X, Y)))
    assert_same(ours, wanted, dtype)


def test_a_cluster_computes_what_one_process_computes(cluster, data):
    w, b, X, Y = data
    ours = distributed.cost_and_gradients(w, b, in_chunks(X), in_chunks(Y))
    assert_same(ours, blocked.cost_and_gradients(w, b, X, Y), "float64")


def test_training_walks_the_same_path(cluster, data):
    _, _, X, Y = data
    lazy = in_chunks(X, 500).persist(), in_chunks(Y, 500).persist()
    ours, theirs = train(distributed, *lazy, steps=5), train(blocked, X, Y, steps=5)
    assert_same((ours.ws, ours.costs, ours.bs), (theirs.ws, theirs.costs, theirs.bs), "float64")


def test_rows_of_examples_are_trained_on_as_well(data):
    _, _, X, Y = data
    rows, labels = da.from_array(X.T, chunks=(CHUNK, -1)), da.from_array(Y[0], chunks=CHUNK)
    ours, theirs = train(distributed, rows, labels, steps=3), train(blocked, X, Y, steps=3)
    assert_same((ours.w,), (theirs.w,), "float64")


def test_no_example_travels(cluster, tmp_path):
    w, b, X, Y = numbers(3, 100_000)
    chunks = in_file(X, tmp_path / "X.npy", 10_000), in_file(Y, tmp_path / "Y.npy", 10_000)
    before = bytes_received(cluster)
    for _ in range(5):
        distributed.cost_and_gradients(w, b, *chunks)
    received = bytes_received(cluster) - before
    assert 0 < received < 5 * 10 * 500, "w in one direction, partial sums in the other"


def bytes_received(client):
    received = client.run(lambda dask_worker: sum(t["total"] for t in dask_worker.transfer_incoming_log))
    return sum(received.values())


def die_once(x, marker):
    """Kill the worker that comes here first, as a power cut would."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return x
    os._exit(1)


def test_a_worker_that_dies_costs_no_result(cluster, data, tmp_path):
    w, b, X, Y = data
    marker, before = tmp_path / "died", cluster.run(os.getpid)
    dying = in_chunks(X).persist().map_blocks(die_once, marker=marker, meta=X)
    ours = distributed.cost_and_gradients(w, b, dying, in_chunks(Y))
    assert marker.exists()
    assert set(cluster.run(os.getpid).values()) != set(before.values()), "a worker died"
    assert_same(ours, blocked.cost_and_gradients(w, b, X, Y), "float64")


@pytest.mark.parametrize("scheduler", ["threads", None], ids=["threads", "cluster"])
@pytest.mark.parametrize(
    ("name", "bad", "said"),
    [
        ("X", np.nan, r"X holds 1 values .* at X\[0, 5\]"),
        ("X", np.inf, r"X holds 1 values .* at X\[0, 5\]"),
        ("Y", 2.0, "Y holds 2.0"), ("Y", np.nan, "Y holds nan"),
    ],
)  # fmt: skip
def test_bad_data_is_named_by_its_chunk(cluster, data, scheduler, name, bad, said):
    w, b, X, Y = data
    (X if name == "X" else Y)[0, 215] = bad
    words = rf"Chunk 3 \(columns 210 to 279,.*\): {said}"
    with dask.config.set(scheduler=scheduler), pytest.raises(ValueError, match=words):
        distributed.cost_and_gradients(w, b, in_chunks(X), in_chunks(Y))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda X, Y: (X.compute(), Y), "X is ndarray; expected a Dask array"),
        (lambda X, Y: (X, Y.compute()), "Y is ndarray; expected a Dask array"),
        (lambda X, Y: (X, Y[:, :-1]), r"X has shape \(3, 1000\) and Y \(1, 999\)"),
        (lambda X, Y: (X, Y[0]), r"X has shape \(3, 1000\) and Y \(1000,\)"),
        (lambda X, Y: (X.rechunk({0: 1}), Y), "along m alone"),
        (lambda X, Y: (X, Y.rechunk((1, 500))), "the same in both"),
        (lambda X, Y: (X[:, :0], Y[:, :0]), r"X has shape \(3, 0\)"),
        (lambda X, Y: (X[:2], Y), r"w has shape \(3, 1\); expected \(2, 1\)"),
    ],
)
def test_what_does_not_fit_is_refused(data, change, said):
    w, b, X, Y = data
    with pytest.raises(ValueError, match=said):
        distributed.cost_and_gradients(w, b, *change(in_chunks(X), in_chunks(Y)))


def test_a_file_is_opened_in_columns(cluster, data, tmp_path):
    w, b, X, Y = data
    lazy = [in_file(array, tmp_path / f"{name}.npy") for name, array in (("X", X), ("Y", Y))]
    assert lazy[0].chunks == ((3,), (300, 300, 300, 100))
    ours = distributed.cost_and_gradients(w, b, *lazy)
    assert_same(ours, blocked.cost_and_gradients(w, b, X, Y), "float64")
    assert np.array_equal(in_file(np.ones((1, 1)), tmp_path / "a.npy", 1).compute(), np.ones((1, 1)))


def test_a_file_written_anew_is_another_one(data, tmp_path):
    X = data[2]
    first = in_file(X, tmp_path / "X.npy")
    os.utime(tmp_path / "X.npy", ns=(0, 0))
    assert distributed.open_columns(tmp_path / "X.npy", 300).name != first.name


OUT_OF_CORE = """
import resource, sys
import numpy as np, dask
from helpers.formulas import distributed
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
try:
    np.load("X.npy")
except MemoryError:
    print("does not fit")
X, Y = (distributed.open_columns(f"{name}.npy", 20_000) for name in "XY")
with dask.config.set(scheduler="single-threaded"):
    cost, dw, db = distributed.cost_and_gradients(np.zeros((50, 1)), 0.0, X, Y)
print(f"{cost:.10f} {dw[0, 0]:.10f} {db:.10f}")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA counts what it should on Linux only")
def test_a_file_larger_than_the_memory_is_no_obstacle(tmp_path):
    n, m, limit = 50, 600_000, 200 * 2**20
    X = np.lib.format.open_memmap(tmp_path / "X.npy", "w+", "float64", (n, m))
    X[0], Y = 1.0, np.zeros((1, m))
    Y[0, : m // 4] = 1.0
    np.save(tmp_path / "Y.npy", Y)
    assert X.nbytes > limit
    del X
    command = [sys.executable, "-c", OUT_OF_CORE, f"{limit}"]
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.fspath(Path(__file__).parents[2]),
    }
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == ["does not fit", f"{np.log(2):.10f} {0.25:.10f} {0.25:.10f}"], (
        run.stderr
    )
