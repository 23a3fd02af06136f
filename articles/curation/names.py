"""Names that a curator gives to people, outlets and tags, folded as the archive finds them."""

from django.db import models
from django.utils.translation import gettext

from articles.extraction.names import fold
from articles.linking.people import is_full
from articles.linking.sources import folded_outlet
from articles.models import Person, PersonName, Source, SourceAlias, Tag, TagAlias
from articles.slugs import free_slug

__all__ = [
    "NameTaken",
    "add_name",
    "check_alias",
    "check_folded",
    "check_wider",
    "fold",
    "is_full",
    "save_named",
    "save_person",
]


ALIASES = {Source: (SourceAlias, "source"), Tag: (TagAlias, "tag")}


class NameTaken(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """The name is another's already, is none, or is too long; its text says so."""


def check_folded(row: Source | Tag, name: str) -> str:
    """The folded form of an outlet's or a tag's name.

    Raises NameTaken where nothing is left of it, or another row of the kind has it, as its name or
    as an alias.
    """
    folded = _folded(row, name)
    _refuse_taken(type(row)._base_manager.exclude(pk=row.pk), folded)
    aliases, owner = ALIASES[type(row)]
    _refuse_taken(aliases._base_manager.exclude(**{f"{owner}_id": row.pk}), folded)
    return folded


def check_alias(alias: SourceAlias | TagAlias, name: str) -> str:
    """The folded form of another name of an outlet or a tag. Raises NameTaken as `check_folded`
    does, and where it is the name of its own row."""
    folded = _folded(alias, name)
    _refuse_taken(type(alias)._base_manager.exclude(pk=alias.pk), folded)
    named = Source if isinstance(alias, SourceAlias) else Tag
    _refuse_taken(named._base_manager.all(), folded)
    return folded


def _folded(row: Source | Tag | SourceAlias | TagAlias, name: str) -> str:
    folded = folded_outlet(name) if isinstance(row, Source | SourceAlias) else fold(name)
    if not any(character.isalnum() for character in folded):
        raise NameTaken(gettext("A name needs a letter or a digit."))
    if len(folded) > row._meta.get_field("folded").max_length:
        raise NameTaken(gettext("This name is too long."))
    return folded


def _refuse_taken(rows: models.QuerySet, folded: str) -> None:
    other = rows.filter(folded=folded).first()
    if other:
        told = gettext("There is “%(other)s” already, and it is the same name.")
        raise NameTaken(told % {"other": other})


def check_wider(tag: Tag, parent: Tag | None) -> None:
    """Raises NameTaken where the wider term stands below the tag itself in the tree."""
    seen: set[int] = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == tag.pk:
            told = gettext("This term stands below the tag itself: it cannot be the wider one.")
            raise NameTaken(told)
        seen.add(parent.pk)
        parent = parent.parent


def save_named(row: Source | Tag) -> None:
    """Saves an outlet or a tag with the folded form of its name, and a slug if it has none.

    Raises NameTaken as `check_folded` does.
    """
    row.folded = check_folded(row, row.name)
    _give_slug(row)
    row.save()


def save_person(person: Person) -> None:
    """Saves a person; the name shown is always among the names that the next import knows."""
    _give_slug(person)
    person.save()
    add_name(person, person.name)


def add_name(person: Person, name: str) -> None:
    """Keeps one more form of a person's name; a lone word is no full name and names nobody."""
    if is_full(name):
        PersonName.objects.get_or_create(person=person, name=name, defaults={"folded": fold(name)})


def _give_slug(row: models.Model) -> None:
    if not row.slug:
        row.slug = free_slug(type(row), str(row))
