"""Rows of the database -> what the index holds of them, a batch at a time.

A document is a dict of the fields of `schema`. The index keeps ids of people, outlets, tags and
stories and never their names, so that a rename or a merge rewrites no text.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Mention, Quote, Tagging
from articles.querysets import shown
from articles.search import places
from articles.search.schema import stemmed
from articles.search.words import words

# How often the words of a field stand in `text_stem`: a headline says what an article is about. The
# weights so enter before a word's frequency is damped (BM25F: Robertson, Zaragoza, Taylor, 2004).
REPEATED = {"headline": 4, "standfirst": 2, "body": 1}
# An article this much older counts half as much, other things being equal: ranking prefers what
# is recent a little, and in an archive of fifty years the first year still reaches a quarter.
HALF_LIFE_DAYS = 25 * 365.25
# The days between which age counts: a date beyond them is more often a slip than an article.
_FIRST_DAY, _YEAR_2000, _FINAL_DAY = (date(year, 1, 1).toordinal() for year in (1900, 2000, 2050))

# Sort keys are whole numbers of 64 bits: 22 of the day, 19 of the second within it, 23 of the id.
_SECOND_BITS, _ID_BITS = 19, 23
_LAST_SECOND = (1 << _SECOND_BITS) - 1
_LAST_DAY = (1 << 22) - 1

_DIGEST_BYTES = 7
DIGESTS = 1 << (8 * _DIGEST_BYTES)  # digests are below this, each as likely as any other

Document = dict[str, Any]


@dataclass
class Entry:
    """What the index holds of one article: on which side, its document and those of its quotes."""

    article_id: int
    shown: bool
    article: Document
    quotes: list[Document] = field(default_factory=list)


class _ArticleRow(NamedTuple):
    """The columns of an article that reach the index; the triggers watch the same ones.

    `is_shown` follows from `status` and `embargoed_until`.
    """

    headline: str
    standfirst: str
    body: str
    id: int
    byline: list[str]
    dateline_place: str
    suggested_tags: list[dict[str, str]]
    source_id: int | None
    language: str
    published_on: date | None
    published_precision: str
    published_at: datetime | None
    status: str
    embargoed_until: datetime | None
    story_id: int | None
    is_shown: bool


class _QuoteRow(NamedTuple):
    """The columns of a quote that reach the index; the triggers watch the same ones."""

    text: str
    id: int
    article_id: int
    field: str
    start: int
    kind: str
    cue: str
    speaker_id: int | None
    speaker_mention: str


def entries(article_ids: Iterable[int]) -> list[Entry]:
    """The entries of those articles that exist; four queries for any number of them."""
    ids = sorted(article_ids)
    chosen = Article.objects.filter(_among("pk", ids)).order_by("pk")
    chosen = chosen.annotate(is_shown=ExpressionWrapper(shown(), BooleanField()))
    rows = list(map(_ArticleRow._make, chosen.values_list(*_ArticleRow._fields)))
    theirs = _among("article", ids)
    people = _pairs(Mention.objects.filter(theirs), "person_id")
    tags = _pairs(Tagging.objects.filter(theirs), "tag_id")
    quotes = defaultdict(list)
    statements = Quote.objects.statements().filter(theirs).order_by("article", "field", "start")
    for row in map(_QuoteRow._make, statements.values_list(*_QuoteRow._fields)):
        quotes[row.article_id].append(row)
    return [_entry(row, people[row.id], tags[row.id], quotes[row.id]) for row in rows]


def _among(column: str, ids: Sequence[int]) -> Q:
    """The condition that a column holds one of these sorted ids; a run of them is a range."""
    if ids and ids[-1] - ids[0] + 1 == len(ids):
        return Q(**{f"{column}__gte": ids[0], f"{column}__lte": ids[-1]})
    return Q(**{f"{column}__in": ids})


def _pairs(rows: QuerySet, column: str) -> dict[int, list[int]]:
    """The distinct values of a column by article, in order."""
    found = defaultdict(set)
    for article_id, value in rows.order_by().values_list("article_id", column):
        found[article_id].add(value)
    return defaultdict(list, {article_id: sorted(values) for article_id, values in found.items()})


def _entry(
    article: _ArticleRow, people: list[int], tags: list[int], quotes: list[_QuoteRow]
) -> Entry:
    shared = _shared(article, people, tags)
    shared["digest"] = _digest(shared["status"], article, people, tags, quotes)
    made = [_quote_document(quote, shared) for quote in quotes]
    located = places.keys(article.dateline_place, article.suggested_tags)
    document = {
        **shared,
        "id": article.id,
        "speaker": sorted({quote.speaker_id for quote in quotes if quote.speaker_id}),
        "quoted": int(bool(quotes)),
        "byline": _texts(article.byline),
        "place": _texts(located),
        "place_raw": located,
        **_text_fields(article),
    }
    document["quote"] = [text for quote in made for text in quote["quote"]]
    for name in ("cue", "speaker_words"):
        document[name] = list(dict.fromkeys(text for quote in made for text in quote[name]))
    return Entry(article.id, article.is_shown, document, made)


def _text_fields(article: _ArticleRow) -> Document:
    """Headline, standfirst and body, each as written, and the stems of all of them."""
    document: Document = {}
    together = []
    for name, times in REPEATED.items():
        found = words(getattr(article, name))
        document[name] = [" ".join(found)] if found else []
        together += [stemmed(found)] * times
    document["text_stem"] = [" ".join(together)]
    return document


def _shared(article: _ArticleRow, people: list[int], tags: list[int]) -> Document:
    """What the documents of an article and of its quotes have in common."""
    on = article.published_on
    day = on.toordinal() if on else None
    newest, oldest = _sort_keys(day, article)
    language = article.language.lower()
    main = language.partition("-")[0]
    return {
        "article": article.id,
        "source": _present(article.source_id),
        "person": people,
        "tag": tags,
        "story": _present(article.story_id),
        "year": _present(on and on.year),
        "month": _present(on and _month(article)),
        "day": _present(day),
        "last_day": _present(on and _last_day(article)),
        "newest": newest,
        "oldest": oldest,
        "weight": _weight(day),
        "lang": sorted({language, main} - {""}),
        "language": [main] if main else [],
        "status": [article.status] + ["embargoed"] * _is_embargoed(article),
    }


def _month(article: _ArticleRow) -> int | None:
    """202601 for January 2026; None where no more than the year is known."""
    on = article.published_on
    in_a_month = article.published_precision != Article.Precision.YEAR
    return on.year * 100 + on.month if in_a_month else None


def _last_day(article: _ArticleRow) -> int:
    """The ordinal of the last day that the date can mean: of a year alone its 31 December."""
    on = article.published_on
    if article.published_precision == Article.Precision.YEAR:
        on = on.replace(month=12, day=31)
    elif article.published_precision == Article.Precision.MONTH:
        on = on.replace(day=monthrange(on.year, on.month)[1])
    return on.toordinal()


def _weight(day: int | None) -> float:
    """What the score is multiplied by, for its age; an undated article is taken for one of 2000."""
    counted = min(max(day or _YEAR_2000, _FIRST_DAY), _FINAL_DAY)
    return 2.0 ** ((counted - _YEAR_2000) / HALF_LIFE_DAYS)


def _is_embargoed(article: _ArticleRow) -> bool:
    return bool(article.embargoed_until and article.embargoed_until > timezone.now())


def _quote_document(quote: _QuoteRow, shared: Document) -> Document:
    found = words(quote.text)
    return {
        **shared,
        "id": quote.id,
        "speaker": _present(quote.speaker_id),
        "cue": _texts([quote.cue]),
        "cue_raw": [quote.cue] if quote.cue else [],
        "kind": quote.kind,
        "speaker_words": _texts([quote.speaker_mention]),
        "quote": [" ".join(found)] if found else [],
        "quote_stem": [stemmed(found)] if found else [],
    }


def _sort_keys(day: int | None, article: _ArticleRow) -> tuple[int, int]:
    """Keys that sort as `newest()` (descending) and `oldest()` (ascending) of articles do."""
    low = article.id & ((1 << _ID_BITS) - 1)
    if day is None:
        return low, (_LAST_DAY << (_SECOND_BITS + _ID_BITS)) | low
    first = day << _SECOND_BITS
    if article.published_at is None:
        newest, oldest = first, first | _LAST_SECOND
    else:
        # The day is the article's own; in UTC the instant lies up to 14 hours before or after it.
        midnight = datetime.combine(article.published_on, datetime.min.time(), UTC)
        second = int((article.published_at - midnight + timedelta(days=1)).total_seconds()) + 1
        newest = oldest = first | min(max(second, 1), _LAST_SECOND - 1)
    return newest << _ID_BITS | low, oldest << _ID_BITS | low


def _present(value: int | None) -> list[int]:
    return [] if value is None else [value]


def _texts(texts: Iterable[str]) -> list[str]:
    """Folded words of each text, joined by blanks, as the index cuts them."""
    return [joined for text in texts if (joined := _cut(str(text)))]


# Cues, bylines and the words for a speaker recur: most of an archive's are among these.
@lru_cache(maxsize=20_000)
def _cut(text: str) -> str:
    return " ".join(words(text))


def _digest(
    statuses: list[str],
    article: _ArticleRow,
    people: list[int],
    tags: list[int],
    quotes: list[_QuoteRow],
) -> int:
    """A number that differs where anything that the index is made from differs."""
    # The long texts as they are: to write them as literals takes longer than all the rest.
    texts = [*article[:3], *(quote.text for quote in quotes)]
    others = [statuses, article[3:], people, tags, [quote[1:] for quote in quotes]]
    told = "\0".join((repr(others), repr([*map(len, texts)]), *texts))
    hashed = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
    return int.from_bytes(hashed.digest(), "big")
