"""The package as a whole: what it offers, what importing it costs, how it is written."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import helpers
from tests.cases import each_case

ROOT = Path(__file__).parents[1]
HEAVY = ("IPython", "ipywidgets", "matplotlib", "pandas", "scipy", "sklearn", "tqdm")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, **options)


@each_case("name", sorted(helpers.__all__))
def test_every_name_that_is_offered_exists(name):
    assert getattr(helpers, name) is not None


def test_a_name_that_does_not_exist_lists_those_that_do():
    with pytest.raises(AttributeError, match=r"no 'pengins'.*penguins"):
        helpers.pengins  # noqa: B018


def test_importing_the_package_loads_nothing_heavy():
    code = f"import helpers, sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(sys.executable, "-c", code).stdout.strip() == "[]"


def test_helpers_that_share_a_name_with_their_module_stay_functions():
    code = (
        "import helpers.train, helpers.side_by_side; from helpers import train, side_by_side; train.__code__"
    )
    assert run(sys.executable, "-c", code).returncode == 0


def test_formulas_import_numpy_alone():
    code = (
        "from helpers.formulas import loop, element_wise, dot, einsum, stable; import sys;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    assert run(sys.executable, "-c", code).stdout.strip() == "[]"


def test_the_version_is_the_same_wherever_it_stands():
    assert f"## {helpers.__version__} (" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == helpers.__version__


def test_the_conda_environment_asks_for_the_package_and_for_nothing_that_could_drift():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert environment["dependencies"] == [f"python{python}", "pip", {"pip": ["-e ./axiswise", "-e ."]}]


def test_the_code_is_linted_and_formatted():
    for arguments in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        result = run(sys.executable, "-m", "ruff", *arguments)
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_spelling_is_right():
    result = run(
        sys.executable,
        "-m",
        "codespell_lib",
        *map(str, ROOT.glob("*.md")),
        "axiswise",
        "helpers",
        "tests",
        "data",
        "docs",
    )
    assert result.returncode == 0, result.stdout
