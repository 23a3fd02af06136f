"""News in JSON: ninjs 1.0-1.5, 2.0-2.1 and 3.0 (IPTC), one item a file, a list, or one a line.

| ninjs 1.x | 2.x | 3.x | RawArticle |
|---|---|---|---|
| headline | headlines (role main first) | headlines | headline |
| description_text | descriptions (role) | descriptions | standfirst |
| body_xhtml, body_text, … | bodies (contenttype) | bodies (contentType) | body, headings |
| byline | byline, by | by, byline | byline |
| located | located | located | dateline |
| slugline, language, urgency, version, genre | same | same | same |
| ednote, embargoedreason | same | ednote, embargoedReason | ednote |
| subject | subjects | subjects | tags, tag_codes |
| pubstatus, embargoed | same | pubStatus, embargoed | status, embargoed_until |
| firstcreated, versioncreated | same | firstCreated, versionCreated | published |
| uri | uri | uri | external_id |
| copyrightholder, source | same, infosources | copyrightHolder, infoSources | source |
| copyrightnotice, usageterms | same | copyrightNotice, usageTerms | rights |
| corrects, correcteditem, correctionof; an association so named | same | same | corrects |

`altids`, `charcount` and the like are not kept. Names of a correction are of no version of the
standard, which has none, but of its users' extensions. An item that is canceled may have no text.
3.x writes the names of 2.x in camel case, so names are compared in small letters.
"""

import json
import re

from articles.formats.blocks import Blocks, read_blocks, read_fragment, read_plain
from articles.formats.fields import (
    joined,
    read_code,
    read_date,
    read_embargo,
    read_names,
    read_status,
    read_subjects,
    read_text,
    sound,
)
from articles.formats.raw import Dateline, RawArticle, Unreadable
from articles.formats.trees import decode_whole, parse_text

# Fields that no other JSON format for articles has beside "uri".
KNOWN = frozenset(
    (
        "body_text",
        "body_xhtml",
        "body_html",
        "bodies",
        "headlines",
        "versioncreated",
        "firstcreated",
        "contentcreated",
        "pubstatus",
        "copyrightholder",
        "copyrightnotice",
        "usageterms",
        "associations",
        "renditions",
        "description_text",
        "descriptions",
    )
)
# Types of the standard that are no text; "composite" is judged by whether it has one.
OTHER_TYPES = {
    "audio": "a sound recording",
    "video": "a video",
    "picture": "a photo",
    "graphic": "a graphic",
    "animation": "an animation",
    "event": "an event",
    "planning": "a planning item",
    "component": "a part of another item",
}
SUMMARY_ROLES = ("summary", "abstract", "standfirst", "lead", "lede", "teaser", "")

_MARKUP_KEYS = ("body_xhtml", "body_html", "body_html5", "body_nitf", "body_text")
_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,]{0,1000}")


def accepts(data: bytes) -> bool:
    """True where the file's first JSON object, alone, in a list or on a line, is a ninjs item."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n[")
    if head[:1] != b"{" or not re.search(rb'"uri"\s{0,9}:', data):
        return False
    try:
        value, _ = _DECODER.raw_decode(decode_whole(head)[0])
    except (ValueError, RecursionError, Unreadable):
        return False
    return isinstance(value, dict) and "uri" in value and bool(KNOWN & set(_lowered(value)))


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each item as a structured article, or why it is none; `data` of an article is its own JSON.

    Raises Unreadable: encoding and the like for the whole file.
    """
    text, encoding = decode_whole(data)
    items: list[RawArticle | Unreadable] = []
    for value, source in _values(text):
        if isinstance(value, Unreadable):
            items.append(value)
        else:
            items.append(_read_item(value, source, encoding, path))
    for number, item in enumerate(items):
        if isinstance(item, RawArticle):
            item.item = number
    return items


def _values(text: str):
    """Each JSON value of a file with the text that it was written in."""
    text = text.lstrip("\ufeff \t\r\n")
    pos = 1 if text.startswith("[") else 0
    while True:
        pos = _BETWEEN.match(text, pos).end()
        if pos >= len(text) or text[pos] == "]":
            return
        try:
            value, end = _DECODER.raw_decode(text, pos)
        except (ValueError, RecursionError):
            line = text.count("\n", 0, pos) + 1
            yield Unreadable("invalid", f"The JSON that begins on line {line} is broken."), ""
            return
        yield value, text[pos:end]
        pos = end


def _read_item(value: object, source: str, encoding: str, path: str) -> RawArticle | Unreadable:
    item = _lowered(value) if isinstance(value, dict) else {}
    kind = sound(item.get("type")).lower()
    if kind in OTHER_TYPES:
        return Unreadable("no-article", f"The item is {OTHER_TYPES[kind]}, not a text.")
    try:
        article = _article(item)
    except Unreadable as verdict:
        return verdict
    article.path = path
    # A part of a UTF-16 or marked file, taken out of it, is kept as UTF-8.
    article.encoding = encoding if encoding == "windows-1252" else "utf-8"
    article.data = source.encode(article.encoding)
    return article


def _article(item: dict) -> RawArticle:
    until = read_embargo(item.get("embargoed"))
    status = read_status(item.get("pubstatus"), until)
    found = read_text(lambda: _body(item), "its bodies", status)
    tags, codes = read_subjects(
        [(each.get("name"), _code(each)) for each in _objects(item, "subject", "subjects")]
    )
    located = sound(item.get("located"))
    return RawArticle(
        body=found.body,
        structured=True,
        headline=_chosen(item.get("headlines"), ("main", ""))
        or sound(item.get("headline"))
        or sound(item.get("title")),
        standfirst=_standfirst(item, found.body),
        byline=read_names(item.get("byline") or item.get("by")),
        dateline=Dateline(place=located) if located else None,
        source=_source(item),
        url=_url(item),
        external_id=sound(item.get("uri")),
        language=sound(item.get("language")),
        published=read_date(item.get("firstcreated")) or read_date(item.get("versioncreated")),
        headings=found.headings,
        slugline=sound(item.get("slugline")),
        ednote=joined(item.get("ednote"), item.get("embargoedreason")),
        status=status,
        embargoed_until=until,
        tags=tags,
        tag_codes=codes,
        genre=_genre(item),
        urgency=sound(item.get("urgency")),
        version=sound(item.get("version")),
        rights=joined(item.get("copyrightnotice"), item.get("usageterms")),
        corrects=_corrects(item),
    )


def _genre(item: dict) -> str:
    for each in _objects(item, "genre", "genres"):
        code = read_code(each.get("code") or each.get("literal") or each.get("uri"))
        return sound(each.get("name")) or code
    return sound(item.get("genre"))


def _corrects(item: dict) -> str:
    """The id of the item that this one corrects, by the names that users of ninjs give it."""
    for name in ("corrects", "correcteditem", "correctionof"):
        listed = _objects(item, name)
        given = sound(listed[0].get("uri")) if listed else sound(item.get(name))
        if given:
            return given
    related = item.get("associations")
    if isinstance(related, dict):
        related = [{"name": key, **each} for key, each in related.items() if isinstance(each, dict)]
    for each in _objects({"it": related}, "it"):
        roles = f"{each.get('name')} {each.get('rel')} {each.get('role')}".lower()
        if "correct" in roles and sound(each.get("uri")):
            return sound(each["uri"])
    return ""


def _lowered(value: dict) -> dict:
    return {str(key).lower(): item for key, item in value.items()}


def _objects(item: dict, *names: str) -> list[dict]:
    """The objects listed under the first of the names that holds any, keys in small letters."""
    for name in names:
        value = item.get(name)
        value = [value] if isinstance(value, dict) else value
        if isinstance(value, list):
            return [_lowered(each) for each in value if isinstance(each, dict)]
    return []


def _body(item: dict) -> Blocks:
    """The text in its richest form: XHTML or HTML, NITF, plain text."""
    forms = [(name, item.get(name), "") for name in _MARKUP_KEYS]
    for each in _objects(item, "bodies"):
        forms.append((sound(each.get("role")), each.get("value"), sound(each.get("contenttype"))))
    forms = [form for form in forms if isinstance(form[1], str) and form[1].strip()]
    if not forms and sound(item.get("type")).lower() in ("text", ""):
        return read_plain(_description(item))
    if not forms:
        what = "package" if "associations" in item else "item"
        raise Unreadable("no-article", f"The {what} holds no text of its own.")
    role, value, kind = min(forms, key=_rank)
    if "nitf" in f"{role} {kind}".lower():
        root = parse_text(value)
        content = root.find(".//body.content")
        return read_blocks(root if content is None else content)
    if _rank((role, value, kind)) == 0:
        return read_fragment(value)
    return read_plain(value)


def _description(item: dict) -> str:
    """The description, which is all the text that some agencies' short items have."""
    text = item.get("description_text")
    listed = [text, *(each.get("value") for each in _objects(item, "descriptions"))]
    found = next((each for each in listed if isinstance(each, str) and each.strip()), None)
    if found is None:
        raise Unreadable(
            "no-article", "The item holds no text. Check that it is not a mere notice."
        )
    return found


def _rank(form: tuple[str, str, str]) -> int:
    name = f"{form[0]} {form[2]}".lower()
    if "nitf" in name:
        return 1
    return 0 if "html" in name or re.match(r"\s*<(?:p|div|section)\b", form[1]) else 2


def _standfirst(item: dict, body: str) -> str:
    text = _chosen(item.get("descriptions"), SUMMARY_ROLES, strict=True)
    text = text or sound(item.get("description_text"))
    return "" if text == sound(body) else text


def _chosen(values: object, roles: tuple[str, ...], strict: bool = False) -> str:
    """The value with the first of the roles; without one, the first of all unless `strict`."""
    listed = _objects({"it": values}, "it")
    for role in roles:
        for each in listed:
            if sound(each.get("role")).rpartition(":")[2].lower() == role:
                return sound(each.get("value"))
    return "" if strict or not listed else sound(listed[0].get("value"))


def _code(subject: dict) -> str:
    """The subject's code with its scheme ("medtop:20000350"), else its address in a vocabulary."""
    code = sound(subject.get("code") or subject.get("literal"))
    scheme = sound(subject.get("scheme"))
    topic = re.search(r"newscodes/(\w+)/(\d{8})$", sound(subject.get("uri")))
    if topic:
        return f"{'medtop' if topic[1] == 'mediatopic' else topic[1]}:{topic[2]}"
    if re.fullmatch(r"(?:\w+:)?\d{8}", code):
        return code if ":" in code else f"{'subj' if 'subject' in scheme else 'medtop'}:{code}"
    return sound(subject.get("uri")) or code


def _source(item: dict) -> str:
    sources = _objects(item, "infosources")
    names = [sound(each.get("name")) for each in sources]
    given = [sound(item.get(name)) for name in ("source", "copyrightholder")]
    return next((name for name in [*given, *names] if name), "")


def _url(item: dict) -> str:
    """The page that the item is published on, where its address or a rendition tells of one."""
    for name in ("canonicalurl", "weburl", "url"):
        if sound(item.get(name)).startswith("http"):
            return sound(item.get(name))
    return ""
