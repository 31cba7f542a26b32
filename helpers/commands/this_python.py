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

    def get_kernel_spec(self, kernel_name):
        """Return what starts the kernel, without a warning in the terminal that TCP is not encrypted.

        Its connection stays on this machine, where every message is signed.
        """
        spec = super().get_kernel_spec(kernel_name)
        return self.kernel_spec_class(**spec.to_dict() | {"argv": [*spec.argv, "--log-level=ERROR"]})
