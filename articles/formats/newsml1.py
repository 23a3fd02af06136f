"""NewsML 1.0-1.2 (IPTC): NewsItems with NewsLines and inline NITF, XHTML or plain text.

| NewsML 1 | RawArticle |
|---|---|
| NewsIdentifier/PublicIdentifier, else its parts; RevisionId | external_id, version |
| Identification/NameLabel, NewsLines/SlugLine | slugline |
| NewsManagement/Status, StatusWillChange | status, embargoed_until |
| NewsManagement/FirstCreated, else ThisRevisionCreated | published |
| NewsManagement/Urgency; NewsLine of the type AdvisoryLine | urgency, ednote |
| NewsManagement/AssociatedWith, DerivedFrom (FormalName that says Correction) | corrects |
| NewsLines/HeadLine, SubHeadLine | headline, standfirst |
| NewsLines/ByLine, else AdministrativeMetadata/Creator | byline |
| NewsLines/DateLine | dateline |
| AdministrativeMetadata/Provider, Source; NewsIdentifier/ProviderId | source |
| NewsLines/CopyrightLine, RightsLine, else RightsMetadata/Copyright | rights |
| DescriptiveMetadata/Language, Genre | language, genre |
| DescriptiveMetadata/SubjectCode, Property Keyword; KeywordLine | tags, tag_codes |
| ContentItem/DataContent | body, headings |

Components without text (photos, video) are passed over where the item has a text too. An item that
is canceled may have none.
"""

import re
from xml.etree.ElementTree import Element  # noqa: S405 - only the class; trees.py parses

from articles.formats.blocks import read_blocks, read_fragment, read_plain
from articles.formats.fields import (
    check_body,
    joined,
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

_SUBJECTS = ("SubjectDetail", "SubjectMatter", "Subject", "SubjectQualifier")
_MONTH_DAY = re.compile(
    r"(?:,\s*)?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}"
    r"(?:,? \d{4})?)"
)
_AGENCY = re.compile(r"\s{0,4}\([A-Z][\w ./-]{1,20}\)")


def accepts(data: bytes) -> bool:
    """True where the first element is <NewsML> (that of NewsML-G2 is another)."""
    return root_name(data) in ("NewsML", "NewsItem")


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each NewsItem as a structured article, or why it is none; `data` is the item's own bytes, or
    the file's where it is alone. Raises Unreadable: invalid for broken XML, no-article where there
    is no item.
    """
    root, encoding = parse_xml(data)
    elements = list(root.iter("NewsItem"))
    if not elements:
        raise Unreadable("no-article", "The file holds no NewsItem.")
    return read_items(elements, item_sources(data, encoding, elements), path, _read_item)


def _read_item(item: Element) -> RawArticle:
    article, lines = _text_or_notice(item)
    article.structured = True
    _fill_lines(article, lines)
    _fill_management(article, item)
    about = next(item.iter("DescriptiveMetadata"), Element("DescriptiveMetadata"))
    tags, codes = read_subjects(_subjects(about, lines))
    article.tags = list(dict.fromkeys([*tags, *article.tags]))
    article.tag_codes |= codes
    article.genre = _name(about.find("Genre")) or article.genre
    article.language = _name(about.find("Language")) or sound(item.get("lang")) or article.language
    return article


def _text_or_notice(item: Element) -> tuple[RawArticle, Element]:
    """What `_content` gives; an article without a text where the item takes it back."""
    status = read_status(_name(item.find("NewsManagement/Status")), "known")
    try:
        article, lines = _content(item)
        check_body(article.body, "its <DataContent>")
    except Unreadable as verdict:
        if status not in TAKEN_BACK or verdict.reason not in ("empty", "no-article"):
            raise
        return RawArticle(body=""), next(item.iter("NewsLines"), Element("NewsLines"))
    return article, lines


def _content(item: Element) -> tuple[RawArticle, Element]:
    """The first text among the item's components, and the NewsLines that belong to it."""
    lines = Element("NewsLines")
    kinds = []
    for component in item.iter("NewsComponent"):
        own = component.find("NewsLines")
        lines = own if own is not None else lines
        for content in component.findall("ContentItem"):
            kinds.append(_name(content.find("MediaType")))
            data = content.find("DataContent")
            if data is not None and kinds[-1] in ("", "Text", "ComplexData") and _holds_text(data):
                return _text(data, content), lines
    media = ", ".join(dict.fromkeys(kind for kind in kinds if kind and kind != "Text"))
    what = f"holds no text, but {media}" if media else "is a package or notice without text"
    raise Unreadable("no-article", f"The NewsItem {what}.")


def _holds_text(data: Element) -> bool:
    return bool("".join(data.itertext()).strip())


def _text(data: Element, content: Element) -> RawArticle:
    nitf = next(data.iter("nitf"), None)
    if nitf is not None:
        return read_nitf(nitf)
    if len(data):
        body = next(data.iter("body"), None)
        found = read_blocks(data if body is None else body)
    else:
        text = "".join(data.itertext())
        markup = "html" in _name(content.find("Format")).lower() or "</p>" in text
        found = read_fragment(text) if markup else read_plain(text)
    return RawArticle(body=found.body, headings=found.headings)


def _fill_lines(article: RawArticle, lines: Element) -> None:
    article.headline = text_of(lines, "HeadLine") or article.headline
    article.standfirst = text_of(lines, "SubHeadLine") or article.standfirst
    article.byline = read_names(text_of(lines, "ByLine")) or article.byline
    article.dateline = _dateline(text_of(lines, "DateLine")) or article.dateline
    article.slugline = text_of(lines, "SlugLine") or article.slugline
    article.rights = joined(text_of(lines, "CopyrightLine"), text_of(lines, "RightsLine"))
    for line in lines.findall("NewsLine"):
        if _name(line.find("NewsLineType")) in ("AdvisoryLine", "EditorialNote"):
            article.ednote = article.ednote or text_of(line, "NewsLineText")


def _fill_management(article: RawArticle, item: Element) -> None:
    identifier = next(item.iter("NewsIdentifier"), Element("NewsIdentifier"))
    parts = [text_of(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    # The revision at the end of a public identifier is no part of what stays the same.
    public = _unrevised(text_of(identifier, "PublicIdentifier"))
    article.external_id = public or ":".join(part for part in parts if part) or article.external_id
    article.version = text_of(identifier, "RevisionId")
    article.slugline = article.slugline or text_of(item, "Identification/NameLabel")
    management = item.find("NewsManagement")
    management = management if management is not None else Element("NewsManagement")
    status = _name(management.find("Status"))
    change = management.find("StatusWillChange")
    if change is not None and status.lower() == "embargoed":
        article.embargoed_until = read_embargo(text_of(change, "DateAndTime"))
    article.status = read_status(status, article.embargoed_until)
    dates = (text_of(management, "FirstCreated"), text_of(management, "ThisRevisionCreated"))
    given = next((date for date in map(read_date, dates) if date), None)
    article.published = given or article.published
    article.urgency = _name(management.find("Urgency")) or article.urgency
    article.corrects = _corrects(management) or article.corrects
    holder = next(item.iter("Copyright"), Element("Copyright"))
    parts_of_right = (text_of(holder, "CopyrightDate"), text_of(holder, "CopyrightHolder"))
    article.rights = article.rights or " ".join(part for part in parts_of_right if part)
    about = next(item.iter("AdministrativeMetadata"), Element("AdministrativeMetadata"))
    article.source = (
        _name(about.find("Provider/Party")) or _name(about.find("Source/Party")) or parts[0]
    )
    article.byline = article.byline or read_names(_name(about.find("Creator/Party")))


def _unrevised(identifier: str) -> str:
    """A public identifier without the revision at its end."""
    return re.sub(r":\d{1,9}[A-Z]?$", "", sound(identifier))


def _corrects(management: Element) -> str:
    for link in [*management.findall("AssociatedWith"), *management.findall("DerivedFrom")]:
        if "correct" in (link.get("FormalName") or "").lower() and link.get("NewsItem"):
            return _unrevised(link.get("NewsItem"))
    return ""


def _name(element: Element | None) -> str:
    """The formal name of an element ("Text"), or what it says."""
    if element is None:
        return ""
    return sound(element.get("FormalName")) or text_of(element)


def _dateline(text: str) -> Dateline | None:
    """Place and date of "Harbour Town, March 3, 2025 (XNA) -", or None for an empty line."""
    text = _AGENCY.sub("", text).strip(" -–—")
    if not text:
        return None
    date = _MONTH_DAY.search(text)
    if date:
        return Dateline(text[: date.start()].strip(" ,"), date[1])
    return Dateline(place=text)


def _subjects(about: Element, lines: Element) -> list[tuple[str, str]]:
    pairs = []
    for code in about.iter("SubjectCode"):
        for name in _SUBJECTS:
            for subject in code.findall(name):
                number = sound(subject.get("FormalName"))
                value = subject.get("Value") or text_of(subject)
                pairs.append((value, f"subj:{number}" if number.isdigit() else number))
    for word in about.findall("Property"):
        if word.get("FormalName") == "Keyword":
            pairs.append((word.get("Value") or "", ""))
    pairs += [(text_of(line), "") for line in lines.findall("KeywordLine")]
    return pairs
