"""What readers read of a Markdown cell, told apart: words, code, formulas, links.

Prose is headings, paragraphs and lists. Code blocks, formulas on a line of their own, tables and what is
folded into ``<details>`` are not. In prose, a span of code or a formula is one word.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

_PARSER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, allow_space=False)
_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_IN_HTML = re.compile(r"""\b(?:href|src)=["']([^"']+)""")
_ONE_WORD = {"code_inline", "math_inline"}


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, item of a list, or cell of a table: ``kind`` is ``"heading"``, ``"text"``,
    ``"table"`` or ``"folded"``."""

    kind: str
    pieces: tuple

    @property
    def text(self):
        """Return its words, without code, formulas, or where its links lead."""
        return "".join(_plain(piece) for piece in self.pieces)

    @property
    def count(self):
        """Return how many words it has."""
        ones = sum(piece.type in _ONE_WORD for piece in self.pieces)
        return len(_WORD.findall(self.text)) + ones

    @property
    def code(self):
        """Return its spans of code."""
        return [piece.content for piece in self.pieces if piece.type == "code_inline"]


def _plain(piece):
    if piece.type == "text":
        return piece.content
    return " " if piece.type in {"softbreak", "hardbreak"} | _ONE_WORD else ""


def _tokens(markdown):
    """Yield each token of a cell, and whether it is folded into ``<details>``."""
    depth = 0
    for token in _PARSER.parse(markdown):
        if token.type == "html_block":
            depth += token.content.count("<details") - token.content.count("</details")
        yield token, bool(depth)


def blocks(markdown):
    """Yield the blocks of a cell."""
    kind = "text"
    for token, is_folded in _tokens(markdown):
        if token.type in {"heading_open", "table_open"}:
            kind = token.type.removesuffix("_open")
        elif token.type in {"heading_close", "table_close"}:
            kind = "text"
        elif token.type == "inline":
            yield Block("folded" if is_folded else kind, tuple(token.children))


def word_count(markdown):
    """Return how many words of prose a cell has.

    >>> word_count("# Why `*`?\\n\\nSay $x_i$, **twice**.\\n\\n```\\nnot this\\n```")
    5
    """
    return sum(block.count for block in blocks(markdown) if block.kind in {"heading", "text"})


def fences(markdown):
    r"""Return each block of Python that is not folded.

    >>> fences("Look:\n\n```python\nx = 1\n```\n\n<details>\n\n```python\ny = 2\n```\n</details>")
    ['x = 1\n']
    """
    tokens = [token for token, is_folded in _tokens(markdown) if not is_folded]
    return [token.content for token in tokens if token.type == "fence" and token.info == "python"]


def formulas(markdown):
    """Return each formula.

    >>> formulas("Let $x$ be it. $$y = 1$$ And `$z$` is code, a price $5 is none.")
    ['x', 'y = 1']
    """
    tokens = _PARSER.parse(markdown)
    within = [child for token in tokens for child in (token.children or ())]
    return [token.content.strip() for token in (*tokens, *within) if token.type.startswith("math")]


def displayed(texts):
    """Return each formula of some cells that stands on a line of its own."""
    tokens = [token for text in texts for token in _PARSER.parse(text)]
    return [token.content.strip() for token in tokens if token.type == "math_block"]


def links(markdown):
    """Return where links and pictures lead, those in HTML after the others.

    >>> links("[a](b.ipynb#c) ![d](attachment:e.png) `[f](g)` <img src='h.svg'>")
    ['b.ipynb#c', 'attachment:e.png', 'h.svg']
    """
    found = [piece.attrGet("href") or piece.attrGet("src") for piece in _pieces(markdown)]
    return [target for target in found if target] + _IN_HTML.findall(_html(markdown))


def html_tags(markdown):
    """Return the name of each tag that a cell has in HTML.

    >>> html_tags("A word, <i>`<b>`</i>, and <img src=x>")
    ['i', 'i', 'img']
    """
    return re.findall(r"</?(\w+)", _html(markdown))


def _pieces(markdown):
    tokens = _PARSER.parse(markdown)
    return [*tokens, *(piece for token in tokens for piece in (token.children or ()))]


def _html(markdown):
    return "".join(piece.content for piece in _pieces(markdown) if piece.type.startswith("html"))


def anchors(markdown):
    """Return the anchor that JupyterLab gives to each heading.

    >>> anchors("# Why `*` here?")
    ['Why-*-here?']
    """
    headings = [block for block in blocks(markdown) if block.kind == "heading"]
    return ["".join(piece.content for piece in block.pieces).replace(" ", "-") for block in headings]
