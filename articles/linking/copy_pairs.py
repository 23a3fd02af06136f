"""Pairs of articles of which a curator said, or is asked, whether they are one text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Lookup, Q, QuerySet

from articles.linking.among import among
from articles.models import Article, CopyPair

Pair = tuple[int, int]  # ids of two articles, the lower first
Verdict = CopyPair.Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A `CopyPair` near some articles.

    `ends` are the two that it speaks of, or in the place of one who is not among those articles one
    of them that is in the same group.
    """

    pk: int
    pair: Pair
    ends: Pair
    verdict: str
    shared: float


def near(articles: Mapping[int, Article]) -> list[Row]:
    """The pairs of these articles, and of all that are in one group with them; one query."""
    first_of: dict[int, int] = {}
    for pk in sorted(articles):
        if group := articles[pk].copies_id:
            first_of.setdefault(group, pk)
    members = Article.objects.filter(copies__in=first_of).values("pk")
    # Three look-ups by index: one condition of them all would have the whole table read.
    reached = (
        _columns(among("first", articles)),
        _columns(among("second", articles)),
        _columns(Q(first__in=members)),
    )

    def end(pk: int, group: int | None) -> int:
        return pk if pk in articles else first_of.get(group, pk)

    return [
        Row(pk, (one, other), (end(one, its), end(other, others)), verdict, shared)
        for pk, one, other, its, others, verdict, shared in reached[0].union(*reached[1:])
    ]


def _columns(condition: Q | Lookup) -> QuerySet:
    columns = ("pk", "first_id", "second_id", "first__copies_id", "second__copies_id")
    rows = CopyPair.objects.filter(condition).order_by()
    return rows.values_list(*columns, "verdict", "shared")


def keep(
    questions: Mapping[Pair, float],
    rows: list[Row],
    looked: Collection[int],
    asked: set[Pair] | None,
) -> None:
    """Writes what curators are to be asked, {pair: what it shares}; what they answered stays.

    Open pairs among `rows` of an article that was looked at go where they are no question any more;
    while the archive is worked through in parts they stay, and `asked` gathers the questions.
    """
    known = {row.pair: row for row in rows}
    CopyPair.objects.bulk_create(
        [
            CopyPair(first_id=pair[0], second_id=pair[1], shared=shared)
            for pair, shared in questions.items()
            if pair not in known
        ],
        ignore_conflicts=True,
    )
    changed = [
        CopyPair(pk=known[pair].pk, shared=shared)
        for pair, shared in questions.items()
        if pair in known and known[pair].shared != shared
    ]
    if changed:
        CopyPair.objects.bulk_update(changed, ["shared"])
    if asked is None:
        gone = [row.pk for row in rows if _is_moot(row, questions, looked)]
        if gone:
            CopyPair.objects.filter(pk__in=gone, verdict=Verdict.OPEN).delete()
    else:
        asked.difference_update([pair for pair in asked if not looked.isdisjoint(pair)])
        asked.update(questions)


def _is_moot(row: Row, questions: Mapping[Pair, float], looked: Collection[int]) -> bool:
    """True where an open pair of an article that was looked at anew is no question."""
    return (
        row.verdict == Verdict.OPEN
        and row.pair not in questions
        and not looked.isdisjoint(row.pair)
    )


def drop_others(asked: set[Pair]) -> None:
    """Deletes the open pairs that are none of these."""
    rows = CopyPair.objects.filter(verdict=Verdict.OPEN).order_by()
    found = rows.values_list("pk", "first_id", "second_id")
    gone = [pk for pk, *pair in found if tuple(pair) not in asked]
    for start in range(0, len(gone), 500):
        rows.filter(pk__in=gone[start : start + 500]).delete()
