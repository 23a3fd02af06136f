"""Wire messages: IPTC 7901 (The Text Transmission Format) and ANPA 1312 (newspaper wire service).

Both frame a message by control characters: SOH, header, STX, text, ETX, trailer. ANPA opens with
SYN SYN, begins its lines with "^" and ends them with "<" or "=".

| IPTC 7901 | ANPA 1312 | RawArticle |
|---|---|---|
| priority | priority (f, b, u, r, d, a) | urgency |
| category | category | genre |
| keyword line before STX | keyword line after STX | slugline |
| first line after STX, ended by "=" | second line after STX | headline |
| "By …" among the first lines | "By …=" | byline |
| - | "Eds: …", "AP Photo …" | ednote |
| lines not for publication | - | ednote |
| trailer: day, time, zone, month, year | trailer: month-day-year, time, zone | published |
| agency of the header | line of the agency, trailer | source |
| KILL, WITHDRAWAL, … in the keyword line or before the headline | same | status |

A note that takes a story back names it by its keyword line: the slugline is that without the word.
"""

import re
from dataclasses import dataclass, field

from articles.extraction.outlets import is_agency
from articles.formats.blocks import read_plain
from articles.formats.fields import check_body, read_date, read_names, sound
from articles.formats.raw import RawArticle, Unreadable

SOH, STX, ETX, SYN = "\x01", "\x02", "\x03", "\x16"
MAX_BYTES = 8_000_000

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_HEADER_7901 = re.compile(
    r"[ \t]{0,9}([A-Za-z]{1,9})[ ]?(\d{1,6})\s{1,9}(\d)\s{1,9}([A-Za-z]{1,9})\s{1,9}(\d{1,6})"
    r"(?:\s{1,9}([^\r\n]{0,60}))?"
)
_TRAILER_7901 = re.compile(
    r"(\d\d)(\d\d)(\d\d)\s{0,9}([A-Z]{1,5})?\s{1,9}([A-Z][a-zA-Z]{2})[a-z]{0,6}\.?\s{1,9}(\d{4}|\d\d)\b"
)
_HEADER_ANPA = re.compile(r"(?m)^\s{0,9}([a-z])\s{1,9}([a-z])\s{0,9}[\x11-\x14 ]")
_TRAILER_ANPA = re.compile(
    r"(?:([A-Z]{1,9})-[A-Z]{1,9}-)?(\d\d)-(\d\d)-(\d\d)\s{1,9}(\d\d)(\d\d)\s{0,3}([A-Z]{1,5})?"
)
_ANPA_URGENCY = {"f": "1", "b": "2", "u": "3", "r": "4", "d": "5", "a": "6"}
_NOTES = re.compile(
    r"(?im)^(?:#[^\n]{0,60}(?:notebook|notizblock)|[^\n]{0,80}not (?:intended )?for publication)"
)
# How agencies mark an advisory that takes a story back, always in capitals (AP, Reuters).
_TAKEN_BACK = {
    "KILL": "killed", "WITHDRAWAL": "withdrawn", "WITHDRAWN": "withdrawn",
    "ELIMINATION": "withdrawn", "WITHHOLD": "withheld",
}  # fmt: skip
_MARK = re.compile(rf"(?:^|[\s,;:/-]{{1,3}})({'|'.join(_TAKEN_BACK)})\b[\s,;:/-]{{0,3}}")
_RULE = re.compile(r"(?:\*\s?){3,}|[-_=]{3,}")
_EDITORS = re.compile(r"(?:eds?|editors?|attn|with|ap photo|ap graphic|photo)\b", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass
class _Message:
    """One message, taken apart: header, text between STX and ETX, what follows."""

    source: str
    header: str
    text: str
    trailer: str
    anpa: bool = False
    notes: list[str] = field(default_factory=list)


def accepts(data: bytes) -> bool:
    """True where a framed message opens the file: SOH, a header, STX, text, ETX."""
    head = data[:4096]
    start = head.find(b"\x01")
    if start < 0 or head[:start].strip(b"\x00\x04\x16\x7f\r\n\t "):
        return False
    opened = head.find(b"\x02", start)
    return opened > start + 4 and data.find(b"\x03", opened) > opened + 4


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each message as a structured article, or why it is none; `data` is the message's own bytes.

    Raises Unreadable (too-large).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"The file has {len(data):,} bytes, at most {MAX_BYTES:,}.")
    encoding = _encoding(data)
    items: list[RawArticle | Unreadable] = []
    for number, message in enumerate(_messages(data.decode(encoding))):
        try:
            article = _read_anpa(message) if message.anpa else _read_7901(message)
        except Unreadable as verdict:
            items.append(verdict)
            continue
        article.structured = True
        article.path, article.item = path, number
        article.encoding, article.data = encoding, message.source.encode(encoding)
        items.append(article)
    return items


def _encoding(data: bytes) -> str:
    """UTF-8 where it fits; else Latin-1, which maps every byte (7901 names ISO 646 alone)."""
    for encoding in ("utf-8", "windows-1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _messages(text: str) -> list[_Message]:
    found = []
    start = text.find(SOH)
    while start >= 0:
        after = text.find(SOH, start + 1)
        end = len(text) if after < 0 else after
        opened = text.find(STX, start, end)
        closed = text.find(ETX, opened, end) if opened >= 0 else -1
        if opened >= 0:
            closed = end if closed < 0 else closed
            anpa = SYN in text[max(0, start - 3) : start]
            # The idle characters before a message belong to none.
            source = text[start:end].rstrip(f"{SYN}\x00\x04\x7f")
            found.append(
                _Message(
                    source, text[start + 1 : opened], text[opened + 1 : closed],
                    text[closed + 1 : end], anpa,
                )
            )  # fmt: skip
        start = after
    return found


def _read_7901(message: _Message) -> RawArticle:
    header = _HEADER_7901.match(message.header)
    keywords = message.header[header.end() :] if header else message.header
    routing = sound(header[6]) if header else ""
    lines = _clean(message.text).split("\n")
    headline, lines = _cut_headline(lines)
    byline, lines = _cut_byline(lines)
    text, note = _cut_notes("\n".join(lines))
    found = read_plain(text)
    slugline, status = _read_mark(sound(_CONTROL.sub("", keywords)), headline)
    return RawArticle(
        body=check_body(found.body, "its text between STX and ETX"),
        status=status,
        headline=headline,
        byline=byline,
        source=next((word for word in routing.split() if is_agency(word)), ""),
        published=_date_7901(message.trailer),
        slugline=slugline,
        ednote=note,
        urgency=header[3] if header else "",
        genre=header[4] if header else "",
    )


def _read_mark(slugline: str, headline: str) -> tuple[str, str]:
    """The slugline without the word that takes a story back, and the status that it gives."""
    mark = _MARK.search(slugline[:200])
    if mark:
        rest = f"{slugline[: mark.start()]} {slugline[mark.end() :]}"
        return sound(rest).strip(" ,"), _TAKEN_BACK[mark[1]]
    mark = _MARK.match(headline[:40])
    return slugline, _TAKEN_BACK[mark[1]] if mark else "usable"


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cut_headline(lines: list[str]) -> tuple[str, list[str]]:
    """The lines up to the first that ends with "=", which closes a headline, and the rest."""
    while lines and not lines[0].strip():
        lines = lines[1:]
    for i, line in enumerate(lines[:4]):
        if line.rstrip().endswith("="):
            return sound(" ".join(lines[: i + 1])).rstrip(" ="), lines[i + 1 :]
        if not line.strip():
            return sound(" ".join(lines[:i])), lines[i:]
    return "", lines


def _cut_byline(lines: list[str]) -> tuple[list[str], list[str]]:
    for i, line in enumerate(lines[:6]):
        words = line.strip().rstrip("=")
        if re.match(r"(?:By|Von|Par|Por) [A-Z]", words) and len(words) < 100:
            names = read_names(words)
            return names, [*lines[:i], *lines[i + 1 :]] if names else lines
    return [], lines


def _cut_notes(text: str) -> tuple[str, str]:
    """The text, and what an agency adds for editors below a line that says so."""
    match = _NOTES.search(text)
    if not match:
        return text, ""
    notes = [line.strip() for line in text[match.start() :].split("\n")]
    return text[: match.start()], " ".join(n for n in notes if n and not _RULE.fullmatch(n))


def _date_7901(trailer: str):
    match = _TRAILER_7901.search(trailer)
    if not match:
        return None
    day, hour, minute, zone, month, year = match.groups()
    if month.title() not in _MONTHS:
        return None
    number = _MONTHS.index(month.title()) + 1
    return _date(year, number, day, hour, minute, zone)


def _date(year: str, month: int, day: str, hour: str, minute: str, zone: str | None):
    """A date of the trailer; two digits of a year are of 1970 to 2069 (POSIX has 1969 to 2068)."""
    if len(year) == 2:
        year = f"{'19' if int(year) >= 70 else '20'}{year}"
    known = "Z" if zone in ("GMT", "UTC", "Z") else ""
    return read_date(f"{year}-{month:02}-{day}T{hour}:{minute}{known}")


def _read_anpa(message: _Message) -> RawArticle:
    header = _HEADER_ANPA.search(message.header)
    fields, rest = _anpa_lines(message.text)
    found = read_plain(_clean(_mend_signs(rest)))
    article = RawArticle(
        body=check_body(found.body, "its text between STX and ETX"),
        urgency=_ANPA_URGENCY.get(header[1], "") if header else "",
        genre=header[2] if header else "",
    )
    for i, line in enumerate(fields):
        if i == 0:
            article.slugline = re.sub(r",\s{0,3}\d{1,6}$", "", line)
        elif re.match(r"by ", line, re.I):
            article.byline = read_names(line)
        elif _EDITORS.match(line):
            article.ednote = f"{article.ednote} {line}".strip()
        elif is_agency(line) or article.byline:
            article.source = article.source or line
        elif not article.headline:
            article.headline = line
    article.slugline, article.status = _read_mark(article.slugline, article.headline)
    trailer = _TRAILER_ANPA.search(message.trailer)
    if trailer:
        _, month, day, year, hour, minute, zone = trailer.groups()
        article.published = _date(year, int(month), day, hour, minute, zone)
        article.source = article.source or ("Associated Press" if trailer[1] == "AP" else "")
    return article


def _anpa_lines(text: str) -> tuple[list[str], str]:
    """The marked lines that open a message ("^…<", "^…="), and the text below them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fields = []
    while lines:
        line = _CONTROL.sub("", lines[0]).strip()
        if line and not (line.startswith("^") or line.endswith(("<", "="))):
            break
        if line:
            fields.append(_mend_signs(line.strip("^<= ")))
        lines = lines[1:]
    return fields, "\n".join(line.lstrip("^") if line[:1] == "^" else line for line in lines)


def _mend_signs(text: str) -> str:
    """Signs that the wire's six-bit code has not: quotation marks and the dash."""
    text = text.replace("``", "“").replace("''", "”")
    return re.sub(r"(?<=[\w)”.,]) _ (?=\S)", " — ", text)
