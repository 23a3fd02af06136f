"""Names that readers type or see -> ids that the index holds, and back."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify

from articles.extraction.names import fold
from articles.models import Person, Source, Story, Tag
from articles.querysets import User

MOST = 100  # rows that one name may mean

_MODELS: dict[str, type[Model]] = {
    "source": Source,
    "person": Person,
    "speaker": Person,
    "tag": Tag,
    "story": Story,
}
KINDS = frozenset(_MODELS)


class Row(NamedTuple):
    """A person, outlet, tag or story."""

    id: int
    slug: str
    label: str


def find(kind: str, name: str, user: User | None) -> list[Row]:
    """Rows that bear this name among those the user may see; at most MOST, by name.

    First those whose whole name it is (a person: any of their names), else those with the words in
    their name; a slug counts as a name.
    """
    model = _MODELS[kind]
    rows = model.objects.visible_to(user)
    folded = fold(name)
    for condition in _conditions(kind, name, folded, slugify(name) or folded):
        ids = model.objects.filter(condition).values("pk")
        if found := _rows(kind, rows.filter(pk__in=ids).distinct()[:MOST]):
            return found
    return []


def _conditions(kind: str, name: str, folded: str, slug: str) -> Sequence[Q]:
    """What to look for, the strictest first."""
    if kind == "story":
        return Q(slug=slug), Q(title__iexact=name), _words_in("slug", slug, "-")
    column = "names__folded" if kind in ("person", "speaker") else "folded"
    if not folded:
        return (Q(slug=slug),)
    return Q(**{column: folded}) | Q(slug=slug), _words_in(column, folded, " ")


def _words_in(column: str, words: str, blank: str) -> Q:
    """True where the words stand in the column as whole words."""
    return (
        Q(**{f"{column}__startswith": words + blank})
        | Q(**{f"{column}__endswith": blank + words})
        | Q(**{f"{column}__contains": blank + words + blank})
    )


def with_slugs(kind: str, slugs: Iterable[str], user: User | None) -> list[Row]:
    """The rows of these slugs that the user may see; a slug that nothing has is left out."""
    rows = _MODELS[kind].objects.visible_to(user)
    return _rows(kind, rows.filter(slug__in=list(slugs)))


def with_ids(kind: str, ids: Iterable[int], user: User | None) -> dict[int, Row]:
    """The rows of these ids that the user may see, by id."""
    rows = _MODELS[kind].objects.visible_to(user)
    return {row.id: row for row in _rows(kind, rows.filter(pk__in=list(ids)))}


def _rows(kind: str, rows: QuerySet) -> list[Row]:
    label = "title" if kind == "story" else "name"
    return [Row(*row) for row in rows.values_list("pk", "slug", label)]
