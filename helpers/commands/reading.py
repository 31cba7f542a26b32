"""The reading edition: every notebook as a page with its outputs, an index, and the card to print.

Mathematics is MathML: browsers draw it without a script, and screen readers read it. Predictions, cards and
what else answers without Python stand on a page as plain HTML first; a script makes them the same parts that
a notebook shows, from data that is computed while the pages are built.
"""

import hashlib
import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import jinja2
from markupsafe import Markup
from math_core import LatexToMathML
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from axiswise import bundle
from helpers.commands import notebook_files, refresh
from helpers.commands.handouts import sheet
from helpers.commands.slides import ADVICE
from helpers.exercises.ask import ASK
from helpers.marks.marking import exercises
from helpers.pages import EXAMPLES, draw
from helpers.practice import notebook as practice

#: What pages load, from the folder site; and what stands above all of them, where its name never changes.
ASSETS = ("style.css", "reading.js", "live.js", "worker.js")
ABOVE = ("offline.js", "run.js")
#: Calls whose output has live controls where a kernel runs and asks it; a page shows them still.
LIVE = re.compile(r"\b(boundary_explorer|practise|gauge)\(")
PARTS = "parts"  # the folder of what parts show
WITHOUT_PYTHON = ("ask", "explore", "recap")  # kinds of parts that need none
_STATE = "application/vnd.jupyter.widget-state+json"
#: The first words of a heading, and what the reader does in the section below it.
KINDS = {"predict": "Predict", "do": "Do", "break": "Break it", "recap": "Recap"}
#: What may be too wide for a small screen scrolls within itself, by keyboard too.
SCROLLS = 'tabindex="0" role="group" aria-label="%s"'

_CONVERTER = LatexToMathML(fancy_error=False)


@dataclass
class Page:
    """One notebook, ready for a template."""

    name: str  # without .ipynb
    title: str  # HTML
    plain_title: str
    minutes: int
    sections: list  # of Section
    parts: dict = field(default_factory=dict)  # what the parts in its cells show, by the ids of the cells

    @property
    def number(self):
        """Return the two digits that the name begins with."""
        return self.name[:2]

    def exercise_in(self, cell):
        """Return the exercise that a cell asks for; None for any other cell."""
        name = dict(notebook_files.tags_of(cell)).get("exercise")
        return next((each for each in exercises().get(self.name, ()) if each.name == name), None)


@dataclass
class Section:
    """What stands under one heading of the second level; the first section holds the title."""

    kind: str
    cells: list
    anchor: str = ""  # by which an address finds it
    heading: str = ""  # HTML


def read(path):
    """Return the `Page` of a notebook, which begins with its title and its **Time:**."""
    cells = notebook_files.read(path).cells
    title = re.search(r"^# (.+)$", cells[0].source, flags=re.M)
    minutes = re.search(r"\*\*Time:\*\* about (\d+) minutes", cells[0].source)
    rendered = markdown(title[1]).strip().removeprefix("<p>").removesuffix("</p>")
    sections = [Section("Title", [])]
    for cell in cells:
        heading = re.match(r"## (\w+).*", cell.source) if cell.cell_type == "markdown" else None
        if heading:
            kind = KINDS.get(heading[1].lower(), "Question" if len(sections) == 1 else "See")
            made = re.search(r'<h2 id="(.*?)">(.*?) <a class="anchor"', markdown(heading[0]))
            sections.append(Section(kind, [], *made.groups()))
        sections[-1].cells.append(cell)
    return Page(path.stem, rendered, re.sub("<.*?>", "", rendered), int(minutes[1]), sections)


def build(checkout, paths, version, python, output):
    """Write the pages of notebooks into a folder that is there.

    `checkout` holds site/templates and site/style.css, `version` names the folder of the pristine copies in
    the browser edition, and `python` says where pages find Python, as `site.build_to_run` returns it.
    """
    pages = pages_of(paths)
    (output / PARTS).mkdir()
    for page in pages:
        for cell, shown in page.parts.items():
            place = output / PARTS / f"{page.number}-{cell}.json"
            place.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    cells = [cell for page in pages for section in page.sections for cell in section.cells]
    card = notebook_files.tagged(cells)["card", ""]
    assets = _write_assets(checkout / "site", python, output)
    write = writer(checkout / "site" / "templates", output, pages=pages, version=version, assets=assets)
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        write(f"{page.name}.html", "page.html.j2", page=page, before=before, after=after)
        write(f"worksheets/{page.name}.html", "sheet.html.j2", page=page, sheet=sheet(page))
    write("practice.html")
    gradient, cost = (draw(source, letters)["svg"] for _, source, letters in EXAMPLES[:2])
    write("index.html", gradient=gradient, cost=cost)
    write("card.html", card=card)
    write("playground.html", examples=EXAMPLES)


def pages_of(paths):
    """Return the `Page` of each notebook, with its parts; the notebooks run for them."""
    with ThreadPoolExecutor(2) as several:
        ran = several.map(parts_of, paths)
        return [replace(read(path), parts=parts) for path, parts in zip(paths, ran, strict=True)]


def parts_of(path):
    """Run a notebook; return what the parts in its cells show, by the ids of the cells.

    Of one that cannot run here, as for want of an extra, they stay still.
    """
    try:
        ran = refresh.execute(path, notebook_files.read(path), DOT_OR_STAR_PAGES="1")
    except notebook_files.CommandError as error:
        said = [line for line in str(error).splitlines() if line.strip("- ")]  # with the cell between rules
        print(f"Parts stay still. {said[0]} … {said[-1]}", flush=True)
        return {}
    models = ran.metadata.get("widgets", {}).get(_STATE, {}).get("state", {})
    views = {
        cell.id: output.data[bundle.VIEW]["model_id"]
        for cell in ran.cells
        for output in cell.get("outputs", ())
        if bundle.VIEW in output.get("data", {})
    }
    shown = {cell: models.get(model, {}).get("state", {}).get("data") for cell, model in views.items()}
    return {cell: dict(data) for cell, data in shown.items() if data and data["kind"] in WITHOUT_PYTHON}


def _write_assets(source, python, output):
    """Write styles and scripts to a folder that is named by its content; return its name.

    So a page that a browser has kept never meets the scripts of another deployment.
    """
    from rjsmin import jsmin  # noqa: PLC0415 - of the group site, and tests import this module without it

    files = {name: (source / name).read_text(encoding="utf-8") for name in ASSETS}
    files |= {"component.js": bundle.module(ASK), "component.css": bundle.style()} | practice.files()
    files["python.json"] = json.dumps(python)
    digest = hashlib.sha256("\0".join(files.values()).encode()).hexdigest()
    folder = output / "assets" / digest[:8]
    folder.mkdir(parents=True)
    above = {output / name: (source / name).read_text(encoding="utf-8") for name in ABOVE}
    for path, text in ({folder / name: text for name, text in files.items()} | above).items():
        # Without comments and indentation; names and lines stay, for whoever reads it in a browser.
        path.write_text(jsmin(text) if path.suffix == ".js" else text, encoding="utf-8")
    return folder.relative_to(output).as_posix()


def writer(templates, output, **common):
    """Return a function that writes a file of a folder: its name, its template, and what that needs.

    The template has the name of the file, if none is given. It has filters for what a notebook holds.
    """
    loader = jinja2.FileSystemLoader(templates)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    formatter, lexer = HtmlFormatter(nowrap=True), PythonLexer()
    filters = {
        # Links from notebook to notebook lead from page to page. Advice for who runs a notebook is left out.
        "markdown": lambda source: re.sub(
            r'href="(\d\d_\w+)\.ipynb', r'href="\1.html', markdown(ADVICE.sub("", source))
        ),
        "code": lambda source: highlight(ADVICE.sub("", source), lexer, formatter),
        "terminal": ansi2html,
        "shown": _shown,
    }
    for name, function in filters.items():
        environment.filters[name] = lambda text, function=function: Markup(function(text))
    environment.tests["imports"] = lambda cell: cell.execution_count == 1  # folded, as on slides
    # A page has a button in place of a cell that checks an exercise.
    environment.tests["check"] = lambda cell: "check" in dict(notebook_files.tags_of(cell))
    environment.tests["live"] = lambda cell: bool(LIVE.search(cell.source))

    def write(name, template=None, **values):
        (output / name).parent.mkdir(exist_ok=True)
        environment.get_template(template or f"{name}.j2").stream(**common, **values).dump(str(output / name))

    return write


def _shown(output):
    """Return the HTML of an output in which what scrolls has the focus, and each picture says what it shows.

    A small screen shows these words; whoever hears them has heard them as the picture's own.
    """
    said = r'\1<p class="in-words" aria-hidden="true">\2</p>'
    if "axiswise" in output:
        said = r'\1<details class="in-words"><summary>In words</summary>\2</details>'
    output = re.sub(r'(<img alt="([^"]*)"[^>]*>)', said, output)
    return output.replace("<pre ", '<pre tabindex="0" ')


def mathml(latex, display="inline"):
    r"""Turn LaTeX, with or without dollar signs, into MathML that keeps it as its alternative text.

    Raises math_core.LatexError if it is not LaTeX, or has a command that browsers would not show reliably.

    >>> mathml("$z_i$")
    '<math alttext="z_i"><msub><mi>z</mi><mi>i</mi></msub></math>'
    """
    bare = latex.strip().strip("$").removeprefix(r"\displaystyle").strip()
    drawn = _CONVERTER.convert_with_local_state(bare, displaystyle=display == "block")
    return drawn.replace("<math", f'<math alttext="{html.escape(bare)}"', 1)


def markdown(source):
    """Return the Markdown of a notebook as HTML whose headings have anchors."""
    return MarkdownWithMath(renderer=_Renderer(escape=False)).render(source)


class _Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, but for mathematics, anchors and wide tables."""

    def inline_math(self, body):
        return mathml(body)

    def block_math(self, body):
        return f'<span class="math" {SCROLLS % "Formula"}>{mathml(body, "block")}</span>'

    def block_code(self, code, info=None):
        return super().block_code(code, info).replace("<pre", f"<pre {SCROLLS % 'Code'}", 1)

    def heading(self, text, level, **_):
        bare = html.unescape(re.sub("<.*?>", "", text)).lower()
        name = "-".join(re.findall("[a-z0-9]+", bare))
        anchor = f'class="anchor" href="#{name}" aria-label="Link to this section" data-pagefind-ignore'
        link = f" <a {anchor}>#</a>" if level > 1 else ""
        return f'<h{level} id="{name}">{text}{link}</h{level}>\n'

    def table(self, text):
        return f'<div class="table" {SCROLLS % "Table"}><table>{text}</table></div>'
