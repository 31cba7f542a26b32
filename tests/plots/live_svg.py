"""Reads what a live picture draws: its words, its lines, its circles, in px of the page."""

import re
import xml.etree.ElementTree as ET

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"-?[\d.]+"


def root(svg):
    """Parse a picture; raises ParseError where it is not well-formed."""
    return ET.fromstring(svg)


def description(svg):
    return root(svg).find(f"{SVG}desc").text


def texts(svg):
    return ["".join(element.itertext()) for element in root(svg).iter(f"{SVG}text")]


def lines(svg, stroke, width):
    """Return the ends of the straight lines of a colour and a width in the plane, (lines, 2, 2)."""
    found = [
        element.get("d")
        for element in root(svg).findall(f"{SVG}path")
        if (element.get("stroke"), element.get("stroke-width")) == (stroke, width)
    ]
    return np.array([[float(x) for x in re.findall(NUMBER, d)] for d in found]).reshape(-1, 2, 2)


def circles(svg, radius):
    """Return the centres of the circles of a radius, without those of the legend."""
    found = [
        (float(element.get("cx")), float(element.get("cy")))
        for group in root(svg).findall(f"{SVG}g")
        for element in group.findall(f"{SVG}circle")
        if element.get("r") == radius and "transform" not in group.attrib
    ]
    return np.array(found).reshape(-1, 2)


def triangles(svg):
    """Return the centres of gravity of the triangles, without that of the legend."""
    found = [
        [float(x) for x in re.findall(NUMBER, element.get("d"))[:2]]
        for group in root(svg).findall(f"{SVG}g")
        for element in group.findall(f"{SVG}path")
        if "transform" not in group.attrib and element.get("d").endswith("z")
    ]
    return np.add(np.array(found).reshape(-1, 2), (0, 4.2))  # their first corner is the upper one


def wash(svg):
    """Return start and end of the shading, (2, 2)."""
    element = root(svg).find(f"{SVG}linearGradient")
    return np.array([[float(element.get(f"{axis}{end}")) for axis in "xy"] for end in "12"])


def expect_sound(svg, size=(960, 596)):
    """Require a picture that fits its page (of any size: None), is small, and has no tiny text."""
    element = root(svg)
    width, height = float(element.get("width")), float(element.get("height"))
    assert size in (None, (width, height))
    assert len(svg.encode()) < 60_000
    for text in element.iter(f"{SVG}text"):
        assert float(text.get("font-size")) >= 12
        assert 0 <= float(text.get("x")) <= width and -60 <= float(text.get("y")) <= height
    assert not re.search(r' (d|points|[cr]?[xy][12]?|r|width|height)="[^"]*(nan|inf)', svg)
