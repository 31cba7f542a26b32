"""Whether two pictures look the same from afar: their bytes differ between versions of Matplotlib."""

import base64
import io
import re

import numpy as np
from PIL import Image

PNG = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
AFAR = (48, 36)  # cells, each the mean of its pixels
ALIKE = 0.1  # of the way from black to white, in any cell: lettering moves less, a curve moves more


def pictures(outputs):
    """Return each PNG in the HTML of some outputs, in cells of grey between 0 and 1."""
    pages = ("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    return [seen(base64.b64decode(data)) for page in pages for data in PNG.findall(page)]


def seen(png):
    """Return a picture as it is seen from afar: an array (36, 48)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("L").resize(AFAR, Image.Resampling.BOX)) / 255


def look_alike(some, others):
    """Tell whether two lists of pictures hold the same, one by one."""
    return len(some) == len(others) and all(
        np.abs(one - other).max() < ALIKE for one, other in zip(some, others, strict=True)
    )
