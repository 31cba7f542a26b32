"""Time the interactive parts: ``uv run python -m benchmarks.interactive``.

From a key press to the new picture on the screen, in JupyterLab in Chromium; the goal is a median of 60 ms.
A verdict on a prediction asks no kernel and comes in the next frame, which the browser tests see.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.lab import Lab, start, start_browser, stop

PRESSES = 24
BIRDS = """from helpers import boundary_explorer, dot, epoch_scrubber, penguins, standardise, train
birds = penguins(features=["bill length", "bill depth"])
"""
ARRAYS = """import numpy as np
from helpers import axes, player
random = np.random.default_rng(0)
X, dz = random.normal(size=(3, 12)), random.normal(size=(1, 12))
axes(X="n m", dz="1 m")
"""
SLIDERS = {
    "player": ARRAYS + 'player("dw = np.dot(X, dz.T)")',
    "boundary explorer": BIRDS + "boundary_explorer(birds)",
    "epoch scrubber": BIRDS
    + """Z, scale = standardise(birds.X)
epoch_scrubber(train(dot, Z, birds.Y, steps=200, learning_rate=1.0), birds, scale)""",
}
LABORATORY = "from helpers import swap_lab\nswap_lab()"

# From the key press until a picture that was put into the output has been painted.
WATCH = """output => {
    const PICTURE = "svg, img";
    window.latency = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("no new picture after ten seconds")), 10_000);
        let pressed;
        addEventListener("keydown", event => { pressed = event.timeStamp; }, { capture: true, once: true });
        const isPicture = node => node.matches?.(PICTURE) || node.querySelector?.(PICTURE);
        const observer = new MutationObserver(records => {
            const added = records.flatMap(each => [...each.addedNodes]);
            if (pressed === undefined || !added.some(isPicture)) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        });
        observer.observe(output, { childList: true, subtree: true });
    });
}"""


def pressed(lab, output, target, key):
    """Return the milliseconds from pressing a key on a control until its picture is there."""
    target.focus()
    output.evaluate(WATCH)
    lab.page.keyboard.press(key)
    return lab.page.evaluate("window.latency")


def slider(lab, source):
    """Move the first slider of a part to the right, and back again."""
    (cell,) = lab.open_new(source)
    output = lab.run(cell)
    handle = output.locator(".noUi-handle, input[type=range]").first
    keys = ["ArrowRight"] * (PRESSES // 2) + ["ArrowLeft"] * (PRESSES // 2)
    return [pressed(lab, output, handle, key) for key in keys]


def laboratory(lab):
    """Choose one of two shapes in turns."""
    (cell,) = lab.open_new(LABORATORY)
    output = lab.run(cell)
    row = output.get_by_role("group", name="shape of Y")
    buttons = [row.get_by_role("button", name=name, exact=True) for name in ("(m, 1)", "(1, m)")]
    return [pressed(lab, output, buttons[turn % 2], "Enter") for turn in range(PRESSES)]


def measured(lab):
    """Yield each part's name, and the milliseconds of each press."""
    for name, source in SLIDERS.items():
        yield name, slider(lab, source)
    yield "swap laboratory", laboratory(lab)


def main():
    """Print one line for each part: the median, and what nine of ten presses stay below."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home, copies, memory = (Path(folder, name) for name in ("home", "copies", "browser"))
        process, address = start(copies, home)
        try:
            context = start_browser(playwright, shutil.which("chromium"), memory)
            lab = Lab(context.pages[0], address, copies)  # a page in the background is not painted
            for name, took in measured(lab):
                ninth = statistics.quantiles(took, n=10)[-1]
                print(f"{name:18} median {statistics.median(took):4.0f} ms, p90 {ninth:4.0f}; goal 60, 100")
                lab.end_kernels()
            context.close()
        finally:
            stop(process)


if __name__ == "__main__":
    main()
