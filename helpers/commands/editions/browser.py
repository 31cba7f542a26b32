"""The browser edition: JupyterLite with the whole series, as notebooks that run where they are read."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import helpers
from helpers.commands.editions import runtime, wheel
from helpers.commands.notebook_files import CommandError, parse, strip_outputs, text_of

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# Below it a folder is named by its content, so that a browser's cache never mixes two deployments.
PYTHON = "static/python"
# As seen from the kernel's worker, the script at extensions/@jupyterlite/pyodide-kernel-extension/static.
ROOT_OF_WORKER = "../../../.."


def without_outputs(paths):
    """Read notebooks as a reader gets them: nothing has been run.

    Parameters
    ----------
    paths : list of pathlib.Path

    Returns
    -------
    dict of str to str
        The text of each, by its file's name.
    """
    return {path.name: text_of(strip_outputs(parse(path.read_text(encoding="utf-8")))) for path in paths}


def version(notebooks):
    """Name a state of the series: another one as soon as any notebook differs.

    Parameters
    ----------
    notebooks : dict of str to str

    Returns
    -------
    str
        Such as "0.1.0-5fa1c02b".
    """
    digest = hashlib.sha256("\0".join(notebooks.values()).encode()).hexdigest()
    return f"{helpers.__version__}-{digest[:8]}"


def build(checkout, notebooks, output, pyodide=None):
    """Build the browser edition.

    Parameters
    ----------
    checkout : pathlib.Path
    notebooks : dict of str to str
        What `without_outputs` returns.
    output : pathlib.Path
        Where the edition goes; its parent holds the folder to build in while this runs.
    pyodide : pathlib.Path, optional
        The Python to put into the site; without it, browsers fetch Pyodide from its public address.

    Returns
    -------
    bool
        Whether Python's files were compiled ahead.

    Raises
    ------
    CommandError
        If a part is missing or JupyterLite fails.
    """
    lite = output.with_name("lite")
    lite.mkdir(parents=True)
    for name in ("jupyter_lite_config.json", "jupyter-lite.json", "overrides.json"):
        shutil.copyfile(checkout / "site" / name, lite / name)
    _write_contents(notebooks, lite / "content")
    (lite / "wheel").mkdir()
    ours, python = wheel.build(checkout, lite / "wheel"), lite / "python"
    if pyodide is None:
        python.mkdir()
        for built in ours:
            shutil.copyfile(built, python / built.name)
        for name in ("comm", "ipywidgets", "tqdm"):
            wheel.repack(name, python)
        place, compiled = f"{PYTHON}/{_digest(*ours)}", False
        settings = _public_python(place, sorted(each.name for each in python.glob("*.whl")))
    else:
        compiled = runtime.assemble(pyodide, ours, python)
        place = f"{PYTHON}/{_digest(python / runtime.LOCK)}"
        settings = _own_python(place)
    _add_settings(lite / "jupyter-lite.json", settings)
    _add_extensions(lite / "jupyter_lite_config.json")
    _run_jupyterlite(lite, output)
    shutil.copytree(python, output / place)
    shutil.rmtree(lite)
    return compiled


def _write_contents(notebooks, folder):
    """Write each notebook twice: for work, and pristine in a folder that has its version in its name."""
    for place in (folder, folder / "originals" / version(notebooks)):
        place.mkdir(parents=True)
        for name, text in notebooks.items():
            (place / name).write_text(text, encoding="utf-8")


def _own_python(place):
    """Load everything from a folder of the site, in one go, while Python starts."""
    return {
        "pyodideUrl": f"./{place}/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./{place}/{runtime.LOCK}",
            "packages": [*runtime.FIRST, runtime.OURS],
        },
    }


def _public_python(place, names):
    """Load from the site only what the public Pyodide lacks."""
    urls = [f"{ROOT_OF_WORKER}/{place}/{name}" for name in names]
    return {"loadPyodideOptions": {"packages": ["micropip", "jedi", "ipython", "numpy", "matplotlib", *urls]}}


def _digest(*paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:8]


def _add_settings(path, settings):
    config = json.loads(path.read_text(encoding="utf-8"))
    config["jupyter-config-data"]["litePluginSettings"] = {KERNEL: settings}
    path.write_text(json.dumps(config), encoding="utf-8")


def _add_extensions(path):
    """Name the two that the series needs: an environment may hold others, for other purposes."""
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    missing = [name for name in EXTENSIONS if not (folder / name).is_dir()]
    if missing:
        raise CommandError(f"{' and '.join(missing)} not found in {folder}. Install the group site again.")
    config = json.loads(path.read_text(encoding="utf-8"))
    config["LiteBuildConfig"]["federated_extensions"] = [str(folder / name) for name in EXTENSIONS]
    path.write_text(json.dumps(config), encoding="utf-8")


def _run_jupyterlite(lite, output):
    folders = ["--lite-dir", lite, "--contents", lite / "content", "--output-dir", output]
    command = [sys.executable, "-m", "jupyterlite_core", "build", *folders]
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=lite, check=False)
    if built.returncode:
        raise CommandError(f"JupyterLite could not be built:\n{(built.stdout + built.stderr)[-2000:]}")
