"""What a check says: in words, and as a card with the picture."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from axiswise.bundle import formula, image

#: Paper, ink, icon and words of the head of a card.
_LOOKS = {
    "right": ("#EAF6EC", "#17692F", "✓"),
    "wrong": ("#FFF6E5", "#8A5200", "!"),
    "raised": ("#FDEEEF", "#B3142A", "×"),
    "empty": ("#EEF1F5", "#334155", "…"),
}


@dataclass(frozen=True)
class Report:
    """The result of a check.

    Attributes
    ----------
    passed : bool
        Whether the answer is right on every size.
    score : float
        The share of the parts of its result that are right on every size, 0 to 1; see ``Trial.score``.
        0 for a stub, for what is no answer, and for an answer that ran out of time.
    diagnoses : tuple of str
        Names from the catalogue of misconceptions, most likely first; empty where none explains the answer.
    certain : bool
        True where the answer is right, or one explanation fits and it alone.
    text : str
        Everything in words.
    """

    passed: bool
    score: float
    title: str
    look: str
    sentences: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    certain: bool = False
    formula: str = ""  # that sentence which is a formula in letters
    picture: tuple[str, str] | None = field(default=None, repr=False)
    _shown: list = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The title, the sentences, and code that does the same."""
        return _writable("\n".join([f"{_LOOKS[self.look][2]} {self.title}", *self.sentences]))

    def __repr__(self):
        return self.text

    def show(self) -> None:
        """Display the card where there is a notebook."""
        shell = _shell()
        if shell is not None:
            self._shown.append(shell.execution_count)
            display = _display()
            display({"text/plain": self.text, "text/html": self.html()}, raw=True)

    def _ipython_display_(self):
        """Show the card, unless this very cell has shown it already."""
        shell = _shell()
        if shell is None or shell.execution_count not in self._shown:
            self.show() if shell is not None else print(self.text)

    def html(self) -> str:
        """Return the card."""
        paper, ink, icon = _LOOKS[self.look]
        lines = "".join(f'<div style="margin-top:6px">{self._line(each)}</div>' for each in self.sentences)
        drawn = f'<div style="flex:0 1 auto">{image(*self.picture)}</div>' if self.picture else ""
        body = (
            '<div style="display:flex;flex-wrap:wrap;gap:14px;align-items:center;padding:2px 14px 12px">'
            f'<div style="flex:1 1 22em;min-width:0">{lines}</div>{drawn}</div>'
        )
        below = body if lines or drawn else ""
        corners = "8px 8px 0 0" if below else "8px"
        return _writable(
            f'<div style="border:2px solid {ink};border-radius:10px;background:#FFFFFF;color:#1B2430;'
            f'font:14px/1.5 system-ui,sans-serif;max-width:960px">'
            f'<div style="background:{paper};color:{ink};padding:8px 14px;border-radius:{corners}">'
            f"<b>{icon} {html.escape(self.title)}</b></div>{below}</div>"
        )

    def _line(self, sentence: str) -> str:
        return formula(sentence) if sentence == self.formula else _with_code(sentence, self.codes)


def _writable(said: str) -> str:
    """Spell out what no file takes: an answer may print half a character."""
    return said.encode("utf-8", "backslashreplace").decode()


def _with_code(sentence: str, codes: tuple[str, ...]) -> str:
    """Return a sentence for HTML, the code at its end as code."""
    code = max((code for code in codes if sentence.endswith(code)), key=len, default="")
    if not code:
        return html.escape(sentence)
    tag, style = ("pre", "margin:4px 0") if "\n" in code else ("code", "")
    look = (
        "font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;background:#F1F5F9;"
        f"color:#1B2430;padding:2px 6px;border-radius:5px;white-space:pre-wrap;{style}"
    )
    return f'{html.escape(sentence.removesuffix(code))}<{tag} style="{look}">{html.escape(code)}</{tag}>'


def _shell():
    """Return the running notebook or IPython, or None."""
    import sys  # noqa: PLC0415

    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython  # noqa: PLC0415 - only where it runs already

    return get_ipython()


def _display():
    from IPython.display import display  # noqa: PLC0415

    return display
