"""Fields that several standards share: dates, status, embargo, bylines, subjects, the body."""

import re
from collections.abc import Callable

from articles.extraction.bylines import read_byline
from articles.extraction.dates import parse_date
from articles.extraction.outlets import is_outlet
from articles.formats.blocks import MAX_CHARACTERS, Blocks
from articles.formats.raw import TAKEN_BACK, Published, Unreadable

# IPTC NewsCodes publishing status, NewsML 1 status and NITF management status, to the archive's.
STATUSES = {
    "": "usable", "usable": "usable", "withheld": "withheld", "embargoed": "withheld",
    "canceled": "withdrawn", "cancelled": "withdrawn", "withdrawn": "withdrawn",
    "killed": "killed", "kill": "killed",
}  # fmt: skip

# Top level of the IPTC Subject Codes (2003), which names a code that stands without its name.
SUBJECT_CODES = dict(
    enumerate(
        (
            "arts, culture and entertainment",
            "crime, law and justice",
            "disaster and accident",
            "economy, business and finance",
            "education",
            "environmental issue",
            "health",
            "human interest",
            "labour",
            "lifestyle and leisure",
            "politics",
            "religion and belief",
            "science and technology",
            "social issue",
            "sport",
            "unrest, conflicts and war",
            "weather",
        ),
        1,
    )
)

_BASIC_DATE = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?:[.,]\d{1,9})?(Z|[+-]\d\d:?\d\d)?"
)
_EXTENDED_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?(?:[.,]\d{1,9})?"
    r"\s?(Z|[+-]\d\d:?\d\d)?"
)
_LEAD = re.compile(r"\s{0,4}(?:by|von|par|por|van|av|di|da)\s{0,4}:?\s{1,4}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s{0,4}[;/&]\s{0,4}|\s{0,4},\s{0,4}(?:and\s{1,4})?|"
    r"\s{1,4}(?:and|und|et|og|och|en|y|e|with|mit|avec|con)\s{1,4}"
)
_PLACE = re.compile(r"\s{1,4}in\s{1,4}[A-Z][\w .'-]{1,40}$")
_UNSOUND = re.compile(r"[\x00\ud800-\udfff]")


def sound(text: object) -> str:
    """A field's text, white space collapsed, without what no database stores; "" for no text."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(text)
    return _UNSOUND.sub("\ufffd", " ".join(text.split())) if isinstance(text, str) else ""


def check_body(body: str, where: str) -> str:
    """The body itself. Raises Unreadable: empty (naming the element it should be in), too-large."""
    body = _UNSOUND.sub("\ufffd", body)
    if not body.strip():
        raise Unreadable("empty", f"The article has no text in {where}.")
    if len(body) > MAX_CHARACTERS:
        raise Unreadable(
            "too-large",
            f"The text has {len(body):,} characters and an article at most {MAX_CHARACTERS:,}.",
        )
    return body


def read_text(read: Callable[[], Blocks], where: str, status: str) -> Blocks:
    """What `read` finds, checked as `check_body` does; nothing, where an item that takes its
    article back is a mere notice. Raises Unreadable as `read` and `check_body` do."""
    try:
        found = read()
        check_body(found.body, where)
    except Unreadable as verdict:
        if status not in TAKEN_BACK or verdict.reason not in ("empty", "no-article"):
            raise
        return Blocks()
    return found


def joined(*texts: object) -> str:
    """Several fields' texts as one, each said once: a copyright notice and the terms of use."""
    return " ".join(dict.fromkeys(text for text in map(sound, texts) if text))


def read_code(text: object) -> str:
    """The last part of a code or of its address in a vocabulary: "Actuality" of
    "http://cv.iptc.org/newscodes/genre/Actuality" and of "genre:Actuality"."""
    return sound(text).rpartition(":")[2].rstrip("/").rpartition("/")[2]


def read_date(value: object, origin: str = "metadata") -> Published | None:
    """A date of ISO 8601 (basic or extended), RFC 5322 or print, with its offset; None for others.

    A day with an offset ("20080219+0100") is that day: no zone shifts it.
    """
    text = sound(value)
    match = _EXTENDED_DATE.fullmatch(text) or _BASIC_DATE.fullmatch(text)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        text = f"{year}-{month}-{day}"
        if hour:
            text += f"T{hour}:{minute}" + (f":{second}" if second else "")
            zone = zone or ""
            text += zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
    return parse_date(text, origin) if len(text) < 100 else None


def read_embargo(value: object) -> str:
    """The end of an embargo as ISO 8601, "" for none.

    Raises Unreadable (invalid) for one that cannot be understood: guessing could publish too soon.
    """
    text = sound(value)
    if not text:
        return ""
    until = read_date(text)
    if until is None or until.precision not in ("second", "minute"):
        raise Unreadable("invalid", "The end of the embargo is no date with time and zone.")
    return until.value


def read_status(value: object, embargoed_until: str = "") -> str:
    """One of the archive's statuses from a code ("stat:usable", "Canceled").

    An embargo whose end is given hides the article by itself. Raises Unreadable (invalid) for an
    unknown code, which could mean that the text is secret.
    """
    code = sound(value).rpartition(":")[2].rpartition("/")[2].lower()
    if code == "embargoed" and embargoed_until:
        return "usable"
    if code not in STATUSES:
        raise Unreadable("invalid", f'The status "{code[:40]}" is unknown.')
    return STATUSES[code]


def read_names(value: object) -> list[str]:
    """The names in a byline ("By Ann Wharton and Tom Kerr, Staff Reporter"), roles left out."""
    text = sound(value)
    if not text or len(text) > 1000:
        return []
    byline = read_byline(text) or read_byline(f"By {_LEAD.sub('', text, count=1)}")
    if byline and byline.names:
        return list(dict.fromkeys(byline.names))
    parts = _BETWEEN.split(_LEAD.sub("", text, count=1))
    names = [_PLACE.sub("", part).strip(" .,") for part in parts]
    # No person's name opens with the article.
    names = [name for name in names if not name.startswith("The ")]
    # A lone word behind a full name, or one in capitals, is an agency ("…, dpa", "AFP-DPA").
    full = [name for name in names if " " in name and not is_outlet(name)]
    lone = [name for name in names if name and not name.isupper() and not is_outlet(name)]
    return list(dict.fromkeys(full or lone))


def read_subjects(subjects: list[tuple[str, str]]) -> tuple[list[str], dict[str, str]]:
    """Tags, and the code of each that has one, from pairs of name and code (either may be "").

    A subject that has only a code is named by the top level of the Subject Codes, else by its code.
    A further code of the same name is kept under itself.
    """
    tags, codes = [], {}
    for name, code in subjects:
        code = sound(code)
        tag = sound(name) or _topic(code) or code
        if tag and tag not in tags:
            tags.append(tag)
        if code and codes.setdefault(tag, code) != code:
            codes[code] = code
    return tags, codes


def _topic(code: str) -> str:
    match = re.fullmatch(r"subj:(\d\d)\d{6}", code)
    return SUBJECT_CODES.get(int(match[1]), "") if match else ""
