"""Datelines: the place, date and agency that open a news text ("SEOUL, March 3 (Reuters) - ")."""

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.dates import WEEKDAYS, PrintedDate, match_date
from articles.extraction.names import read_list
from articles.extraction.outlets import is_outlet
from articles.formats.raw import Dateline

# A place in capitals as wire style sets it: "SEOUL", "ST. PAUL", "SEOUL/TOKYO", "RIO DE JANEIRO".
_CAPITALS = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,24}+)(?:[ /](?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,24}+|and|de|"
    r"of)){0,3}(?![^\W\d_])"
)
_TITLE = re.compile(
    r"[A-ZÀ-Þ][a-zà-ÿ.'’-]{1,24}+(?:[ /-](?:[A-ZÀ-Þ][a-zà-ÿ.'’-]{1,24}+|de|del|am|of|the|"
    r"upon)){0,3}"
)
_REGION = re.compile(r", ?((?:[A-ZÀ-Þ][\w.'’-]{0,20}+)(?: [A-ZÀ-Þ][\w.'’-]{0,20}+)?)")
_AGENCY = re.compile(
    r",? ?(?:\(([A-ZÀ-Þa-z][\w .&/’'-]{1,34}+)\)|/(PR ?Newswire|[A-Z][\w -]{1,30}+)/)"
)
_DASH = re.compile(
    r" ?(?:[\u2014\u2013\u2012\u2015]|--"
    r"|(?<= )-(?= )|(?<=\))-(?= )|(?<= )_(?= )|: (?=[A-Z\"“]))[ \u00a0]*"
)
# A state as the stylebooks shorten it closes a place beyond doubt: "Dekalb, Ill.", "Hanover, N.H.".
_STATE = re.compile(r", (?:[A-Z]\.[A-Z]\.|[A-Z][a-z]{1,4}\.)$")
_COMMA = re.compile(r"[,.;:]? ?[|·•(]? ?")
_BLANK = re.compile(r"[ .,:]{0,3}")
_WEEKDAY = re.compile(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? ")
# Yonhap and other Korean agencies: "(서울=연합뉴스) 홍길동 기자 = ".
_KOREAN = re.compile(r"[(\[]([^()\[\]=]{1,20})=([^()\[\]=]{1,20})[)\]] ?(?:[^=]{0,40}= )?")
# Words in capitals that open a text and are no place, and cities that stand alone in datelines (the
# Associated Press Stylebook's list and the big cities of South Asia, whose papers use a colon).
_LISTS = read_list("datelines.txt")
_LABELS, _CITIES = _LISTS["labels"], _LISTS["cities"]


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the front of a text: text[:end] is it, `date` the date that it prints."""

    dateline: Dateline
    end: int
    date: PrintedDate | None = None
    agency: str = ""


# The first lines of an article are asked for one after another, each several times.
@lru_cache(maxsize=64)
def find_dateline(text: str) -> FoundDateline | None:
    """The dateline that opens a paragraph, or None.

    A place in capitals must be followed by a dash or a full date; any other place by an agency in
    brackets, or by a date and a dash. A full date may stand glued to the first word.
    """
    korean = _KOREAN.match(text)
    if korean and any("가" <= c <= "힣" for c in korean[2]):
        return FoundDateline(Dateline(korean[1].strip()), korean.end(), None, korean[2].strip())
    for shape in (_CAPITALS, _TITLE):
        place = shape.match(text)
        if place and place[0].lower().split(" ")[0] not in _LABELS:
            found = _read_on(text, place[0].rstrip(",. "), place.end(), shape is _CAPITALS)
            if found:
                return found
    return _without_place(text)


@dataclass(slots=True)
class _Parts:
    """What stands behind a place, read up to `pos`."""

    place: str
    pos: int
    words: str = ""
    printed: PrintedDate | None = None
    agency: str = ""

    def found(self, end: int) -> FoundDateline:
        return FoundDateline(Dateline(self.place, self.words), end, self.printed, self.agency)


def _read_on(text: str, place: str, pos: int, capitals: bool) -> FoundDateline | None:
    """The whole dateline that the place opens: region, date and agency in any order, and a dash."""
    parts = _Parts(place, pos)
    while _read_part(text, parts):
        pass
    dash = _match_dash(text, parts.pos)
    if dash:
        colon = dash[0].startswith(":")
        named = place.lower() in _CITIES if colon else re.search(r"[^\W\d_]{3}", place)
        named = named and not text[dash.end() : dash.end() + 1].islower()
        known = place.lower() in _CITIES or _STATE.search(parts.place)
        if parts.agency or (parts.printed and not colon) or ((capitals or known) and named):
            return _read_late_date(text, parts, dash.end())
        return None
    after = _BLANK.match(text, parts.pos).end()
    starts = after == len(text) or text[after].isupper() or text[after] in "\"“‘'"
    # The year closes the dateline where the dash was lost ("SEOUL, January 7, 2026South …"), and so
    # does a known agency ("London (CNN) The …").
    dated = parts.printed and parts.printed.year and capitals
    return parts.found(after) if starts and (dated or is_outlet(parts.agency)) else None


def _read_part(text: str, parts: _Parts) -> bool:
    """Read one more part into `parts`; False where the dateline's parts end."""
    start = _COMMA.match(text, parts.pos).end()
    weekday = _WEEKDAY.match(text, start)
    begin = weekday.end() if weekday else start
    day = None if parts.printed else match_date(text, begin, year_required=False)
    agency = None if parts.agency else _AGENCY.match(text, parts.pos)
    region = None if parts.printed or parts.agency else _REGION.match(text, parts.pos)
    if day:
        bracket = text[start - 1 : start] == "(" and text[day.end : day.end + 1] == ")"
        parts.printed, parts.pos = day, day.end + bracket
        parts.words = text[begin : day.end].strip(" ,.")
    elif agency:
        parts.agency, parts.pos = agency[1] or agency[2], agency.end()
    elif region and region[1].lower() in WEEKDAYS and not parts.words:
        parts.words, parts.pos = region[1], region.end()
    elif region and parts.place.count(",") < 2:
        parts.place, parts.pos = f"{parts.place}, {region[1]}", region.end()
    else:
        return False
    return True


def _read_late_date(text: str, parts: _Parts, end: int) -> FoundDateline:
    """The dateline up to `end`, or beyond a date there ("OSLO – 3 March 2025 – …")."""
    day = None if parts.printed else match_date(text, end)
    dash = _match_dash(text, day.end) if day else None
    if dash:
        parts.printed, parts.words = day, text[end : day.end].strip(" ,.")
        return parts.found(dash.end())
    return parts.found(end)


def _match_dash(text: str, pos: int) -> re.Match | None:
    return _DASH.match(text, _COMMA.match(text, pos).end()) or _DASH.match(text, pos)


def _without_place(text: str) -> FoundDateline | None:
    """Read "(Reuters) - …", "March 3 (Reuters) - …" or "(CNN) …"."""
    printed = match_date(text, 0, year_required=False)
    parts = _Parts("", printed.end if printed else 0, "", printed)
    agency = _AGENCY.match(text, parts.pos)
    if not agency:
        return None
    parts.agency = agency[1] or agency[2]
    if printed:
        parts.words = text[: printed.end].strip(" ,.")
    dash = _match_dash(text, agency.end())
    if dash and (printed or len(parts.agency.split()) <= 4):
        return parts.found(dash.end())
    after = _BLANK.match(text, agency.end()).end()
    known = is_outlet(parts.agency) and after < len(text) and text[after].isupper()
    return parts.found(after) if known else None
