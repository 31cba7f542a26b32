"""One kernel, python3: the Python that runs the command, whatever else is installed on the machine."""

from jupyter_client.kernelspec import KernelSpecManager
from traitlets import default


class ThisPython(KernelSpecManager):
    """Offers the kernel of the running environment and no other.

    Jupyter would look in the person's own folders too, where a `python3` left by another project may
    lack `helpers`. With no folder to look in, it falls back on the Python that asks.
    """

    @default("kernel_dirs")
    def _nowhere(self):
        return []
