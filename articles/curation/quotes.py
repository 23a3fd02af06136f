"""A person's decision on a quote: who said it, and of what kind it is."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.models import Quote, keep_first
from articles.querysets import User
from articles.search import sync


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
