"""Names that readers type or see -> ids that the index holds, and back."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import get_language_info

from articles.extraction.names import fold
from articles.models import Person, PersonName, Source, Story, Tag
from articles.querysets import User, sees_hidden
from articles.search.prepared import Prepared

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


def find(kind: str, name: str, user: User | None, *, begun: bool = False) -> list[Row]:
    """Rows that bear this name among those the user may see; at most MOST, by name.

    First those whose whole name it is (a person: any of their names), else those with the words in
    their name; a slug counts as a name. `begun`: the last word of the name is only begun.
    """
    model = _MODELS[kind]
    rows = model.objects.visible_to(user)
    folded = fold(name)
    slug = slugify(name) or folded
    conditions = (_begun if begun else _conditions)(kind, name, folded, slug)
    for condition in conditions or (Q(pk__in=()),):
        ids = _bearers(kind, condition, slug, user)
        if found := _rows(kind, rows.filter(pk__in=ids).distinct()[:MOST]):
            return found
    return []


def _conditions(kind: str, name: str, folded: str, slug: str) -> Sequence[Q]:
    """What to look for among the names, the strictest first; nothing where a name folds to ""."""
    if kind == "story":
        return Q(title__iexact=name), _words_in("slug", slug, "-")
    return (Q(folded=folded), _words_in("folded", folded, " ")) if folded else ()


def _begun(kind: str, name: str, folded: str, slug: str) -> Sequence[Q]:
    """What to look for among the names where the last word is only begun."""
    if kind == "story":
        return (Q(slug__startswith=slug) | Q(slug__contains=f"-{slug}"),) if slug else ()
    return (Q(folded__startswith=folded) | Q(folded__contains=f" {folded}"),) if folded else ()


def _bearers(kind: str, condition: Q, slug: str, user: User | None) -> QuerySet:
    """The ids of what has this slug or a name that the condition is true of.

    A person's names are rows of their own; a form that stands in hidden articles alone is no name
    for those who may not see these.
    """
    if kind not in ("person", "speaker"):
        return _MODELS[kind].objects.filter(condition | Q(slug=slug)).values("pk")
    forms = PersonName.objects.visible_to(user).filter(condition).values("person")
    return Person.objects.filter(Q(pk__in=forms) | Q(slug=slug)).values("pk")


def _words_in(column: str, words: str, blank: str) -> Q:
    """True where the words stand in the column as whole words."""
    return (
        Q(**{f"{column}__startswith": words + blank})
        | Q(**{f"{column}__endswith": blank + words})
        | Q(**{f"{column}__contains": blank + words + blank})
    )


def language_name(code: str) -> str:
    """The name of a main language ("de" is German) in the language of the page; the code where it
    has none here."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def with_slugs(kind: str, slugs: Iterable[str], user: User | None) -> list[Row]:
    """The rows of these slugs that the user may see; a slug that nothing has is left out."""
    rows = _MODELS[kind].objects.visible_to(user)
    return _rows(kind, rows.filter(slug__in=list(slugs)))


def with_ids(kind: str, ids: Iterable[int], user: User | None) -> dict[int, Row]:
    """The rows of these ids that the user may see, by id."""
    found = _by_id(kind, sees_hidden(user)).rows(list(ids))
    return {row[0]: Row(*row) for row in found}


@cache
def _by_id(kind: str, hidden: bool) -> Prepared:
    """The rows that those may see who see what is `hidden`, or every reader, by id."""
    rows = _MODELS[kind].objects

    def make(ids: Sequence[int]) -> QuerySet:
        seen = rows.all() if hidden else rows.visible_to(None)
        return _columns(kind, seen.filter(pk__in=ids).order_by())

    return Prepared(make)


def _rows(kind: str, rows: QuerySet) -> list[Row]:
    return [Row(*row) for row in _columns(kind, rows)]


def _columns(kind: str, rows: QuerySet) -> QuerySet:
    return rows.values_list("pk", "slug", "title" if kind == "story" else "name")
