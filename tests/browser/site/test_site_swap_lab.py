"""The swap laboratory, in the browser edition."""

from test_browser_swap_lab import pytestmark, test_by_keyboard, test_by_mouse  # noqa: F401 - collected here
