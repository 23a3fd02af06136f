"""Two people who are one, one who is two, and a new name: each can be undone.

A merge deletes the row of the person who goes; the DeskAction keeps what bringing it back needs.
Rows that arrive after a merge stay with the person who was kept. One exception: in an article that
named, of the two, only the person who went, a later reading of the text counts as the rows that it
took the place of.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext

from articles.curation import actions, addresses
from articles.curation.actions import CannotUndo
from articles.curation.names import add_name, is_full
from articles.curation.people_rows import (
    FOLLOWING,
    Verdict,
    articles_of,
    decide,
    hand_over_pairs,
    hold_apart,
    lend_names,
    move,
    move_articles,
    pairs_of,
    part_names,
    rows_of,
    still_possible,
    take_back_names,
)
from articles.curation.snapshots import restore, snapshot
from articles.linking.people import free_person_slug
from articles.linking.people_homonyms import SPLIT
from articles.models import (
    Article,
    DeskAction,
    OldAddress,
    Person,
    PersonPair,
)
from articles.querysets import User
from articles.search import sync
from articles.slugs import slug_of

MERGE, RENAME, ANSWER = "person-merge", "person-rename", "person-pair"
MAY_UNDO = "articles.change_person"
PERSON = OldAddress.Kind.PERSON


class Refused(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """A merge, split or rename that makes no sense; the text says why, for the page."""


@transaction.atomic
def merge(kept: Person, gone: Person, user: User | None) -> DeskAction:
    """Makes one person of two: all that names or quotes `gone` is of `kept` from now on.

    The names of `gone` become variants, the address redirects, answers about `gone` hold for
    `kept`. Raises Refused where the two are one row.
    """
    if kept.pk == gone.pk:
        raise Refused(gettext("These are one person already."))
    locked = Person.objects.select_for_update()
    rows = locked.in_bulk([kept.pk, gone.pk])
    if len(rows) < 2:
        raise Refused(gettext("One of the two is no longer in the archive."))
    kept, gone = rows[kept.pk], rows[gone.pk]
    known_to_readers = Person.objects.visible_to(None).contains(gone)
    details: dict[str, Any] = {"kept": kept.pk, "gone": gone.pk, **rows_of(gone)}
    details["articles"] = sorted(articles_of(gone))
    details["alone"] = sorted(set(details["articles"]) - articles_of(kept))
    details["rows"] = snapshot([gone, *gone.names.all(), *pairs_of(gone)])
    details["names"] = lend_names(kept, gone)
    details["pairs"] = hand_over_pairs(kept, gone)
    for name, model, column in FOLLOWING:
        move(model, column, details[name], gone.pk, kept.pk)
    details["addresses"] = addresses.repoint(PERSON, gone.pk, kept.pk)
    if known_to_readers:
        # An address that readers never had leads nowhere: it would tell them of hidden articles.
        addresses.keep_old(PERSON, gone.slug, kept.pk)
    Person.objects.filter(pk=gone.pk).delete()
    _sync_later()
    return actions.record(MERGE, f"Merged {gone.name} into {kept.name}.", details, user)


def _unmerge(action: DeskAction, user: User) -> None:
    """Brings back the person who went: same id, slug, names and rows."""
    details = action.details
    kept = _person_left(action, details["kept"])
    gone, *rest = details["rows"]
    _refuse_after(
        action,
        Q(kind=MERGE, details__gone=kept.pk) | Q(kind=SPLIT, details__origin=kept.pk),
    )
    _refuse_taken(gone["fields"]["slug"])
    PersonPair.objects.filter(pk__in=details["pairs"]["made"]).delete()
    restore([gone])
    restore(still_possible([*rest, *details["pairs"]["changed"]]))
    others = _other_merges(action, kept)
    foreign = {pk for other in others for pk in other.details["articles"]}
    alone = set(details["alone"]) - foreign
    for name, model, column in FOLLOWING:
        move(model, column, details[name], kept.pk, gone["pk"])
        move_articles(model, column, alone, kept.pk, gone["pk"])
    OldAddress.objects.filter(pk__in=details["addresses"], target_id=kept.pk).update(
        target_id=gone["pk"]
    )
    addresses.take(PERSON, gone["fields"]["slug"])
    take_back_names(kept, details["names"], others)


@transaction.atomic
def split(
    person: Person, articles: Iterable[int], name: str, user: User | None, description: str = ""
) -> DeskAction:
    """Gives what these articles say of a person to a new one: two people of one name.

    `name` may be the same; the two are held apart for good, and no one is asked about them again.
    Raises Refused where the name is no full one, or the articles are none or all of theirs.
    """
    name = " ".join(name.replace("\0", "").split())
    if not is_full(name):
        raise Refused(gettext("Give the full name: a lone word names nobody for sure."))
    person = Person.objects.select_for_update().get(pk=person.pk)
    theirs = articles_of(person)
    seen = Article.objects.visible_to(user).filter(pk__in=theirs)
    visible = set(seen.values_list("pk", flat=True))
    chosen = visible & set(articles)
    if not chosen:
        told = gettext("None of these articles names %(person)s.")
        raise Refused(told % {"person": person.name})
    if chosen == visible:
        told = gettext("These are all articles that name %(person)s: change the name instead.")
        raise Refused(told % {"person": person.name})
    longest = Person._meta.get_field("description").max_length
    made = Person.objects.create(
        name=name,
        slug=free_person_slug(name),
        description=description.replace("\0", "").strip()[:longest],
    )
    details = {
        "origin": person.pk,
        "made": made.pk,
        "slug": made.slug,
        "articles": sorted(chosen),
        "left": sorted(theirs - chosen),
    }
    for _, model, column in FOLLOWING:
        move_articles(model, column, chosen, person.pk, made.pk)
    details["lost_names"] = part_names(person, made)
    hold_apart(person, made, user)
    _sync_later()
    number = len(chosen)
    sentence = f"Split {name} off {person.name}: {number} article{'s' if number > 1 else ''}."
    return actions.record(SPLIT, sentence, details, user)


def _unsplit(action: DeskAction, user: User) -> None:
    """Gives everything of the person that a split made back to the one they came from."""
    details = action.details
    origin, made = (_person_left(action, details[key]) for key in ("origin", "made"))
    _refuse_after(
        action,
        Q(kind=MERGE, details__gone__in=[made.pk, origin.pk])
        | Q(kind=MERGE, details__kept=made.pk)
        | Q(kind=SPLIT, details__origin=made.pk),
    )
    for _, model, column in FOLLOWING:
        model.objects.filter(**{column: made}).update(**{column: origin})
    lend_names(origin, made)
    addresses.repoint(PERSON, made.pk, origin.pk)
    addresses.keep_old(PERSON, made.slug, origin.pk)
    made.delete()
    held = set(origin.names.values_list("name", flat=True))
    restore([row for row in details["lost_names"] if row["fields"]["name"] not in held])


@transaction.atomic
def rename(person: Person, name: str, slug: str, user: User | None) -> DeskAction | None:
    """Gives a person the name and the slug; the old name stays a variant, the old slug redirects.

    Returns None where both are as they were. Raises Refused where the slug is another's.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = {"name": person.name, "slug": person.slug}
    slug = slug or person.slug
    if (name, slug) == (person.name, person.slug):
        return None
    if Person.objects.filter(slug=slug).exclude(pk=person.pk).exists():
        raise Refused(gettext("The address “%(slug)s” is another person’s.") % {"slug": slug})
    known = set(person.names.values_list("pk", flat=True))
    person.name, person.slug = name, slug
    person.save(update_fields=["name", "slug"])
    add_name(person, before["name"])
    add_name(person, name)
    addresses.moved(PERSON, before["slug"], slug, person.pk)
    details = {
        "person": person.pk,
        "before": before,
        "names": list(person.names.exclude(pk__in=known).values_list("pk", flat=True)),
    }
    told = f"Renamed {before['name']} to {name}." if before["name"] != name else ""
    sentence = told or f"Gave {name} the address “{slug}” in place of “{before['slug']}”."
    return actions.record(RENAME, sentence, details, user)


def rename_to(person: Person, name: str, user: User | None) -> DeskAction | None:
    """Gives a person a name, and an address made of it that is free.

    Raises Refused where the name is no full one; returns None where it is as it was.
    """
    name = " ".join(name.replace("\0", "").split())
    if not is_full(name):
        raise Refused(gettext("Give the full name: a lone word names nobody for sure."))
    slug = slug_of(name)
    own = OldAddress.objects.filter(kind=PERSON, slug=slug, target_id=person.pk).exists()
    if name == person.name or slug == person.slug:
        slug = person.slug
    elif not own or Person.objects.filter(slug=slug).exists():
        slug = free_person_slug(name)
    return rename(person, name, slug, user)


def _unname(action: DeskAction, user: User) -> None:
    """Gives back the name and the slug that a person had; the slug in between redirects."""
    details = action.details
    person = _person_left(action, details["person"])
    _refuse_after(
        action,
        Q(kind=RENAME, details__person=person.pk) | Q(kind=MERGE, details__gone=person.pk),
    )
    _refuse_taken(details["before"]["slug"], person)
    since, person.slug = person.slug, details["before"]["slug"]
    person.name = details["before"]["name"]
    person.save(update_fields=["name", "slug"])
    addresses.moved(PERSON, since, person.slug, person.pk)
    take_back_names(person, details["names"], [])


@transaction.atomic
def answer(
    pair: PersonPair, verdict: str, user: User | None, keep: Person | None = None
) -> DeskAction:
    """Settles a suggested pair for good: YES merges the two, `keep` (or the first) stays.

    Raises Refused where the pair was settled before, or `keep` is neither of the two.
    """
    pair = PersonPair.objects.select_for_update().select_related("first", "second").get(pk=pair.pk)
    if pair.verdict not in (Verdict.OPEN, Verdict.UNSURE):
        raise Refused(gettext("This pair was answered already."))
    if verdict == Verdict.YES:
        kept = keep or pair.first
        if kept not in (pair.first, pair.second):
            raise Refused(gettext("The name to keep is neither of the two."))
        return merge(kept, pair.second if kept == pair.first else pair.first, user)
    before = snapshot([pair])
    decide(pair, verdict, user)
    words = {
        Verdict.NO: f"{pair.first} and {pair.second} are two people.",
        Verdict.UNSURE: f"Nobody knows yet whether {pair.first} and {pair.second} are one person.",
    }
    return actions.record(ANSWER, words[Verdict(verdict)], {"pair": pair.pk, "rows": before}, user)


def _unanswer(action: DeskAction, user: User) -> None:
    """Puts a pair back among those that are to be asked."""
    pair = PersonPair.objects.filter(pk=action.details["pair"]).first()
    if pair is None:
        raise CannotUndo(gettext("One of the two is no longer in the archive."))
    restore(action.details["rows"])


actions.register(MERGE, _unmerge, right=MAY_UNDO)
actions.register(SPLIT, _unsplit, right=MAY_UNDO)
actions.register(RENAME, _unname, right=MAY_UNDO)
actions.register(ANSWER, _unanswer, right=MAY_UNDO)


def _sync_later() -> None:
    transaction.on_commit(lambda: sync.sync(wait=1))


# What stands in the way of undoing.


def _person_left(action: DeskAction, pk: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=pk).first()
    if person is None:
        since = _standing_after(action).filter(kind=MERGE, details__gone=pk).first()
        if since is not None:
            raise _undo_first(since)
        raise CannotUndo(gettext("Somebody whom this is about is no longer in the archive."))
    return person


def _standing_after(action: DeskAction) -> models.QuerySet[DeskAction]:
    """What was done to people after an action and stands, the latest first."""
    kinds = (MERGE, SPLIT, RENAME)
    return DeskAction.objects.filter(kind__in=kinds, undone_at=None, pk__gt=action.pk)


def _refuse_after(action: DeskAction, condition: Q) -> None:
    """Raises CannotUndo where something done since, and not undone, builds on the action."""
    since = _standing_after(action).filter(condition).first()
    if since is not None:
        raise _undo_first(since)


def _undo_first(since: DeskAction) -> CannotUndo:
    return CannotUndo(gettext("Undo this first: %(sentence)s") % {"sentence": since.sentence})


def _refuse_taken(slug: str, person: Person | None = None) -> None:
    """Raises CannotUndo where the slug to be given back is another person's by now."""
    holder = Person.objects.filter(slug=slug).exclude(pk=person.pk if person else None).first()
    if holder is not None:
        told = gettext(
            "The address “%(slug)s” is that of %(person)s by now: give them another first."
        )
        raise CannotUndo(told % {"slug": slug, "person": holder.name})


def _other_merges(action: DeskAction, kept: Person) -> list[DeskAction]:
    """The other merges into a person that stand."""
    merges = DeskAction.objects.filter(kind=MERGE, undone_at=None, details__kept=kept.pk)
    return list(merges.exclude(pk=action.pk))
