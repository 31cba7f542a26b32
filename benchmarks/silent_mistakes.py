"""Silent mistakes caught, and false alarms, of axiswise and of other tools on one list of cases.

    uv run python benchmarks/silent_mistakes.py      # writes the tables of docs/silent-mistakes.md

The other tools are put into an environment of their own, in a temporary folder.
"""

import collections
import datetime
import json
import pathlib
import platform
import re
import runpy
import subprocess
import sys
import tempfile
import tomllib
import warnings

import numpy as np

import axiswise

HERE = pathlib.Path(__file__).parent
CASES = tomllib.loads((HERE / "silent_mistakes.toml").read_text(encoding="utf-8"))["case"]
PACKAGES = ["numpy", "pyrefly", "jaxtyping", "beartype", "tensor-sensor", "rainbow-tensor"]
KINDS = {"public": "from public threads", "ours": "ours", "colleague": "of a colleague"}

SCALAR = 'float | np.floating | Float[np.ndarray, ""]'
IMPORTS = {
    "plain": "",
    "axiswise": "from axiswise import Float, Int\n",
    "jaxtyping": "from beartype import beartype\nfrom jaxtyping import Float, Int, jaxtyped\n",
    "pyrefly": "from jaxtyping import Float, Int\nfrom shape_extensions import static_jaxtyping\n",
}

#: Calls the function of each module of a folder, and prints the names of those that raise.
RUNNER = """
import contextlib, io, json, pathlib, runpy, sys
import numpy as np
folder = pathlib.Path(sys.argv[1])
watch = contextlib.nullcontext
if sys.argv[2] == "tensor-sensor":
    from tsensor import clarify as watch
raised = []
for name, given in json.loads((folder / "arguments.json").read_text()).items():
    values = [np.array(value) for value in given]
    try:
        with contextlib.redirect_stdout(io.StringIO()), watch():
            runpy.run_path(str(folder / f"{name}.py"))["f"](*values)
    except Exception:
        raised.append(name)
print(json.dumps(raised))
"""


def axes_of(text):
    """Return the letters of an argument, and below what its whole numbers are (0: it has floats)."""
    letters, below = re.fullmatch(r"(.*?)(?: int(\d+))?", text).groups()
    return letters.split(), int(below or 0)


def values_of(case):
    """Return the arguments of a case."""
    random, sizes = np.random.default_rng(0), {"1": 1} | case.get("sizes", {})
    found = {}
    for name, text in case["takes"].items():
        letters, below = axes_of(text)
        shape = tuple(sizes.get(letter, 4) for letter in letters)
        found[name] = random.integers(0, below, shape) if below else random.uniform(0.1, 0.9, shape)
    return found


def annotated(name, text):
    """Write a parameter with its letters."""
    letters, below = axes_of(text)
    return f'{name}: {"Int" if below else "Float"}[np.ndarray, "{" ".join(letters)}"]'


def written(case, body, tool, is_result_stated=True):
    """Write a case as a module for a tool, with the annotations that the tool reads."""
    takes, results = case["takes"], case["gives"].split("; ")
    returned = [f'Float[np.ndarray, "{each}"]' if each else SCALAR for each in results]
    gives = f" -> tuple[{', '.join(returned)}]" if len(returned) > 1 else f" -> {returned[0]}"
    letters = {letter for text in takes.values() for letter in axes_of(text)[0]} - {"1"}
    above = {
        "jaxtyping": "@jaxtyped(typechecker=beartype)\n",
        "pyrefly": f'@static_jaxtyping("{" ".join(sorted(letters))}")\n',
    }.get(tool, "")
    parameters = ", ".join(map(annotated, takes, takes.values()))
    if tool == "plain":
        parameters, gives = ", ".join(takes), ""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    head = f"{above}def f({parameters}){gives if is_result_stated else ''}:\n"
    return f"import numpy as np\n{IMPORTS[tool]}\n\n{head}{lines}\n"


def sources():
    """Yield a name (``wrong_00``, ``right_00``, …), the case, and what its function does."""
    for number, case in enumerate(CASES):
        yield from ((f"{kind}_{number:02}", case, case[kind]) for kind in ("wrong", "right") if kind in case)


def put(folder, tool, is_result_stated=True):
    """Write all modules for a tool into a folder of its own, and return it."""
    folder = folder / f"{tool.replace('-', '_')}_{is_result_stated}"
    folder.mkdir()
    given = {}
    for name, case, body in sources():
        (folder / f"{name}.py").write_text(written(case, body, tool, is_result_stated), encoding="utf-8")
        given[name] = [value.tolist() for value in values_of(case).values()]
    (folder / "arguments.json").write_text(json.dumps(given), encoding="utf-8")
    return folder


def make_sure(folder):
    """Run all of it: each mistake must be silent, and give something else than what is right."""
    plain, found = put(folder, "plain"), {}
    for name, case, _ in sources():
        result = function(plain, name)(*values_of(case).values())
        found[name] = result if isinstance(result, tuple) else (result,)
    for name, got in found.items():
        right = found[name.replace("wrong", "right")]
        pairs = zip(got, right, strict=True)
        is_same = all(np.shape(a) == np.shape(b) and np.allclose(a, b) for a, b in pairs)
        assert is_same == name.startswith("right"), f"{name} gives what is right, or not"
    return plain


def function(folder, name):
    """Return the function of a module."""
    return runpy.run_path(str(folder / f"{name}.py"))["f"]


def asked(tool):
    """Return what axiswise asks about in a cell, where the function is ``plain`` or has annotations."""
    found = []
    for name, case, body in sources():
        cell = f"{written(case, body, tool)}\nresult = f({', '.join(case['takes'])})"
        letters = {each: " ".join(axes_of(text)[0]) for each, text in case["takes"].items()}
        if axiswise.trace(cell, values_of(case), axes=letters).questions:
            found.append(name)
    return found


def raised_by_axiswise(folder):
    """Return what ``checked`` raises, with the letters of arguments and results."""
    folder, found = put(folder, "axiswise"), []
    for name, case, _ in sources():
        try:
            axiswise.checked(function(folder, name))(*values_of(case).values())
        except axiswise.AxisError:
            found.append(name)
    return found


class Others:
    """The other tools, in an environment of their own."""

    def __init__(self, folder):
        self.python, self.stubs = folder / "others" / "bin" / "python", folder / "stubs"
        uv = ["uv", "pip", "install", "-q", "--python", self.python]
        subprocess.run(["uv", "venv", "-q", "--python", sys.executable, folder / "others"], check=True)
        subprocess.run([*uv, *PACKAGES], check=True)
        wheels = ["--only-binary", ":all:", "--python-version", "3.12", "--target", self.stubs]
        subprocess.run([*uv, *wheels, "pyrefly-numpy-stubs", "jaxtyping"], check=True)
        listed = subprocess.run(["uv", "pip", "list", "--format", "json", "--python", self.python],
                                check=True, capture_output=True, text=True)  # fmt: skip
        self.versions = {each["name"]: each["version"] for each in json.loads(listed.stdout)}
        stubs = next(self.stubs.glob("pyrefly_numpy_stubs-*")).name
        self.versions["stubs"] = stubs.split("-")[1].removesuffix(".dist")

    def raised(self, folder, tool):
        """Return the modules whose function raises."""
        ran = subprocess.run([self.python, "-W", "ignore", "-c", RUNNER, folder, tool],
                             check=True, capture_output=True, text=True)  # fmt: skip
        return json.loads(ran.stdout)

    def pyrefly(self, folder):
        """Return the modules with an error of Pyrefly."""
        how = ["--output-format", "json", "--python-version", "3.12", "--site-package-path", self.stubs]
        command = [self.python.parent / "pyrefly", "check", *how, *folder.glob("*.py")]
        ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
        errors = json.loads(ran.stdout)["errors"]
        return sorted({pathlib.Path(each["path"]).stem for each in errors if each["severity"] == "error"})


def table(found):
    """Write counts, tool by tool."""
    kinds = [case["source"] if case["source"] in KINDS else "public" for case in CASES]
    sizes = collections.Counter(kind for kind, case in zip(kinds, CASES, strict=True) if "wrong" in case)
    heads = [f"{KINDS[kind]} ({sizes[kind]})" for kind in KINDS]
    heads += [f"all ({sizes.total()})", f"false alarms (of {len(CASES)})"]
    rows = [f"| | letters stated of | {' | '.join(heads)} |", "|---|---|" + "---|" * len(heads)]
    for (tool, stated), names in found.items():
        caught = [int(name[-2:]) for name in names if name.startswith("wrong")]
        counts = collections.Counter(kinds[number] for number in caught)
        cells = [counts[kind] for kind in KINDS] + [len(caught), len(names) - len(caught)]
        rows.append(f"| {tool} | {stated} | {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def each_mistake(found):
    """Write which tool that says anything says it about which mistake, and about which right line."""
    spoken = {
        f"{tool.partition(',')[0]}: {stated}": names for (tool, stated), names in found.items() if names
    }
    rows = [f"| | source | what differs | {' | '.join(spoken)} |", "|---|---|---|" + "---|" * len(spoken)]
    for number, case in enumerate(CASES):
        if "wrong" in case:
            right = case["right"].strip().splitlines()
            line = next(each for each in case["wrong"].strip().splitlines() if each not in right)
            marks = ["✓" if f"wrong_{number:02}" in names else "" for names in spoken.values()]
            rows.append(f"| {number} | {case['source']} | `{line.strip()}` | {' | '.join(marks)} |")
    alarms = [f"{name[-2:]} ({tool})" for tool, names in spoken.items() for name in names if name[0] == "r"]
    caught = {name for names in spoken.values() for name in names}
    missed = [name[-2:] for name, *_ in sources() if name[0] == "w" and name not in caught]
    said = f"False alarms: {', '.join(alarms) or 'none'}. Caught by nobody: {', '.join(missed)}."
    return "\n".join(rows) + "\n\n" + said


def main():
    """Run every tool, and write the page."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        plain, others = make_sure(folder), Others(folder)
        versions, both = others.versions, "arguments and result"
        pyrefly = f"Pyrefly {versions['pyrefly']}, NumPy stubs {versions['stubs']}"
        found = {
            ("axiswise `%%shapes`", "arguments"): asked("plain"),
            ("axiswise `%%shapes`", both): asked("axiswise"),
            ("axiswise `@checked`", both): raised_by_axiswise(folder),
            (pyrefly, "arguments"): others.pyrefly(put(folder, "pyrefly", is_result_stated=False)),
            (pyrefly, both): others.pyrefly(put(folder, "pyrefly")),
            (f"jaxtyping {versions['jaxtyping']}, beartype {versions['beartype']}", both):
                others.raised(put(folder, "jaxtyping"), "jaxtyping"),
            (f"TensorSensor {versions['tensor-sensor']}", "nothing"): others.raised(plain, "tensor-sensor"),
            (f"rainbow-tensor {versions['rainbow-tensor']}", "nothing"): [],
        }  # fmt: skip
    page = HERE.parent / "docs" / "silent-mistakes.md"
    before, _, _ = page.read_text(encoding="utf-8").partition("<!-- measured -->")
    when = f"{datetime.date.today():%-d %B %Y}, Python {platform.python_version()}, NumPy {np.__version__}"
    parts = ["<!-- measured -->", f"## {when}", table(found), "## Each mistake", each_mistake(found)]
    page.write_text(before + "\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
