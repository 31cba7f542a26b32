"""What the README shows and promises is what the project does."""

import re
import tomllib
from pathlib import Path

from docs import make_pictures

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_picture_is_what_shapes_draws_today():
    stored = (ROOT / "docs" / "dot_gradient.svg").read_text(encoding="utf-8")
    assert stored == make_pictures.gradient(), "run: uv run python docs/make_pictures.py"


def test_its_links_lead_somewhere():
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (ROOT / target).exists(), f"{page.name}: {target}"


def test_it_lists_every_notebook_with_its_question_and_minutes():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        title = re.search(r'"# ([^"\\]+)', text)[1]
        minutes = re.search(r"\*\*Time:\*\* (\d+) minutes", text)[1]
        assert f"| [{path.name[:2]}](notebooks/{path.name}) | {title} | {minutes} |" in README


def test_its_two_commands_are_the_ones_that_exist():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert "study" in scripts
    assert re.findall(r"^pip install uv && (.+)$", README, flags=re.M) == ["uv run study", "uv run pytest"]
