"""The Python that runs in the browser: from Pyodide's public address, or from a folder of this site."""

import hashlib
import json
import shutil
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

from helpers.commands.editions.wheel import repack
from helpers.commands.notebook_files import CommandError

LOCK = "pyodide-lock.json"
# What the kernel would else install one by one, after Python has started.
FIRST = ("micropip", "comm", "jedi", "ipython", "piplite", "pyodide-kernel", "ipykernel")
KERNEL_WHEELS = ("piplite", "pyodide_kernel", "ipykernel")
OURS = "dot-or-star"
ENGINE = "axiswise"
# What the notebooks import through helpers.
NEEDED = (ENGINE, "ipywidgets", "matplotlib", "numpy", "tqdm")
# Matplotlib depends on these for PDF files and for dates with time zones; unpacking them takes a second.
# A cell that imports one still gets it.
UNUSED = ("fonttools", "pytz")


def check(source):
    """Make sure that a folder holds a whole Pyodide.

    Parameters
    ----------
    source : pathlib.Path

    Returns
    -------
    dict
        Its lock.

    Raises
    ------
    CommandError
        If a file is missing, or is not the one that the lock describes.
    """
    missing = [name for name in ("pyodide.mjs", LOCK) if not (source / name).is_file()]
    if missing:
        raise CommandError(f"{source} holds no Pyodide: {' and '.join(missing)} not found there.")
    lock = json.loads((source / LOCK).read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        file = source / package["file_name"]
        if not file.is_file():
            raise CommandError(f"{file} is missing, although {LOCK} lists it.")
        if _sha256(file) != package["sha256"]:
            raise CommandError(f"{file} is damaged: it is not the file that {LOCK} describes.")
    return lock


def assemble(source, ours, target):
    """Copy a Pyodide, add our wheels and what it and the kernel need, and compile everything ahead.

    Parameters
    ----------
    source : pathlib.Path
        A folder with pyodide.mjs, its lock and its wheels; only read.
    ours : list of pathlib.Path
        The wheels of the engine and of this package.
    target : pathlib.Path
        Made by this.

    Returns
    -------
    bool
        Whether Python's files were compiled, for which Node.js has to be here.

    Raises
    ------
    CommandError
        If `source` is not whole, or compiling fails.
    """
    lock = check(source)
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    target.chmod(0o755)  # the source may be read-only
    for wheel in ours:
        shutil.copyfile(wheel, target / wheel.name)
    for name in KERNEL_WHEELS:
        file = next(_kernel_wheels().glob(f"{name}-*.whl"))
        shutil.copyfile(file, target / file.name)
    for name in set(NEEDED) - {ENGINE, *lock["packages"]}:
        repack(name, target)
    listed = {package["file_name"] for package in lock["packages"].values()}
    for file in target.glob("*.whl"):
        if file.name not in listed:
            entry = _entry(file)
            lock["packages"][entry["name"]] = entry
    lock["packages"][OURS] |= {"imports": ["helpers"], "depends": list(NEEDED)}
    for package in lock["packages"].values():
        package["depends"] = [name for name in package["depends"] if name not in UNUSED]
    _write(lock, target)
    compiled = _compile(target)
    _write(lock, target)
    return compiled


def _write(lock, folder):
    for package in lock["packages"].values():
        package["sha256"] = _sha256(folder / package["file_name"])
    (folder / LOCK).write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _entry(wheel):
    """Describe a wheel as Pyodide's lock does."""
    with ZipFile(wheel) as opened:
        metadata = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(opened.read(metadata).decode("utf-8"))
    name = headers["Name"].lower().replace("_", "-").replace(".", "-")
    return {
        "name": name,
        "version": headers["Version"],
        "file_name": wheel.name,
        "imports": [wheel.name.partition("-")[0]],
        "depends": [],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def _kernel_wheels():
    from jupyterlite_pyodide_kernel import __file__ as package  # noqa: PLC0415 - of the group site
    from jupyterlite_pyodide_kernel.constants import PYODIDE_KERNEL_NPM_NAME  # noqa: PLC0415

    for parent in Path(package).parents:
        found = parent / "share" / "jupyter" / "labextensions" / PYODIDE_KERNEL_NPM_NAME / "static" / "pypi"
        if found.is_dir():
            return found
    raise CommandError("jupyterlite-pyodide-kernel is not whole. Install the group site again.")


def _compile(folder):
    """Let Pyodide itself compile its wheels, since bytecode belongs to one version of Python."""
    node = shutil.which("node")
    if node is None:
        return False
    script = Path(__file__).with_name("compile_ahead.mjs")
    done = subprocess.run(
        [node, script, folder, *FIRST, OURS], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise CommandError(f"Pyodide's files could not be compiled:\n{done.stderr[-2000:]}")
    return True


def _sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
