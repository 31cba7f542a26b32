"""The boundary explorer and the epoch scrubber, in the browser edition."""

from test_explorers import (  # noqa: F401 - collected here
    explorer,
    pytestmark,
    scrubber,
    test_line_is_moved_until_it_beats_descent,
    test_play_by_keyboard_goes_on_to_the_last_step,
    test_slider_is_dragged,
    test_training_is_gone_through_step_by_step,
)
