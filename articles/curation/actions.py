"""Decisions that changed rows, kept so that each can be undone: one registry for all rooms.

A room of `curation` records what it did under a kind of its own, and registers the function that
takes it back. `undo` is the one way in for pages, admin and commands.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import curation
from articles.models import DeskAction
from articles.querysets import User, sees_hidden
from articles.search import sync

Undo = Callable[[DeskAction, User], None]
# What it takes to undo a kind that names no right: curators have it.
RIGHT = "articles.change_deskaction"
_UNDO: dict[str, tuple[Undo, str]] = {}


class CannotUndo(Exception):  # noqa: N818 - reads as what it is where it is caught
    """An action that cannot be taken back as things stand; the text says why, for the page."""


def register(kind: str, function: Undo, *, right: str = RIGHT) -> None:
    """Has `function(action, user)` take back actions of this kind, for users with `right`.

    It runs in a transaction, restores the rows from `action.details`, and raises CannotUndo where
    what was done since stands in the way.
    """
    _UNDO[kind] = (function, right)


def record(kind: str, sentence: str, details: dict[str, Any], user: User | None) -> DeskAction:
    """Keeps what was done: `sentence` says it to people, `details` is JSON that `undo` needs.

    A record is written in English, whoever writes it: all read the same. Where its sentence takes
    words that pages translate, it is made under `in_english()`.
    """
    known = user if user is not None and user.is_authenticated else None
    return DeskAction.objects.create(kind=kind, sentence=sentence, details=details, user=known)


def in_english() -> AbstractContextManager:
    """While this is held, words that pages translate are the English ones of the code."""
    return translation.override(None)


@transaction.atomic
def undo(action: DeskAction, user: User) -> DeskAction:
    """Takes the action back, once, and returns it as it stands then.

    Raises CannotUndo where it was undone before, no room takes back its kind, or its room refuses:
    then nothing has changed.
    """
    action = DeskAction.objects.select_for_update().get(pk=action.pk)
    if action.undone_at is not None:
        day = f"{action.undone_at:%Y-%m-%d}"
        raise CannotUndo(gettext("This was undone already, on %(day)s.") % {"day": day})
    function = _function_of(action.kind)
    if function is None:
        raise CannotUndo(gettext("Actions of this kind cannot be undone."))
    function(action, user)
    action.undone_at, action.undone_by = timezone.now(), user
    action.save(update_fields=["undone_at", "undone_by"])
    transaction.on_commit(lambda: sync.sync(wait=1))
    return action


def can_undo(action: DeskAction) -> bool:
    """True where the action stands and a room takes back its kind; the room may still refuse."""
    return action.undone_at is None and _function_of(action.kind) is not None


def seen_by(user: User) -> QuerySet[DeskAction]:
    """The actions that a user may know of. Those who may not see hidden articles see their own
    alone: the sentence of another's may name what only a hidden article names."""
    rows = DeskAction.objects.select_related("user", "undone_by")
    return rows if sees_hidden(user) else rows.filter(user=user)


def kinds() -> list[str]:
    """All kinds of actions that can be undone, by name."""
    return sorted(_registered())


def right_of(kind: str) -> str:
    """The right that it takes to undo actions of a kind, "articles.change_person"."""
    return _registered().get(kind, (None, RIGHT))[1]


def _function_of(kind: str) -> Undo | None:
    return _registered().get(kind, (None, RIGHT))[0]


def _registered() -> dict[str, tuple[Undo, str]]:
    """What takes back each kind. Rooms register their kinds as they are imported, so all are."""
    for room in iter_modules(curation.__path__):
        import_module(f"{curation.__name__}.{room.name}")
    return _UNDO
