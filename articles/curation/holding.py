"""Who may read an article: withheld, withdrawn, killed, under embargo, or released to all readers.

Each is a curator's edit of the article, with the reason that readers with the link are shown, and a
DeskAction that can be undone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.curation import actions
from articles.curation.articles import save_edit
from articles.curation.snapshots import UNDONE
from articles.models import Article, DeskAction
from articles.querysets import User

KIND = "article-hold"
FIELDS = ("status", "status_reason", "embargoed_until")
MOST = 500  # more are a bulk edit's, which works in steps
Status = Article.Status
VERBS = {
    Status.USABLE: "Released",
    Status.WITHHELD: "Withheld",
    Status.WITHDRAWN: "Withdrew",
    Status.KILLED: "Killed",
}


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """What cannot be done as asked; the text says why, for the page."""


def set_status(articles: Iterable[Article], status: str, reason: str, user: User) -> DeskAction:
    """Gives the articles a status and its reason; "usable" releases them and ends any embargo.

    Raises Refused for a status that is none, and where one that hides has no reason.
    """
    if status not in Status.values:
        values = ", ".join(Status.values)
        raise Refused(gettext("A status is one of %(values)s.") % {"values": values})
    reason = " ".join(reason.replace("\0", "").split())
    if status != Status.USABLE and not reason:
        raise Refused(gettext("Give the reason: readers who have the link are shown it."))
    values: dict[str, Any] = {"status": status, "status_reason": reason}
    if status == Status.USABLE:
        values |= {"status_reason": "", "embargoed_until": None}
    return _set(articles, values, f"{VERBS[Status(status)]} {{}}", reason, user)


def set_embargo(
    articles: Iterable[Article], until: datetime, reason: str, user: User
) -> DeskAction:
    """Keeps the articles from readers until that instant. Raises Refused where it is past."""
    if until <= timezone.now():
        raise Refused(gettext("An embargo ends in the future."))
    told = f"Put {{}} under embargo until {until:%Y-%m-%d %H:%M %Z}"
    reason = " ".join(reason.replace("\0", "").split())
    return _set(articles, {"embargoed_until": until}, told, reason, user)


@transaction.atomic
def _set(
    articles: Iterable[Article], values: dict[str, Any], told: str, reason: str, user: User
) -> DeskAction:
    ids = [article.pk for article in articles]
    if len(ids) > MOST:
        told = gettext("At most %(most)d articles at once: use a bulk edit for more.")
        raise Refused(told % {"most": MOST})
    rows = list(Article.objects.visible_to(user).select_for_update().filter(pk__in=ids))
    if not rows:
        raise Refused(gettext("No article was chosen."))
    before = {article.pk: _state(article) for article in rows}
    for article in rows:
        changed = [name for name, value in values.items() if getattr(article, name) != value]
        for name in changed:
            setattr(article, name, values[name])
        if changed:
            save_edit(article, changed, why=reason or told.format("it"))
    count = f"“{rows[0]}”" if len(rows) == 1 else f"{len(rows)} articles"
    sentence = f"{told.format(count)}{f': {reason}' if reason else ''}".rstrip(".") + "."
    details = {"before": before, "after": {article.pk: _state(article) for article in rows}}
    return actions.record(KIND, sentence, details, user)


def _state(article: Article) -> dict[str, Any]:
    until = article.embargoed_until
    return {
        "status": article.status,
        "status_reason": article.status_reason,
        "embargoed_until": until.isoformat() if until else None,
        "curated": article.curated_fields,
    }


def _undo(action: DeskAction, user: User) -> None:
    """Gives the articles back what they had; refuses where one was changed again since."""
    before, after = action.details["before"], action.details["after"]
    rows = list(Article.objects.select_for_update().filter(pk__in=list(before)))
    for article in rows:
        now, then = _state(article), after[str(article.pk)]
        if any(now[name] != then[name] for name in FIELDS):
            told = gettext("“%(article)s” was changed again since.") % {"article": article}
            raise actions.CannotUndo(told)
    for article in rows:
        kept = before[str(article.pk)]
        until = kept["embargoed_until"]
        article.status, article.status_reason = kept["status"], kept["status_reason"]
        article.embargoed_until = datetime.fromisoformat(until) if until else None
        save_edit(article, FIELDS, why=UNDONE)
        own = set(kept["curated"]) | (set(article.curated_fields) - set(FIELDS))
        Article.objects.filter(pk=article.pk).update(curated_fields=sorted(own))


actions.register(KIND, _undo, right="articles.change_article")
