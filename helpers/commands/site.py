"""site: build what a host publishes, the series to read and the series to run in a browser."""

import argparse
import contextlib
import hashlib
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from packaging.utils import parse_wheel_filename

import helpers
from helpers import data
from helpers.commands import handouts
from helpers.commands.notebook_files import (
    CommandError,
    labextension,
    made_whole,
    run,
    series,
    without_outputs,
)

OUTPUT = "_site"
# Lies in every folder that this command made, and that it may therefore replace.
MADE_HERE = ".made-by-site"

EXTENSIONS = {
    "anywidget": "anywidget",
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets",
    "@jupyterlite/pyodide-kernel-extension": "jupyterlite-pyodide-kernel",
}
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# Below it a folder is named by its content, so that a browser's cache never mixes two deployments.
PYTHON = "static/python"
# As seen from the kernel's worker, the script at extensions/@jupyterlite/pyodide-kernel-extension/static.
ROOT_OF_WORKER = "../../../.."

LOCK = "pyodide-lock.json"
# What the kernel would else install one by one, after Python has started.
FIRST = ("micropip", "comm", "jedi", "ipython", "piplite", "pyodide-kernel", "ipykernel")
KERNEL_WHEELS = ("piplite", "pyodide_kernel", "ipykernel")
OURS, ENGINE = "dot-or-star", "axiswise"
# What the notebooks import through helpers.
NEEDED = (ENGINE, "anywidget", "ipywidgets", "matplotlib", "numpy", "psygnal", "tqdm", "typing-extensions")
# Of our wheel: the site has notebooks without outputs, and commands and marks are for a real machine.
UNREAD = ("helpers/_shipped/notebooks/", "helpers/_shipped/teaching/", "helpers/commands/", "helpers/marks/")
# What the public Pyodide lacks; all are of pure Python, or run without what is compiled.
REPACKED = ("anywidget", "comm", "ipywidgets", "psygnal", "tqdm", "typing-extensions")
# Matplotlib depends on these for PDF files and for dates with time zones; unpacking them takes a second.
# A cell that imports one still gets it.
UNUSED = ("fonttools", "pytz")


def main(argv=None):
    """Run the command on arguments, by default those of the process; return its exit status, 0 or 1."""
    parser = argparse.ArgumentParser("site", description=__doc__.partition(": ")[2])
    parser.add_argument(
        "--pyodide", metavar="DIR", help="put this Pyodide into the site, so that it asks no other server"
    )
    parser.add_argument("--output", metavar="DIR", help=f"where the site goes, in place of {OUTPUT}")
    parser.add_argument(
        "--key",
        metavar="DIR",
        help="make, in place of the site, what only who teaches gets: keys, exam questions, a quiz, pictures",
    )
    parser.add_argument("--serve", action="store_true", help="serve it on this machine when it is built")
    parser.add_argument("--port", type=int, default=8000, help="where to serve it; 8000 by default")
    return run(parser, _site, argv)


def _site(options):
    if options.key:
        write_key(Path(options.key).expanduser().absolute())
        return
    output = Path(options.output or data.PACKAGE.parent / OUTPUT).absolute()
    build(output, options.pyodide and Path(options.pyodide).absolute())
    if options.serve:
        serve(output, options.port)


def write_key(folder):
    """Write the folder of who teaches: keys, a quiz, pictures.

    Raises CommandError if it exists, or would lie in a site.
    """
    reading, checkout = _tools()
    if any((place / MADE_HERE).exists() for place in folder.parents):
        raise CommandError(f"{folder} lies in a site, which everybody reads. Choose another --key.")
    paths = series()
    with made_whole(folder, "--key") as made:
        write = reading.writer(checkout / "site" / "templates", made)
        png = handouts.write_key(made, reading.pages_of(paths), paths, write)
    if not png:
        print("Pictures are SVG files alone. For PNG files, too: pip install 'axiswise[png]'")
    print(f"Keys, exam questions, a quiz for Moodle and pictures are in {folder}. Publish none of it.")


def _tools():
    """Return the module that makes pages, of the group site, and the checkout that holds their templates."""
    try:
        from helpers.commands import reading  # noqa: PLC0415 - of the group site
    except ImportError as error:
        raise CommandError(f"{error.name} is not installed. Type: uv run --group site site") from error
    checkout = data.PACKAGE.parent
    if not (checkout / "site").is_dir():
        raise CommandError(f"there is no folder site in {checkout}. Run this in a checkout of Dot or Star.")
    return reading, checkout


def build(output, pyodide=None):
    """Build both editions in a folder, and replace the last ones only when the new ones are whole.

    `pyodide` is a folder with the Pyodide to put into the site; without it, browsers fetch it from its public
    address. Raises CommandError if the folder holds anything else, or a part cannot be built.
    """
    (reading, checkout), paths = _tools(), series()
    notebooks = without_outputs(paths)
    with made_whole(output, "--output", MADE_HERE) as new:
        (new / MADE_HERE).touch()
        print("Notebooks to run in a browser …", flush=True)
        python = build_to_run(checkout, notebooks, new / "run", pyodide)
        print("Pages to read, each notebook run once for them …", flush=True)
        reading.build(checkout, paths, version(notebooks), python, new)
        index_words(new)
        keep_offline(new)
    print(f"The site is in {output} (version {version(notebooks)}).")


def serve(folder, port):
    """Serve a folder on this machine until Ctrl-C."""
    print(f"Open http://127.0.0.1:{port}/ and press Ctrl-C here to stop.", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        where = ["--bind", "127.0.0.1", "--directory", folder, str(port)]
        subprocess.run([sys.executable, "-m", "http.server", *where], check=True)


def version(notebooks):
    """Name a state of the series, such as 0.1.0-5fa1c02b: another one as soon as any text differs."""
    digest = hashlib.sha256("\0".join(notebooks.values()).encode()).hexdigest()
    return f"{helpers.__version__}-{digest[:8]}"


def build_to_run(checkout, notebooks, output, pyodide=None):
    """Build the browser edition: JupyterLite with the series, notebooks that run where they are read.

    `notebooks` are texts by the names of files, `pyodide` is the Python to put into the site; without it,
    browsers fetch Pyodide from its public address. Returns where a page finds Python, from the folder of the
    site: "pyodide", "lock" and "wheels", ours. Raises CommandError if a part is missing or JupyterLite fails.
    """
    with tempfile.TemporaryDirectory(dir=output.parent) as temporary:
        lite = Path(temporary)
        python = lite / "python"
        # Each notebook twice: for work, and pristine in a folder that has its version in its name.
        for place in (lite / "content", lite / "content" / "originals" / version(notebooks)):
            place.mkdir(parents=True)
            for name, text in notebooks.items():
                (place / name).write_text(text, encoding="utf-8")
        if pyodide is None:
            python.mkdir()
            ours = build_wheels(checkout, python)
            for name in REPACKED:
                repack(name, python)
            place = f"{PYTHON}/{_sha256(*ours)[:8]}"
            # From the site comes only what the public Pyodide lacks.
            urls = sorted(f"{ROOT_OF_WORKER}/{place}/{each.name}" for each in python.glob("*.whl"))
            packages = ["micropip", "jedi", "ipython", "numpy", "matplotlib", *urls]
            settings = {"loadPyodideOptions": {"packages": packages}}
            local = {"pyodide": public_pyodide()}
        else:
            ours = assemble(pyodide, checkout, python)
            place = f"{PYTHON}/{_sha256(python / LOCK)[:8]}"
            # All comes from a folder of the site, in one go, while Python starts.
            options = {"lockFileURL": f"./{place}/{LOCK}", "packages": [*FIRST, OURS]}
            settings = {
                "pyodideUrl": f"./{place}/pyodide.mjs",
                "disablePyPIFallback": True,
                "loadPyodideOptions": options,
            }
            local = {"pyodide": f"run/{place}/pyodide.mjs", "lock": f"run/{place}/{LOCK}"}
        app = {"appName": "Dot or Star", "appUrl": "./tree", "exposeAppInBrowser": True}
        app["litePluginSettings"] = {f"{KERNEL}:kernel": settings}
        # Extensions that the series needs are named: an environment may hold others, for other purposes.
        building = {
            "apps": ["notebooks", "tree"],
            "federated_extensions": [str(labextension(*each)) for each in EXTENSIONS.items()],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
        }
        shared = _json(Path(__file__).parent / "settings" / "overrides.json")  # with `study`
        configs = {
            "overrides.json": shared | _json(checkout / "site" / "overrides.json"),
            "jupyter-lite.json": {"jupyter-lite-schema-version": 0, "jupyter-config-data": app},
            "jupyter_lite_config.json": {"LiteBuildConfig": building},
        }
        for name, config in configs.items():
            (lite / name).write_text(json.dumps(config), encoding="utf-8")
        folders = ["--lite-dir", lite, "--contents", lite / "content", "--output-dir", output]
        command = [sys.executable, "-m", "jupyterlite_core", "build", *folders]
        _do(command, "JupyterLite could not be built", cwd=lite)
        shutil.copytree(python, output / place)
    return {"wheels": [f"run/{place}/{each.name}" for each in ours], **local}


def public_pyodide():
    """Return the public address of the Pyodide that the kernel of the browser edition uses."""
    package = labextension(KERNEL, EXTENSIONS[KERNEL])
    schema = _json(next(package.glob("static/schema/kernel.v0.schema.json")))
    return schema["properties"]["pyodideUrl"]["default"]


def index_words(folder):
    """Index the words of all pages, for the search on the first."""
    command = [sys.executable, "-m", "pagefind", "--site", folder, "--glob", "*.html"]
    _do(command, "The pages could not be indexed. Is pagefind installed, with uv run --group site site?")


def keep_offline(folder):
    """Set up the worker that answers where there is no network, and list all that it may keep.

    JupyterLite has a worker of its own for the folder of the laboratory. Ours is put in front of it there,
    and run.js keeps it from being sent away.
    """
    theirs = folder / "run" / "service-worker.js"
    theirs.write_text(
        'importScripts("../offline.js");\n' + theirs.read_text(encoding="utf-8"), encoding="utf-8"
    )
    ours = '<script src="../../run.js"></script>'
    for page in (folder / "run").glob("*/index.html"):
        text = page.read_text(encoding="utf-8").replace("</head>", f"{ours}</head>", 1)
        page.write_text(text, encoding="utf-8")
    unlisted = {folder / MADE_HERE, folder / "offline.js", theirs}
    kept = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".map"]
    listed = [
        [path.relative_to(folder).as_posix(), path.stat().st_size] for path in kept if path not in unlisted
    ]
    (folder / "files.json").write_text(json.dumps(listed), encoding="utf-8")


def build_wheels(checkout, folder):
    """Build the wheels of the shape engine and of this package into a folder; return their paths.

    They hold only what a browser reads. Raises CommandError if a build fails.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    for project in (checkout / "axiswise", checkout):
        _do(command, f"the wheel of {project} could not be built", cwd=project)
    wheels = [next(folder.glob(f"{name.replace('-', '_')}-*.whl")) for name in (ENGINE, OURS)]
    for wheel in wheels:
        drop_unread(wheel)
    return wheels


def drop_unread(wheel):
    """Take out of our wheel what no browser reads, and what only who teaches is to have."""
    smaller = wheel.with_suffix(".smaller")
    with zipfile.ZipFile(wheel) as before, zipfile.ZipFile(smaller, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            if not member.filename.startswith(UNREAD):
                after.writestr(member, before.read(member))
    smaller.replace(wheel)


def repack(name, folder):
    """Make a wheel of an installed package of pure Python, such as "comm".

    What the package installs outside its own folders is left out, and what is compiled for this machine: the
    source lies beside it.
    """
    installed = importlib.metadata.distribution(name)
    path = Path(folder) / f"{name.replace('-', '_')}-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in installed.files:
            kept = ".." not in file.parts and "__pycache__" not in file.parts
            if kept and file.suffix not in (".so", ".pyd"):
                wheel.write(file.locate(), file.as_posix())


def assemble(source, checkout, target):
    """Copy a Pyodide, add our wheels and what it and the kernel need; compile all where Node.js is here.

    `source` has pyodide.mjs, its lock and its wheels, and is only read; `target` is made. Returns our wheels.
    Raises CommandError if `source` holds no Pyodide, or a wheel cannot be built or compiled.
    """
    if not (source / LOCK).is_file():
        raise CommandError(f"{source} holds no Pyodide: {LOCK} not found there.")
    lock = _json(source / LOCK)
    packages = lock["packages"]
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    target.chmod(0o755)  # the source may be read-only
    ours = build_wheels(checkout, target)
    kernel = labextension(KERNEL, EXTENSIONS[KERNEL]) / "static" / "pypi"
    for wheel in (next(kernel.glob(f"{name}-*.whl")) for name in KERNEL_WHEELS):
        shutil.copyfile(wheel, target / wheel.name)
    for name in set(NEEDED) - {ENGINE, *packages}:
        repack(name, target)
    listed = {package["file_name"] for package in packages.values()}
    for file in target.glob("*.whl"):
        if file.name not in listed:
            name, number, *_ = parse_wheel_filename(file.name)
            packages[name] = {
                "name": name,
                "version": str(number),
                "file_name": file.name,
                "imports": [file.name.partition("-")[0]],
                "depends": [],
                "install_dir": "site",
                "package_type": "package",
                "unvendored_tests": False,
            }
    packages[OURS] |= {"imports": ["helpers"], "depends": list(NEEDED)}
    for package in packages.values():
        package["depends"] = [name for name in package["depends"] if name not in UNUSED]
    _write_lock(lock, target)
    if node := shutil.which("node"):  # Pyodide compiles its wheels: bytecode belongs to one version of Python
        script = Path(__file__).with_name("compile_ahead.mjs")
        _do([node, script, target, *FIRST, OURS], "Pyodide's files could not be compiled")
        _write_lock(lock, target)
    else:
        print("Node.js is not here, so Python's files are not compiled ahead: it starts more slowly.")
    return ours


def _write_lock(lock, folder):
    for package in lock["packages"].values():
        package["sha256"] = _sha256(folder / package["file_name"])
    (folder / LOCK).write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _do(command, problem, cwd=None):
    """Run a program; raise a CommandError with the end of what it said if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)
    if done.returncode:
        raise CommandError(f"{problem}:\n{(done.stdout + done.stderr)[-2000:].strip()}")


def _json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _sha256(*paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
