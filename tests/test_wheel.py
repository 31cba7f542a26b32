"""Both wheels, put into a fresh environment by plain pip without an index, have all that readers open."""

import os
import shutil
import subprocess
import tarfile
import venv
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
SITE = Path(np.__file__).parents[1]
OURS = ("axiswise", "dot_or_star", "helpers", "_")
LEFT_OUT = {"rfc3987_syntax": "1.1.0"}  # by uv, as pyproject.toml says; pip asks for it
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("uv"), reason="uv builds the wheels, and it is not installed"),
]

TRACED = """
import axiswise, numpy as np
t = axiswise.trace("X @ w.T", {"X": np.ones((3, 5)), "w": np.ones((1, 5))}, axes={"X": "n m", "w": "1 m"})
print(t.steps[-1].axes, t.svg()[:4], axiswise.__file__, sep="|")
"""
READ = """
import helpers
from helpers.data import breast_cancer, digits, peers, penguins
from helpers.data import folder

print(helpers.__file__)
print(penguins().X.shape, digits().X.shape, breast_cancer().X.shape, len(peers()["fits"]))
print(folder("data"), *sorted(path.name for path in folder("data").glob("[!_]*")), sep="|")
print(folder("notebooks"), *sorted(path.name for path in folder("notebooks").glob("*.ipynb")), sep="|")
"""


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Build both; axiswise first as a source distribution, and its wheel from that."""
    folder = tmp_path_factory.mktemp("dist")
    run("uv", "build", "--wheel", "--out-dir", str(folder), cwd=ROOT)
    run("uv", "build", "--package", "axiswise", "--out-dir", str(folder), cwd=ROOT)
    return folder


class Environment:
    """A fresh environment with pip, in which some of the packages that are installed here can be seen."""

    def __init__(self, folder, visible):
        seen = folder / "seen"
        seen.mkdir()
        for path in SITE.iterdir():
            if visible(path.name) and not path.name.startswith(OURS) and path.suffix != ".pth":
                (seen / path.name).symlink_to(path, target_is_directory=path.is_dir())
        for name, version in LEFT_OUT.items():
            (seen / f"{name}-{version}.dist-info").mkdir()
            named = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            (seen / f"{name}-{version}.dist-info" / "METADATA").write_text(named)
        venv.create(folder / "venv", with_pip=True)
        self.folder = folder
        self._python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        self._settings = os.environ | {"PYTHONPATH": str(seen)}

    def python(self, *arguments):
        return run(self._python, *arguments, cwd=self.folder, env=self._settings)

    def install(self, *wheels):
        self.python("-m", "pip", "install", "--quiet", "--no-index", *map(str, wheels))


def test_axiswise_works_with_numpy_alone(dist, tmp_path):
    environment = Environment(tmp_path, lambda name: name.startswith("numpy"))
    environment.install(*dist.glob("axiswise-*.whl"))
    axes, picture, file = environment.python("-c", TRACED).strip().split("|")
    assert (axes, picture) == ("('n', '1')", "<svg")
    assert Path(file).is_relative_to(tmp_path / "venv")


def test_both_carry_data_and_notebooks(dist, tmp_path):
    environment = Environment(tmp_path, lambda name: True)
    environment.install(*dist.glob("*.whl"))
    assert str(tmp_path / "venv") in environment.python("-c", TRACED)
    file, shapes, data, notebooks = environment.python("-c", READ).splitlines()
    package = Path(file).parent
    assert package.is_relative_to(tmp_path / "venv")
    assert shapes == "(4, 219) (64, 1797) (30, 569) 4"
    for said, name, pattern in ((data, "data", "[!_]*"), (notebooks, "notebooks", "*.ipynb")):
        here = sorted(path.name for path in (ROOT / name).glob(pattern))
        assert said.split("|") == [str(package / "_shipped" / name), *here]


def test_the_source_distribution_of_axiswise_holds_what_it_is_built_from(dist):
    (archive,) = dist.glob("axiswise-*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "src/axiswise/__init__.py"} <= names
