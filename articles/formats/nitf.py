"""News Industry Text Format: NITF 3.0-3.6 (IPTC), an XML document or a part of another format.

| NITF | RawArticle |
|---|---|
| body.head/hedline/hl1, else head/title | headline |
| body.head/hedline/hl2, body.head/abstract | standfirst |
| body.head/byline (person) | byline |
| body.head/dateline (location, story.date) | dateline |
| body.head/distributor, docdata/doc.copyright@holder, doc-id@regsrc | source |
| body.content: p, hl2, bq, lists, tables | body, headings |
| docdata/date.issue@norm, date.release, pubdata@date.publication, story.date@norm | published |
| docdata/doc-id@id-string | external_id |
| docdata/du-key@version, @key; docdata/fixture | version, slugline |
| docdata/ed-msg@info, else correction@info | ednote |
| docdata/urgency@ed-urg | urgency |
| docdata/correction@id-string (regsrc) | corrects |
| docdata/date.release (later than date.issue, management-status embargoed) | embargoed_until |
| docdata@management-status | status |
| tobject.subject (refnum; type, matter, detail), key-list/keyword | tags, tag_codes |
| tobject.property@tobject.property.type | genre |
| body.head/rights, doc.copyright | rights |

A document that is canceled or killed may have no text. `correction@id-string` may name the
document itself: it is then a new version, and corrects no other.
"""

from xml.etree.ElementTree import Element  # noqa: S405 - only the class; trees.py parses

from articles.formats.blocks import Blocks, read_blocks
from articles.formats.fields import (
    joined,
    read_date,
    read_embargo,
    read_names,
    read_status,
    read_subjects,
    read_text,
    sound,
)
from articles.formats.raw import Dateline, Published, RawArticle, Unreadable
from articles.formats.trees import parse_xml, root_name, text_of


def accepts(data: bytes) -> bool:
    """True where the first element is <nitf>."""
    return root_name(data) == "nitf"


def read(data: bytes, path: str) -> list[RawArticle]:
    """The document as one structured article. Raises Unreadable: invalid, no-article, empty."""
    root, encoding = parse_xml(data)
    article = read_nitf(root)
    article.path, article.encoding, article.data = path, encoding, data
    return [article]


def read_nitf(root: Element) -> RawArticle:
    """The article of a <nitf> element, `path` and `data` left open.

    Raises Unreadable: no-article where the body has media alone, empty, invalid.
    """
    head = root.find(".//body.head")
    head = head if head is not None else Element("body.head")
    data = root.find("head/docdata")
    data = data if data is not None else Element("docdata")
    until = _embargo(data)
    status = read_status(data.get("management-status"), until)
    found = read_text(lambda: read_content(root), "<body.content>", status)
    own_id = sound(_get(data, "doc-id", "id-string"))
    corrected = sound(_get(data, "correction", "id-string"))
    tags, codes = read_subjects(_subjects(root))
    return RawArticle(
        body=found.body,
        structured=True,
        headline=text_of(head, "hedline/hl1")
        or text_of(head, "hedline")
        or text_of(root, "head/title"),
        standfirst=text_of(head, "hedline/hl2") or text_of(head, "abstract"),
        byline=_byline(head),
        dateline=_dateline(head),
        source=text_of(head, "distributor")
        or sound(_get(data, "doc.copyright", "holder"))
        or sound(_get(data, "doc-id", "regsrc")),
        external_id=own_id,
        language=sound(root.get("baselang") or root.get("lang")),
        published=_published(root, head, data),
        headings=found.headings,
        slugline=sound(_get(data, "du-key", "key") or _get(data, "fixture", "fix-id")),
        ednote=joined(*(each.get("info") for each in data.findall("ed-msg")))
        or sound(_get(data, "correction", "info")),
        status=status,
        embargoed_until=until,
        corrects=corrected if corrected != own_id else "",
        tags=tags,
        tag_codes=codes,
        genre=sound(_get(root, ".//tobject.property", "tobject.property.type")),
        urgency=sound(_get(data, "urgency", "ed-urg")),
        version=sound(_get(data, "du-key", "version")),
        rights=_rights(head, data),
    )


def read_content(root: Element) -> Blocks:
    """Paragraphs and headings of a <nitf> element's content; photos and videos are passed over.

    Raises Unreadable (no-article) where it has none or holds media alone.
    """
    content = root.find(".//body.content")
    if content is None:
        content = root.find("body")
    if content is None:
        raise Unreadable("no-article", "The document has no <body.content>, so it holds no text.")
    found = read_blocks(content)
    if not found.paragraphs and content.find(".//media") is not None:
        raise Unreadable("no-article", "The document holds photos or other media, and no text.")
    return found


def _get(element: Element, path: str, attribute: str) -> str | None:
    below = element.find(path)
    return below.get(attribute) if below is not None else None


def _byline(head: Element) -> list[str]:
    names = []
    for line in head.findall("byline"):
        persons = [text_of(person) for person in line.findall("person")]
        title = text_of(line, "byttl")
        text = text_of(line)
        names += persons or read_names(text.removesuffix(title).rstrip(" ,") if title else text)
    return list(dict.fromkeys(name for name in names if name))


def _dateline(head: Element) -> Dateline | None:
    line = head.find("dateline")
    if line is None or not text_of(line):
        return None
    date = text_of(line, "story.date")
    place = text_of(line, "location") or text_of(line).removesuffix(date)
    return Dateline(place.strip(" ,-–—"), date)


def _published(root: Element, head: Element, data: Element) -> Published | None:
    texts = (
        _get(data, "date.issue", "norm"),
        _get(root, "head/pubdata", "date.publication"),
        _get(data, "date.release", "norm"),
        _get(head, "dateline/story.date", "norm"),
    )
    return next((date for date in map(read_date, texts) if date), None)


def _embargo(data: Element) -> str:
    """A release after the issue is an embargo's end; one at or before it only repeats the date."""
    release = sound(_get(data, "date.release", "norm"))
    until, issued = read_date(release), read_date(_get(data, "date.issue", "norm"))
    if data.get("management-status") == "embargoed":
        return read_embargo(release)
    if until is None or until.precision not in ("second", "minute"):
        return ""
    return until.value if issued is not None and until.value > issued.value else ""


def _subjects(root: Element) -> list[tuple[str, str]]:
    subjects = []
    for subject in root.iter("tobject.subject"):
        levels = ("detail", "matter", "type")
        names = [subject.get(f"tobject.subject.{level}") for level in levels]
        number = sound(subject.get("tobject.subject.refnum"))
        # Media Topics' numbers begin with 2 below the top level, the older Subject Codes never.
        code = f"{'medtop' if number.startswith('2') else 'subj'}:{number}" if number else ""
        subjects.append((next((name for name in names if name), ""), code))
    subjects += [(word.get("key") or "", "") for word in root.findall(".//key-list/keyword")]
    return subjects


def _rights(head: Element, data: Element) -> str:
    holder, year = _get(data, "doc.copyright", "holder"), _get(data, "doc.copyright", "year")
    return text_of(head, "rights") or " ".join(sound(part) for part in (year, holder) if part)
