"""The review queue: one screen a case, its passage marked, answered with a key or a button."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.curation import review
from articles.curation.people_questions import questions
from articles.differences import Differences, Run, Text, differences, shared
from articles.models import Article, CopyPair, DeskAction, Disagreement, Mention, PersonPair, Quote
from articles.querysets import User
from articles.views.passages import Passage, Span, around, paragraphs, shifted
from articles.views.rights import require

RIGHT = "articles.change_quote"  # what curators have and journalists have not
MOST_COUNTED = 1000
OPENING = 1200
EXAMPLES = 3


@require_safe
@login_required
def review_list(request: HttpRequest) -> HttpResponse:
    """The queues, how many cases each has, and what was decided last."""
    require(request, RIGHT)
    decided = DeskAction.objects.filter(kind=review.KIND).select_related("user")
    own = decided.filter(user=request.user)
    context = {
        "queues": list(review.counted(request.user, MOST_COUNTED)),
        "most_counted": MOST_COUNTED,
        "decided": own[:10],
    }
    return render(request, "articles/review_list.html", context)


@login_required
def review_case(request: HttpRequest, queue: str) -> HttpResponse:
    """The next case of a queue, or the one of `?case=`; a POST answers it and shows the next."""
    require(request, RIGHT)
    if queue not in review.QUEUES:
        raise Http404("no such queue")
    if request.method == "POST":
        return answered(request, queue)
    row = chosen_case(queue, request.user, request.GET)
    context = {
        "name": queue,
        "queue": review.QUEUES[queue],
        "case": row,
        "left": review.open_cases(queue, request.user).order_by()[:MOST_COUNTED].count(),
        "most_counted": MOST_COUNTED,
        "last": last_decision(queue, request.user),
        **(shown(queue, row, request.user) if row else {}),
    }
    return render(request, "articles/review_case.html", context)


def chosen_case(queue: str, user: User, asked: QueryDict) -> Any:
    """The case that is asked for, as far as the user may see it, else the first that is open."""
    number = asked.get("case", "")
    if number.isascii() and number.isdigit() and len(number) < 16:
        return review.QUEUES[queue].cases(user).filter(pk=number).first()
    return review.open_cases(queue, user).first()


def answered(request: HttpRequest, queue: str) -> HttpResponse:
    """Keeps the answer and goes on to the next case; to the same where the answer will not do."""
    number = request.POST.get("case", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    row = review.QUEUES[queue].cases(request.user).filter(pk=pk).first()
    address = reverse("articles:review-case", args=[queue])
    if row is None:
        messages.info(request, gettext("This case was answered meanwhile."))
        return redirect(address)
    verdict, value = request.POST.get("verdict", ""), request.POST.get("value", "")
    try:
        review.answer(queue, row, verdict, value, request.user)
    except review.NoAnswer as problem:
        messages.error(request, str(problem))
        return redirect(f"{address}?case={row.pk}")
    return redirect(address)


def last_decision(queue: str, user: User) -> DeskAction | None:
    """The user's latest decision of a queue that stands."""
    rows = DeskAction.objects.filter(kind=review.KIND, user=user, undone_at=None)
    return rows.filter(details__queue=queue).first()


def shown(queue: str, row: Any, user: User) -> dict[str, Any]:
    """What the screen of a case shows: its passage with the marks, and what speaks for it."""
    if isinstance(row, Quote):
        return {"article": row.article, "passages": quote_passages(row), "value": ""}
    if isinstance(row, Article):
        return {"article": row, "opening": row.body[:OPENING], "value": row.published}
    if isinstance(row, PersonPair):
        both = [row.first, row.second]
        [question] = questions([row], user)
        return {
            "people": [{"person": one, "examples": examples(one.pk, user)} for one in both],
            "evidence": question.evidence,
        }
    if isinstance(row, Disagreement):
        return {"sides": [side(row, name) for name in ("first", "second")]}
    if isinstance(row, CopyPair):
        return {"compared": compared(row)}
    return {}


def quote_passages(quote: Quote) -> list[Passage]:
    """The paragraph of a quote and its neighbours, quote and speaker marked."""
    text = getattr(quote.article, quote.field)
    start, end = around(text, quote.start, quote.end)
    spans = [Span(quote.start, quote.end, "quote", quote)]
    if quote.speaker and quote.speaker_start is not None:
        spans.append(Span(quote.speaker_start, quote.speaker_end, "person", quote.speaker))
    return paragraphs(text[start:end], shifted(spans, start))


def examples(person: int, user: User) -> list[dict[str, Any]]:
    """Passages that name a person, in articles that the user may see."""
    rows = Mention.objects.filter(person=person, field="body").visible_to(user)
    found = []
    for mention in rows.select_related("article__source", "person")[:EXAMPLES]:
        text = mention.article.body
        start, end = around(text, mention.start, mention.end, 0)
        spans = shifted([Span(mention.start, mention.end, "person", mention.person)], start)
        found.append({"article": mention.article, "passages": paragraphs(text[start:end], spans)})
    return found


def side(row: Disagreement, name: str) -> dict[str, Any]:
    """One of the two passages of a disagreement, its article beside it."""
    article = getattr(row, f"{name}_article")
    text = getattr(article, getattr(row, f"{name}_field"))
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    first, last = around(text, start, end, 0)
    spans = shifted([Span(start, end, "hit", 0)], first)
    return {"article": article, "passages": paragraphs(text[first:last], spans)}


def compared(pair: CopyPair) -> dict[str, Any]:
    """Two texts beside each other, paragraph by paragraph: what both have, and what one alone."""
    both = [pair.first, pair.second]
    texts = [Text(article.body) for article in both]
    found = differences(*both)
    return {
        "articles": [
            {"article": article, "words": len(text.words)}
            for article, text in zip(both, texts, strict=True)
        ],
        "percent": shared(*texts),
        "together": pair.first.copies_id is not None
        and pair.first.copies_id == pair.second.copies_id,
        "parts": list(parts_beside(found)),
        "cut": found.cut,
    }


def parts_beside(found: Differences) -> Iterator[dict[str, Any]]:
    """The differences below the headlines: `rows` of two lists of runs each, what the one text has
    and what the other has; or `passages` that are the same, folded."""
    if found.standfirst:
        yield {"rows": [beside(found.standfirst)]}
    for stretch in found.body:
        if stretch.folded:
            yield {"folded": True, "passages": stretch.passages}
        else:
            yield {"rows": [beside(passage.runs) for passage in stretch.passages]}


def beside(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """Runs as the one text has them, and as the other has them."""
    one = [run for run in runs if run.kind != "added"]
    return one, [run for run in runs if run.kind != "left_out"]
