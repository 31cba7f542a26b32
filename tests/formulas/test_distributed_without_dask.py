"""Where Dask is missing, importing helpers works, and the distributed column says what to add."""

import subprocess
import sys

WITHOUT_DASK = """
import sys
sys.modules["dask"] = None
import helpers
try:
    from helpers.formulas import distributed
except ImportError as error:
    print(error)
"""


def test_without_dask_it_says_which_words_to_add():
    run = subprocess.run([sys.executable, "-c", WITHOUT_DASK], capture_output=True, text=True, check=True)
    assert "uv run --extra scale" in run.stdout
