"""What a file says of an article beside its text: status, embargo, notes, tags, corrections."""

from collections.abc import Iterable
from datetime import UTC, datetime

from articles.formats.raw import RawArticle
from articles.importing.rows import storable
from articles.linking.tags import InvalidTag, tag_named
from articles.models import Article, Tagging

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # an embargo without a readable end
UNSAID = {
    "status": Article.Status.USABLE,
    "status_reason": "",
    "embargoed_until": None,
    "ednote": "",
    "slugline": "",
}


def columns(raw: RawArticle) -> dict:
    """The desk's columns of Article. A status that is not known hides the article."""
    known = raw.status in Article.Status.values
    return {
        "status": raw.status if known else Article.Status.WITHHELD,
        "status_reason": storable(raw.status_reason),
        "embargoed_until": _instant(raw.embargoed_until),
        "ednote": storable(raw.ednote),
        "slugline": storable(raw.slugline)[:200],
    }


def said(raw: RawArticle) -> dict:
    """The desk's columns that the file speaks of: all where its format has fields for them, else
    those that are set, for a page saved as text cannot say that an embargo was lifted."""
    found = columns(raw)
    if raw.structured:
        return found
    return {name: value for name, value in found.items() if value != UNSAID[name]}


def _instant(text: str) -> datetime | None:
    """The instant of an embargo; one that cannot be read never ends, so that nothing leaks."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def add_tags(articles: Iterable[tuple[Article, RawArticle]]) -> None:
    """Puts on each article the tags that its file names; words that cannot be tags are left out."""
    taggings = []
    for article, raw in articles:
        for name in raw.tags:
            try:
                tag = tag_named(storable(name))
            except InvalidTag:
                continue
            taggings.append(Tagging(article=article, tag=tag, origin=Tagging.Origin.IMPORT))
    Tagging.objects.bulk_create(taggings, ignore_conflicts=True)


def link_correction(article: Article, raw: RawArticle) -> None:
    """Joins the article to the one it says it corrects: by address, outlet's id or import path."""
    if not raw.corrects:
        return
    others = Article.objects.exclude(pk=article.pk)
    corrected = (
        others.filter(url=raw.corrects).first()
        or others.filter(source=article.source, external_id=raw.corrects).first()
        or others.filter(import_path=raw.corrects).first()
    )
    if corrected and corrected.pk != article.corrects_id:
        article.corrects = corrected
        article.save(update_fields=["corrects"])
