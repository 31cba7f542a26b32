"""Reads what a live picture draws: its words, its lines, its circles, in px of the page."""

import base64
import io
import re
import xml.etree.ElementTree as ET

import numpy as np
from PIL import Image

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"-?[\d.]+"


def root(svg):
    """Parse panels; raises ParseError where they are not well-formed."""
    return ET.fromstring(svg)


def panels(svg):
    return [each for each in root(svg).iter(f"{SVG}svg") if each.get("class")]


def elements(svg, name):
    """Return the elements of a name at the top of all panels."""
    return [each for panel in panels(svg) for each in panel.findall(f"{SVG}{name}")]


def description(svg):
    return panels(svg)[0].find(f"{SVG}desc").text


def texts(svg):
    return ["".join(element.itertext()) for element in root(svg).iter(f"{SVG}text")]


def paths(svg, stroke, width):
    """Return the corners of the lines of a colour and a width in the plane, each (corners, 2)."""
    return [
        np.array(re.findall(NUMBER, element.get("d")), float).reshape(-1, 2)
        for element in elements(svg, "path")
        if (element.get("stroke"), element.get("stroke-width")) == (stroke, width)
    ]


def lines(svg, stroke, width):
    """Return the ends of the straight lines of a colour and a width in the plane, (lines, 2, 2)."""
    return np.array(paths(svg, stroke, width)).reshape(-1, 2, 2)


def circles(svg, radius):
    """Return the centres of the circles of a radius, without those of the legend."""
    found = [
        (float(element.get("cx")), float(element.get("cy")))
        for group in elements(svg, "g")
        for element in group.findall(f"{SVG}circle")
        if element.get("r") == radius and "transform" not in group.attrib
    ]
    return np.array(found).reshape(-1, 2)


def triangles(svg):
    """Return the centres of gravity of the triangles, without that of the legend."""
    found = [
        [float(x) for x in re.findall(NUMBER, element.get("d"))[:2]]
        for group in elements(svg, "g")
        for element in group.findall(f"{SVG}path")
        if "transform" not in group.attrib and element.get("d").endswith("z")
    ]
    return np.add(np.array(found).reshape(-1, 2), (0, 4.2))  # their first corner is the upper one


def wash(svg):
    """Return the shading on white, a colour for each point of the grid, from the bottom up: (r, r, 3)."""
    data = panels(svg)[0].find(f"{SVG}svg/{SVG}image").get("href").partition(",")[2]
    tones = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))), dtype=float)[::-1]
    return 255 - (255 - tones[..., :3]) * tones[..., 3:] / 255


def in_units(panel, pixels):
    """Undo what a panel does: px (…, 2) to units of the data (2, …)."""
    return np.array(
        [
            panel.low[0] + (pixels[..., 0] - panel.left) / panel.width * (panel.high[0] - panel.low[0]),
            panel.high[1] - (pixels[..., 1] - panel.top) / panel.height * (panel.high[1] - panel.low[1]),
        ]
    )


def drawn(plot, *place):
    """Draw a plot at a place: sound, and described by its own words."""
    svg = plot.frame(*place)
    expect_sound(svg)
    assert description(svg) == plot.words(*place)
    return svg


def expect_sound(svg, narrowest=358):
    """Require panels that are small, and fit a phone with no tiny text."""
    assert len(svg.encode()) < 60_000
    for panel in panels(svg):
        width, height = float(panel.get("width")), float(panel.get("height"))
        for text in panel.iter(f"{SVG}text"):
            assert float(text.get("font-size")) * min(narrowest / width, 1) >= 9.7
            assert 0 <= float(text.get("x")) <= width and -60 <= float(text.get("y")) <= height
    assert not re.search(r' (d|points|[cr]?[xy][12]?|r|width|height)="[^"]*(nan|inf)', svg)
