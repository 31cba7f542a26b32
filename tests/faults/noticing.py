"""Run the one check that must notice a fault, in this process, on a damaged copy of the repository."""

import importlib
import inspect
import json
import types
from contextlib import contextmanager, nullcontext

import committed
from fault import Fault

# Where the modules of tests look for the repository, and what that is in a copy.
PLACES = {
    "ROOT": lambda root: root,
    "DATA": lambda root: root / "data",
    "NOTEBOOKS": lambda root: root / "notebooks",
    "PATHS": lambda root: sorted((root / "notebooks").glob("*.ipynb")),
}


def run_check(fault: Fault, root, monkeypatch, tmp_path):
    """Run the check of a fault; what it raises comes out.

    Where helpers are damaged, their functions run the damaged code meanwhile.
    """
    path, _, name = fault.noticed_by.partition("::")
    module = importlib.import_module(path.rpartition("/")[2].removesuffix(".py"))
    for where in (module, committed):
        for place in PLACES.keys() & vars(where).keys():
            monkeypatch.setattr(where, place, PLACES[place](root))
    ready = {
        "notebook": lambda: committed.read(root / fault.where),
        "notebooks_folder": lambda: root / "notebooks",
        "tmp_path": lambda: tmp_path,
        "thorough": lambda: False,
    }
    check = getattr(module, name)
    wanted = inspect.signature(check).parameters
    arguments = {each: ready[each]() for each in wanted if each in ready} | fault.arguments
    with _running(fault.where, root):
        check(**arguments)


def cut(path, texts):
    """Keep the cells of a notebook in which one of some texts stands."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [
        cell for cell in notebook["cells"] if any(text in "".join(cell["source"]) for text in texts)
    ]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _running(where, root):
    if not where.startswith("helpers/"):
        return nullcontext()
    module = importlib.import_module(where.removesuffix(".py").replace("/", "."))
    return running(module, (root / where).read_text(encoding="utf-8"))


@contextmanager
def running(module, text):
    """Let the functions and methods of a module run the code of another text, wherever they are held."""
    other = types.ModuleType(module.__name__)
    other.__file__ = module.__file__
    exec(compile(text, module.__file__, "exec"), vars(other))
    ours, theirs = dict(_functions(module)), dict(_functions(other))
    before = {name: function.__code__ for name, function in ours.items()}
    try:
        for name, function in ours.items():
            function.__code__ = theirs[name].__code__
        yield
    finally:
        for name, function in ours.items():
            function.__code__ = before[name]


def _functions(module):
    """Yield the functions that a module defines, and those of its classes, by name."""
    holders = {"": module} | {name: each for name, each in vars(module).items() if isinstance(each, type)}
    for holder, contents in holders.items():
        for name, value in vars(contents).items():
            found = value.fget if isinstance(value, property) else getattr(value, "func", value)
            if isinstance(found, types.FunctionType) and found.__code__.co_filename == module.__file__:
                yield f"{holder}.{name}", found
