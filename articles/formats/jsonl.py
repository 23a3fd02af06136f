"""JSON Lines: one article a line, with the archive's names of fields or those of others."""

import json
import re
from collections.abc import Mapping

from articles.extraction.dates import parse_date
from articles.formats.raw import TAKEN_BACK, Dateline, Published, RawArticle, Unreadable
from articles.formats.text import decode

MAX_CHARACTERS = 2_000_000

# The archive's own name of each field first, then what scrapers and other archives call it.
NAMES = {
    "headline": ("headline", "title"),
    "standfirst": ("standfirst", "subtitle", "subheadline", "deck", "summary", "description"),
    "body": ("body", "text", "content", "article_text", "maintext"),
    "byline": ("byline", "author", "authors"),
    "dateline": ("dateline",),
    "source": ("source", "outlet", "publisher", "publication", "site_name"),
    "url": ("url", "link", "canonical_url"),
    "external_id": ("external_id", "id", "guid"),
    "language": ("language", "lang"),
    "published": (
        "published",
        "date",
        "published_at",
        "date_published",
        "pubdate",
        "publication_date",
    ),
    "headings": ("headings",),
    "slugline": ("slugline",),
    "ednote": ("ednote", "editor_note"),
    "status": ("status",),
    "status_reason": ("status_reason",),
    "embargoed_until": ("embargoed_until", "embargoed"),
    "corrects": ("corrects",),
    "tags": ("tags", "keywords"),
    "genre": ("genre",),
    "urgency": ("urgency", "priority"),
    "outlet_version": ("outlet_version", "version"),
    "rights": ("rights", "copyright"),
    "subjects": ("subjects",),
}
STATUSES = {
    "": "usable", "usable": "usable", "published": "usable", "publish": "usable", "live": "usable",
    "withheld": "withheld", "draft": "withheld", "pending": "withheld", "embargoed": "withheld",
    "withdrawn": "withdrawn", "retracted": "withdrawn", "canceled": "withdrawn",
    "cancelled": "withdrawn", "killed": "killed",
}  # fmt: skip
# Fields that other systems keep as numbers.
IDENTIFIERS = ("external_id", "slugline", "corrects", "urgency", "outlet_version")
PRECISIONS = ("second", "minute", "day", "month", "year")
ORIGINS = ("metadata", "dateline", "line", "url", "file", "curator")

_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
_LINES_ASKED = 20


def accepts(data: bytes) -> bool:
    """True where one of the first lines is a JSON object that names an article's field."""
    if b"{" not in data:
        return False
    lines = [line for line in data[:65536].lstrip(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    if len(lines) == 1 or len(data) > 65536:
        lines[-1:] = [] if len(lines) > 1 else [data.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]]
    for line in lines[:_LINES_ASKED]:
        if line.lstrip()[:1] == b"{":
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            known = {name for names in NAMES.values() for name in names}
            if isinstance(value, dict) and known & {key.lower() for key in value}:
                return True
    return False


def read(
    data: bytes, path: str, columns: Mapping[str, str] | None = None
) -> list[RawArticle | Unreadable]:
    """Read each line as a structured article, or as the verdict why it is none.

    `columns` maps names of the file's fields to the archive's. `item` is the line's number from 1,
    `data` its bytes without the newline. Blank lines are passed over. Raises Unreadable (empty)
    where no line holds anything.
    """
    items: list[RawArticle | Unreadable] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = line.removesuffix(b"\r")
        if not line.strip():
            continue
        try:
            items.append(_read_line(line, path, number, columns or {}))
        except Unreadable as verdict:
            items.append(Unreadable(verdict.reason, f"Line {number}: {verdict.sentence}"))
    if not items:
        raise Unreadable("empty", "The file holds no lines. Check that it was saved completely.")
    return items


def _read_line(line: bytes, path: str, number: int, columns: Mapping[str, str]) -> RawArticle:
    text, encoding = decode(line)
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise Unreadable("invalid", "The JSON is nested too deep to be an article.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            "invalid",
            f"This is not JSON: {error.msg} at column {error.colno}. Put each article on one line.",
        ) from error
    except ValueError as error:
        raise Unreadable("invalid", "The JSON holds a number too long to read.") from error
    if not isinstance(value, dict):
        raise Unreadable("invalid", "A line must hold one JSON object, in braces { }.")
    article = read_record({columns.get(key, key): held for key, held in value.items()})
    article.path, article.item, article.encoding, article.data = path, number, encoding, line
    return article


def read_record(value: dict) -> RawArticle:
    """The article of one record, by the names that `NAMES` knows; `path` and `data` left open.

    Raises Unreadable: empty, too-large, invalid.
    """
    return _article(_named(value))


def _named(value: dict) -> dict:
    """An object's fields under the archive's names; the first name that holds anything wins."""
    lowered = {str(key).lower(): item for key, item in value.items()}
    fields = {}
    for field, names in NAMES.items():
        held = [lowered[name] for name in names if lowered.get(name) not in (None, "", [], {})]
        fields[field] = held[0] if held else None
    for name in ("published_precision", "published_from", "published_doubtful"):
        fields[name] = lowered.get(name)
    return fields


def _article(fields: dict) -> RawArticle:
    body, status = _text(fields, "body", blocks=True), _status(fields)
    if not body.strip() and status not in TAKEN_BACK:
        raise Unreadable("empty", 'The article has no text. Give it in the field "body".')
    if len(body) > MAX_CHARACTERS:
        raise Unreadable(
            "too-large",
            f"The text has {len(body):,} characters and an article at most {MAX_CHARACTERS:,}.",
        )
    return RawArticle(
        body=body,
        structured=True,
        headline=_text(fields, "headline"),
        standfirst=_text(fields, "standfirst"),
        byline=_names(fields["byline"], "byline"),
        dateline=_dateline(fields["dateline"]),
        source=_name(fields["source"], "source"),
        url=_text(fields, "url"),
        external_id=_text(fields, "external_id"),
        language=_text(fields, "language"),
        published=_published(fields),
        headings=_texts(fields["headings"], "headings"),
        slugline=_text(fields, "slugline"),
        ednote=_text(fields, "ednote"),
        status_reason=_text(fields, "status_reason"),
        status=status,
        embargoed_until=_embargo(fields),
        corrects=_text(fields, "corrects"),
        tags=_names(fields["tags"], "tags"),
        tag_codes=_subjects(fields["subjects"]),
        genre=_text(fields, "genre"),
        urgency=_text(fields, "urgency"),
        version=_text(fields, "outlet_version"),
        rights=_text(fields, "rights"),
    )


def _sound(text: str) -> str:
    """Text without what no database stores: lone surrogates and NUL become the replacement sign."""
    return _SURROGATE.sub("\ufffd", text)


def _refused(field: str, wanted: str) -> Unreadable:
    return Unreadable("invalid", f'The field "{field}" must be {wanted}.')


def _text(fields: dict, field: str, blocks: bool = False) -> str:
    value = fields[field]
    if value is None:
        return ""
    if blocks and isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    if field in IDENTIFIERS and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise _refused(field, "a text")
    return _sound(value) if blocks else _sound(value).strip()


def _name(value: object, field: str) -> str:
    """A name given as text or as an object that has one ({"name": …})."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _refused(field, "a name")
    return _sound(value).strip()


def _names(value: object, field: str) -> list[str]:
    """Names given as a list, or in one text parted by commas, semicolons or "and"."""
    if value is None:
        return []
    if isinstance(value, str):
        value = re.sub(r"^\s*by\s+", "", value, flags=re.IGNORECASE) if field == "byline" else value
        parting = r"\s*[;,|]\s*|\s+(?:and|&)\s+" if field == "byline" else r"\s*[;,|]\s*"
        value = re.split(parting, value)
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        raise _refused(field, "a list of names")
    return list(dict.fromkeys(name for name in (_name(item, field) for item in value) if name))


def _subjects(value: object) -> dict[str, str]:
    """Codes by the names of subjects, from [{"code": …, "name": …}]; what has no code is left out.

    A name that has several codes keeps the first, the others stand under themselves.
    """
    codes: dict[str, str] = {}
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict) and each.get("code"):
            code = _name(each["code"], "subjects")
            name = _name(each.get("name"), "subjects") or code
            if codes.setdefault(name, code) != code:
                codes[code] = code
    return codes


def _texts(value: object, field: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _refused(field, "a list of texts")
    return [_sound(item) for item in value]


def _dateline(value: object) -> Dateline | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Dateline(place=_sound(value).strip())
    if isinstance(value, dict):
        return Dateline(
            _name(value.get("place"), "dateline.place"), _name(value.get("date"), "dateline.date")
        )
    raise _refused("dateline", 'an object with "place" and "date"')


def _published(fields: dict) -> Published | None:
    """The date, or None where none is given that can be understood ("yesterday" is unknown)."""
    value = fields["published"]
    origin = fields["published_from"] if fields["published_from"] in ORIGINS else "metadata"
    published = parse_date(value, origin) if isinstance(value, str) else None
    if published is None:
        return None
    coarser = fields["published_precision"]
    doubtful = published.doubtful or fields["published_doubtful"] is True
    if coarser in PRECISIONS and PRECISIONS.index(coarser) > PRECISIONS.index(published.precision):
        length = {"day": 10, "month": 7, "year": 4}.get(coarser)
        if length:
            return Published(published.value[:length], coarser, origin, doubtful)
    return Published(published.value, published.precision, origin, doubtful)


def _status(fields: dict) -> str:
    """One of the archive's statuses; an unknown one refuses the line, for it could be secret."""
    status = STATUSES.get(_text(fields, "status").lower())
    if status is None:
        raise _refused("status", "usable, withheld, withdrawn or killed")
    return status


def _embargo(fields: dict) -> str:
    """The end of an embargo with its zone; one that cannot be understood refuses the line."""
    value = _text(fields, "embargoed_until")
    if not value:
        return ""
    until = parse_date(value)
    if until is None or until.precision not in ("second", "minute"):
        raise _refused("embargoed_until", 'a date with time and zone, such as "2026-01-07T09:30Z"')
    return until.value
