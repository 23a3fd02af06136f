"""Marked-up text (XHTML, HTML5, NITF 3.x) -> paragraphs and headings."""

import re
from dataclasses import dataclass, field

import lxml.etree
import lxml.html

from articles.formats.raw import Unreadable

MAX_CHARACTERS = 2_000_000

_BLOCKS = """
    p div section article main header body body.content blockquote bq block pre ul ol dl li dt dd
    table tbody thead tr nitf html address hr center content
"""
_SKIPPED = """
    script style noscript template iframe object embed svg head figure figcaption media img video
    audio form button nav footer aside select textarea title body.head body.end notes
"""
BLOCKS = frozenset(_BLOCKS.split())
# Elements whose words are no part of the running text.
SKIPPED = frozenset(_SKIPPED.split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"))
_MEDIA_CLASS = re.compile(r"(?:^|[\s_-])(?:caption|credit|byline|dat|dateline)(?:$|[\s_-])")
_MAX_DEPTH = 250


@dataclass
class Blocks:
    """Paragraphs in order, headings among them; `headings` lists those again."""

    paragraphs: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The paragraphs, joined by one blank line each."""
        return "\n\n".join(self.paragraphs)


class _Walker:
    """Collects the words of inline elements until a block begins or ends."""

    def __init__(self):
        self.found = Blocks()
        self.words: list[str] = []

    def flush(self, heading: bool = False) -> None:
        lines = "".join(self.words).split("\n")
        self.words = []
        group: list[str] = []
        for line in [*lines, ""]:
            line = " ".join(line.split())
            if line:
                group.append(line)
            elif group:
                self.found.paragraphs.append("\n".join(group))
                if heading:
                    self.found.headings.append("\n".join(group))
                group = []

    def walk(self, element, depth: int = 0) -> None:
        if depth > _MAX_DEPTH:
            raise Unreadable("invalid", "The marked-up text is nested too deep to be an article.")
        name = element.tag.lower() if isinstance(element.tag, str) else ""
        if name == "br":
            self.words.append("\n")
        elif name and name not in SKIPPED and not _is_side_matter(element, name):
            block = name in BLOCKS or name in HEADINGS
            if block:
                self.flush()
            self._take(element.text, name)
            for child in element:
                self.walk(child, depth + 1)
                self._take(child.tail, name)
            if name in ("td", "th"):
                self.words.append(" ")
            if block:
                self.flush(name in HEADINGS)

    def _take(self, text: str | None, name: str) -> None:
        if text:
            self.words.append(text if name == "pre" else text.replace("\n", " "))


def _is_side_matter(element, name: str) -> bool:
    """True for a div or span that is marked as caption, credit or byline."""
    return name in ("div", "span") and bool(_MEDIA_CLASS.search(element.get("class") or ""))


def read_blocks(element) -> Blocks:
    """Paragraphs and headings of an element (of xml.etree or lxml). Raises Unreadable (invalid)."""
    walker = _Walker()
    walker.walk(element)
    walker.flush()
    return walker.found


def read_fragment(markup: str) -> Blocks:
    """Paragraphs and headings of a piece of HTML; of plain text, where it holds no tag.

    Raises Unreadable: invalid.
    """
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", markup)
    if not re.search(r"<[a-zA-Z!/]", markup):
        return read_plain(lxml.html.fromstring(f"<pre>{markup}</pre>").text_content())
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", markup)
    try:
        return read_blocks(lxml.html.fromstring(f"<div>{markup}</div>"))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise Unreadable("invalid", "The marked-up text cannot be parsed.") from error


def read_plain(text: str) -> Blocks:
    """Paragraphs of plain text: parted by blank lines, or by indented first lines, lines rejoined.

    Wire texts wrap their lines and indent each paragraph's first; texts of few long lines have a
    paragraph on each.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
    wrapped = _is_wrapped(lines)
    paragraphs: list[list[str]] = []
    fresh = True
    for line in lines:
        words = " ".join(line.split())
        if not words:
            fresh = True
            continue
        indented = line[:2] in ("  ", "\t ", " \t") or line[:1] == "\t"
        if fresh or not wrapped or indented:
            paragraphs.append([])
        paragraphs[-1].append(words)
        fresh = False
    return Blocks([" ".join(lines) for lines in paragraphs])


def _is_wrapped(lines: list[str]) -> bool:
    """True where lines end because they were full: none is long, and many break off mid-sentence.

    100 is more than any wire or mail prints on a line (IPTC 7901: 69; RFC 5322: 78).
    """
    full = [line.strip() for line in lines if line.strip()]
    if not full or max(len(line) for line in full) > 100:
        return False
    return sum(line[-1] not in ".!?:\"'”’»)" for line in full) * 3 >= len(full)
