"""Mathematics as MathML: browsers draw it without a script, and screen readers read it."""

import html
import re

from math_core import LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

#: What may be too wide for a small screen scrolls within itself, by keyboard too.
SCROLLS = 'tabindex="0" role="group" aria-label="%s"'

_CONVERTER = LatexToMathML(fancy_error=False)


def mathml(latex, display="inline"):
    r"""Turn LaTeX into MathML that keeps the LaTeX as its alternative text.

    Parameters
    ----------
    latex : str
        With or without dollar signs.
    display : {"inline", "block"}

    Returns
    -------
    str

    Raises
    ------
    math_core.LatexError
        If it is not LaTeX, or has a command that browsers would not show reliably.

    Examples
    --------
    >>> mathml("$z_i$")
    '<math alttext="z_i"><msub><mi>z</mi><mi>i</mi></msub></math>'
    """
    bare = latex.strip().strip("$").removeprefix(r"\displaystyle").strip()
    drawn = _CONVERTER.convert_with_local_state(bare, displaystyle=display == "block")
    return drawn.replace("<math", f'<math alttext="{html.escape(bare)}"', 1)


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
        return f'<h{level} id="{"-".join(re.findall("[a-z0-9]+", bare))}">{text}</h{level}>\n'

    def table(self, text):
        return f'<div class="table" {SCROLLS % "Table"}><table>{text}</table></div>'


def markdown(source):
    """Render the Markdown of a notebook.

    Parameters
    ----------
    source : str

    Returns
    -------
    str
        HTML; headings have anchors.
    """
    return MarkdownWithMath(renderer=_Renderer(escape=False)).render(source)
