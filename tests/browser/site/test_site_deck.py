"""Cards in the browser edition: the same as in JupyterLab."""

from test_browser_deck import dealt, pytestmark, test_by_keyboard, test_by_mouse  # noqa: F401 - collected here
