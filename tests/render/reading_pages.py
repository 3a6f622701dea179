"""Reads a page back: elements in order, with their text and attributes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, *tags):
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    @property
    def text(self):
        return " ".join(
            part if isinstance(part, str) else part.text
            for part in self.inside
            if isinstance(part, str) or part.tag != "style"
        )

    @property
    def words(self):
        return " ".join(self.text.split())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def read(page):
    """The whole page as a tree; fails where an element is not closed in its place."""
    reader = _Reader()
    reader.feed(page)
    assert reader.open == [reader.root], "unclosed elements"
    return reader.root


def section(root, id_):
    return next(e for e in root.all("section") if e.attributes.get("id") == id_)
