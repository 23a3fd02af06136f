"""Rows of the database -> what the index holds of them, a batch at a time.

A document is a dict of the fields of `schema`. The index keeps ids of people, outlets, tags and
stories and never their names, so that a rename or a merge rewrites no text.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.utils import timezone

from articles.models import Article, Mention, Quote, Tagging
from articles.search.words import words

# An article this much older counts half as much, other things being equal: ranking prefers what
# is recent a little, and in an archive of fifty years the first year still reaches a quarter.
HALF_LIFE_DAYS = 25 * 365.25
# The days between which age counts: a date beyond them is more often a slip than an article.
_FIRST_DAY, _YEAR_2000, _FINAL_DAY = (date(year, 1, 1).toordinal() for year in (1900, 2000, 2050))

# Sort keys are whole numbers of 64 bits: 22 of the day, 19 of the second within it, 23 of the id.
_SECOND_BITS, _ID_BITS = 19, 23
_LAST_SECOND = (1 << _SECOND_BITS) - 1
_LAST_DAY = (1 << 22) - 1

Document = dict[str, Any]


@dataclass
class Entry:
    """What the index holds of one article: on which side, its document and those of its quotes."""

    article_id: int
    shown: bool
    article: Document
    quotes: list[Document] = field(default_factory=list)


def entries(article_ids: Iterable[int]) -> list[Entry]:
    """The entries of those articles that exist; five queries for any number of them."""
    ids = list(article_ids)
    rows = Article.objects.filter(pk__in=ids).order_by("pk").only(*_COLUMNS)
    shown = set(Article.objects.filter(pk__in=ids).published().values_list("pk", flat=True))
    people = _pairs(Mention.objects.filter(article__in=ids), "person_id")
    tags = _pairs(Tagging.objects.filter(article__in=ids), "tag_id")
    quotes = defaultdict(list)
    for quote in Quote.objects.statements().filter(article__in=ids).only(*_QUOTE_COLUMNS):
        quotes[quote.article_id].append(quote)
    return [
        _entry(row, row.pk in shown, people[row.pk], tags[row.pk], quotes[row.pk]) for row in rows
    ]


# The columns whose change reaches the index; the triggers watch the same ones.
_COLUMNS = (
    "headline",
    "standfirst",
    "body",
    "byline",
    "dateline_place",
    "source",
    "language",
    "published_on",
    "published_at",
    "status",
    "embargoed_until",
    "story",
)
_QUOTE_COLUMNS = ("article", "field", "start", "text", "kind", "cue", "speaker", "speaker_mention")


def _pairs(rows: Any, column: str) -> dict[int, list[int]]:
    """The distinct values of a column by article, in order."""
    found = defaultdict(list)
    pairs = rows.order_by("article_id", column).values_list("article_id", column).distinct()
    for article_id, value in pairs:
        found[article_id].append(value)
    return found


def _entry(
    article: Article, shown: bool, people: list[int], tags: list[int], quotes: list[Quote]
) -> Entry:
    shared = _shared(article, people, tags)
    speakers = sorted({quote.speaker_id for quote in quotes if quote.speaker_id})
    document = {
        **shared,
        "id": article.pk,
        "speaker": speakers,
        "byline": _texts(article.byline),
        "place": _texts([article.dateline_place]),
        "cue": _texts(dict.fromkeys(quote.cue for quote in quotes)),
        "speaker_words": _texts(dict.fromkeys(quote.speaker_mention for quote in quotes)),
    }
    for name in ("headline", "standfirst", "body"):
        _add_stemmed(document, name, [getattr(article, name)])
    _add_stemmed(document, "quote", [quote.text for quote in quotes])
    entry = Entry(article.pk, shown, document)
    entry.quotes = [_quote_document(quote, shared) for quote in quotes]
    digest = _digest(entry)
    for made in (document, *entry.quotes):
        made["digest"] = digest
    return entry


def _shared(article: Article, people: list[int], tags: list[int]) -> Document:
    """What the documents of an article and of its quotes have in common."""
    day = article.published_on.toordinal() if article.published_on else None
    newest, oldest = _sort_keys(day, article)
    language = article.language.lower()
    return {
        "article": article.pk,
        "source": _present(article.source_id),
        "person": people,
        "tag": tags,
        "story": _present(article.story_id),
        "year": _present(article.published_on and article.published_on.year),
        "day": _present(day),
        "newest": newest,
        "oldest": oldest,
        "weight": _weight(day),
        "lang": sorted({language, language.partition("-")[0]} - {""}),
        "status": [article.status] + ["embargoed"] * _is_embargoed(article),
    }


def _weight(day: int | None) -> float:
    """What the score is multiplied by, for its age; an undated article is taken for one of 2000."""
    counted = min(max(day or _YEAR_2000, _FIRST_DAY), _FINAL_DAY)
    return 2.0 ** ((counted - _YEAR_2000) / HALF_LIFE_DAYS)


def _is_embargoed(article: Article) -> bool:
    return bool(article.embargoed_until and article.embargoed_until > timezone.now())


def _quote_document(quote: Quote, shared: Document) -> Document:
    document = {
        **shared,
        "id": quote.pk,
        "speaker": _present(quote.speaker_id),
        "cue": _texts([quote.cue]),
        "cue_raw": [quote.cue] if quote.cue else [],
        "kind": quote.kind,
        "speaker_words": _texts([quote.speaker_mention]),
    }
    _add_stemmed(document, "quote", [quote.text])
    return document


def _sort_keys(day: int | None, article: Article) -> tuple[int, int]:
    """Keys that sort as `newest()` (descending) and `oldest()` (ascending) of articles do."""
    low = article.pk & ((1 << _ID_BITS) - 1)
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
    return [joined for text in texts if (joined := " ".join(words(str(text))))]


def _add_stemmed(document: Document, name: str, texts: Iterable[str]) -> None:
    document[name] = document[f"{name}_stem"] = _texts(texts)


def _digest(entry: Entry) -> int:
    """A number that differs where anything the index holds of the article differs."""
    held = repr((entry.shown, entry.article, entry.quotes)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(held, digest_size=7).digest(), "big")
