"""Suggested pairs of people: asked of those who may change people, answered once and for all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.curation import actions, people
from articles.curation.people_questions import questions, seen_pairs
from articles.models import DeskAction, PersonPair
from articles.querysets import User
from articles.views.links import Query, pairs_of
from articles.views.listing import page_context
from articles.views.rights import require

PER_PAGE = 10
ACTIONS_SHOWN = 10
MAY_CHANGE = "articles.change_person"
SHOWN = (PersonPair.Verdict.OPEN, PersonPair.Verdict.UNSURE, PersonPair.Verdict.NO)
KINDS = (people.MERGE, people.SPLIT, people.RENAME, people.ANSWER)


@require_safe
@login_required
def pair_list(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, the likeliest first, with what speaks for it."""
    require(request, MAY_CHANGE)
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in SHOWN else PersonPair.Verdict.OPEN
    query = Query(request.path, pairs_of({"verdict": request.GET.get("verdict", "") and verdict}))
    rows = seen_pairs(request.user).filter(verdict=verdict).select_related("first", "second")
    page = page_context(request, rows.order_by("-score", "pk"), query, PER_PAGE)
    context = {
        "questions": questions(page["rows"], request.user),
        "total": page["total"],
        "pages": page["pages"],
        "verdict": verdict,
        "verdicts": [
            (PersonPair.Verdict(one).label, str(query.setting("verdict", one)), one == verdict)
            for one in SHOWN
        ],
        "actions": latest_actions(request.user),
    }
    return render(request, "articles/person_pairs.html", context)


def latest_actions(user: User) -> list[DeskAction]:
    """What was done to people last, as far as the user may know of it."""
    return list(actions.seen_by(user).filter(kind__in=KINDS)[:ACTIONS_SHOWN])


@require_POST
@login_required
def pair_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an answer: `verdict` no or unsure, or `keep`, the id of the one whom both are."""
    require(request, MAY_CHANGE)
    pair = get_object_or_404(seen_pairs(request.user).select_related("first", "second"), pk=pk)
    verdict, kept = request.POST.get("verdict", ""), None
    for person in (pair.first, pair.second):
        if request.POST.get("keep") == str(person.pk):
            verdict, kept = PersonPair.Verdict.YES, person
    if verdict not in PersonPair.Verdict.values or verdict == PersonPair.Verdict.OPEN:
        messages.error(request, gettext("Nothing was chosen, so nothing was changed."))
        return redirect("articles:person-pairs")
    try:
        messages.success(request, people.answer(pair, verdict, request.user, kept).sentence)
    except people.Refused as refused:
        messages.error(request, str(refused))
    return redirect("articles:person-pairs")
