// node compile_ahead.mjs FOLDER: adds bytecode to every wheel of a Pyodide and to its standard library.
// Bytecode that is not checked against its source needs no look at dates, which unpacking does not keep.
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.mountNodeFS("/runtime", folder);
pyodide.runPython(`
import importlib.util
import sys
import warnings
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

warnings.simplefilter("ignore")


def bytecode(source, name):
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def compiled_name(archive, name):
    path = PurePosixPath(name)
    if archive.suffix == ".zip":  # is imported as it is, and has its bytecode beside the source
        return f"{path}c"
    return str(path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc")


for archive in [*Path("/runtime").glob("*.whl"), *Path("/runtime").glob("*.zip")]:
    larger = archive.with_suffix(".larger")
    with ZipFile(archive) as before, ZipFile(larger, "w", ZIP_DEFLATED) as after:
        for member in before.infolist():
            content = before.read(member)
            after.writestr(member, content, ZIP_DEFLATED)
            if member.filename.endswith(".py"):
                try:
                    after.writestr(compiled_name(archive, member.filename), bytecode(content, member.filename))
                except SyntaxError:
                    pass  # a template, or for another Python
    larger.replace(archive)
`);
