"""The front page: what is new, what is covered by many, who is quoted, how much there is."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import days
from articles.models import Article, ImportItem, ImportRun, Quote, Story
from articles.querysets import User
from articles.views import counts
from articles.views.charts import Chart, chart, months_up_to
from articles.views.rows import article_rows, listed
from articles.views.volume import over_weeks

NEWEST_SHOWN = 10
STORIES_SHOWN = 6
STORIES_LOOKED_AT = 300
SPEAKERS_SHOWN = 10
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
        "speakers": most_quoted(user, newest_day),
        "since": newest_day - timedelta(days=LATELY_DAYS) if newest_day else None,
        "until": newest_day,
        "weeks": weeks(user, newest_day) if newest_day else None,
        "chart": volume(user, newest_day) if newest_day else None,
        "total": visible.count(),
        "last_import": last_import(user),
    }
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


def most_quoted(user: User, newest_day: date | None) -> list[dict]:
    """Who was quoted most in the last days of the archive: {speaker__name, speaker__slug, n}."""
    if newest_day is None:
        return []
    return list(
        Quote.objects.statements()
        .visible_to(user)
        .filter(
            speaker__isnull=False,
            article__published_on__gte=newest_day - timedelta(days=LATELY_DAYS),
            article__published_on__lte=newest_day,
        )
        .order_by()
        .values("speaker__name", "speaker__slug", "speaker__description")
        .annotate(n=Count("pk"), articles=Count("article", distinct=True))
        .order_by("-n", "speaker__name")[:SPEAKERS_SHOWN]
    )


def weeks(user: User, last: date) -> Chart:
    """Articles a week over the last `WEEKS_SHOWN`, as far as their day is known."""
    listed_at = reverse("articles:article-list")
    return over_weeks(
        Article.objects.visible_to(user),
        last,
        WEEKS_SHOWN,
        lambda first, end: f"{listed_at}?after={first}&before={end}",
    )


def volume(user: User, last: date) -> Chart:
    """Articles a month over the last `MONTHS_SHOWN`; those dated to a year alone are left out."""
    months = months_up_to(last, MONTHS_SHOWN)
    found = dict(
        Article.objects.visible_to(user)
        .filter(published_on__gte=months[0])
        .exclude(published_precision=Article.Precision.YEAR)
        .order_by()
        .annotate(month=Left("published", 7))
        .values_list("month")
        .annotate(n=Count("pk"))
    )
    articles = reverse("articles:article-list")
    # A young archive shows one year rather than a year of nothing before it.
    empty = next((n for n, month in enumerate(months) if f"{month:%Y-%m}" in found), 0)
    months = months[min(empty, MONTHS_SHOWN - MONTHS_AT_LEAST) :]
    values = []
    for month in months:
        iso = f"{month:%Y-%m}"
        # A tick where a year begins, and under the first bar, is enough to read the axis.
        tick = f"{month:%Y}" if month.month == 1 or month == months[0] else ""
        address = f"{articles}?q=on:{iso}"
        values.append((days.month(month), found.get(iso, 0), address, tick))
    return chart(values)


def last_import(user: User) -> dict | None:
    """The latest import that ended, and how many of its articles this user may see."""
    run = ImportRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    if run is None:
        return None
    brought = ImportItem.objects.filter(
        run=run, verdict__in=[ImportItem.Verdict.NEW, ImportItem.Verdict.UPDATED]
    )
    articles = Article.objects.visible_to(user).filter(pk__in=brought.values("article"))
    return {"run": run, "articles": articles.count()}
