"""One edit of everything that a search found: in steps that a page can show, and undone likewise.

The articles are frozen when the edit begins: what the edit itself moves in or out of the search
changes nothing. A step that fails leaves the edit where it was, and the next goes on from there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from articles.curation.articles import save_edit
from articles.curation.snapshots import restore, snapshot
from articles.linking.sources import source_named
from articles.linking.tags import InvalidTag, tag_named
from articles.models import Article, BulkEdit, Source, Tag, Tagging
from articles.querysets import User
from articles.search import sync

MOST = 100_000  # articles of one edit; its list of ids is one column
STEP = 200
Kind, State = BulkEdit.Kind, BulkEdit.State
Before = dict[str, Any]


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """An edit that cannot be made; the text says why, for the page."""


@dataclass(frozen=True)
class Operation:
    """What an edit does. `change(articles, edit)` returns what undoing needs for each article that
    it changed, by id; `restore(edit, {id: before})` takes that back. `right` is what it takes."""

    right: str
    change: Callable[[list[Article], BulkEdit], Before]
    restore: Callable[[BulkEdit, Before], None]


def start(
    kind: str, value: str, articles: Iterable[int], user: User, *, searched: str = "", why: str = ""
) -> BulkEdit:
    """An edit of the articles of these ids, none of which is changed yet.

    Raises Refused where the value cannot be used, or the articles are none or more than `MOST`.
    """
    if kind not in Kind.values:
        raise Refused(gettext("Choose what to do."))
    value = _checked(kind, " ".join(value.replace("\0", "").split()))
    ids = list(articles)
    if not ids:
        raise Refused(gettext("The search finds no article, so there is nothing to change."))
    if len(ids) > MOST:
        told = gettext("One edit changes %(most)s articles at most: narrow the search.")
        raise Refused(told % {"most": f"{MOST:,}"})
    return BulkEdit.objects.create(
        kind=kind, value=value, articles=ids, user=user, searched=searched, why=why
    )


def _checked(kind: str, value: str) -> str:
    """The value as the edit keeps it, a name in the archive's own spelling; raises Refused."""
    try:
        if kind in (Kind.TAG, Kind.UNTAG):
            return tag_named(value).name
    except InvalidTag as problem:
        raise Refused(str(problem)) from None
    if kind == Kind.OUTLET:
        source = source_named(value)
        if source is None:
            raise Refused(gettext("Give the outlet's name."))
        return source.name
    if value not in Article.Status.values:
        values = ", ".join(Article.Status.values)
        raise Refused(gettext("A status is one of %(values)s.") % {"values": values})
    return value


@transaction.atomic
def step(edit: BulkEdit) -> BulkEdit:
    """Works through the next `STEP` articles, forwards or, where it is being undone, backwards.

    Articles that the user may not see, or that are gone, are passed over. Returns the edit as it
    stands; one that is done or undone stays as it is.
    """
    edit = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if edit.state == State.RUNNING:
        ids = edit.articles[edit.done : edit.done + STEP]
        rows = Article.objects.visible_to(edit.user).filter(pk__in=ids).order_by("pk")
        changed = OPERATIONS[edit.kind].change(list(rows), edit)
        edit.before |= {str(pk): before for pk, before in changed.items()}
        edit.done += len(ids)
        if edit.done >= len(edit.articles):
            edit.state = State.DONE
    elif edit.state == State.UNDOING:
        ids = edit.articles[max(edit.done - STEP, 0) : edit.done]
        kept = {pk: edit.before.pop(str(pk)) for pk in ids if str(pk) in edit.before}
        OPERATIONS[edit.kind].restore(edit, kept)
        edit.done -= len(ids)
        if edit.done <= 0:
            edit.state = State.UNDONE
    edit.save(update_fields=["before", "done", "state", "changed_at"])
    transaction.on_commit(lambda: sync.sync(wait=1))
    return edit


def undo(edit: BulkEdit) -> None:
    """Turns an edit around: each further step takes back what it did, the last articles first."""
    BulkEdit.objects.filter(pk=edit.pk, state__in=[State.RUNNING, State.DONE]).update(
        state=State.UNDOING
    )


def _tag(articles: list[Article], edit: BulkEdit) -> Before:
    tag = tag_named(edit.value)
    has = set(Tagging.objects.filter(tag=tag, article__in=articles).values_list("article", flat=1))
    fresh = [article.pk for article in articles if article.pk not in has]
    Tagging.objects.bulk_create(
        [
            Tagging(article_id=pk, tag=tag, user=edit.user, origin=Tagging.Origin.HAND)
            for pk in fresh
        ]
    )
    return dict.fromkeys(fresh, tag.pk)


def _take_tagged_off(edit: BulkEdit, kept: Before) -> None:
    tags = set(kept.values())
    Tagging.objects.filter(
        article__in=list(kept), tag__in=tags, user=edit.user, origin=Tagging.Origin.HAND
    ).delete()


def _untag(articles: list[Article], edit: BulkEdit) -> Before:
    rows = Tagging.objects.filter(tag=tag_named(edit.value), article__in=articles)
    before = {row["fields"]["article"]: row for row in snapshot(rows)}
    rows.delete()
    return before


def _tag_again(edit: BulkEdit, kept: Before) -> None:
    tags = {row["fields"]["tag"] for row in kept.values()}
    there = set(Tag.objects.filter(pk__in=tags).values_list("pk", flat=True))
    articles = set(Article.objects.filter(pk__in=list(kept)).values_list("pk", flat=True))
    again = Tagging.objects.filter(tag__in=there, article__in=articles)
    articles -= set(again.values_list("article", flat=True))  # tagged again by somebody since
    restore(row for pk, row in kept.items() if pk in articles and row["fields"]["tag"] in there)


def _set_outlet(articles: list[Article], edit: BulkEdit) -> Before:
    source = source_named(edit.value)
    return _set(articles, edit, source=source)


def _set_status(articles: list[Article], edit: BulkEdit) -> Before:
    return _set(articles, edit, status=edit.value, status_reason=edit.why)


def _set(articles: list[Article], edit: BulkEdit, **values: Any) -> Before:
    """Sets the fields on each article that has other values, as a curator's edit."""
    before = {}
    for article in articles:
        changed = [name for name, value in values.items() if getattr(article, name) != value]
        if not changed:
            continue
        kept = {name: _plain(getattr(article, name)) for name in changed}
        before[article.pk] = {"fields": kept, "curated": article.curated_fields}
        for name in changed:
            setattr(article, name, values[name])
        save_edit(article, changed, why=edit.why)
    return before


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Source) else value


def _set_back(edit: BulkEdit, kept: Before) -> None:
    """Gives each article its former values, unless somebody changed them again since."""
    for article in Article.objects.filter(pk__in=list(kept)).order_by("pk"):
        before = kept[article.pk]
        now = source_named(edit.value).pk if edit.kind == Kind.OUTLET else edit.value
        first = "source" if edit.kind == Kind.OUTLET else "status"
        if _plain(getattr(article, first)) != now:
            continue
        for name, value in before["fields"].items():
            setattr(article, f"{name}_id" if name == "source" else name, value)
        save_edit(article, list(before["fields"]), why="a bulk edit was undone")
        Article.objects.filter(pk=article.pk).update(curated_fields=before["curated"])


OPERATIONS = {
    Kind.TAG: Operation("articles.add_tagging", _tag, _take_tagged_off),
    Kind.UNTAG: Operation("articles.delete_tagging", _untag, _tag_again),
    Kind.OUTLET: Operation("articles.change_article", _set_outlet, _set_back),
    Kind.STATUS: Operation("articles.change_article", _set_status, _set_back),
}
