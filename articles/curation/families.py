"""A curator's word on quote families and disagreements; each decision can be undone.

A quote put into a family, or taken out of one, is marked (`Quote.family_by_hand`): neither an
import nor a rebuilding of the links moves it again. A disagreement dismissed stays dismissed.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.curation import actions
from articles.curation.actions import CannotUndo
from articles.linking.families import drop_empty
from articles.models import DeskAction, Disagreement, Quote, QuoteFamily
from articles.querysets import User

PUT_IN, TAKE_OUT = "family-put-in", "family-take-out"
DISMISS = "disagreement-dismiss"
KINDS = (PUT_IN, TAKE_OUT, DISMISS)
QUOTED = 80  # characters of a quote in the sentence that says what was done


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A change that makes no sense; the text says why, for the page."""


@transaction.atomic
def put_in(quote: Quote, other: Quote, user: User | None) -> DeskAction:
    """Says that the quote is the same utterance as `other`: it goes into that one's family, which
    is made where there is none.

    Raises Refused where the two are one quote or in one family, or a quote is none.
    """
    quote, other = _locked(quote), _locked(other)
    if quote.pk == other.pk:
        raise Refused(gettext("That is this quote itself."))
    if Quote.Kind.SCARE in (quote.kind, other.kind):
        raise Refused(gettext("One of these states nothing: its marks quote nobody."))
    if quote.family_id and quote.family_id == other.family_id:
        raise Refused(gettext("These are of one family already."))
    before = _before(quote, other)
    if other.family is None:
        other.family, other.family_by_hand = QuoteFamily.objects.create(), True
        other.save(update_fields=["family", "family_by_hand"])
    left, quote.family, quote.family_by_hand = quote.family_id, other.family, True
    quote.save(update_fields=["family", "family_by_hand"])
    drop_empty([left] if left else [])
    details = {"quotes": before, "family": other.family_id}
    return actions.record(
        PUT_IN, f"Put {_named(quote)} with {_named(other)}: one utterance.", details, user
    )


@transaction.atomic
def take_out(quote: Quote, user: User | None) -> DeskAction:
    """Says that the quote is another utterance than those of its family.

    Raises Refused where it is in none.
    """
    quote = _locked(quote)
    if quote.family_id is None:
        raise Refused(gettext("This quote is in no family."))
    details = {"quotes": _before(quote), "family": None}
    left, quote.family, quote.family_by_hand = quote.family_id, None, True
    quote.save(update_fields=["family", "family_by_hand"])
    drop_empty([left])
    return actions.record(
        TAKE_OUT, f"Took {_named(quote)} out of its family: another utterance.", details, user
    )


@transaction.atomic
def dismiss(disagreement: Disagreement, user: User) -> DeskAction:
    """Says that two passages do not disagree, nor any others of the story with the same words.

    Raises Refused where that was said before.
    """
    row = Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    if row.dismissed_at is not None:
        raise Refused(gettext("This was dismissed already."))
    same = Disagreement.objects.standing().filter(story=row.story_id, kind=row.kind)
    ids = [one.pk for one in same if _words(one) == _words(row)]
    Disagreement.objects.filter(pk__in=ids).update(dismissed_by=user, dismissed_at=timezone.now())
    with actions.in_english():
        sentence = f"Dismissed: {row.get_kind_display()}, {row} in “{row.story}”."
    return actions.record(DISMISS, sentence, {"disagreements": ids}, user)


def _words(row: Disagreement) -> frozenset[str]:
    return frozenset(words.casefold() for words in row.words)


def _locked(quote: Quote) -> Quote:
    return Quote.objects.select_for_update(of=("self",)).select_related("family").get(pk=quote.pk)


def _before(*quotes: Quote) -> list[dict[str, Any]]:
    return [
        {"pk": quote.pk, "family": quote.family_id, "by_hand": quote.family_by_hand}
        for quote in quotes
    ]


def _named(quote: Quote) -> str:
    words = quote.text if len(quote.text) <= QUOTED else f"{quote.text[: QUOTED - 1]}…"
    return f"quote {quote.pk}, {words}"


def _undo_family(action: DeskAction, user: User) -> None:
    """Puts the quotes back where they were; a family that is gone since is made anew."""
    for before in action.details["quotes"]:
        quote = Quote.objects.select_for_update(of=("self",)).filter(pk=before["pk"]).first()
        if quote is None:
            raise CannotUndo(gettext("One of these quotes is gone: its article was read anew."))
        if before is action.details["quotes"][0] and quote.family_id != action.details["family"]:
            raise CannotUndo(gettext("This quote was moved again since."))
        left, family = quote.family_id, before["family"]
        if family is not None:
            QuoteFamily.objects.get_or_create(pk=family)
        quote.family_id, quote.family_by_hand = family, before["by_hand"]
        quote.save(update_fields=["family", "family_by_hand"])
        drop_empty([left] if left else [])


def _undo_dismiss(action: DeskAction, user: User) -> None:
    """Lets the disagreements stand again; those that an import removed since come back with it."""
    rows = Disagreement.objects.filter(pk__in=action.details["disagreements"])
    rows.update(dismissed_by=None, dismissed_at=None)


actions.register(PUT_IN, _undo_family, right="articles.change_quotefamily")
actions.register(TAKE_OUT, _undo_family, right="articles.change_quotefamily")
actions.register(DISMISS, _undo_dismiss, right="articles.change_disagreement")
