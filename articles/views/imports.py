"""The import ledger for staff: each run, each file, what became of it; retry and undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.curation import imports
from articles.import_forms import ImportItemForm
from articles.models import ImportItem, ImportRun
from articles.templatetags import archive
from articles.views.links import Query, pairs_of
from articles.views.rights import require

RUNS_SHOWN, ITEMS_SHOWN = 50, 100
SHOWN = ("run_id", "path", "item", "verdict", "reason", "sentence", "seconds", "article_id")
VIEW, RETRY, UNDO = (f"articles.{verb}_importrun" for verb in ("view", "add", "change"))


@login_required
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """The runs, latest first; `?before=` is the number of the last one on the page before."""
    require(request, VIEW)
    runs = ImportRun.objects.select_related("user", "undone_by")
    rows, following = one_page(request, runs.order_by("-pk"), "before", RUNS_SHOWN)
    return render(request, "articles/import_list.html", {"rows": rows, "following": following})


@login_required
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: its files by verdict, reason and part of their path; `?after=` as in the list."""
    require(request, VIEW)
    run = get_object_or_404(ImportRun.objects.select_related("user", "undone_by"), pk=pk)
    form = ImportItemForm(request.GET)
    items = ImportItem.objects.visible_to(request.user).filter(run=run)
    chosen = form.narrowed(items).select_related("article").order_by("pk")
    light = chosen.only(*SHOWN, "article__headline", "article__slug")
    rows, following = one_page(request, light, "after", ITEMS_SHOWN, **form.asked)
    context = {
        "run": run,
        "rows": rows,
        "following": following,
        "form": form,
        "counts": counted(run, items),
        "reasons": reasons(items),
        "kept": imports.undone_of(run) if run.undone_at else [],
        "may_retry": request.user.has_perm(RETRY),
        "may_undo": request.user.has_perm(UNDO) and run.undone_at is None,
    }
    return render(request, "articles/import_detail.html", context)


def one_page(
    request: HttpRequest, rows: QuerySet, name: str, size: int, **asked: str
) -> tuple[list[Any], str]:
    """Rows from the id that the address names on, and the address of those after them.

    No count is made: in a ledger of millions of lines it would take longer than all the rest.
    """
    edge = request.GET.get(name, "")
    if edge.isascii() and edge.isdigit() and len(edge) < 19:
        rows = rows.filter(**{f"pk__{'lt' if name == 'before' else 'gt'}": int(edge)})
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, ""
    query = Query(request.path, pairs_of(asked))
    return found[:size], str(query.setting(name, found[size - 1].pk))


def counted(run: ImportRun, items: QuerySet) -> list[tuple[str, int]]:
    """Each verdict with its number: as kept once the run has ended, else as it is now."""
    told = run.counts
    if not told:
        rows = items.order_by().values_list("verdict").annotate(Count("pk"))
        told = dict(rows)
    return [(verdict, told[verdict]) for verdict in ImportItem.Verdict.values if told.get(verdict)]


def reasons(items: QuerySet) -> list[tuple[str, int]]:
    """Each reason for which files were rejected with its number, the most frequent first."""
    rejected = items.filter(verdict=ImportItem.Verdict.REJECTED).order_by()
    return list(rejected.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason"))


@require_POST
@login_required
def import_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads what a run rejected again, where it is little; else names the command that does."""
    require(request, RETRY)
    run = get_object_or_404(ImportRun, pk=pk)
    here = redirect("articles:import-detail", pk)
    if not imports.is_few(run):
        command = {"command": f"manage.py import_articles --retry {pk}"}
        told = gettext("These are too many files for a page. Run `%(command)s`.")
        messages.info(request, told % command)
        return here
    try:
        summary = imports.retry(run, request.user)
    except (imports.NothingToRetry, imports.Busy) as reason:
        messages.warning(request, str(reason))
        return here
    read = archive.counted(
        (name, n) for name in ImportItem.Verdict.values if (n := summary.counts[name])
    )
    messages.success(request, gettext("Read again: %(counts)s.") % {"counts": read})
    return redirect("articles:import-detail", summary.run.pk)


@login_required
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether a run is to be taken back; a POST takes it back."""
    require(request, UNDO)
    run = get_object_or_404(ImportRun, pk=pk)
    if request.method != "POST":
        items = ImportItem.objects.filter(run=run)
        return render(
            request, "articles/import_undo.html", {"run": run, "counts": counted(run, items)}
        )
    try:
        undone = imports.undo(run, request.user, most=imports.MOST_UNDONE)
    except (imports.CannotUndo, imports.Busy) as reason:
        messages.warning(request, str(reason))
    else:
        told = gettext(
            "Import %(number)d undone: %(removed)d articles removed, %(restored)d earlier versions "
            "restored, %(kept)d kept."
        )
        counts = {"number": pk, "removed": undone.removed, "restored": len(undone.restored)}
        messages.success(request, told % (counts | {"kept": len(undone.kept)}))
    return redirect(reverse("articles:import-detail", args=[pk]))
