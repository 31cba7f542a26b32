"""Serve a folder of notebooks in JupyterLab."""

import os
from pathlib import Path
from urllib.parse import quote

from helpers.commands.working_copies import HIDDEN


def serve(folder, notebook, *, view="lab/tree", port=None, browser=True, settings=None):
    """Open a notebook in JupyterLab, and serve its folder until Ctrl-C.

    Only this machine can connect, and only with JupyterLab's own random token, which stands in the address
    and not in the list of processes.

    Parameters
    ----------
    folder : pathlib.Path
        What the browser gets to see; kernels start here.
    notebook : str
        The name of a notebook in the folder.
    view : str
        The beginning of the address; "rise" opens slides.
    port : int, optional
        The next free port is taken if this one, or by default 8888, is busy.
    browser : bool
        If False, only print the address.
    settings : dict, optional
        Settings of Jupyter in addition to ours, or in place of them.

    Returns
    -------
    int
        0, when the server has ended.
    """
    if not os.access(os.path.expanduser("~"), os.W_OK):  # as in a container with a user of its own
        os.environ["HOME"] = str(folder / HIDDEN)
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - takes a second, and --help should not

    given = _settings(folder, f"/{view}/{quote(notebook)}", port, browser) | (settings or {})
    LabApp.launch_instance(argv=[f"--{name}={value}" for name, value in given.items()])
    return 0


def _settings(folder, url, port, browser):
    settings = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "localhost",
        "ServerApp.allow_root": True,
        "Application.log_level": "ERROR",
        "ServerApp.open_browser": browser,
        "ExtensionApp.open_browser": browser,
        # Only a kernel in which `import helpers` works.
        "ServerApp.kernel_spec_manager_class": "helpers.commands.this_python.ThisPython",
        "LabApp.default_url": url,
        # The reader's open tabs, apart from those of other projects.
        "LabApp.workspaces_dir": folder / HIDDEN / "workspaces",
        # No question about news before the first lesson, and nothing that needs a network.
        "LabApp.app_settings_dir": Path(__file__).parent / "settings",
        "LabApp.extension_manager": "readonly",
    }
    if port is not None:
        settings["ServerApp.port"] = port
        # Jupyter tries ports up to twice as many numbers away as it tries ports, and takes 65536 for one.
        settings["ServerApp.port_retries"] = max(0, min(50, (65535 - port) // 2 - 1))
    return settings
