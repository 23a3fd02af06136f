"""XML parsed within limits: bytes -> a tree of elements with local names (XML 1.0, 5th edition).

defusedxml refuses entities of a file's own and whatever lies outside the file.
"""

import html.entities
import re
from collections.abc import Callable
from xml.etree.ElementTree import (  # noqa: S405 - parsing is defusedxml's
    Element,
    ParseError,
    TreeBuilder,
    tostring,
)

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from articles.formats.raw import RawArticle, Unreadable
from articles.formats.text import BYTE_ORDER_MARKS, decode

MAX_DEPTH = 200
MAX_BYTES = 64_000_000

_PROLOG = 65_536
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}>")
_NAME = re.compile(r"<([A-Za-z_][\w.:-]{0,80})")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OWN = {"amp", "lt", "gt", "quot", "apos"}


class _Builder(TreeBuilder):
    """Builds a tree of local names ("xml:lang" is "lang"), and no deeper than MAX_DEPTH."""

    def __init__(self):
        super().__init__()
        self.depth = 0

    def start(self, tag, attributes):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("invalid", f"The XML is nested deeper than {MAX_DEPTH} elements.")
        local = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        return super().start(tag.rpartition("}")[2], local)

    def end(self, tag):
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])


def root_name(data: bytes) -> str:
    """The local name of the first element of an XML or HTML file, "" where it opens with none.

    Declarations, comments and a document type before it are passed over; raises nothing.
    """
    if b"<" not in data[:_PROLOG]:
        return ""
    text = _head(data).lstrip("\ufeff\x00 \t\r\n")
    while text.startswith(("<?", "<!")):
        if text.startswith("<!--"):
            _, found, text = text.partition("-->")
        elif text.startswith("<!") and -1 < text.find("[") < text.find(">"):
            _, found, text = text.partition("]")
            _, found, text = text.partition(">")
        else:
            _, found, text = text.partition(">")
        if not found:
            return ""
        text = text.lstrip()
    match = _NAME.match(text)
    return match[1].rpartition(":")[2] if match else ""


def _head(data: bytes) -> str:
    head = data[:_PROLOG]
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    if head[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return head.decode("utf-16-le" if head[1] == 0 else "utf-16-be", "ignore")
    return head.decode("latin-1")


def decode_whole(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding's name: as XML declares it where that fits, or as found.

    Raises Unreadable: too-large above MAX_BYTES, empty, binary, encoding.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"The file has {len(data):,} bytes, at most {MAX_BYTES:,}.")
    if b"\x00" in data[:4]:
        return decode(data)
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    declared = None if marked else _ENCODING.match(data[:300].lstrip())
    if declared:
        encoding = declared[1].decode("ascii").lower()
        # What is declared Latin-1 is written in windows-1252 by many a system (WHATWG Encoding).
        encoding = "windows-1252" if encoding in ("iso-8859-1", "latin1", "us-ascii") else encoding
        try:
            return data.decode(encoding), encoding
        except (UnicodeError, LookupError):
            pass  # declared wrongly: the bytes themselves tell
    try:
        return data.decode("utf-8-sig"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        return decode(data)


def parse_xml(data: bytes) -> tuple[Element, str]:
    """The root element of an XML file, all names local, and the name of the file's encoding.

    Raises Unreadable: those of `decode_whole`, and invalid for what is not well-formed, nested too
    deep, or defines entities.
    """
    text, encoding = decode_whole(data)
    return parse_text(text), encoding


def parse_text(text: str) -> Element:
    """The root element of XML given as text, all names local. Raises Unreadable (invalid)."""
    text = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    try:
        return _parse(text)
    except ParseError as error:
        mended = _CONTROL.sub(" ", _ENTITY.sub(_character, text))
        if mended == text:
            raise _not_well_formed(error) from error
    try:
        return _parse(mended)
    except ParseError as error:
        raise _not_well_formed(error) from error


def _parse(text: str) -> Element:
    parser = DefusedXMLParser(target=_Builder())
    try:
        parser.feed(text)
        return parser.close()
    except DefusedXmlException as error:
        raise Unreadable(
            "invalid",
            "The XML defines entities or points outside the file, which the archive never follows. "
            "Save it without.",
        ) from error


def _not_well_formed(error: ParseError) -> Unreadable:
    line, column = error.position
    return Unreadable(
        "invalid", f"The XML is broken at line {line}, column {column}. Save the file again."
    )


def _character(match: re.Match) -> str:
    """HTML's named characters (&nbsp;) that XML does not know, as the characters they stand for."""
    if match[1] in _OWN:
        return match[0]
    return html.entities.html5.get(f"{match[1]};", match[0])


def text_of(element: Element | None, path: str = "") -> str:
    """The text of an element, or of the first below it at `path`, white space collapsed."""
    if element is not None and path:
        element = element.find(path)
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def sources_of(text: str, elements: list[Element]) -> list[str]:
    """The characters of a file's text that each of its elements, all of one name, was read from.

    Where the text cannot be parted for certain (the name stands in a comment, elements are nested)
    an element is written anew.
    """
    names = "|".join(sorted({re.escape(each.tag) for each in elements}))
    opening = re.compile(rf"<((?:[\w.-]{{1,40}}:)?(?:{names}))(?=[\s>/])")
    found: list[str] = []
    match = opening.search(text)
    while match and len(found) <= len(elements):
        closing = f"</{match[1]}>"
        end = text.find(closing, match.end())
        end = len(text) if end < 0 else end + len(closing)
        found.append(text[match.start() : end])
        match = opening.search(text, end)
    if len(found) == len(elements):
        return found
    return [tostring(each, encoding="unicode") for each in elements]


def item_sources(data: bytes, encoding: str, elements: list[Element]) -> list[tuple[str, bytes]]:
    """Encoding and bytes of each item of a file; those of the whole file where it has but one."""
    if len(elements) == 1:
        return [(encoding, data)]
    # A part of a UTF-16 or marked file, taken out of it, is kept as UTF-8.
    kept = "utf-8" if encoding.startswith(("utf-8", "utf-16", "utf-32")) else encoding
    texts = sources_of(data.decode(encoding, "replace"), elements)
    return [(kept, text.encode(kept, "xmlcharrefreplace")) for text in texts]


def read_items(
    elements: list[Element],
    sources: list[tuple[str, bytes]],
    path: str,
    read_item: Callable[[Element], RawArticle],
) -> list[RawArticle | Unreadable]:
    """Each item of a file read by `read_item`, or its verdict, in the order of the file.

    `sources` is what `item_sources` gives for the same elements.
    """
    items: list[RawArticle | Unreadable] = []
    for number, (element, source) in enumerate(zip(elements, sources, strict=True)):
        try:
            article = read_item(element)
        except Unreadable as verdict:
            items.append(verdict)
            continue
        article.path, article.item = path, number
        article.encoding, article.data = source
        items.append(article)
    return items
