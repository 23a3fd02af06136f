"""Two outlets that are one, or two tags: merged with all that hangs on them, and parted again.

A merge deletes the row that goes; its name becomes an alias, its address redirects, and the
DeskAction keeps what bringing it back needs. What arrives after a merge stays with the row that was
kept. (People have rules of their own, in `people`.)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy

from articles.curation import actions, addresses
from articles.curation.actions import CannotUndo
from articles.curation.snapshots import restore, snapshot
from articles.models import (
    Article,
    DeskAction,
    OldAddress,
    OutletCitation,
    Source,
    SourceAlias,
    Tag,
    TagAlias,
    Tagging,
    TagRule,
    keep_first,
)
from articles.querysets import User
from articles.search import sync

Named = Source | Tag
CHUNK = 500  # ids in one statement: SQLite before 3.32 takes 999 variables
# What a former column that somebody else has by now is told by.
TAKEN = {
    "slug": gettext_lazy("%(other)s has the slug “%(value)s” by now."),
    "folded": gettext_lazy("%(other)s has the folded “%(value)s” by now."),
}


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A merge that makes no sense; the text says why, for the page."""


@dataclass(frozen=True)
class Kind:
    """What hangs on a named thing: `following` are (model, column); `once` names the column that
    with this one makes a row unique, "" where nothing does."""

    action: str
    address: str
    alias: type[models.Model]
    column: str
    following: tuple[tuple[type[models.Model], str, str], ...]


KINDS: dict[type[models.Model], Kind] = {
    Source: Kind(
        "source-merge",
        OldAddress.Kind.SOURCE,
        SourceAlias,
        "source",
        ((Article, "source", ""), (OutletCitation, "source", ""), (SourceAlias, "source", "")),
    ),
    Tag: Kind(
        "tag-merge",
        OldAddress.Kind.TAG,
        TagAlias,
        "tag",
        (
            (Tagging, "tag", "article_id"),
            (TagRule, "tag", ""),
            (TagAlias, "tag", ""),
            (Tag, "parent", ""),
        ),
    ),
}


def moves(kept: Named, gone: Named, user: User | None) -> dict[str, int]:
    """What a merge would move, for its preview: how many articles, and how many of the user's
    sight are in both."""
    visible = Article.objects.visible_to(user)
    if isinstance(gone, Tag):
        own = visible.filter(taggings__tag=gone)
        both = own.filter(pk__in=Tagging.objects.filter(tag=kept).values("article"))
        return {gettext("articles"): own.count(), gettext("in both"): both.count()}
    return {gettext("articles"): visible.filter(source=gone).count()}


@transaction.atomic
def merge(kept: Named, gone: Named, user: User | None) -> DeskAction:
    """Makes one outlet, or one tag, of two. Raises Refused where they are one, or one is gone."""
    model = type(kept)
    if model is not type(gone) or kept.pk == gone.pk:
        raise Refused(gettext("These are one already."))
    rows = model.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    if len(rows) < 2:
        raise Refused(gettext("One of the two is no longer in the archive."))
    kept, gone, kind = rows[kept.pk], rows[gone.pk], KINDS[model]
    known_to_readers = model.objects.visible_to(None).contains(gone)
    keep_first(gone)
    details: dict[str, Any] = {"kept": kept.pk, "gone": gone.pk, "rows": snapshot([gone])}
    details["parent"] = _free_parent(kept, gone)
    details["moved"], details["dropped"] = _move_all(kind, kept, gone)
    details["addresses"] = addresses.repoint(kind.address, gone.pk, kept.pk)
    if known_to_readers:
        # An address that readers never had leads nowhere: it would tell them of hidden articles.
        addresses.keep_old(kind.address, gone.slug, kept.pk)
    gone.delete()
    alias = kind.alias(name=rows[details["gone"]].name, folded=gone.folded, **{kind.column: kept})
    alias.save()
    details["alias"] = alias.pk
    _sync_later()
    return actions.record(kind.action, f"Merged {gone.name} into {kept.name}.", details, user)


def _free_parent(kept: Named, gone: Named) -> int | None:
    """Takes a tag from under the one that goes, or it would become its own wider term."""
    if not isinstance(kept, Tag) or kept.parent_id != gone.pk:
        return None
    kept.parent = gone.parent if gone.parent_id != kept.pk else None
    kept.save(update_fields=["parent"])
    return gone.pk


def _move_all(kind: Kind, kept: Named, gone: Named) -> tuple[dict[str, list[int]], list[dict]]:
    """Moves what hangs on `gone`; returns the ids by table, and rows that `kept` has already."""
    moved, dropped = {}, []
    for model, column, once in kind.following:
        rows = model._base_manager.filter(**{column: gone.pk})
        if once:
            theirs = model._base_manager.filter(**{column: kept.pk}).values(once)
            twice = rows.filter(**{f"{once}__in": theirs})
            dropped += snapshot(twice)
            twice.delete()
        ids = list(rows.values_list("pk", flat=True))
        _point(model, column, ids, gone.pk, kept.pk)
        moved[f"{model._meta.label_lower}.{column}"] = ids
    return moved, dropped


def _point(
    model: type[models.Model], column: str, ids: Iterable[int], before: int, after: int
) -> None:
    """Has those rows of these ids that point to `before` point to `after`."""
    ids = list(ids)
    for start in range(0, len(ids), CHUNK):
        rows = model._base_manager.filter(pk__in=ids[start : start + CHUNK], **{column: before})
        rows.update(**{column: after})


def _part(action: DeskAction, user: User) -> None:
    """Brings back what a merge took away: the same id, address, aliases and rows."""
    details = action.details
    model, kind = next((m, k) for m, k in KINDS.items() if k.action == action.kind)
    kept = model.objects.select_for_update().filter(pk=details["kept"]).first()
    if kept is None:
        told = gettext("What was kept is no longer in the archive: undo the later merge first.")
        raise CannotUndo(told)
    fields = details["rows"][0]["fields"]
    kind.alias._base_manager.filter(pk=details["alias"], **{kind.column: kept}).delete()
    for name in TAKEN:
        other = model._base_manager.filter(**{name: fields[name]}).first()
        if other is not None:
            raise CannotUndo(TAKEN[name] % {"other": other, "value": fields[name]})
    addresses.take(kind.address, fields["slug"])
    restore(details["rows"])
    if details["parent"]:
        model._base_manager.filter(pk=kept.pk).update(parent=details["parent"])
    for owner, column, _ in kind.following:
        ids = details["moved"][f"{owner._meta.label_lower}.{column}"]
        _point(owner, column, ids, kept.pk, details["gone"])
    articles = set(Article.objects.values_list("pk", flat=True)) if details["dropped"] else set()
    restore([row for row in details["dropped"] if row["fields"]["article"] in articles])
    OldAddress.objects.filter(pk__in=details["addresses"], target_id=kept.pk).update(
        target_id=details["gone"]
    )


for _model, _kind in KINDS.items():
    actions.register(_kind.action, _part, right=f"articles.change_{_model._meta.model_name}")


def _sync_later() -> None:
    transaction.on_commit(lambda: sync.sync(wait=1))
