"""The curation desk: what was decided last, by whom, and the one way to take it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.curation import actions, imports
from articles.models import DeskAction
from articles.querysets import User, sees_hidden
from articles.views.links import Query, pairs_of
from articles.views.rights import require, way_back

KINDS = {
    "article-hold": _("article hold"),
    "copies": _("copies"),
    "disagreement-dismiss": _("disagreement dismiss"),
    "family-put-in": _("family put in"),
    "family-take-out": _("family take out"),
    "import-undo": _("import undo"),
    "person-merge": _("person merge"),
    "person-pair": _("person pair"),
    "person-rename": _("person rename"),
    "person-split": _("person split"),
    "quote-correct": _("quote correct"),
    "review": _("review"),
    "source-merge": _("source merge"),
    "story-join": _("story join"),
    "story-put-in": _("story put in"),
    "story-rename": _("story rename"),
    "story-split": _("story split"),
    "story-take-out": _("story take out"),
    "tag-merge": _("tag merge"),
}
RIGHT = "articles.view_deskaction"
PER_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """An action of the list, its kind in words, and whether this user may take it back."""

    action: DeskAction
    kind: str
    may_undo: bool


@require_safe
@login_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """The latest actions, of one kind (`?kind=`) and of one person (`?by=`, a user name) where that
    is asked; `?before=` goes on with those before an action."""
    require(request, RIGHT)
    rows, user = actions.seen_by(request.user).defer("details"), request.user
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("kind", "by")}
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["by"]:
        rows = rows.filter(**{f"user__{get_user_model().USERNAME_FIELD}": asked["by"]})
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PER_PAGE + 1])
    more = {"before": found[PER_PAGE - 1].pk} if len(found) > PER_PAGE else {}
    context = {
        "shown": [_shown(action, user) for action in found[:PER_PAGE]],
        "older": str(Query(request.path, pairs_of(asked | more))) if more else "",
        "kinds": [(kind, in_words(kind)) for kind in sorted({*actions.kinds(), imports.KIND})],
        "people": _people(user),
        "asked": asked,
    }
    return render(request, "articles/desk_list.html", context)


@require_POST
@login_required
def desk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an action back, for those with the right of its kind, and leads back to `next`."""
    action = get_object_or_404(actions.seen_by(request.user), pk=pk)
    require(request, actions.right_of(action.kind))
    try:
        actions.undo(action, request.user)
        told = gettext("Undone: %(sentence)s") % {"sentence": action.sentence}
        messages.success(request, told)
    except actions.CannotUndo as cannot:
        messages.error(request, str(cannot))
    desk = reverse("articles:desk-list") if request.user.has_perm(RIGHT) else ""
    return HttpResponseRedirect(way_back(request, desk))


def in_words(kind: str) -> str:
    """A kind of action as people read it; one that no room has any more as it is kept."""
    return str(KINDS.get(kind, kind.replace("-", " ")))


def _shown(action: DeskAction, user: User) -> Shown:
    may = actions.can_undo(action) and user.has_perm(actions.right_of(action.kind))
    return Shown(action, in_words(action.kind), may)


def _people(user: User) -> list[str]:
    """The names of those who did something, as far as the user may know of what they did."""
    users, name = get_user_model()._default_manager, get_user_model().USERNAME_FIELD
    if not sees_hidden(user):
        return []
    done = DeskAction.objects.filter(user=OuterRef("pk"))
    return list(users.filter(Exists(done)).order_by(name).values_list(name, flat=True))
