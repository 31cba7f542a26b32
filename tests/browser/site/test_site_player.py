"""The player, in the browser edition."""

from test_browser_player import (  # noqa: F401 - collected here
    frames,
    pytestmark,
    shown,
    test_arrow_keys_move_one_product_at_a_time,
    test_focus_is_seen_on_every_control,
    test_play_goes_on_to_the_last,
)
