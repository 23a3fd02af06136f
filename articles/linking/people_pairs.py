"""People who may be one person under two names: found, ranked, asked once.

Only names that share a key are compared, so a run over all people costs in proportion to them. A
pair that has a row is never made again: an answer holds for good.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Min, Q

from articles.linking.name_order import Relation, counterparts, keys
from articles.linking.people_evidence import Evidence, best_relation, weigh
from articles.linking.people_facts import facts_of, names_of
from articles.models import ImportRun, Mention, Person, PersonName, PersonPair
from articles.querysets import User

LARGEST = 40  # names under one key: what more than so many share tells nobody apart
LEAST = 0.3  # score from which a pair is worth a curator's time
MOST = 8  # pairs that one new person is asked about
AT_ONCE = 20_000  # people whose keys are held in memory
CHUNK = 300  # pairs weighed at once

Pair = tuple[int, int]


def suggest_after(run: ImportRun) -> int:
    """Asks about the people whom an import made, and those whom imports made that broke off since
    the last that was finished; returns how many pairs are new."""
    done = ImportRun.objects.filter(state=ImportRun.State.DONE, pk__lt=run.pk)
    since = ImportRun.objects.filter(pk__lte=run.pk)
    last = done.order_by("-pk").values_list("pk", flat=True).first()
    since = since.filter(pk__gt=last) if last else since
    return suggest_since(since.aggregate(first=Min("started_at"))["first"])


def suggest_since(moment: datetime) -> int:
    """Asks about the people made since; returns how many pairs are new."""
    made = Person.objects.filter(created_at__gte=moment)
    return suggest(made.values_list("pk", flat=True))


def suggest(people: Iterable[int]) -> int:
    """Finds who of all others may be one of these people, and returns how many pairs are new.

    One pass over the names of the archive for `AT_ONCE` people; what it writes, in one transaction.
    """
    wanted, made = sorted(set(people)), 0
    for start in range(0, len(wanted), AT_ONCE):
        found = candidates(set(wanted[start : start + AT_ONCE]))
        made += _write(_best_of_each(_weighed(found), wanted))
    return made


def rebuild() -> int:
    """Finds all pairs anew and returns how many are open: answers stay, open pairs that nothing
    speaks for any more go, those that stay are ranked by what the archive knows now."""
    for _ in relink():
        pass
    return len(derived())


def relink() -> Iterator[int]:
    """As `rebuild`; yields how many people are done."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    PersonPair.objects.filter(verdict=PersonPair.Verdict.OPEN).delete()
    for start in range(0, len(people), AT_ONCE):
        suggest(people[start : start + AT_ONCE])
        yield min(start + AT_ONCE, len(people))


def derived() -> dict[Pair, str]:
    """The open pairs."""
    rows = PersonPair.objects.filter(verdict=PersonPair.Verdict.OPEN).order_by()
    return dict.fromkeys(rows.values_list("first_id", "second_id"), "open")


def candidates(people: set[int]) -> set[Pair]:
    """Pairs of one of these people and anybody (lower id first) whose names share a key."""
    asked: dict[str, set[int]] = defaultdict(set)
    words: set[str] = set()
    for person, folded in _names(PersonName.objects.filter(person__in=people)):
        for key in keys(folded) | counterparts(folded):
            asked[key].add(person)
        words.update(_outer_words(folded))
    met: dict[str, set[int]] = defaultdict(set)
    for person, folded in _names(PersonName.objects.all()):
        if words.isdisjoint(_outer_words(folded)):
            continue
        for key in keys(folded):
            if key in asked and len(met[key]) <= LARGEST:
                met[key].add(person)
    return {
        tuple(sorted((one, other)))
        for key, others in met.items()
        if len(others) <= LARGEST
        for one in asked[key]
        for other in others
        if one != other
    }


def _names(rows: Iterable) -> Iterator[tuple[int, str]]:
    return rows.order_by().values_list("person_id", "folded").iterator(chunk_size=5_000)


def _outer_words(folded: str) -> set[str]:
    """Words one of which any name that may be the same has too, or all its letters."""
    words = folded.split()
    return {words[0], words[-1], *words[1:2], *words[-2:-1], "".join(words)}


def _weighed(found: set[Pair]) -> dict[Pair, Evidence]:
    """The pairs that are new and related, with their evidence from what any reader may see."""
    related = related_names(found - _known_pairs(found), None)
    weighed = {}
    pairs = sorted(related)
    for start in range(0, len(pairs), CHUNK):
        part = {pair: related[pair] for pair in pairs[start : start + CHUNK]}
        weighed |= evidence_of(part, None)
    return weighed


def _known_pairs(found: set[Pair]) -> set[Pair]:
    people = {pk for pair in found for pk in pair}
    if len(people) > AT_ONCE:
        rows = PersonPair.objects.all()
    else:
        rows = PersonPair.objects.filter(Q(first__in=people) & Q(second__in=people))
    return set(rows.values_list("first_id", "second_id"))


def related_names(pairs: Iterable[Pair], user: User | None) -> dict[Pair, Relation]:
    """How the names of each pair are related, as far as `user` may know them; others are out."""
    pairs = list(pairs)
    forms: dict[int, list[str]] = defaultdict(list)
    people = list({pk for pair in pairs for pk in pair})
    for start in range(0, len(people), AT_ONCE):
        part = people[start : start + AT_ONCE]
        rows = PersonName.objects.visible_to(user).filter(person__in=part)
        for person, name in rows.values_list("person_id", "name"):
            forms[person].append(name)
    found = {pair: best_relation(forms[pair[0]], forms[pair[1]]) for pair in pairs}
    return {pair: related for pair, related in found.items() if related}


def evidence_of(related: dict[Pair, Relation], user: User | None) -> dict[Pair, Evidence]:
    """The evidence of related pairs from the articles that `user` may see (None: any reader).

    Three queries for any number of pairs.
    """
    people = {pk for pair in related for pk in pair}
    facts = facts_of(people, Mention.objects.visible_to(user))
    companions = {pk for one in facts.values() for pk in one.companions}
    names = names_of(companions)
    return {
        pair: weigh(found, facts[pair[0]], facts[pair[1]], names) for pair, found in related.items()
    }


def _best_of_each(weighed: dict[Pair, Evidence], people: list[int]) -> dict[Pair, Evidence]:
    """The pairs worth asking about, `MOST` for each of these people."""
    wanted, asked = set(people), defaultdict(int)
    best = {}
    for pair in sorted(weighed, key=lambda pair: (-weighed[pair].score, pair)):
        new = [pk for pk in pair if pk in wanted]
        if weighed[pair].score < LEAST or all(asked[pk] >= MOST for pk in new):
            continue
        best[pair] = weighed[pair]
        for pk in new:
            asked[pk] += 1
    return best


@transaction.atomic
def _write(pairs: dict[Pair, Evidence]) -> int:
    before = PersonPair.objects.count()
    PersonPair.objects.bulk_create(
        [
            PersonPair(
                first_id=first,
                second_id=second,
                score=round(evidence.score, 4),
                evidence=evidence.sentences,
            )
            for (first, second), evidence in pairs.items()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return PersonPair.objects.count() - before
