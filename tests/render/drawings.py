"""Reads drawings back: what an SVG says in numbers."""

import re
from xml.etree import ElementTree as ET

NAMESPACE = re.compile(r"\{.*\}")


def parse(markup):
    return ET.fromstring(str(markup))  # noqa: S314 - our own drawing


def of_class(markup, name, tag=None):
    """Elements that carry a class."""
    return [
        e
        for e in parse(markup).iter()
        if name in e.get("class", "").split() and tag in (None, e.tag)
    ]


def number(element, name):
    return float(element.get(name))


def teeth(path):
    """(x, signed height) of each tooth of a side; a height above zero goes up."""
    found = re.findall(r"M([\d.-]+) [\d.-]+v([\d.-]+)h", path.get("d", ""))
    return [(float(x), -float(height)) for x, height in found]
