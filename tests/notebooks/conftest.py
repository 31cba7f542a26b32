"""Run each check once for each committed notebook."""

import pytest
from committed import NOTEBOOKS, series


def pytest_generate_tests(metafunc):
    if "notebook" in metafunc.fixturenames:
        notebooks = series()
        assert notebooks, "there is no notebook to check"
        metafunc.parametrize("notebook", notebooks, ids=[notebook.path.stem for notebook in notebooks])


@pytest.fixture(scope="session")
def notebooks_folder():
    return NOTEBOOKS
