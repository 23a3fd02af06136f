"""Publication dates as newsrooms print them: on a line of their own, in a dateline, in a URL.

Nothing here looks for dates inside prose: those are dates of events.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from articles.formats.raw import Published

# Month names of the languages that the archive recognises (CLDR wide and abbreviated forms).
_MONTH_NAMES = (
    "january jan januar jänner janvier janv enero ene gennaio gen januari",
    "february feb februar februari février févr febrero febbraio",
    "march mar märz mär mars marzo maart mrz",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mei",
    "june jun juni juin junio giugno",
    "july jul juli juillet juil julio luglio",
    "august aug août agosto ago augustus",
    "september sep sept septembre septiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic dicembre",
)
MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTHS |= {"fev": 2, "fevrier": 2, "maerz": 3, "aout": 8, "decembre": 12}
_WEEKDAY_NAMES = (
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat "
    "sunday",
    "sun montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
)
WEEKDAYS = frozenset(name for names in _WEEKDAY_NAMES for name in names.split())

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?P<year>(?:19|20)\d\d)([/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>(?:19|20)\d\d) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
        _MONTH + r" ?" + _DAY + r"(?:st|nd|rd|th)?(?:,? |,)" + _YEAR,
        _DAY
        + r"(?:st|nd|rd|th|er|\.)?[ -](?:de |of )?"
        + _MONTH
        + r"(?:,? |-)(?:de |del )?"
        + _YEAR,
    )
)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>(?:19|20)\d\d|(?<=/)\d\d)(?!\d)"
)
_YEARLESS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _MONTH + r" ?" + _DAY + r"(?:st|nd|rd|th)?(?!\d)",
        _DAY + r"(?:st|nd|rd|th|er|\.)? (?:de |of )?" + _MONTH,
    )
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?| ?(?P<hours>hrs|hours|Uhr)\b)?(?![\d:])",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:(?:GMT|UTC) ?)?(?P<sign>[+\u2212-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?(?!\d)"
)
_ZONE = re.compile(r"[A-Z]{1,5}\b")

# Hours from UTC of the abbreviations that mean one zone alone. IST (India, Israel, Ireland) and
# other doubtful ones are left out on purpose.
ZONES = {
    "Z": 0, "GMT": 0, "UTC": 0, "WET": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "HKT": 8, "SGT": 8, "KST": 9, "JST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
AMERICAN_ZONES = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}
_AMERICAN = AMERICAN_ZONES.keys() | {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"}

_LABEL = re.compile(
    r"(?P<updated>(?:last )?(?:updated|modified|revised|edited)|aktualisiert|mis à jour|"
    r"actualizado|stand)"
    r"|(?P<published>(?:first |originally |date )?(?:published|posted|issued|released)"
    r"|(?:publication|release|publish|published) date|date published|dated?|created"
    r"|veröffentlicht|erschienen|publié|publiée|publicado|입력|등록|发布时间)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:[\s,;:|/·•.@()\[\]–—-]|\b(?:on|at|am|um|le|à|el|a las|the|local time)\b)+", re.I
)
_WORD = re.compile(r"[^\W\d_]{2,12}\b\.?")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,10}\b")
_DIGIT = re.compile(r"\d")
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at one place of a text: `end` is the offset after it, `year` 0 if none is printed."""

    end: int
    year: int
    month: int
    day: int
    doubtful: bool = False


@dataclass(slots=True)
class DateLine:
    """What a line of nothing but dates says: when published, when updated, or None."""

    published: Published | None = None
    updated: Published | None = None


@dataclass(slots=True)
class _Clock:
    hour: int
    minute: int
    second: int | None = None
    offset: int | None = None  # minutes from UTC
    american: str = ""


def match_date(text: str, pos: int = 0, year_required: bool = True) -> PrintedDate | None:
    """The calendar date that stands at `pos` of the text, if one does.

    11/12/2026 is read day first and doubtful; with dots (11.12.2026) the day is always first.
    Without `year_required` "March 3" and "3 March" count too.
    """
    if not _opens_date(text, pos):
        return None
    for form in _FORMS:
        match = form.match(text, pos)
        if match:
            return _checked(
                match.end(), int(match["year"]), _month(match["month"]), int(match["day"])
            )
    match = _NUMERIC.match(text, pos)
    if match:
        first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
        if second > 12:
            first, second = second, first
        doubtful = match["mark"] != "." and max(first, second) <= 12 and first != second
        return _checked(match.end(), year, second, first, doubtful)
    if not year_required:
        for form in _YEARLESS:
            match = form.match(text, pos)
            if match:
                return _checked(match.end(), 0, _month(match["month"]), int(match["day"]))
    return None


def _opens_date(text: str, pos: int) -> bool:
    """True where a digit or the name of a month stands at `pos`: every form begins so."""
    if text[pos : pos + 1].isdigit():
        return True
    word = _MONTH_WORD.match(text, pos)
    return word is not None and word[0].lower() in MONTHS


def parse_date(text: str, origin: str = "metadata") -> Published | None:
    """Published from a text that is one date and nothing else, or None.

    Takes ISO 8601 (also "2026" and "2026-01"), RFC 5322 and the printed forms, with time and zone.
    """
    text = text.strip()
    coarse = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d))?", text)
    if coarse:
        if coarse[2] and not 1 <= int(coarse[2]) <= 12:
            return None
        return Published(text, "month" if coarse[2] else "year", origin)
    line = read_date_line(text, origin)
    return line.published if line and not line.updated else None


def read_date_line(text: str, origin: str = "line") -> DateLine | None:
    """What a line says that consists of dates, times, zones, weekdays and their labels alone.

    "Published: 3 March 2025 09:15 GMT" or "January 8, 2026"; None for any line that says more. A
    time without a zone that is known for certain stays as printed, without an offset.
    """
    if len(text) > _LONGEST_LINE or not _DIGIT.search(text):
        return None
    found = DateLine()
    label, printed, clock, pos = "", None, None, 0
    while pos < len(text):
        step = _FILLER.match(text, pos)
        if step:
            pos = step.end()
            continue
        mark = _LABEL.match(text, pos)
        if mark:
            if printed:
                _settle(found, label, printed, clock, origin)
                printed = clock = None
            label, pos = mark.lastgroup, mark.end()
            continue
        day = match_date(text, pos) if printed is None else None
        if day:
            printed, pos = day, day.end
            if text[pos : pos + 1] == "T":
                pos += 1
            continue
        if clock is None:
            clock, end = _match_clock(text, pos)
            if clock:
                pos = end
                continue
        word = _WORD.match(text, pos)
        if not word or word[0].rstrip(".").lower() not in WEEKDAYS:
            return None
        pos = word.end()
    if printed is None:
        return None
    _settle(found, label, printed, clock, origin)
    return found


def opens_with_date_label(text: str) -> bool:
    """True for a line that begins as "Published …" or "Updated …" does, and is no longer than such
    a line."""
    return len(text) <= _LONGEST_LINE and bool(_LABEL.match(text))


def is_date_label(text: str) -> bool:
    """True for a line that only announces the date on the next ("Updated:")."""
    return len(text) <= 30 and bool(_LABEL.fullmatch(text.strip(" :")))


def is_clock(text: str) -> bool:
    """True for a time of day alone, with or without weekday and zone ("Monday 5:50 PM")."""
    if len(text) > 30:
        return False
    word = _WORD.match(text)
    start = word.end() + 1 if word and word[0].rstrip(".").lower() in WEEKDAYS else 0
    clock, end = _match_clock(text, start)
    return clock is not None and not text[end:].strip(" .)")


def date_in_url(url: str) -> Published | None:
    """The day in a URL's path (/2026/01/07/ or /2026-01-07/ or /20260107/), origin "url"."""
    path = urlsplit(url).path if len(url) < 3000 else ""
    match = re.search(r"(?:^|[/_-])((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?=[/_.-]|$)", path)
    if not match:
        return None
    printed = _checked(0, int(match[1]), int(match[3]), int(match[4]))
    return _published(printed, None, "url") if printed else None


def from_printed(printed: PrintedDate, origin: str) -> Published:
    """Published at day precision from a date whose year is printed."""
    return _published(printed, None, origin)


def infer_year(printed: PrintedDate, near: Published | None, origin: str) -> Published | None:
    """Published, doubtful, for a date without year from another full date at most a month away."""
    if near is None or len(near.value) < 10:
        return None
    anchor = date.fromisoformat(near.value[:10])
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        full = _checked(0, year, printed.month, printed.day, True)
        if full and abs(date(full.year, full.month, full.day) - anchor) <= timedelta(days=31):
            return _published(full, None, origin)
    return None


def _full_year(text: str) -> int:
    """A year of two digits is the one from 1970 to 2069 (POSIX, strptime's %y has 1969)."""
    year = int(text)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.get(text.lower(), 0)


def _checked(
    end: int, year: int, month: int, day: int, doubtful: bool = False
) -> PrintedDate | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return PrintedDate(end, year, month, day, doubtful)


def _settle(
    found: DateLine, label: str, printed: PrintedDate, clock: _Clock | None, origin: str
) -> None:
    published = _published(printed, clock, origin)
    if label == "updated":
        found.updated = found.updated or published
    else:
        found.published = found.published or published


def _published(printed: PrintedDate, clock: _Clock | None, origin: str) -> Published:
    month, day = printed.month, printed.day
    if printed.doubtful and clock and clock.american:
        month, day = day, month  # an American clock stands beside an American date
    value = f"{printed.year:04}-{month:02}-{day:02}"
    offset = None
    if clock:
        offset = clock.offset
        if offset is None and clock.american in AMERICAN_ZONES:
            offset = _american_offset(date(printed.year, month, day), clock.american)
    if clock is None:
        return Published(value, "day", origin, printed.doubtful)
    value += f"T{clock.hour:02}:{clock.minute:02}"
    if clock.second is not None:
        value += f":{clock.second:02}"
    if offset is not None:
        sign = "-" if offset < 0 else "+"
        value += f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}" if offset else "Z"
    precision = "minute" if clock.second is None else "second"
    return Published(value, precision, origin, printed.doubtful)


def _american_offset(day: date, zone: str) -> int | None:
    """Minutes from UTC of a zone without S or D (Energy Policy Act of 2005, in force 2007)."""
    if day.year < 2007:
        return None
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begins = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return (AMERICAN_ZONES[zone] + (begins <= day < ends)) * 60


def _match_clock(text: str, pos: int) -> tuple[_Clock | None, int]:
    match = _TIME.match(text, pos)
    if not match or not (match["minute"] or match["half"] or match["hours"]):
        return None, pos
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None, pos
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    second = int(match["second"]) if match["second"] else None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None, pos
    clock, end = _Clock(hour, minute, second), match.end()
    blank = re.compile(r"[ (]{0,3}").match(text, end).end()
    offset = _OFFSET.match(text, blank)
    if offset and int(offset["hours"]) <= 14:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        clock.offset = minutes if offset["sign"] == "+" else -minutes
        return clock, offset.end()
    zone = _ZONE.match(text, blank)
    if zone and zone[0].lower() not in WEEKDAYS | MONTHS.keys():
        name = zone[0]
        if name in ZONES:
            clock.offset = ZONES[name] * 60
        clock.american = name if name in _AMERICAN else ""
        return clock, zone.end()
    return clock, end
