"""An exercise whose answer never ends, in the browser edition."""

from test_endless_answer import (  # noqa: F401 - collected here
    pytestmark,
    test_check_gives_up_and_the_notebook_goes_on,
)
