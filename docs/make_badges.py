"""Write the badges of README.md, from the address in pyproject.toml: ``uv run python docs/make_badges.py``.

They open the browser edition, where the project's pages are published, and Binder. Without an address there
are none.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ROW = re.compile(r"(?<=<!-- badges -->\n).*(?=<!-- end of badges -->)", flags=re.S)


def address():
    """Return the project's address, such as ``https://github.com/OWNER/NAME``; empty where it has none."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["dot-or-star"]["address"]


def badges(of):
    """Return the row for the project with an address."""
    if not of:
        return ""
    owner, name = of.rstrip("/").split("/")[-2:]
    binder = f"https://mybinder.org/v2/gh/{owner}/{name}/HEAD?urlpath=lab/tree/notebooks/00_start_here.ipynb"
    return (
        "[![Read it, and run it in your browser](https://jupyterlite.rtfd.io/en/latest/_static/badge.svg)]"
        f"(https://{owner}.github.io/{name}/)\n"
        f"[![Run it on Binder](https://mybinder.org/badge_logo.svg)]({binder})\n"
    )


def with_badges(readme, of):
    """Return the text of the README with the row for that address in place of the one it has."""
    return ROW.sub(badges(of), readme, count=1)


if __name__ == "__main__":
    README.write_text(with_badges(README.read_text(encoding="utf-8"), address()), encoding="utf-8")
