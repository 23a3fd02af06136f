"""Feeds: RSS 0.9x and 2.0 (RSS Advisory Board), RSS 1.0 (RDF), Atom 1.0 (RFC 4287) and 0.3.

| RSS | Atom | RawArticle |
|---|---|---|
| item/title | entry/title | headline |
| item/content:encoded, else description | entry/content, else summary | body, headings |
| item/description beside content:encoded | summary beside content | standfirst |
| dc:creator, author | author/name | byline |
| pubDate, dc:date | published, issued, updated | published |
| guid, rdf:about | id | external_id |
| link | link rel alternate | url |
| category (domain), dc:subject | category@term, @label, @scheme | tags, tag_codes |
| dc:type | - | genre |
| source, channel/title | source/title, feed/title | source |
| channel/language, dc:language | xml:lang | language |
| channel/copyright, dc:rights | rights | rights |
"""

import re
from xml.etree.ElementTree import Element  # noqa: S405 - only the class; trees.py parses

from articles.formats.blocks import Blocks, read_blocks, read_fragment
from articles.formats.fields import check_body, read_date, read_names, read_subjects, sound
from articles.formats.raw import Published, RawArticle, Unreadable
from articles.formats.trees import item_sources, parse_xml, root_name, text_of

_ADDRESS = re.compile(r"[^\s<>()@]{1,64}@[^\s<>()@]{1,255}")


def accepts(data: bytes) -> bool:
    """True where the first element is that of a feed; an Atom entry may stand alone."""
    return root_name(data) in ("rss", "RDF", "feed", "entry")


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each item of the feed as a structured article, or why it is none; `data` is the item's own
    bytes, or the feed's where it is alone.

    Raises Unreadable: invalid for broken XML, no-article for a feed without items.
    """
    root, encoding = parse_xml(data)
    feed = root.find("channel")
    feed = root if feed is None else feed
    elements = [each for each in root.iter() if each.tag in ("item", "entry")]
    if not elements:
        raise Unreadable("no-article", "The feed holds no items.")
    sources = item_sources(data, encoding, elements)
    items: list[RawArticle | Unreadable] = []
    for number, (element, source) in enumerate(zip(elements, sources, strict=True)):
        try:
            article = _article(element, feed)
        except Unreadable as verdict:
            items.append(verdict)
            continue
        article.path, article.item = path, number
        article.encoding, article.data = source
        items.append(article)
    return items


def _article(item: Element, feed: Element) -> RawArticle:
    long = _first_text(item, ("encoded", "content"))
    short = _first_text(item, ("description", "summary"))
    found = _blocks(long if long is not None else short)
    standfirst = ""
    if long is not None and short is not None:
        standfirst = " ".join(_blocks(short).paragraphs)
        # Many systems fill the description with the text's own opening.
        opening = standfirst.rstrip(" .…[]")[:80]
        standfirst = "" if opening in sound(found.body) else standfirst
    tags, codes = read_subjects(_subjects(item))
    return RawArticle(
        body=check_body(found.body, "its description or content"),
        structured=True,
        headline=_headline(item),
        standfirst=standfirst,
        byline=_byline(item) or _byline(feed) if item.tag == "entry" else _byline(item),
        source=text_of(item, "source/title") or text_of(item, "source") or text_of(feed, "title"),
        url=_link(item),
        external_id=text_of(item, "guid") or text_of(item, "id") or sound(item.get("about")),
        language=_language(item) or _language(feed),
        published=_published(item),
        headings=found.headings,
        tags=tags,
        tag_codes=codes,
        genre=text_of(item, "type"),
        rights=text_of(item, "rights") or text_of(feed, "rights") or text_of(feed, "copyright"),
    )


def _first_text(item: Element, names: tuple[str, ...]) -> Element | None:
    """The first child of one of the names that holds text (Media RSS has a "content" without)."""
    for name in names:
        for child in item.findall(name):
            if text_of(child):
                return child
    return None


def _blocks(element: Element | None) -> Blocks:
    """Paragraphs of an element: XHTML inside it, or markup written as text."""
    if element is None:
        return Blocks()
    return read_blocks(element) if len(element) else read_fragment(element.text or "")


def _headline(item: Element) -> str:
    """The title, without the markup that some feeds write into it."""
    return " ".join(read_fragment(text_of(item, "title")).paragraphs)


def _byline(item: Element) -> list[str]:
    texts = [text_of(each) for each in item.findall("creator")]
    for author in item.findall("author"):
        # RSS: "ann@example.org (Ann Wharton)".
        texts.append(text_of(author, "name") or _ADDRESS.sub("", text_of(author)).strip(" ()<>"))
    return list(dict.fromkeys(name for text in texts for name in read_names(text)))


def _link(item: Element) -> str:
    for link in item.findall("link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return sound(link.get("href"))
        if text_of(link):
            return text_of(link)
    guid = item.find("guid")
    permanent = guid is not None and guid.get("isPermaLink", "true") == "true"
    return text_of(guid) if permanent and text_of(guid).startswith("http") else ""


def _language(element: Element) -> str:
    return sound(element.get("lang")) or text_of(element, "language")


def _published(item: Element) -> Published | None:
    names = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
    return next((date for date in (read_date(text_of(item, n)) for n in names) if date), None)


def _subjects(item: Element) -> list[tuple[str, str]]:
    pairs = []
    for each in item.findall("category"):
        name = each.get("label") or each.get("term") or text_of(each)
        pairs.append((name, _code(each, name)))
    return pairs + [(text_of(each), "") for each in item.findall("subject")]


def _code(category: Element, name: str) -> str:
    """The code of a category that names a vocabulary of IPTC's NewsCodes as its scheme."""
    scheme = category.get("scheme") or category.get("domain") or ""
    known = re.search(r"newscodes/(\w{1,30})|\b(medtop|subj)\b", scheme)
    term = sound(category.get("term")) or name
    number = re.search(r"(?<!\d)\d{8}$", term) or re.search(r"(?<!\d)\d{8}/?$", scheme)
    if not known or not number:
        return ""
    vocabulary = known[1] or known[2]
    return f"{'medtop' if vocabulary == 'mediatopic' else vocabulary}:{number[0].rstrip('/')}"
