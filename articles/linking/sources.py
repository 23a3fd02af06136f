"""Names of outlets -> Source rows: one outlet, one row, however an article spells it."""

from articles.extraction.names import fold
from articles.models import Source, SourceAlias
from articles.slugs import free_slug

MAX_NAME = 200


def folded_outlet(name: str) -> str:
    """The name as outlets are told apart: folded, without a leading "the"."""
    folded = fold(name)
    return (folded.removeprefix("the ") or folded)[:MAX_NAME]


def source_named(name: str) -> Source | None:
    """The outlet of this name or alias, made where there is none; None for a name of no letters."""
    name = " ".join(name.split())[:MAX_NAME]
    folded = folded_outlet(name)
    if not any(character.isalnum() for character in folded):
        return None
    source = Source.objects.filter(folded=folded).first()
    if source is None:
        alias = SourceAlias.objects.filter(folded=folded).select_related("source").first()
        source = alias.source if alias else None
    if source is None:
        source, _ = Source.objects.get_or_create(
            folded=folded, defaults={"name": name, "slug": free_slug(Source, name)}
        )
    return source
