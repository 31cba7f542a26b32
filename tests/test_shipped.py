"""Every shipped file is the one that was shipped, or the error says how to get it back."""

import hashlib
import shutil

import pytest

from helpers import data
from helpers.data import breast_cancer, digits, peers, penguins
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


@pytest.mark.parametrize("name", TABLES)
def test_one_changed_byte_is_noticed(another_copy, name):
    path = another_copy / name
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    with pytest.raises(OSError, match=r"is damaged.*Install dot-or-star again") as error:
        TABLES[name]()
    assert str(path) in str(error.value)


@pytest.mark.parametrize("name", [*TABLES, "SHA256SUMS", "peers.json"])
def test_a_missing_file_is_named(another_copy, name):
    (another_copy / name).unlink()
    with pytest.raises(FileNotFoundError, match="is missing") as error:
        {**TABLES, "SHA256SUMS": penguins, "peers.json": peers}[name]()
    assert str(another_copy / name) in str(error.value)


def test_a_table_without_checksum_is_not_trusted(another_copy):
    (another_copy / "SHA256SUMS").write_text("")
    with pytest.raises(OSError, match="is damaged"):
        penguins()


def test_half_a_record_of_peers_is_noticed(another_copy):
    path = another_copy / "peers.json"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(OSError, match="is damaged"):
        peers()


def test_in_a_checkout_git_restores_the_file(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(data, "PACKAGE", tmp_path / "helpers")
    with pytest.raises(FileNotFoundError, match=r"git checkout -- data/penguins\.csv"):
        penguins()


def test_the_packaged_folder_goes_before_the_one_beside_the_package(another_copy):
    (another_copy.parents[2] / "data").mkdir()
    assert data.folder("data") == another_copy


def test_no_folder_anywhere_says_where_it_was_sought(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PACKAGE", tmp_path / "helpers")
    with pytest.raises(FileNotFoundError, match=r"'notebooks'.*Install dot-or-star again"):
        data.folder("notebooks")
