"""How much there is over time and in which outlet, as bars that lead to the search they show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from articles import days as written
from articles.models import Article
from articles.views.charts import Chart, chart, timeline
from articles.views.links import Query

# Up to these numbers of bars days, or months, can be told apart on a telephone.
MOST_DAYS = 31
MOST_MONTHS = 48
MOST_YEARS = 100
HEAT_YEARS = 10
HEATS = 4
WEEK = timedelta(days=7)
TO_THE_DAY = ("second", "minute", "day")


def on(query: Query, time: str) -> str:
    """The address of a search for what is dated to a day, a month or a year."""
    return str(query.adding("q", f"on:{time}"))


def over_months(found: Mapping[str, int], address: Callable[[str], str]) -> Chart | None:
    """The chart of months, or of years where there are too many of them; None of fewer than two.

    `address` gives the search for a month, 2026-01, or a year, 2026.
    """
    if not found:
        return None
    first, last = min(found), max(found)
    if _number(last) - _number(first) < MOST_MONTHS:
        values = [_month(number) for number in range(_number(first), _number(last) + 1)]
        counts: Mapping[str, int] = found
    else:
        newest = int(last[:4])
        oldest = max(int(first[:4]), newest - MOST_YEARS + 1)
        values = [f"{year:04}" for year in range(oldest, newest + 1)]
        counts = Counter()
        for month, number in found.items():
            counts[month[:4]] += number
    if len(values) < 2:
        return None
    return timeline([(value, counts.get(value, 0), address(value), False) for value in values])


def over_days(articles: Iterable[Article], address: Callable[[str], str]) -> Chart | None:
    """The chart of the days, or the months, of these articles; None of fewer than two."""
    known = [one for one in articles if one.published_on and one.published_precision in TO_THE_DAY]
    days = Counter(one.published_on for one in known)
    if not days:
        return None
    first, last = min(days), max(days)
    if (last - first).days >= MOST_DAYS:
        return over_months(Counter(f"{one.published_on:%Y-%m}" for one in known), address)
    values = []
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        tick = written.day_tick(day) if place % 7 == 0 else ""
        values.append((written.day(day), days.get(day, 0), address(day.isoformat()), tick))
    return chart(values) if len(values) > 1 else None


def over_weeks(
    found: Mapping[date, int], last: date, number: int, address: Callable[[date, date], str]
) -> Chart:
    """How much there is a week over `number` weeks, that of `last` the latest; a week begins on
    Monday.

    `found` is how much there is a day. `address` gives the search from one day on and before
    another.
    """
    newest = last - timedelta(days=last.weekday())
    mondays = [newest - WEEK * place for place in reversed(range(number))]
    counts: Counter = Counter()
    for day, count in found.items():
        counts[day - timedelta(days=day.weekday())] += count
    values, week = [], gettext("Week of %(monday)s")
    for monday in mondays:
        label = week % {"monday": written.day(monday)}
        tick = written.month_tick(monday) if monday.day <= 7 else ""
        values.append((label, counts[monday], address(monday, monday + WEEK), tick))
    return chart(values)


@dataclass(frozen=True)
class Cell:
    """A month of the heat: its name, how many, how warm (0 to HEATS), and where it leads.

    `month` is the name without the year, `initial` what stands for it over its column.
    """

    label: str
    month: str
    initial: str
    count: int
    heat: int
    url: str


@dataclass(frozen=True)
class Year:
    """A row of the heat: twelve months."""

    year: int
    cells: list[Cell]


def heat(found: Mapping[str, int], address: Callable[[str], str]) -> list[Year]:
    """The last years with anything in them, newest first, each month as warm as it counts.

    The warmest month has HEATS, and every month that counts at least 1.
    """
    most = max(found.values(), default=0)
    years = sorted({int(month[:4]) for month in found}, reverse=True)[:HEAT_YEARS]
    rows = []
    for year in years:
        cells = []
        for month in range(1, 13):
            value = f"{year:04}-{month:02}"
            count = found.get(value, 0)
            warm = max(1, round(HEATS * count / most)) if count else 0
            day = date(year, month, 1)
            names = (written.month(day), written.month_alone(day), written.month_initial(day))
            cells.append(Cell(*names, count, warm, address(value)))
        rows.append(Year(year, cells))
    return rows


@dataclass(frozen=True)
class Share:
    """An outlet's share: how many of all, in whole per cent, and the search that shows them."""

    name: str
    slug: str
    n: int
    percent: int
    url: str


def shares(articles: QuerySet[Article], most: int, address: Callable[[str], str]) -> list[Share]:
    """The outlets with most of these articles; one query. `address` takes an outlet's slug."""
    rows = list(
        articles.filter(source__isnull=False)
        .order_by()
        .values("source__name", "source__slug")
        .annotate(n=Count("pk"))
        .order_by("-n", "source__name")
    )
    total = sum(row["n"] for row in rows)
    return [
        Share(
            row["source__name"],
            row["source__slug"],
            row["n"],
            percent(row["n"], total),
            address(row["source__slug"]),
        )
        for row in rows[:most]
    ]


def percent(part: int, total: int) -> int:
    """The share of a part, in whole per cent."""
    return round(100 * part / total) if total else 0


def _number(month: str) -> int:
    """A month as a number: those of two years follow each other."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
