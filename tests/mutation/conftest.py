"""Where processes cannot be forked, these files cannot be searched for examples."""

import os

collect_ignore = [] if hasattr(os, "fork") else ["forked.py", "score.py"]
