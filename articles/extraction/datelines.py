"""Datelines: the place, date and agency that open a news text ("SEOUL, March 3 (Reuters) - ")."""

import re
from dataclasses import dataclass

from articles.extraction.dates import PrintedDate, match_date
from articles.extraction.names import read_list
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
_AGENCY = re.compile(r" ?\(([A-ZÀ-Þa-z][\w .&/’'-]{1,34}+)\)")
_DASH = re.compile(
    r" ?(?:[\u2014\u2013\u2012\u2015]|--|(?<= )-(?= )|(?<=\))-(?= )|: (?=[A-Z\"“]))[ \u00a0]*"
)
_COMMA = re.compile(r"[,.;:]? ?[|·•]? ?")
_WEEKDAY = re.compile(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? ")
# Yonhap and other Korean agencies: "(서울=연합뉴스) 홍길동 기자 = ".
_KOREAN = re.compile(r"[(\[]([^()\[\]=]{1,20})=([^()\[\]=]{1,20})[)\]] ?(?:[^=]{0,40}= )?")
# Words in capitals that open a text and are no place, and cities that stand alone in datelines (the
# Associated Press Stylebook's list and the big cities of South Asia, whose papers use a colon).
_LISTS = read_list("datelines.txt")
_LABELS, _CITIES = _LISTS["labels"], _LISTS["cities"]


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the front of a text: text[:end] is cut off; `date` what is printed, if anything."""

    dateline: Dateline
    end: int
    date: PrintedDate | None = None
    agency: str = ""


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


def _read_on(text: str, place: str, pos: int, capitals: bool) -> FoundDateline | None:
    """What follows the place, in any order: region, date, agency; then the dash."""
    printed, words, agency = None, "", ""
    for _ in range(4):
        start = _COMMA.match(text, pos).end()
        weekday = _WEEKDAY.match(text, start)
        begin = weekday.end() if weekday else start
        day = None if printed else match_date(text, begin, year_required=False)
        bracket = _AGENCY.match(text, pos)
        region = _REGION.match(text, pos)
        if day:
            printed, words, pos = day, text[begin : day.end].strip(" ,."), day.end
        elif bracket and not agency:
            agency, pos = bracket[1], bracket.end()
        elif region and not (printed or agency):
            place, pos = (
                f"{place}, {region[1].rstrip('.') if len(region[1]) > 6 else region[1]}",
                region.end(),
            )
        else:
            break
    dash = _DASH.match(text, _COMMA.match(text, pos).end()) or _DASH.match(text, pos)
    dateline = Dateline(place, words)
    if dash:
        colon = dash[0].startswith(":")
        named = place.lower() in _CITIES if colon else re.search(r"[^\W\d_]{3}", place)
        if agency or (printed and not colon) or (capitals and named):
            return FoundDateline(dateline, dash.end(), printed, agency)
    elif printed and printed.year and capitals:
        # The year closes the dateline: the dash was lost ("SEOUL, January 7, 2026South …").
        after = re.compile(r"[ .,:]{0,3}").match(text, pos).end()
        if after == len(text) or text[after].isupper() or text[after] in "\"“‘'":
            return FoundDateline(dateline, after, printed, agency)
    return None


def _without_place(text: str) -> FoundDateline | None:
    """ "(Reuters) - …" or "March 3 (Reuters) - …"."""
    printed = match_date(text, 0, year_required=False)
    pos = printed.end if printed else 0
    bracket = _AGENCY.match(text, pos)
    dash = _DASH.match(text, bracket.end()) if bracket else None
    if not dash or (not printed and len(bracket[1].split()) > 4):
        return None
    words = text[:pos].strip(" ,.") if printed else ""
    return FoundDateline(Dateline("", words), dash.end(), printed, bracket[1])
