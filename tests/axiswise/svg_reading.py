"""Reads what a picture says and where, without a browser."""

import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

SVG = "{http://www.w3.org/2000/svg}"


class Written(NamedTuple):
    """A piece of text with its place: left, top, right, bottom, narrower than any font would set it."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


def root(svg: str) -> ET.Element:
    """Parse a picture; raises ParseError where it is not well-formed."""
    return ET.fromstring(svg)


def words(svg: str) -> str:
    """Return all text of a picture, without title and description, with single spaces."""
    return " ".join("".join(element.itertext()) for element in root(svg).iter(f"{SVG}text"))


def written(svg: str) -> list[Written]:
    """Return every text of a picture."""
    found: list[Written] = []

    def walk(element, dx, dy, size, anchor):
        moved = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
        if moved:
            dx, dy = dx + float(moved[1]), dy + float(moved[2])
        size, anchor = float(element.get("font-size", size)), element.get("text-anchor", anchor)
        if element.tag == f"{SVG}text":
            text = "".join(element.itertext())
            width = float(element.get("textLength", 0)) or 0.52 * size * len(text.strip())
            x, y = dx + float(element.get("x")), dy + float(element.get("y"))
            left = x - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
            found.append(Written(text, size, left, y - 0.7 * size, left + width, y))
            sizes = [float(span.get("font-size", size)) for span in element]
            found[-1] = found[-1]._replace(size=min([size, *sizes]))
        for child in element:
            walk(child, dx, dy, size, anchor)

    walk(root(svg), 0.0, 0.0, 16.0, "start")
    return found


def collisions(svg: str) -> list[tuple[str, str]]:
    """Return pairs of texts that lie on one another."""
    texts = [text for text in written(svg) if text.text.strip()]
    return [
        (a.text, b.text)
        for k, a in enumerate(texts)
        for b in texts[k + 1 :]
        if a.left < b.right - 1 and b.left < a.right - 1 and a.top < b.bottom - 1 and b.top < a.bottom - 1
        and (a.text, a.left, a.top) != (b.text, b.left, b.top)
    ]  # fmt: skip
