"""A person's decision on a quote: who said it, of what kind it is, where it begins and ends."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.curation import actions
from articles.curation.snapshots import UNDONE, snapshot
from articles.linking.people import resolve
from articles.models import DeskAction, Person, Quote, keep_first
from articles.querysets import User
from articles.search import sync

KIND = "quote-correct"


@transaction.atomic
def decide(quote: Quote, changed: Iterable[str], user: User, *, why: str = "") -> None:
    """Stores the fields named in `changed` as `user` decided them; later readings keep them.

    `why` goes into the history.

    A quote decided to be a statement without marks' meaning (scare) has no speaker.
    """
    changed = set(changed)
    keep_first(quote)
    quote._change_reason = why
    if quote.kind == Quote.Kind.SCARE:
        quote.speaker = None
        changed.add("speaker")
    if "speaker" in changed:
        named = quote.speaker is not None
        quote.speaker_kind = Quote.SpeakerKind.NAMED if named else quote.speaker_kind
        changed.add("speaker_kind")
    quote.reviewed_by, quote.reviewed_at = user, timezone.now()
    quote.save(update_fields=[*changed, "reviewed_by", "reviewed_at"])
    transaction.on_commit(lambda: sync.sync(wait=1))


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A place or a speaker that a quote cannot have; the text says why, for the page."""


def speaker_named(name: str) -> Person | None:
    """The person of a full name, made where there is none; None for no name.

    Raises Refused for a lone word, which names nobody for sure.
    """
    name = " ".join(name.replace("\0", "").split())
    found = resolve([name]).get(name)
    if name and found is None:
        told = gettext("Give the speaker's full name: a lone word names nobody for sure.")
        raise Refused(told)
    return found


@transaction.atomic
def correct(
    quote: Quote, *, start: int, end: int, speaker: Person | None, kind: str, user: User
) -> DeskAction | None:
    """Moves the ends of a quote, or gives it another speaker or kind, as `user` decided.

    Spaces at the ends are left out of it. Returns the action that can be undone, or None where
    nothing is changed. Raises Refused for a place that is none, or that crosses another quote.
    """
    quote = Quote.objects.select_for_update().select_related("article").get(pk=quote.pk)
    before = snapshot([quote])[0]["fields"]
    start, end = checked_place(quote, start, end)
    if kind not in Quote.Kind.values:
        raise Refused(gettext("Choose the kind of the quote."))
    text = getattr(quote.article, quote.field)
    found = {"start": start, "end": end, "text": text[start:end], "speaker": speaker, "kind": kind}
    changed = {name for name, value in found.items() if getattr(quote, name) != value}
    if not changed:
        return None
    for name in changed:
        setattr(quote, name, found[name])
    if changed & {"start", "end"}:
        quote.nested_in = _around(quote)
        changed.add("nested_in")
    decide(quote, changed, user, why="corrected on the text")
    after = snapshot([quote])[0]["fields"]
    names = [name for name in after if after[name] != before[name]]
    details = {
        "quote": quote.pk,
        "before": {name: before[name] for name in names},
        "after": {name: after[name] for name in names},
    }
    return actions.record(KIND, f"Corrected the quote {quote}", details, user)


def checked_place(quote: Quote, start: int, end: int) -> tuple[int, int]:
    """The place without the spaces at its ends, in the field of the quote. Raises Refused."""
    text = getattr(quote.article, quote.field)
    if not 0 <= start < end <= len(text):
        told = gettext("A place is from 0 to %(length)d, and ends after it begins.")
        raise Refused(told % {"length": len(text)})
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start >= end:
        raise Refused(gettext("There are no words at this place."))
    others = Quote.objects.filter(article=quote.article_id, field=quote.field).exclude(pk=quote.pk)
    for other in others.filter(start__lt=end, end__gt=start):
        inside = start <= other.start and other.end <= end
        around = other.start <= start and end <= other.end
        if (other.start, other.end) == (start, end) or not (inside or around):
            told = gettext("It would cross another quote: %(quote)s") % {"quote": other}
            raise Refused(told)
    return start, end


def _around(quote: Quote) -> Quote | None:
    """The innermost quote that this one stands in, if it stood in one before."""
    if quote.nested_in_id is None:
        return None
    outer = Quote.objects.filter(
        article=quote.article_id, field=quote.field, start__lte=quote.start, end__gte=quote.end
    )
    return min(outer.exclude(pk=quote.pk), key=lambda q: q.end - q.start, default=None)


def _undo(action: DeskAction, user: User) -> None:
    """Gives back each column that was changed, where nothing changed the quote since."""
    details = action.details
    quote = Quote.objects.select_for_update().filter(pk=details["quote"]).first()
    if quote is None:
        raise actions.CannotUndo(gettext("This quote is no longer in the archive."))
    now = snapshot([quote])[0]["fields"]
    if any(now[name] != value for name, value in details["after"].items()):
        raise actions.CannotUndo(gettext("The quote was changed again since."))
    for name, value in details["before"].items():
        field = Quote._meta.get_field(name)
        setattr(quote, field.attname, field.to_python(value))
    quote._change_reason = UNDONE
    quote.save(update_fields=list(details["before"]))


actions.register(KIND, _undo, right="articles.change_quote")
