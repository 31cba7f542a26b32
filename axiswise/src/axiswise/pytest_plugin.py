"""``pytest --axiswise PACKAGE``: while tests run, annotated functions of a package are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axiswise.checked import install_import_hook

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--axiswise", action="append", default=[], metavar="PACKAGE",
        help="raise AxisError where calls of this package pair different axes (may be given several times)",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Check the packages that are named, from before they are imported to the end of the tests."""
    packages = config.getoption("--axiswise")
    if packages:
        config.add_cleanup(install_import_hook(*packages).uninstall)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is checked."""
    packages = config.getoption("--axiswise")
    return f"axiswise: checks {', '.join(packages)}" if packages else None
