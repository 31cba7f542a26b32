"""The kernel behind slides: pictures for a room, and errors without their traceback."""

from helpers.commands.this_python import ThisPython


class SlideKernel(ThisPython):
    """Offers the kernel of the running environment, set for a projector."""

    def get_kernel_spec(self, kernel_name):
        """Return what starts the kernel."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, "--InteractiveShell.xmode=Minimal"]
        spec.env = spec.env | {"DOT_OR_STAR_LAYOUT": "slide"}
        return spec
