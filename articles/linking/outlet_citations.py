"""Citations of other outlets, from the texts of articles into rows."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from articles.extraction.reading import FIELDS
from articles.linking.among import among
from articles.linking.citations import Citation, Outlets, find_citations, outlet_key
from articles.models import Article, OutletCitation, Source, SourceAlias

AT_ONCE = 500  # articles whose texts are in memory
LONGEST = OutletCitation._meta.get_field("words").max_length
LONGEST_CUE = OutletCitation._meta.get_field("cue").max_length


def link(articles: Iterable[Article]) -> None:
    """Puts the citations that the texts hold in place of those that the articles have; an article
    that names its own outlet cites nobody. Four queries for any number of
    articles whose outlets are at hand."""
    articles = list(articles)
    if not articles:
        return
    known = _sources()
    outlets = Outlets.named(known)
    rows = [
        OutletCitation(
            article=article,
            source_id=known.get(found.key),
            words=found.words,
            cue=found.cue[:LONGEST_CUE],
            field=field,
            start=found.start,
            end=found.end,
        )
        for article in articles
        for field in FIELDS
        for found in find_citations(getattr(article, field), outlets)
        if not _own(article, found, known)
    ]
    OutletCitation.objects.filter(among("article", [each.pk for each in articles])).delete()
    OutletCitation.objects.bulk_create(rows, batch_size=500)


def relink() -> Iterator[int]:
    """Finds the citations of all articles anew, so that outlets which came later are known too;
    yields how many articles are done."""
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = Article.objects.filter(pk__in=ids[start : start + AT_ONCE])
        with transaction.atomic():
            link(part.select_related("source").only("source__folded", *FIELDS))
        yield min(start + AT_ONCE, len(ids))


def derived() -> dict[tuple, int | None]:
    """The outlet of each citation, by its place."""
    rows = OutletCitation.objects.order_by().values_list(
        "article_id", "field", "start", "source_id"
    )
    return {row[:3]: row[3] for row in rows.iterator()}


def _sources() -> dict[str, int]:
    """The id of each outlet by its key, aliases too; an outlet's own name comes before an alias."""
    aliases = SourceAlias.objects.values_list("name", "source_id")
    names = Source.objects.values_list("name", "pk")
    return {outlet_key(name): pk for name, pk in [*aliases, *names]}


def _own(article: Article, found: Citation, known: dict[str, int]) -> bool:
    """Whether an article names its own outlet, by a part of the name too ("told the Courier"), or
    at such length that it is no name."""
    if len(found.words) > LONGEST:
        return True
    if article.source_id is None:
        return False
    own, words = article.source.folded.split(), found.key.split()
    part = words in (own[: len(words)], own[-len(words) :])
    return part or known.get(found.key) == article.source_id
