"""What hangs on a person and follows them: mentions, quotes, names, suggested pairs."""

from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.curation.names import add_name, fold
from articles.curation.snapshots import Row, snapshot
from articles.models import DeskAction, Mention, Person, PersonName, PersonPair, Quote
from articles.querysets import User

Verdict = PersonPair.Verdict
CHUNK = 500  # ids in one condition: some builds of SQLite take 999 parameters a statement

# The rows that follow a person: their name in the details, their model and its column.
FOLLOWING: tuple[tuple[str, type[models.Model], str], ...] = (
    ("mentions", Mention, "person"),
    ("quotes", Quote, "speaker"),
    ("relayed", Quote, "relayed_by"),
)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ids = list(ids)
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def rows_of(person: Person) -> dict[str, list[int]]:
    """Ids of the rows that follow a person, by their name in `FOLLOWING`."""
    return {
        name: list(
            model.objects.filter(**{column: person}).order_by("pk").values_list("pk", flat=True)
        )
        for name, model, column in FOLLOWING
    }


def articles_of(person: Person) -> set[int]:
    return {
        pk
        for _, model, column in FOLLOWING
        for pk in model.objects.filter(**{column: person})
        .order_by()
        .values_list("article_id", flat=True)
        .distinct()
    }


def move(model: type[models.Model], column: str, ids: list[int], old: int, new: int) -> None:
    """Hands the rows of these ids that are still with the person `old` to the person `new`."""
    for part in _chunks(ids):
        model.objects.filter(pk__in=part, **{column: old}).update(**{column: new})


def move_articles(
    model: type[models.Model], column: str, articles: Iterable[int], old: int, new: int
) -> None:
    """Hands what these articles have of the person `old` to the person `new`."""
    for part in _chunks(articles):
        model.objects.filter(article__in=part, **{column: old}).update(**{column: new})


def lend_names(kept: Person, gone: Person) -> list[int]:
    """Gives a person the names of another as variants; returns the ids of the new rows."""
    held = set(kept.names.values_list("name", flat=True))
    lent = [
        PersonName(person=kept, name=row.name, folded=row.folded)
        for row in gone.names.all()
        if row.name not in held
    ]
    return [row.pk for row in PersonName.objects.bulk_create(lent)]


def take_back_names(kept: Person, ids: list[int], others: list[DeskAction]) -> None:
    """Deletes lent names, but those that rows still with the person bear, or another merge lent."""
    borne = {
        fold(text) for text in kept.mentions.order_by().values_list("text", flat=True).distinct()
    }
    borne |= {
        row["fields"]["folded"]
        for other in others
        for row in other.details["rows"]
        if row["model"] == "articles.personname"
    }
    lent = PersonName.objects.filter(pk__in=ids, person=kept).exclude(name=kept.name)
    lent.exclude(folded__in=borne).delete()


def part_names(person: Person, made: Person) -> list[Row]:
    """Shares the names of a person with the one split off, after the rows have moved.

    The new one has the forms that its mentions bear; forms that no mention of the old one bears
    any more are taken from them, and returned as they were.
    """
    add_name(made, made.name)
    moved, left = _forms_of(made), _forms_of(person)
    lost = []
    for row in person.names.filter(folded__in=moved):
        add_name(made, row.name)
        if row.folded not in left and row.folded != fold(person.name):
            lost.append(row)
    taken = snapshot(lost)
    PersonName.objects.filter(pk__in=[row.pk for row in lost]).delete()
    return taken


def _forms_of(person: Person) -> set[str]:
    """The folded forms under which articles mention somebody."""
    texts = person.mentions.order_by().values_list("text", flat=True).distinct()
    return {fold(text) for text in texts}


def pairs_of(person: Person) -> models.QuerySet[PersonPair]:
    return PersonPair.objects.filter(Q(first=person) | Q(second=person))


def pair_ids(one: Person | int, other: Person | int) -> dict[str, int]:
    """The columns of the pair of two people: the lower id is the first."""
    ids = sorted(getattr(who, "pk", who) for who in (one, other))
    return {"first_id": ids[0], "second_id": ids[1]}


def hand_over_pairs(kept: Person, gone: Person) -> dict[str, list]:
    """Has the pairs of `gone` speak of `kept`: what was answered is not asked again.

    Where `kept` has a pair with the same third person already, only "two people" is taken over.
    """
    made, changed = [], []
    known = {_other_of(pair, kept): pair for pair in pairs_of(kept)}
    for pair in pairs_of(gone):
        third = _other_of(pair, gone)
        same = known.get(third)
        if third == kept.pk:
            continue
        if same is None:
            pair.pk = None
            pair._state.adding = True
            for column, value in pair_ids(kept, third).items():
                setattr(pair, column, value)
            pair.save()
            made.append(pair.pk)
        elif pair.verdict == Verdict.NO and same.verdict in (Verdict.OPEN, Verdict.UNSURE):
            changed += snapshot([same])
            decide(same, Verdict.NO, pair.decided_by)
    return {"made": made, "changed": changed}


def still_possible(rows: list[Row]) -> list[Row]:
    """Rows of a snapshot without the pairs one of whose people is gone since."""
    pairs = [row["fields"] for row in rows if row["model"] == "articles.personpair"]
    people = {pair[column] for pair in pairs for column in ("first", "second")}
    left = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))
    return [
        row
        for row in rows
        if row["model"] != "articles.personpair"
        or {row["fields"]["first"], row["fields"]["second"]} <= left
    ]


def _other_of(pair: PersonPair, person: Person) -> int:
    return pair.second_id if pair.first_id == person.pk else pair.first_id


def hold_apart(one: Person, other: Person, user: User | None) -> None:
    pair, _ = PersonPair.objects.get_or_create(**pair_ids(one, other))
    decide(pair, Verdict.NO, user)


def decide(pair: PersonPair, verdict: str, user: User | None) -> None:
    known = user if user is not None and user.is_authenticated else None
    pair.verdict, pair.decided_by, pair.decided_at = verdict, known, timezone.now()
    pair.save(update_fields=["verdict", "decided_by", "decided_at"])
