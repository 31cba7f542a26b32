"""Each fault is noticed by the check that is named for it, and by nothing that is wrong anyway."""

from contextlib import contextmanager

import catalogue
import pytest
from noticing import cut, run_check

CHECKED_HERE = [fault for fault in catalogue.FAULTS if "::" in fault.noticed_by]  # by a test


@contextmanager
def ready(fault, root, *, damaged):
    """Make a copy what a check is to see; mend it afterwards."""
    path = root / fault.where
    before = path.read_bytes()
    try:
        if damaged:
            fault.apply(root)
        if fault.cut:
            cut(path, fault.cut)
        yield
    finally:
        path.write_bytes(before)


@pytest.mark.slow
@pytest.mark.parametrize("fault", CHECKED_HERE, ids=str)
def test_it_is_noticed(fault, copy, monkeypatch, tmp_path):
    with ready(fault, copy, damaged=True), pytest.raises((Exception, pytest.fail.Exception)) as seen:
        run_check(fault, copy, monkeypatch, tmp_path)
    assert not isinstance(seen.value, TypeError | NameError | ImportError), seen.value


ONCE = {(fault.noticed_by, fault.where, *fault.arguments.values()): fault for fault in CHECKED_HERE}


@pytest.mark.slow
@pytest.mark.parametrize("fault", ONCE.values(), ids=lambda fault: f"{fault.noticed_by} {fault.where}")
def test_without_the_damage_its_check_passes(fault, copy, monkeypatch, tmp_path):
    with ready(fault, copy, damaged=False):
        run_check(fault, copy, monkeypatch, tmp_path)


def test_each_fault_is_another():
    names = [(fault.says, fault.where) for fault in catalogue.FAULTS]
    assert len(set(names)) == len(names) >= 30


def test_the_page_is_current():
    assert catalogue.PAGE.read_text(encoding="utf-8") == catalogue.page(), (
        "run: uv run python tests/faults/catalogue.py"
    )
