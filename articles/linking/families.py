"""Quotes of several articles that are one utterance -> one QuoteFamily.

Held against each other are quotes of one person, in articles within a window of days or, where a
day is not known, of one story; quotes whose speaker is no Person, and those of two Persons whose
names may be one's, only inside a story.
`family_pairs` decides on each pair. A family is all quotes that a chain of such pairs links, so it
is the same in whatever order the articles came. A quote that a curator put into a family or took
out of one (`family_by_hand`) stays where it is and links no others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Greatest, Substr

from articles.extraction.names import fold
from articles.linking import days
from articles.linking.among import among
from articles.linking.copies import Groups
from articles.linking.family_pairs import WINDOW, Pair, Said, pairs
from articles.linking.links import set_link
from articles.linking.utterances import CLAUSE
from articles.models import Quote, QuoteFamily

CHUNK = 200  # articles a step of `relink`
ROWS = 500  # quotes that one query reads by their ids
STORY_QUOTES = 2_000  # quotes of the stories of a batch that are read at most
DESCRIBED = (Quote.SpeakerKind.ORGANISATION, Quote.SpeakerKind.DESCRIPTION)
COLUMNS = (
    "pk",
    "article_id",
    "article__story_id",
    "speaker_id",
    "speaker__name",
    "speaker_kind",
    "speaker_mention",
    "cue",
    "text",
    "start",
    "day",
    "around",
)


def link(articles: Collection[int]) -> None:
    """Puts the quotes of the articles of these ids into families with those that the archive has.

    To be called once the articles' people and stories are linked. The number of queries does not
    grow with that of the articles.
    """
    found = list(_pairs_of(articles))
    if found:
        _join(found)


def relink() -> Iterator[int]:
    """Makes all families anew from the quotes as they stand; yields how many articles are done.

    A family keeps its id where one of its quotes had it, and what curators decided stays.
    """
    groups = Groups()
    ids = Quote.objects.order_by("article_id").values_list("article_id", flat=True).distinct()
    steps = ids.iterator()
    done = 0
    while chunk := list(islice(steps, CHUNK)):
        for one, other in _pairs_of(chunk):
            groups.join(one, other)
        done += len(chunk)
        yield done
    _rewrite(groups)


def drop_empty(families: Iterable[int]) -> None:
    """Deletes those of the families in which no quote is left."""
    QuoteFamily.objects.filter(pk__in=list(families), quotes=None).delete()


def _pairs_of(articles: Collection[int]) -> Iterator[Pair]:
    """Pairs of quotes that are one utterance, of which one at least is in these articles."""
    fresh = set(articles)
    days.keep(fresh)
    asked = _open().filter(among("article", fresh))
    columns = ("pk", "speaker_id", "day", "article__story_id")
    near: dict[int, list[date]] = defaultdict(list)
    stories: dict[int, list[int]] = defaultdict(list)
    for pk, speaker, day, story in asked.values_list(*columns):
        if speaker and day:
            near[speaker].append(day)
        if story:
            stories[story].append(pk)
    wanted = _told_twice(days.quoted_near(near, WINDOW))
    if stories:
        newest = _open().filter(article__story__in=stories).order_by("-pk")
        wanted.update(newest.values_list("pk", flat=True)[:STORY_QUOTES], *stories.values())
    said = [
        one for ids in _chunks(sorted(wanted)) for one in _read(_open().filter(among("pk", ids)))
    ]
    if said:
        yield from pairs(said, fresh)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, ROWS)):
        yield chunk


def _open() -> QuerySet[Quote]:
    """Statements that are free to be put into a family."""
    return Quote.objects.statements().filter(family_by_hand=False).order_by()


def _read(quotes: QuerySet[Quote]) -> Iterator[Said]:
    """The quotes as they are compared; of a fragment, with the text around it."""
    begins = Greatest(F("start") - CLAUSE, Value(0))
    text = Case(
        When(field=Quote.Field.HEADLINE, then="article__headline"),
        When(field=Quote.Field.STANDFIRST, then="article__standfirst"),
        default="article__body",
    )
    piece = Substr(text, begins + 1, F("end") - F("start") + 2 * CLAUSE)
    around = Case(
        When(kind=Quote.Kind.PARTIAL, then=Cast(piece, CharField())),
        default=Value(""),
        output_field=CharField(),
    )
    for row in quotes.annotate(around=around).values(*COLUMNS):
        yield _said(row)


def _said(row: dict) -> Said:
    story = row["article__story_id"]
    described = fold(row["speaker_mention"]) if row["speaker_kind"] in DESCRIBED and story else ""
    name = row["speaker__name"] or row["speaker_mention"]
    return Said(
        pk=row["pk"],
        article=row["article_id"],
        story=story,
        day=row["day"],
        speaker=row["speaker_id"] or described or None,
        text=row["text"],
        around=row["around"],
        start=min(row["start"], CLAUSE),
        name=row["speaker__name"] or "",
        apart=(*fold(name).split(), *row["cue"].casefold().split()),
    )


def _told_twice(rows: Iterable[tuple[int, int, int]]) -> set[int]:
    """Ids of those quotes whose speaker is quoted in another article of these rows too."""
    by_speaker: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, speaker, article in rows:
        by_speaker[speaker][pk] = article
    return {pk for own in by_speaker.values() if len(set(own.values())) > 1 for pk in own}


def _join(found: list[Pair]) -> None:
    """Puts the quotes of each pair into one family, with all that are in theirs already."""
    groups = Groups()
    for one, other in found:
        groups.join(one, other)
    family_of: dict[int, int | None] = {}
    for ids in _chunks(groups.above):
        family_of |= Quote.objects.filter(among("pk", ids)).values_list("pk", "family_id")
    anyone: dict[int, int] = {}
    for pk, family in family_of.items():
        if family:
            groups.join(pk, anyone.setdefault(family, pk))
    members = groups.found()
    families = [sorted({family_of[pk] for pk in ids} - {None}) for ids in members]
    made = iter(_new_families(sum(not own for own in families)))
    merged: dict[int, int] = {}
    wanted: dict[int, int] = {}
    for ids, own in zip(members, families, strict=True):
        kept = own[0] if own else next(made)
        merged |= dict.fromkeys(own[1:], kept)
        wanted |= dict.fromkeys((pk for pk in ids if family_of[pk] is None), kept)
    _put(wanted)
    if merged:
        _move(Quote.objects.all(), merged)
        drop_empty(merged)


def _rewrite(groups: Groups) -> None:
    """Brings all families into line with these groups of quotes."""
    placed = Quote.objects.filter(family_by_hand=False).exclude(family=None).order_by()
    family_of = dict(placed.values_list("pk", "family_id"))
    taken: set[int] = set()
    wanted: dict[int, int | None] = dict.fromkeys(family_of)
    left: dict[int, list[int]] = {}  # families whose name another group took: ids of their quotes
    members = sorted(groups.found())
    homeless = []
    for ids in members:
        own = sorted({family_of[pk] for pk in ids if pk in family_of} - taken)
        if own:
            taken.add(own[0])
            wanted |= dict.fromkeys(ids, own[0])
            left |= dict.fromkeys(own[1:], ids)
        else:
            homeless.append(ids)
    for ids, family in zip(homeless, _new_families(len(homeless)), strict=True):
        wanted |= dict.fromkeys(ids, family)
    _put({pk: family for pk, family in wanted.items() if family_of.get(pk) != family})
    merged = {family: wanted[ids[0]] for family, ids in left.items() if family not in taken}
    if merged:
        _move(Quote.objects.filter(family_by_hand=True), merged)
    QuoteFamily.objects.filter(quotes=None).delete()


def _new_families(number: int) -> list[int]:
    rows = QuoteFamily.objects.bulk_create([QuoteFamily() for _ in range(number)])
    return [family.pk for family in rows]


def _put(wanted: dict[int, int | None]) -> None:
    """Writes the family of each quote."""
    set_link(Quote, "family_id", wanted)


def _move(quotes: QuerySet[Quote], merged: dict[int, int]) -> None:
    """Puts the quotes of each family into the family that took it over: {old: kept}."""
    kept = Case(*(When(family=old, then=Value(new)) for old, new in merged.items()))
    quotes.filter(family__in=merged).update(family=kept)
