// node compile_ahead.mjs FOLDER PACKAGE…: makes a Pyodide start sooner.
// What a notebook imports gets bytecode; bytecode of anything else would only take time to unpack. It is not
// checked against its source, so it needs no dates, which unpacking does not keep. What nobody reads goes, unless it is imported.
import { pathToFileURL } from "node:url";

const [folder, ...packages] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const env = { PYTHONHASHSEED: "0" }; // the same bytes at each build
const pyodide = await loadPyodide({ indexURL: folder, packages, env });
pyodide.mountNodeFS("/runtime", folder);
pyodide.runPython(`
import importlib.util
import pkgutil
import sys
import warnings
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import helpers

warnings.simplefilter("ignore")
# Stubs of other projects for jedi's completions.
STUBS = "jedi/third_party"
FONTS = "matplotlib/mpl-data/fonts"
# Figures are drawn in DejaVu Sans and its mono, formulas with STIX.
UNREAD = (
    *(f"{STUBS}/django-stubs/", f"{STUBS}/typeshed/third_party/", f"{STUBS}/typeshed/stdlib/2/"),
    *(f"{FONTS}/afm/", f"{FONTS}/pdfcorefonts/", f"{FONTS}/ttf/DejaVuSerif", f"{FONTS}/ttf/DejaVuSansMono-"),
    *("matplotlib/mpl-data/sample_data/", "matplotlib/mpl-data/images/", "matplotlib/backends/web_backend/"),
    *(f"{FONTS}/ttf/DejaVuSans-BoldOblique", "dateutil/zoneinfo/dateutil-zoneinfo", "mpl_toolkits/axisartist/"),
    *("numpy/_core/include/", "numpy/_core/lib/", "numpy/random/lib/", "numpy/f2py/"),  # for compilers
    # Of the standard library: for a terminal, for servers, for other processes and systems, in C already.
    *("_pyrepl/", "wsgiref/", "xmlrpc/", "http/server", "http/cookiejar", "imaplib", "poplib", "smtplib"),
    *("ftplib", "mailbox", "shelve", "wave", "zipapp"),
    *("multiprocessing/", "asyncio/windows_", "asyncio/proactor_", "ctypes/_aix", "_pyio", "_pydatetime"),
    *("compileall", "modulefinder", "pickletools", "pyclbr", "tabnanny", "trace.py"),
    *("encodings/cp", "encodings/iso", "encodings/koi8", "encodings/mac_"),  # but for TABLES
    "pygments/lexers/",  # but for Python's and those of IPython's magics, which are imported
)
OTHERS = ["pyodide_kernel", "piplite.piplite", "ipywidgets", "matplotlib_inline.backend_inline", "tqdm"]
OTHERS += ["ipython_pygments_lexers"]
TABLES = ("cp1252", "cp437", "iso8859_15", "mac_roman")
OTHERS += [f"encodings.{each}" for each in TABLES]
OURS = [each.name for each in pkgutil.walk_packages(helpers.__path__, "helpers.")]

for name in OTHERS + OURS:
    try:
        importlib.import_module(name)
    except ImportError:  # for a real machine
        pass
places = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
imported = {place.partition("/site-packages/")[2] or place.partition(".zip/")[2] for place in places}


def bytecode(source, name):
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def compiled_name(name, is_alone):
    path = PurePosixPath(name)
    if is_alone:
        return f"{path}c"
    return str(path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc")


for archive in [*Path("/runtime").glob("*.whl"), *Path("/runtime").glob("*.zip")]:
    smaller = archive.with_suffix(".smaller")
    with ZipFile(archive) as before, ZipFile(smaller, "w") as after:
        for member in before.infolist():
            name, used = member.filename, member.filename in imported
            is_stub = name.endswith((".pyi", ".pxd")) and not name.startswith("jedi/")
            if not used and (is_stub or name.startswith(UNREAD)):
                continue
            content = before.read(member)
            is_compiled = name.endswith(".py") and used
            # The standard library and our engine do without their source.
            is_alone = is_compiled and (archive.suffix == ".zip" or name.startswith("axiswise/"))
            if not is_alone:
                after.writestr(member, content, ZIP_DEFLATED, 9)
            if is_compiled:
                compiled = ZipInfo(compiled_name(name, is_alone))
                after.writestr(compiled, bytecode(content, name), ZIP_DEFLATED, 9)
    smaller.replace(archive)
`);
