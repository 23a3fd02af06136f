"""Quote families and disagreements: the page of a family, and what other pages show of both."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.curation import actions, families
from articles.models import Article, DeskAction, Disagreement, Quote, QuoteFamily, Story
from articles.querysets import User
from articles.views.rights import require
from articles.wordings import Side, first_of, side, wordings

MAY_CHANGE = "articles.change_quotefamily"
MAY_DISMISS = "articles.change_disagreement"
QUOTES_SHOWN = 100
ACTIONS_SHOWN = 5
DISAGREEMENTS_SHOWN = 12
DISAGREEMENTS_READ = 300


@require_safe
def family_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One utterance: each wording with its outlets and dates, held against the longest."""
    family = get_object_or_404(QuoteFamily.objects.visible_to(request.user), pk=pk)
    quotes = list(in_order(family, request.user)[:QUOTES_SHOWN])
    if len(quotes) < 2:
        raise Http404("one quote is no family")
    forms = wordings(quotes)
    may_change = request.user.has_perm(MAY_CHANGE)
    context = {
        "family": family,
        "quotes": quotes,
        "wordings": forms,
        "longest": next(form for form in forms if form.kind == "longest"),
        "speaker": next((quote for quote in quotes if quote.speaker), quotes[0]),
        "outlets": len({quote.article.source_id or -quote.article_id for quote in quotes}),
        "first": first_of(quotes),
        "may_change": may_change,
        "actions": latest_actions(request.user) if may_change else [],
    }
    return render(request, "articles/family_detail.html", context)


def in_order(family: QuoteFamily, user: User) -> QuerySet[Quote]:
    """The statements of a family that the user may see, oldest article first."""
    rows = Quote.objects.statements().visible_to(user).filter(family=family).for_list()
    return rows.order_by(
        F("article__published_on").asc(nulls_last=True),
        F("article__published_at").asc(nulls_last=True),
        "article_id",
        "field",
        "start",
    )


def put_others_on(quotes: Iterable[Quote], user: User) -> None:
    """Gives each quote `others`: how many other outlets that the user may read have the utterance.

    One query for all quotes; none where no quote has a family. An article without an outlet counts
    as an outlet of its own. `_also.html` shows it.
    """
    quotes = list(quotes)
    ids = {quote.family_id for quote in quotes} - {None}
    outlets: dict[int, set] = defaultdict(set)
    own: dict[int, int] = {}
    if ids:
        rows = Quote.objects.statements().visible_to(user).filter(family__in=ids).order_by()
        columns = ("pk", "family_id", "article__source_id", "article_id")
        for pk, family, source, article in rows.values_list(*columns):
            own[pk] = source or -article
            outlets[family].add(own[pk])
    for quote in quotes:
        quote.others = len(outlets[quote.family_id] - {own.get(quote.pk)})


@dataclass
class Disputed:
    """A disagreement as a story's page shows it: both sides, and in how many pairs of articles the
    same words stand against each other."""

    row: Disagreement
    sides: list[tuple[Article, Side]]
    also: list[str] = field(default_factory=list)


def disagreements_of(story: Story, user: User) -> list[Disputed]:
    """What the outlets of a story disagree on, as far as the user may read both sides; two queries.

    The same words against the same words are listed once.
    """
    rows = (
        Disagreement.objects.visible_to(user)
        .standing()
        .filter(story=story, first_article__story=story, second_article__story=story)
        .order_by("pk")[:DISAGREEMENTS_READ]
    )
    once: dict[tuple, list[Disagreement]] = defaultdict(list)
    for row in rows:
        once[row.kind, frozenset(words.casefold() for words in row.words)].append(row)
    shown = list(once.values())[:DISAGREEMENTS_SHOWN]
    rows = [row for same in shown for row in same]
    ids = {pk for row in rows for pk in (row.first_article_id, row.second_article_id)}
    articles = _texts(ids, user)
    return [_disputed(same, articles) for same in shown]


def _texts(ids: Collection[int], user: User) -> dict[int, Article]:
    rows = Article.objects.visible_to(user).select_related("source")
    return rows.defer("paragraphs", "removed", "headings", "suggested_tags").in_bulk(ids)


def _disputed(same: list[Disagreement], articles: dict[int, Article]) -> Disputed:
    row = same[0]
    made = Disputed(row, [])
    for name in ("first", "second"):
        article = articles[getattr(row, f"{name}_article_id")]
        part = getattr(row, f"{name}_field")
        place = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
        made.sides.append((article, side(getattr(article, part), part, *place)))
    told = {article.pk for article, _ in made.sides}
    for other in same[1:]:
        for pk in (other.first_article_id, other.second_article_id):
            source = articles[pk].source
            if pk not in told and source and source.name not in made.also:
                made.also.append(source.name)
            told.add(pk)
    return made


@require_POST
@login_required
def family_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the quote that `quote` names out of the family: it is another utterance."""
    require(request, MAY_CHANGE)
    family = get_object_or_404(QuoteFamily.objects.visible_to(request.user), pk=pk)
    theirs = Quote.objects.visible_to(request.user).filter(family=family)
    quote = theirs.filter(pk=_number(request.POST.get("quote", ""))).first()
    if quote is None:
        messages.error(request, gettext("No quote of this utterance was chosen."))
        return redirect(family)
    messages.success(request, families.take_out(quote, request.user).sentence)
    left = theirs.count()
    return redirect(family if left > 1 else quote)


@require_POST
@login_required
def quote_put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a quote with the one that `other` names, by its number or its address."""
    require(request, MAY_CHANGE)
    visible = Quote.objects.visible_to(request.user)
    quote = get_object_or_404(visible, pk=pk)
    written = request.POST.get("other", "").strip().rstrip("/").rpartition("/")[2]
    other = visible.filter(pk=_number(written)).first()
    if other is None:
        messages.error(request, gettext("There is no quote of that number or address."))
        return redirect(quote)
    try:
        messages.success(request, families.put_in(quote, other, request.user).sentence)
    except families.Refused as refused:
        messages.error(request, str(refused))
    return redirect(quote)


def _number(written: str) -> int:
    """The number that a form holds; 0, which no row has, for anything else."""
    fits = written.isascii() and written.isdecimal() and len(written) < 19
    return int(written) if fits else 0


@require_POST
@login_required
def disagreement_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a disagreement off the page of its story for good."""
    require(request, MAY_DISMISS)
    rows = Disagreement.objects.visible_to(request.user).select_related("story")
    row = get_object_or_404(rows, pk=pk)
    try:
        messages.success(request, families.dismiss(row, request.user).sentence)
    except families.Refused as refused:
        messages.error(request, str(refused))
    return redirect(row.story)


def latest_actions(user: User) -> list[DeskAction]:
    """The latest decisions on families and disagreements, as far as the user may know of them."""
    return list(actions.seen_by(user).filter(kind__in=families.KINDS)[:ACTIONS_SHOWN])
