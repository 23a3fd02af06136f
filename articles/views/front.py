"""The front page: what is new, what is covered by many, who is quoted, how much there is.

What is counted comes from the search index: the database would read tens of thousands of articles
for it. While the index is being rebuilt the page is without these figures.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import days, search
from articles.models import Article, ImportItem, ImportRun, Story
from articles.querysets import User
from articles.search import census
from articles.search.counts import Snapshot, snapshot
from articles.search.names import with_ids
from articles.views import counts
from articles.views.charts import Chart, chart, months_up_to
from articles.views.rows import article_rows, listed
from articles.views.volume import over_weeks

NEWEST_SHOWN = 10
STORIES_SHOWN = 6
STORIES_LOOKED_AT = 300
SPEAKERS_SHOWN = 10
SPEAKERS_BEHIND = 12  # of whom some stand before the last one shown, by name
LATELY_DAYS = 30
WEEKS_SHOWN = 26
MONTHS_SHOWN = 24
MONTHS_AT_LEAST = 12


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What is new in the archive."""
    user = request.user
    visible = Article.objects.visible_to(user)
    newest_day = newest_day_of(user)
    context = {
        "newest": article_rows(listed(visible).newest()[:NEWEST_SHOWN]),
        "stories": latest_stories(user),
        "since": newest_day - timedelta(days=LATELY_DAYS) if newest_day else None,
        "until": newest_day,
    }
    try:
        index = snapshot(user)
        context |= figures(index, newest_day) | {"last_import": last_import(user, index)}
    except search.Unavailable:
        context |= {"total": visible.count(), "uncounted": True}
    return render(request, "articles/front.html", context)


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """To the icon, for browsers that ask for it at the address where it stood in 1999."""
    return redirect(static("icon.svg"))


def newest_day_of(user: User) -> date | None:
    """The day of the newest article, today at the latest: a misread year moves no window."""
    today = timezone.localdate()
    dated = Article.objects.visible_to(user).filter(published_on__lte=today)
    return dated.aggregate(day=Max("published_on"))["day"]


def latest_stories(user: User) -> list[Story]:
    """The stories of the newest articles, with counts of articles and outlets and their span."""
    recent = Article.objects.visible_to(user).exclude(story=None).newest()
    ids = list(dict.fromkeys(recent.values_list("story", flat=True)[:STORIES_LOOKED_AT]))
    stories = Story.objects.in_bulk(ids[:STORIES_SHOWN])
    return counts.put_on([stories[pk] for pk in ids[:STORIES_SHOWN]], counts.of_stories(user))


def figures(index: Snapshot, newest_day: date | None) -> dict[str, Any]:
    """How much there is in all and of late, and who is quoted; raises `search.Unavailable`."""
    total = index.articles().total
    if newest_day is None:
        return {"total": total}
    months = months_up_to(newest_day, MONTHS_SHOWN)
    found = census.days(census.since(index.articles(), months[0]))
    # What is dated to a month or a year stands in the index under its first day.
    by_month, by_year = (
        dated_to(precision, months, index.user)
        for precision in (Article.Precision.MONTH, Article.Precision.YEAR)
    )
    return {
        "total": total,
        "speakers": most_quoted(index, newest_day),
        "weeks": weeks(found - by_month - by_year, newest_day),
        "chart": volume(found - by_year, months),
    }


def dated_to(precision: str, firsts: list[date], user: User) -> Counter[date]:
    """How many articles with a date of this precision have each of these days for it."""
    rows = Article.objects.visible_to(user).filter(
        published_on__in=firsts, published_precision=precision
    )
    return Counter(dict(rows.order_by().values_list("published_on").annotate(n=Count("pk"))))


@dataclass(frozen=True)
class Speaker:
    """A person, and how many quotes of theirs there are, in how many articles."""

    name: str
    slug: str
    quotes: int
    articles: int


def most_quoted(index: Snapshot, newest_day: date) -> list[Speaker]:
    """Who was quoted most in the last days of the archive; by name where they were as often."""
    lately = newest_day - timedelta(days=LATELY_DAYS), newest_day + timedelta(days=1)
    said = census.counted(census.since(index.quotes(), *lately), "speaker")
    if not said:
        return []
    least = said.number(said.ranked[: SPEAKERS_SHOWN + SPEAKERS_BEHIND][-1])
    known = with_ids("speaker", [pk for pk in said.ranked if said.number(pk) >= least], index.user)
    shown = sorted(known.values(), key=lambda row: (-said.number(row.id), row.label))
    shown = shown[:SPEAKERS_SHOWN]
    articles = census.since(index.articles(), *lately).each("speaker", [row.id for row in shown])
    return [Speaker(row.label, row.slug, said.number(row.id), articles[row.id]) for row in shown]


def weeks(found: Mapping[date, int], last: date) -> Chart:
    """Articles a week over the last `WEEKS_SHOWN`, as far as their day is known."""
    listed_at = reverse("articles:article-list")
    return over_weeks(
        found, last, WEEKS_SHOWN, lambda first, end: f"{listed_at}?after={first}&before={end}"
    )


def volume(found: Mapping[date, int], months: list[date]) -> Chart:
    """Articles a month over the last `MONTHS_SHOWN`; those dated to a year alone are left out."""
    counted: Counter[date] = Counter()
    for day, number in found.items():
        counted[day.replace(day=1)] += number
    articles = reverse("articles:article-list")
    # A young archive shows one year rather than a year of nothing before it.
    empty = next((n for n, month in enumerate(months) if month in counted), 0)
    months = months[min(empty, MONTHS_SHOWN - MONTHS_AT_LEAST) :]
    values = []
    for month in months:
        # A tick where a year begins, and under the first bar, is enough to read the axis.
        tick = f"{month:%Y}" if month.month == 1 or month == months[0] else ""
        address = f"{articles}?q=on:{month:%Y-%m}"
        values.append((days.month(month), counted[month], address, tick))
    return chart(values)


def last_import(user: User, index: Snapshot) -> dict | None:
    """The latest import that ended, and how many of its articles this user may see.

    The first import of an archive may have brought all of it: they are counted again when an
    article has changed, and not for each reader.
    """
    run = ImportRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    if run is None:
        return None
    brought = ImportItem.objects.filter(
        run=run, verdict__in=[ImportItem.Verdict.NEW, ImportItem.Verdict.UPDATED]
    )
    articles = Article.objects.visible_to(user).filter(pk__in=brought.values("article"))
    return {"run": run, "articles": census.kept(index, ("import", run.pk), articles.count)}
