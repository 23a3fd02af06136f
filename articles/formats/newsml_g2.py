"""NewsML-G2 2.x (IPTC): newsItem, packageItem and newsMessage, with inline NITF, XHTML or text.

| NewsML-G2 | RawArticle |
|---|---|
| @guid, @version, @xml:lang | external_id, version, language |
| itemMeta/itemClass | which items are texts |
| itemMeta/pubStatus, embargoed | status, embargoed_until |
| itemMeta/firstCreated, versionCreated; contentMeta/contentCreated | published |
| itemMeta/edNote | ednote |
| itemMeta/link (rel that says corrects) | corrects |
| itemMeta/provider, contentMeta/infoSource, rightsInfo/copyrightHolder | source |
| contentMeta/headline, else NITF hl1 or XHTML h1 | headline |
| contentMeta/description (role summary), else NITF abstract | standfirst |
| contentMeta/by, creator; NITF byline | byline |
| contentMeta/dateline, located | dateline |
| contentMeta/slugline, urgency, genre | slugline, urgency, genre |
| contentMeta/subject, keyword | tags, tag_codes |
| rightsInfo/copyrightNotice, usageTerms | rights |
| contentSet/inlineXML, inlineData | body, headings |

Events, planning items, concepts and knowledge items are told apart and are no articles. An item
that is canceled (stat:canceled) may have no text. A correction under the same guid (signal
sig:correction) is a new version and corrects no other item.
"""

import base64
import binascii
from xml.etree.ElementTree import Element  # noqa: S405 - only the class; trees.py parses

from articles.formats.blocks import Blocks, read_blocks, read_fragment, read_plain
from articles.formats.fields import (
    check_body,
    joined,
    read_code,
    read_date,
    read_embargo,
    read_names,
    read_status,
    read_subjects,
    sound,
)
from articles.formats.nitf import read_nitf
from articles.formats.raw import TAKEN_BACK, Dateline, RawArticle, Unreadable
from articles.formats.trees import item_sources, parse_xml, read_items, root_name, text_of

OTHER_ITEMS = {
    "packageItem": "a package that refers to other items",
    "conceptItem": "an entry of a vocabulary",
    "knowledgeItem": "a vocabulary",
    "planningItem": "a planning item",
    "catalogItem": "a catalogue",
    "eventItem": "an event",
}
# IPTC NewsCodes nature of an item; text and composite ones may be articles.
OTHER_CLASSES = {
    "picture": "a photo",
    "graphic": "a graphic",
    "animation": "an animation",
    "video": "a video",
    "audio": "a sound recording",
    "event": "an event",
    "planning": "a planning item",
    "package": "a package",
}
_ROOTS = ("newsItem", "newsMessage", "contentSet", *OTHER_ITEMS)
_TOPICS = ("medtop", "subj")


def accepts(data: bytes) -> bool:
    """True where the first element is an item or a message of NewsML-G2."""
    return root_name(data) in _ROOTS


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each item of the message as a structured article, or why it is none.

    `data` of an article is its item's own bytes, or the file's where it is alone. Raises
    Unreadable: invalid for broken XML, no-article for a message without items.
    """
    root, encoding = parse_xml(data)
    elements = [each for each in root.iter() if each.tag == "newsItem" or each.tag in OTHER_ITEMS]
    if root.tag == "contentSet":
        elements = [root]
    if not elements:
        raise Unreadable("no-article", "The message holds no items.")
    return read_items(elements, item_sources(data, encoding, elements), path, _read_item)


def _read_item(item: Element) -> RawArticle:
    if item.tag in OTHER_ITEMS:
        raise Unreadable("no-article", f"The item is {OTHER_ITEMS[item.tag]}.")
    kind = _code(item.find("itemMeta/itemClass")).rpartition(":")[2].rpartition("/")[2]
    if kind in OTHER_CLASSES:
        raise Unreadable("no-article", f"The item is {OTHER_CLASSES[kind]}, not a text.")
    article = _text_or_notice(item)
    article.structured = True
    _fill(article, item)
    return article


def _text_or_notice(item: Element) -> RawArticle:
    """The article as its content gives it; without a text where the item takes it back."""
    status = read_status(_code(item.find("itemMeta/pubStatus")), "known")
    try:
        article = _content(item if item.tag == "contentSet" else item.find("contentSet"))
        check_body(article.body, "its <contentSet>")
    except Unreadable as verdict:
        if status not in TAKEN_BACK or verdict.reason not in ("empty", "no-article"):
            raise
        return RawArticle(body="")
    return article


def _content(contents: Element | None) -> RawArticle:
    """The article as the inline content gives it, richest form first."""
    if contents is None:
        raise Unreadable("no-article", "The item has no content of its own.")
    for inline in contents.findall("inlineXML"):
        nitf = next(inline.iter("nitf"), None)
        if nitf is not None:
            return read_nitf(nitf)
        return _from_blocks(read_blocks(_marked_up(inline)), inline)
    for inline in contents.findall("inlineData"):
        text = "".join(inline.itertext())
        if inline.get("encoding", "").endswith("base64"):
            text = _decoded(text)
        markup = "html" in inline.get("contenttype", "")
        return _from_blocks(read_fragment(text) if markup else read_plain(text), inline)
    raise Unreadable("no-article", "The item refers to content elsewhere and holds no text.")


def _marked_up(inline: Element) -> Element:
    """The part of inline markup that holds the text: its <body>, or all of it."""
    body = next(inline.iter("body"), None)
    return inline if body is None else body


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise Unreadable("invalid", "The item's content is no sound base64.") from error


def _from_blocks(found: Blocks, inline: Element) -> RawArticle:
    """An article whose <h1> is its headline and no paragraph."""
    headline = text_of(next(inline.iter("h1"), None))
    if headline and found.paragraphs[:1] == [headline]:
        del found.paragraphs[0]
        found.headings.remove(headline)
    return RawArticle(body=found.body, headline=headline, headings=found.headings)


def _fill(article: RawArticle, item: Element) -> None:
    """Put the item's own metadata over what its content says."""
    meta, about = (_child(item, name) for name in ("itemMeta", "contentMeta"))
    article.external_id = sound(item.get("guid")) or article.external_id
    article.version = sound(item.get("version")) or article.version
    article.language = _language(item, about) or article.language
    article.headline = text_of(about, "headline") or article.headline
    article.standfirst = _summary(about) or article.standfirst
    article.byline = _byline(about) or article.byline
    article.dateline = article.dateline or _dateline(about)
    article.source = _source(item, meta, about) or article.source
    article.slugline = text_of(about, "slugline") or article.slugline
    article.ednote = " ".join(text_of(note) for note in meta.findall("edNote")) or article.ednote
    article.embargoed_until = read_embargo(text_of(meta, "embargoed")) or article.embargoed_until
    status = meta.find("pubStatus")
    if status is not None:
        article.status = read_status(_code(status), article.embargoed_until)
    article.urgency = text_of(about, "urgency") or article.urgency
    genre = text_of(about, "genre/name") or read_code(_code(about.find("genre")))
    article.genre = genre or article.genre
    article.corrects = _corrects(meta) or article.corrects
    terms = [text_of(item, f"rightsInfo/{name}") for name in ("copyrightNotice", "usageTerms")]
    article.rights = joined(*terms) or article.rights
    dates = (text_of(meta, "firstCreated"), text_of(about, "contentCreated"))
    dates += (text_of(meta, "versionCreated"),)
    given = next((date for date in map(read_date, dates) if date), None)
    article.published = given or article.published
    tags, codes = read_subjects(_subjects(about))
    article.tags = list(dict.fromkeys([*tags, *article.tags]))
    article.tag_codes |= codes


def _child(element: Element, name: str) -> Element:
    child = element.find(name)
    return child if child is not None else Element(name)


def _code(element: Element | None) -> str:
    if element is None:
        return ""
    return sound(element.get("qcode") or element.get("uri") or element.get("literal"))


def _language(item: Element, about: Element) -> str:
    language = about.find("language")
    return sound(language.get("tag") if language is not None else "") or sound(item.get("lang"))


def _summary(about: Element) -> str:
    """The description whose role is a summary; one that is a caption or has no role is none."""
    for description in about.findall("description"):
        if description.get("role", "").rpartition(":")[2] in ("summary", "abstract", "standfirst"):
            return text_of(description)
    return ""


def _byline(about: Element) -> list[str]:
    lines = [name for line in about.findall("by") for name in read_names(text_of(line))]
    creators = [text_of(each, "name") for each in about.findall("creator")]
    return list(dict.fromkeys(lines or [name for name in creators if " " in name]))


def _dateline(about: Element) -> Dateline | None:
    place = text_of(about, "dateline").rstrip(" -–—") or text_of(about, "located/name")
    return Dateline(place=place) if place else None


def _source(item: Element, meta: Element, about: Element) -> str:
    names = (
        text_of(meta, "provider/name"),
        text_of(about, "infoSource/name"),
        text_of(item, "rightsInfo/copyrightHolder/name"),
        _code(meta.find("provider")).rpartition(":")[2],
    )
    return next((name for name in names if name and "/" not in name), "")


def _corrects(meta: Element) -> str:
    for link in meta.findall("link"):
        if "correct" in link.get("rel", "").lower():
            return sound(link.get("residref") or link.get("href"))
    return ""


def _subjects(about: Element) -> list[tuple[str, str]]:
    pairs = []
    for subject in about.findall("subject"):
        code = _code(subject)
        pairs.append((text_of(subject, "name"), code if code.startswith(_TOPICS) or code else ""))
    return pairs + [(text_of(word), "") for word in about.findall("keyword")]
