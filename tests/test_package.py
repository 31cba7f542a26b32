"""The package as a whole: what it offers, what importing it costs, how it is written."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_notebook

import helpers
from docs import make_badges, make_pictures
from tests.cases import each_case

ROOT = Path(__file__).parents[1]
HEAVY = ("IPython", "ipywidgets", "matplotlib", "pandas", "scipy", "sklearn", "tqdm")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **{"cwd": ROOT} | options)


@each_case("name", sorted(helpers.__all__))
def test_every_name_that_is_offered_exists(name):
    assert getattr(helpers, name) is not None


def test_a_name_that_does_not_exist_lists_those_that_do():
    with pytest.raises(AttributeError, match=r"no 'pengins'.*penguins"):
        helpers.pengins  # noqa: B018


def test_importing_the_package_and_its_formulas_loads_nothing_heavy_and_names_of_modules_stay_functions():
    code = (
        "import helpers; from helpers.formulas import loop, element_wise, dot, einsum, stable; import sys;"
        f"print([name for name in {HEAVY} if name in sys.modules]);"
        "import helpers.train, helpers.side_by_side; from helpers import train, side_by_side; train.__code__"
    )
    result = run(sys.executable, "-c", code)
    assert (result.stdout.strip(), result.returncode) == ("[]", 0)


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
    places = [*map(str, ROOT.glob("*.md")), "axiswise", "helpers", "tests", "data", "docs"]
    result = run(sys.executable, "-m", "codespell_lib", *places)
    assert result.returncode == 0, result.stdout


# What the README shows and promises is what the project does.

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_picture_is_what_shapes_draws_today():
    stored = (ROOT / "docs" / "dot_gradient.svg").read_text(encoding="utf-8")
    assert stored == make_pictures.gradient(), "run: uv run python docs/make_pictures.py"


def test_its_badges_are_those_of_the_projects_address():
    stored = make_badges.with_badges(README, make_badges.address())
    assert stored == README, "run: uv run python docs/make_badges.py"
    shown = make_badges.with_badges(README, "https://github.com/someone/birds")
    assert "](https://someone.github.io/birds/)" in shown and "/gh/someone/birds/HEAD?urlpath=" in shown
    assert make_badges.with_badges(shown, "") == make_badges.with_badges(README, "")


def test_its_links_lead_somewhere():
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (ROOT / target).exists(), f"{page.name}: {target}"


def test_it_lists_every_notebook_with_its_question_and_minutes():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        title = re.search(r'"# ([^"\\]+)', text)[1]
        minutes = re.search(r"\*\*Time:\*\* about (\d+) minutes", text)[1]
        assert f"| [{path.name[:2]}](notebooks/{path.name}) | {title} | {minutes} |" in README


def test_its_two_commands_are_the_ones_that_exist():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert "study" in scripts
    assert re.findall(r"^pip install uv && (.+)$", README, flags=re.M) == ["uv run study", "uv run pytest"]


# Readers' own copies are never collected as tests.


def test_a_readers_broken_notebook_is_not_collected(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("notebooks/ours.ipynb", "my-notebooks/broken_by_a_reader.ipynb"):
        (tmp_path / name).parent.mkdir()
        nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), tmp_path / name)
    (tmp_path / "tests/notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "tests/notebooks/sanitise.cfg", tmp_path / "tests/notebooks")
    options = ("--collect-only", "-q", "-p", "no:xdist", "-o", "addopts=--nbval", ".")
    out = run(sys.executable, "-m", "pytest", *options, cwd=tmp_path).stdout
    assert "ours" in out, out
    assert "broken_by_a_reader" not in out
