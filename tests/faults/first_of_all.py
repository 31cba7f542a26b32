"""A plugin of pytest: run what is named first, and end the run once that has failed: it cannot be unsaid."""

import os

import pytest

# In the environment: how the name of a test or notebook begins; what stands in those that come first of them.
NAMED, WORD = "DOT_OR_STAR_NAMED", "DOT_OR_STAR_WORD"
ENDED = "what is named has failed"


def pytest_collection_modifyitems(items):
    word = os.environ[WORD]
    items.sort(key=lambda item: (not _is_named(item.nodeid), word not in item.nodeid))


def pytest_configure(config):
    config.pluginmanager.register(_Listener(config))


def _is_named(test):
    return test.startswith(os.environ[NAMED])


class _Listener:
    def __init__(self, config):
        self._config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report):
        """Tell the process that leads the others to stop."""
        leader = self._config.pluginmanager.get_plugin("dsession")
        if leader and report.failed and _is_named(report.nodeid):
            leader.shouldstop = ENDED
