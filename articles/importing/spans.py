"""Quotes and mentions of a new reading in place of the article's old ones, under the same ids."""

from collections.abc import Iterable

from django.db.models import F

from articles.extraction.reading import FIELDS, ReadArticle
from articles.importing import bulk, rows
from articles.importing.review import carry_over
from articles.models import Article, Mention, Quote

ASIDE = 1_000_000_000  # added to places while rows change theirs: no text is as long
COLUMNS = [f.attname for f in Quote._meta.concrete_fields if f.name not in ("id", "article")]
LINKS = ("nested_in", "continues")


def replace_spans(article: Article, read: ReadArticle, *, why: str = "") -> list[str]:
    """Puts the reading's people and quotes in place of the article's.

    Quotes that are still there stay the same rows, with their addresses, families and decisions
    (`review.carry_over`). The changes of those that have a history go into it, with `why`. The
    number of queries grows with neither the quotes nor the mentions that stay or come.
    Returns the words of reviewed quotes that the text no longer holds.
    """
    before = list(article.quotes.all())
    fresh = rows.spans([(article, read)])
    texts = {name: getattr(article, name) for name in FIELDS}
    carried = carry_over(before, fresh.quotes, texts)
    _write_quotes({quote.pk: quote for quote in before}, carried.quotes, why)
    _write_mentions(list(article.mentions.all()), fresh.mentions)
    return carried.lost


def _write_quotes(before: dict[int, Quote], quotes: list[Quote], why: str) -> None:
    """Writes the quotes over those of `before`: what stays, what is gone, what is new."""
    kept = {quote.pk: quote for quote in quotes if quote.pk}
    changed = [quote for quote in kept.values() if _differs(before[quote.pk], quote)]
    gone = [old for pk, old in before.items() if pk not in kept]
    # Two rows may change places: all go aside first, or one would meet the other where it still is.
    # What they hang on may be gone, and would take them along.
    Quote.objects.filter(pk__in=[quote.pk for quote in changed]).update(
        start=F("start") + ASIDE, end=F("end") + ASIDE, nested_in=None, continues=None
    )
    if gone:
        ids = [quote.pk for quote in gone]
        Quote.objects.filter(pk__in=ids).delete()
        Quote.history.filter(id__in=ids, history_type="-").update(history_change_reason=why)
    bulk.insert([quote for quote in quotes if not quote.pk])
    for quote in changed:
        for name in LINKS:
            setattr(quote, name, getattr(quote, name))  # takes over the id that it has by now
    Quote.objects.bulk_update(changed, COLUMNS, batch_size=100)
    _keep_history(changed, why)


def _differs(old: Quote, new: Quote) -> bool:
    return any(_value(old, name) != _value(new, name) for name in COLUMNS)


def _value(quote: Quote, column: str) -> object:
    """The value of a column; of a link to a quote that is not saved yet, that quote."""
    name = column.removesuffix("_id")
    if name in LINKS and Quote._meta.get_field(name).is_cached(quote):
        other = getattr(quote, name)
        return other.pk or other if other else None
    return getattr(quote, column)


def _keep_history(changed: Iterable[Quote], why: str) -> None:
    """Continues the history of those quotes that have one, which a person has changed before."""
    ids = [quote.pk for quote in changed]
    known = set(Quote.history.filter(id__in=ids).order_by().values_list("id", flat=True))
    if known:
        curated = [quote for quote in changed if quote.pk in known]
        Quote.history.bulk_history_create(curated, update=True, default_change_reason=why)


def _write_mentions(before: list[Mention], fresh: list[Mention]) -> None:
    """Leaves the mentions that are as they were, and makes the others anew: nothing links them."""
    there = {_told(mention): mention.pk for mention in before}
    now = {_told(mention) for mention in fresh}
    gone = [pk for told, pk in there.items() if told not in now]
    Mention.objects.filter(pk__in=gone).delete()
    bulk.insert([mention for mention in fresh if _told(mention) not in there])


def _told(mention: Mention) -> tuple:
    place = (mention.field, mention.start, mention.end)
    return (*place, mention.person_id, mention.text, mention.title)
