"""Dates in the words and the order of the page's language; the one home of how they are written.

Each is a format of Django's `dateformat`, which the catalogues translate: Korean puts the year
first. Django's own formats of a language are not those of a newsroom: "7 Jan. 2026".
"""

from datetime import date, datetime
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext, pgettext


def day(value: date) -> str:
    """A day: 7 January 2026."""
    return _day(value.toordinal(), get_language())


def month(value: date) -> str:
    """A month: January 2026."""
    return _month(value.toordinal(), get_language())


# Lists and charts write a hundred days and months a page, and each asks the catalogue three times.


@lru_cache(maxsize=20_000)
def _day(ordinal: int, language: str | None) -> str:
    return format_date(date.fromordinal(ordinal), pgettext("format of a day", "j F Y"))


@lru_cache(maxsize=5_000)
def _month(ordinal: int, language: str | None) -> str:
    return format_date(date.fromordinal(ordinal), pgettext("format of a month", "F Y"))


def minute(value: datetime) -> str:
    """A minute and its time zone: 7 January 2026, 09:30 GMT."""
    return format_date(value, pgettext("format of a minute and its time zone", "j F Y, H:i e"))


def moment(value: datetime) -> str:
    """A minute without its time zone: 7 January 2026, 09:30."""
    return format_date(value, pgettext("format of a minute", "j F Y, H:i"))


def month_alone(value: date) -> str:
    """A month without its year: January."""
    return format_date(value, pgettext("format of a month without its year", "F"))


def month_initial(value: date) -> str:
    """The one sign that a month takes over a narrow column: J."""
    signs = pgettext("a sign for each month, January first", "J F M A M J J A S O N D")
    return signs.split()[value.month - 1]


def month_tick(value: date) -> str:
    """A month on an axis: Jan."""
    return format_date(value, pgettext("format of a month on an axis", "M"))


def day_tick(value: date) -> str:
    """A day on an axis: 7 Jan."""
    return format_date(value, pgettext("format of a day on an axis", "j M"))


def span(first: date, last: date) -> str:
    """Days in as few words as tell them: 3–7 January 2026, 3 January – 7 May 2026."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        said = {"first": first.day, "last": last.day, "month": format_date(last, "F")}
        return gettext("%(first)d–%(last)d %(month)s %(year)d") % (said | {"year": last.year})
    if first.year == last.year:
        start = format_date(first, pgettext("format of the first of two days of a year", "j F"))
        end = format_date(last, pgettext("format of the last of two days of a year", "j F Y"))
        return f"{start} – {end}"
    return f"{day(first)} – {day(last)}"
