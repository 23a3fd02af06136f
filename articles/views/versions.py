"""Earlier versions of an article, its copies in other outlets and what a curator says of them, and
pages of differences."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from articles.curation import copies
from articles.differences import FIELDS, Text, differences, shared
from articles.models import Article, ArticleVersion, ImportItem
from articles.querysets import User
from articles.views.errors import article_or_404, tells_of_gone
from articles.views.rights import require, way_back

COPIES_SHOWN = 12
MOST_DIGITS = 10  # fewer than what the database takes for a number
LAST_BATCH = timedelta(minutes=1)  # a run is closed a moment after its last article


@dataclass(frozen=True)
class Copy:
    """A copy of an article: how many of a hundred words are the same, and by how many words it is
    longer (below zero: shorter)."""

    article: Article
    shared: int
    longer: int

    @property
    def shorter(self) -> int:
        """By how many words it is shorter."""
        return -self.longer


@dataclass(frozen=True)
class Version:
    """One version as the list shows it. `replaced_at` is None of the present one; `run` the number
    of the import that replaced it, None where a curator did."""

    number: int
    headline: str
    published: str
    replaced_at: datetime | None = None
    run: int | None = None


@require_safe
@tells_of_gone
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of an article, the present one first; with `one` and `other` in the address, on
    to the differences of those two."""
    article = article_or_404(request, Article.objects.select_related("source"), pk)
    chosen = [request.GET.get(name, "") for name in ("one", "other")]
    if all(number.isdecimal() and len(number) < MOST_DIGITS for number in chosen):
        return redirect("articles:version-compare", pk, *map(int, chosen))
    context = {
        "article": article,
        "versions": versions_of(article),
        "open": versions_are_open(article, request.user),
    }
    return render(request, "articles/version_list.html", context)


@require_safe
@tells_of_gone
def version_compare(request: HttpRequest, pk: int, one: int, other: int) -> HttpResponse:
    """What version `other` of an article has differently from version `one`."""
    article = article_or_404(request, Article.objects.select_related("source"), pk)
    if one == other or not versions_are_open(article, request.user):
        raise Http404("no such versions")
    first, second = (version_or_404(article, number) for number in (one, other))
    context = {
        "article": article,
        "numbers": (one, other),
        "found": differences(first, second),
    }
    return render(request, "articles/version_compare.html", context)


@require_safe
@tells_of_gone
def article_compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What another article has differently: a copy of the same text, as a rule."""
    rows = Article.objects.select_related("source")
    article, second = (article_or_404(request, rows, number) for number in (pk, other))
    if pk == other:
        raise Http404("an article is what it is")
    context = {
        "article": article,
        "other": second,
        "found": differences(article, second),
        "shared": shared(Text(article.body), Text(second.body)),
    }
    return render(request, "articles/version_compare.html", context)


@require_POST
@login_required
@tells_of_gone
def copy_answer(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Keeps a curator's word that two articles are one text (`verdict` yes) or two (no)."""
    require(request, copies.RIGHT)
    one, second = (article_or_404(request, Article.objects.all(), number) for number in (pk, other))
    try:
        action = copies.answer(one, second, request.POST.get("verdict", ""), request.user)
        messages.success(request, action.sentence)
    except copies.Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(way_back(request, one.get_absolute_url()))


def versions_are_open(article: Article, user: User) -> bool:
    """True where the user may read earlier texts: those that a curator replaced can hold what was
    taken out for a reason."""
    curated = set(FIELDS).intersection(article.curated_fields)
    return not curated or user.has_perm("articles.view_rawtext")


def version_or_404(article: Article, number: int) -> Article | ArticleVersion:
    """The text of this number: the article itself where it is the present one."""
    if number == article.version:
        return article
    found = article.versions.filter(number=number).first()
    if found is None:
        raise Http404("no such version")
    return found


def versions_of(article: Article) -> list[Version]:
    """All versions, the latest first, each with what replaced it as far as the ledger knows."""
    versions = [Version(article.version, article.headline, article.published)]
    runs = list(
        ImportItem.objects.filter(article=article.pk, verdict=ImportItem.Verdict.UPDATED)
        .select_related("run")
        .order_by("-run_id")
    )
    for row in article.versions.defer("standfirst", "body", "byline").order_by("-number"):
        replaced = row.replaced_at
        run = next((item.run for item in runs if _covers(item.run, replaced)), None)
        number = run.pk if run else None
        versions.append(Version(row.number, row.headline, row.published, replaced, number))
    return versions


def _covers(run, moment: datetime) -> bool:
    """True where the import was running at this moment."""
    ended = run.finished_at
    return run.started_at <= moment and (ended is None or moment <= ended + LAST_BATCH)


def copies_beside(article: Article, user: User) -> dict:
    """The other copies of an article that the user may see, the likest first: for its page; and for
    curators those that they said are none (`not_copies`)."""
    may_answer = user.has_perm(copies.RIGHT)
    context = {
        "may_answer_copies": may_answer,
        "not_copies": copies.held_apart(article, user) if may_answer else [],
    }
    if article.copies_id is None:
        return {"copies": [], "more_copies": 0, **context}
    others = Article.objects.visible_to(user).filter(copies=article.copies_id)
    others = others.exclude(pk=article.pk)
    count = others.count()
    own = Text(article.body)
    found = []
    for other in (
        others.select_related("source").defer("paragraphs", "removed").newest()[:COPIES_SHOWN]
    ):
        text = Text(other.body)
        found.append(Copy(other, shared(own, text), len(text.words) - len(own.words)))
    found.sort(key=lambda copy: (-copy.shared, copy.article.pk))
    return {"copies": found, "more_copies": count - len(found), **context}


def corrections_of(article: Article, user: User) -> list[Article]:
    """The articles that say they correct this one and that the user may see, the oldest first."""
    visible = Article.objects.visible_to(user)
    return list(visible.filter(corrects=article.pk).for_list().oldest())
