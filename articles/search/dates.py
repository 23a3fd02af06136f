"""Dates as a query writes them: 2026, 2026-01, 2026-01-07, today, yesterday, -7d, -2w, -3m, -1y.

Days are proleptic ordinals (`date.toordinal`), so that the day after 9999-12-31 can be named.
"""

import calendar
import re
from datetime import date

from articles.sentences import Sentence, gettext_noop

_WRITTEN = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
NAMED = ("today", "yesterday")
UNITS = "dwmy"  # days, weeks, months, years
_BACK = re.compile(rf"-?([0-9]{{1,4}})([{UNITS}])")
LAST_DAY = date.max.toordinal()
MONTHS = tuple(calendar.month_name)[1:]  # as Django's own catalogues have them


def interval(written: str, today: date) -> tuple[int, int] | None:
    """[first, end) of the day, month or year written, as ordinals; None where it is no date."""
    text = written.strip().lower()
    if text in NAMED:
        day = max(today.toordinal() - (text == "yesterday"), 1)
        return day, day + 1
    if match := _BACK.fullmatch(text):
        day = _back(today, int(match[1]), match[2])
        return day, day + 1
    if not (match := _WRITTEN.fullmatch(text)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _span(year, month, day)
    except ValueError:
        return None


def _span(year: int, month: int | None, day: int | None) -> tuple[int, int]:
    if day is not None:
        first = date(year, month, day).toordinal()
        return first, first + 1
    first = date(year, month or 1, 1).toordinal()
    if month is None:
        return first, LAST_DAY + 1 if year == 9999 else date(year + 1, 1, 1).toordinal()
    if month == 12:
        return first, first + 31
    return first, date(year, month + 1, 1).toordinal()


def _back(today: date, number: int, unit: str) -> int:
    """The ordinal of the day this long before today, at least 1."""
    if unit in "dw":
        return max(today.toordinal() - number * (7 if unit == "w" else 1), 1)
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return 1
    first, end = _span(year, month + 1, None)
    return min(first + today.day - 1, end - 1)


def describe(field: str, first: int | None, end: int | None) -> str:
    """The dates meant, in words."""
    if field == "before":
        return Sentence(gettext_noop("dates before %(day)s"), day=_day(end))
    if field == "after":
        return Sentence(gettext_noop("dates from %(day)s on"), day=_day(first))
    start = date.fromordinal(first)
    if end - first == 1:
        return Sentence(gettext_noop("the date %(day)s"), day=_day(first))
    if end - first > 31:
        return Sentence(gettext_noop("dates in %(year)d"), year=start.year)
    month = Sentence(MONTHS[start.month - 1])
    return Sentence(gettext_noop("dates in %(month)s %(year)d"), month=month, year=start.year)


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    month = Sentence(MONTHS[day.month - 1])
    template = gettext_noop("%(day)d %(month)s %(year)d")
    return Sentence(template, day=day.day, month=month, year=day.year)
