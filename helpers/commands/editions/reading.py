"""The reading edition: every notebook as a page with its outputs, an index, and the card to print."""

import re
import shutil
from dataclasses import dataclass

import jinja2
from markupsafe import Markup
from nbconvert.filters import ansi2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from helpers.commands.editions.mathematics import markdown, mathml
from helpers.commands.notebook_files import CommandError, parse

#: Calls whose output has live controls where a kernel runs; a page shows them still.
LIVE = re.compile(r"\b(predict|player|swap_lab|boundary_explorer|epoch_scrubber|size_slider)\(")
#: The first words of a heading, and what the reader does in the section below it.
KINDS = {"predict": "Predict", "do": "Do", "break": "Break it", "recap": "Recap"}


@dataclass
class Page:
    """One notebook, ready for a template."""

    name: str  # without .ipynb
    title: str  # HTML
    plain_title: str
    minutes: int
    sections: list  # of Section

    @property
    def number(self):
        """Return the two digits that the name begins with."""
        return self.name[:2]


@dataclass
class Section:
    """What stands under one heading of the second level; the first section holds the title."""

    kind: str
    cells: list


def read(path):
    """Read a notebook into a page.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Page

    Raises
    ------
    CommandError
        If it has no title or does not say how long it takes.
    """
    cells = parse(path.read_text(encoding="utf-8")).cells
    title = re.search(r"^# (.+)$", cells[0].source, flags=re.M)
    minutes = re.search(r"\*\*Time:\*\* (\d+) minutes", cells[0].source)
    if not (title and minutes):
        raise CommandError(f"{path.name} begins without a title, or without its **Time:** in minutes.")
    rendered = markdown(title[1]).strip().removeprefix("<p>").removesuffix("</p>")
    plain = re.sub("<.*?>", "", rendered)
    return Page(path.stem, rendered, plain, int(minutes[1]), _sections(cells))


def _sections(cells):
    sections = [Section("Title", [])]
    for cell in cells:
        heading = re.match(r"## (\w+)", cell.source) if cell.cell_type == "markdown" else None
        if heading:
            kind = KINDS.get(heading[1].lower(), "Question" if len(sections) == 1 else "See")
            sections.append(Section(kind, []))
        sections[-1].cells.append(cell)
    return sections


def build(checkout, paths, version, output):
    """Write all pages.

    Parameters
    ----------
    checkout : pathlib.Path
        Holds site/templates and site/style.css.
    paths : list of pathlib.Path
        The notebooks, in the order in which they are read.
    version : str
        The folder of the pristine copies in the browser edition.
    output : pathlib.Path
        An existing folder.

    Raises
    ------
    CommandError
        If a notebook is not as `read` needs it, or none has a cell tagged `card`.
    """
    pages = [read(path) for path in paths]
    templates = _templates(checkout / "site" / "templates")

    def write(name, template, **values):
        text = templates.get_template(template).render(pages=pages, version=version, **values)
        (output / f"{name}.html").write_text(text, encoding="utf-8")

    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        write(page.name, "page.html.j2", page=page, before=before, after=after)
    write("index", "index.html.j2")
    write("card", "card.html.j2", card=_card(pages))
    shutil.copyfile(checkout / "site" / "style.css", output / "style.css")


def _card(pages):
    cells = [cell for page in pages for section in page.sections for cell in section.cells]
    for cell in cells:
        if "card" in cell.metadata.get("tags", ()):
            return cell
    raise CommandError("no notebook has a cell tagged card, which is to be printed.")


def _templates(folder):
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    formatter, lexer = HtmlFormatter(nowrap=True), PythonLexer()
    filters = {
        "markdown": lambda source: _link_pages(markdown(source)),
        "mathml": lambda latex: mathml(latex, "block"),
        "code": lambda source: highlight(source, lexer, formatter),
        "terminal": ansi2html,
        "scrollable": lambda html: html.replace("<pre ", '<pre tabindex="0" '),
    }
    for name, function in filters.items():
        environment.filters[name] = lambda text, function=function: Markup(function(text))
    environment.tests["live"] = lambda cell: bool(LIVE.search(cell.source))
    return environment


def _link_pages(html):
    """Let links from notebook to notebook lead from page to page."""
    return re.sub(r'href="(\d\d_\w+)\.ipynb', r'href="\1.html', html)
