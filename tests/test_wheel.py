"""The wheel alone, without a checkout beside it, has all that readers open."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]

PROGRAM = """
from pathlib import Path
import axiswise
import helpers
from helpers.data import breast_cancer, digits, peers, penguins
from helpers.data import folder

print(Path(helpers.__file__).parents[1])
print(Path(axiswise.__file__).parents[1])
print(penguins().X.shape, digits().X.shape, breast_cancer().X.shape, len(peers()["fits"]))
print(folder("data"), *sorted(path.name for path in folder("data").glob("[!_]*")), sep="|")
print(folder("notebooks"), *sorted(path.name for path in folder("notebooks").glob("*.ipynb")), sep="|")
"""


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)
    assert result.returncode == 0, result.stderr
    return result.stdout


def names(folder, pattern):
    return sorted(path.name for path in (ROOT / folder).glob(pattern))


@pytest.mark.skipif(not shutil.which("uv"), reason="uv builds the wheel, and it is not installed")
def test_an_installed_wheel_carries_data_and_notebooks(tmp_path):
    run("uv", "build", "--wheel", "--all-packages", "--out-dir", str(tmp_path / "dist"), cwd=ROOT)
    wheels = sorted(map(str, (tmp_path / "dist").glob("*.whl")))
    assert [Path(wheel).name.split("-")[0] for wheel in wheels] == ["axiswise", "dot_or_star"]
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    run("uv", "pip", "install", "--no-deps", "--target", str(site), *wheels, cwd=tmp_path)
    elsewhere.mkdir()
    numpy_site = str(Path(np.__file__).parents[1])
    # -S leaves out the .pth file by which this environment finds the checkout.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), numpy_site])}
    lines = run(sys.executable, "-S", "-c", PROGRAM, cwd=elsewhere, env=environment).splitlines()

    assert Path(lines[0]) == site.resolve()
    assert Path(lines[1]) == site.resolve()
    assert lines[2] == "(4, 219) (64, 1797) (30, 569) 4"
    shipped = site.resolve() / "helpers" / "_shipped"
    assert lines[3].split("|") == [str(shipped / "data"), *names("data", "[!_]*")]
    assert lines[4].split("|") == [str(shipped / "notebooks"), *names("notebooks", "*.ipynb")]
