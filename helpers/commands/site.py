"""site: build what a host publishes, the series to read and the series to run in a browser."""

import argparse
import functools
import http.server
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import helpers
from helpers import data
from helpers.commands.notebook_files import CommandError, numbered

OUTPUT = "_site"
# Lies in every folder that this command made, and that it may therefore replace.
MADE_HERE = ".made-by-site"


def main(argv=None):
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        By default the arguments of the process.

    Returns
    -------
    int
        0, or 1 if the site could not be built.
    """
    options = _parser().parse_args(argv)
    output = Path(options.output or _checkout() / OUTPUT).absolute()
    try:
        build(output, options.pyodide and Path(options.pyodide).absolute())
    except (CommandError, OSError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    if options.serve:
        serve(output, options.port)
    return 0


def build(output, pyodide=None):
    """Build both editions, and replace the last ones only when the new ones are whole.

    Parameters
    ----------
    output : pathlib.Path
    pyodide : pathlib.Path, optional
        A folder with a Pyodide to put into the site.

    Raises
    ------
    CommandError
        If the folder holds anything else, or a part cannot be built.
    """
    try:
        from helpers.commands.editions import browser, reading  # noqa: PLC0415 - of the group site
    except ImportError as error:
        raise CommandError(f"{error.name} is not installed. Type: uv run --group site site") from error
    checkout = _checkout()
    if not (checkout / "site").is_dir():
        raise CommandError(f"there is no folder site in {checkout}. Run this in a checkout of Dot or Star.")
    _refuse_strangers(output)
    paths = numbered(data.folder("notebooks"))
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{output.name}.", dir=output.parent) as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        (new / MADE_HERE).touch()
        notebooks = browser.without_outputs(paths)
        version = browser.version(notebooks)
        with _step("Pages to read"):
            reading.build(checkout, paths, version, new)
        with _step("Notebooks to run in a browser"):
            compiled = browser.build(checkout, notebooks, new / "run", pyodide)
        _replace(output, new)
    if pyodide and not compiled:
        print("Node.js is not here, so Python's files are not compiled ahead: it starts more slowly.")
    print(f"The site is in {output} (version {version}).")


def serve(folder, port):
    """Serve the site on this machine until Ctrl-C.

    Parameters
    ----------
    folder : pathlib.Path
    port : int
        0 takes any that is free.
    """
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(f"Open http://127.0.0.1:{server.server_port}/ and press Ctrl-C here to stop.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


@contextmanager
def _step(name):
    """Say what goes on, and how long it took."""
    print(f"{name:32}", end="", flush=True)
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:5.1f} s")


def _refuse_strangers(output):
    if output.exists() and not (output / MADE_HERE).is_file() and any(output.iterdir()):
        raise CommandError(f"{output} holds something that `site` did not make. Choose another --output.")


def _replace(output, new):
    if output.exists():
        output.rename(new.with_name("old"))
    new.rename(output)


def _checkout():
    return data.PACKAGE.parent


def _parser():
    parser = argparse.ArgumentParser(prog="site", description=__doc__.partition(": ")[2])
    parser.add_argument(
        "--pyodide", metavar="DIR", help="put this Pyodide into the site, so that it asks no other server"
    )
    parser.add_argument("--output", metavar="DIR", help=f"where the site goes, in place of {OUTPUT}")
    parser.add_argument("--serve", action="store_true", help="serve it on this machine when it is built")
    parser.add_argument("--port", type=int, default=8000, help="where to serve it; 8000 by default")
    parser.add_argument("--version", action="version", version=f"Dot or Star {helpers.__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
