"""Edits of everything that a search found: preview, steps with their progress, undo."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles import search
from articles.curation import bulk
from articles.forms import SearchForm
from articles.models import Article, BulkEdit
from articles.tongue import in_language
from articles.views.errors import search_away
from articles.views.rights import require
from articles.views.rows import found_articles
from articles.views.searching import ask

WORK_SECONDS = 1.5  # a page that works answers within two
SAMPLE = 5


@login_required
def bulk_edit(request: HttpRequest) -> HttpResponse:
    """What a search finds, and what can be done with all of it; a POST begins."""
    form = SearchForm(request.GET, request.user)
    rights = [kind for kind in bulk.Kind if request.user.has_perm(bulk.OPERATIONS[kind].right)]
    if not rights:
        require(request, bulk.OPERATIONS[bulk.Kind.TAG].right)
    if request.method == "POST":
        return begun(request, form)
    try:
        results = ask(search.articles, form, request)
    except search.Unavailable:
        return search_away(request, gettext("Edit all"))
    context = {
        "form": form,
        "results": results,
        "read_as": in_language(results.parsed.read_as),
        "rows": found_articles(request.user, results, form.query)[:SAMPLE],
        "kinds": [(kind.value, kind.label) for kind in rights],
        "statuses": Article.Status.choices,
        "most": bulk.MOST,
        "searched": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "articles/bulk_edit.html", context)


def begun(request: HttpRequest, form: SearchForm) -> HttpResponse:
    """Begins the edit that was asked for, and shows how far it is."""
    kind = request.POST.get("kind", "")
    if kind in bulk.OPERATIONS:
        require(request, bulk.OPERATIONS[kind].right)
    given = "status" if kind == bulk.Kind.STATUS else "value"
    searched = request.META.get("QUERY_STRING", "")
    try:
        found = search.stream(form.query, user=request.user, filters=form.filters)
        edit = bulk.start(
            kind,
            request.POST.get(given, ""),
            found,
            request.user,
            searched=searched,
            why=request.POST.get("why", "").replace("\0", "").strip(),
        )
    except search.Unavailable:
        return search_away(request, gettext("Edit all"))
    except bulk.Refused as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('articles:bulk-edit')}?{searched}")
    return worked(edit)


@require_safe
@login_required
def bulk_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an edit of one's own is, and what can be done about it."""
    edit = get_object_or_404(BulkEdit, pk=pk, user=request.user)
    total = len(edit.articles)
    query = QueryDict(edit.searched).get("q", "") if edit.searched else ""
    context = {
        "edit": edit,
        "total": total,
        "changed": len(edit.before),
        "working": edit.state in (bulk.State.RUNNING, bulk.State.UNDOING),
        "query": query,
    }
    return render(request, "articles/bulk_detail.html", context)


@require_POST
@login_required
def bulk_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on with an edit of one's own, or with `action=undo` turns it around."""
    edit = get_object_or_404(BulkEdit, pk=pk, user=request.user)
    require(request, bulk.OPERATIONS[edit.kind].right)
    if request.POST.get("action") == "undo":
        bulk.undo(edit)
        edit.refresh_from_db()
    return worked(edit)


def worked(edit: BulkEdit) -> HttpResponse:
    """Works on an edit for `WORK_SECONDS`, then shows how far it is."""
    until = time.monotonic() + WORK_SECONDS
    while edit.state in (bulk.State.RUNNING, bulk.State.UNDOING):
        edit = bulk.step(edit)
        if time.monotonic() > until:
            break
    return redirect("articles:bulk-detail", pk=edit.pk)
