"""Every shipped file is the one that was shipped, or the error says how to get it back."""

import hashlib
import shutil

import pytest

from helpers import data
from helpers.data import breast_cancer, digits, penguins
from tests.cases import each_case

DATA = data.folder("data")
TABLES = {"penguins.csv": penguins, "digits.csv": digits, "breast_cancer.csv": breast_cancer}


@each_case("name", TABLES)
def test_checksums_agree_in_the_file_the_table_and_the_readme(name):
    checksum = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert f"{checksum}  {name}" in (DATA / "SHA256SUMS").read_text().splitlines()
    assert f"| `{name}` | `{checksum}` |" in (DATA / "README.md").read_text(encoding="utf-8").splitlines()


def test_every_table_has_a_checksum():
    assert {path.name for path in DATA.glob("*.csv")} == set(TABLES)


@pytest.fixture
def another_copy(tmp_path, monkeypatch):
    """A package folder without checkout, whose files a test may harm."""
    package = tmp_path / "helpers"
    shutil.copytree(DATA, package / "_shipped" / "data")
    monkeypatch.setattr(data, "PACKAGE", package)
    return package / "_shipped" / "data"


def test_the_packaged_folder_goes_before_the_one_beside_the_package(another_copy):
    (another_copy.parents[2] / "data").mkdir()
    assert data.folder("data") == another_copy


def test_no_folder_anywhere_says_where_it_was_sought(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PACKAGE", tmp_path / "helpers")
    with pytest.raises(FileNotFoundError, match=r"'notebooks'.*Install dot-or-star again"):
        data.folder("notebooks")
