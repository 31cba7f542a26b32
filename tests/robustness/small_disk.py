"""A small disk to fill and to make read-only: Linux's, for whom may mount."""

import subprocess


class SmallDisk:
    """A disk of its own in memory, of 256 kB."""

    def __init__(self, place):
        self.place = place
        self._filler = place / "filler"
        self._call("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs")

    def fill(self):
        """Leave no byte free."""
        with open(self._filler, "ab", buffering=0) as filler:
            for size in (4096, 1):
                try:
                    while filler.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def free(self):
        self._filler.unlink()

    def make_read_only(self):
        self._call("mount", "-o", "remount,ro")

    def remove(self):
        self._call("umount", "-l")

    def _call(self, *command):
        subprocess.run([*command, self.place], check=True, capture_output=True)
