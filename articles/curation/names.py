"""Names that a curator gives to people, outlets and tags, folded as the archive finds them."""

from django.db import models

from articles.extraction.names import fold
from articles.linking.people import is_full
from articles.linking.sources import folded_outlet
from articles.models import Person, PersonName, Source, Tag
from articles.slugs import free_slug

__all__ = ["NameTaken", "add_name", "check_folded", "fold", "is_full", "save_named", "save_person"]


class NameTaken(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """The name is another's already, is none, or is too long; its text says so."""


def check_folded(row: Source | Tag, name: str) -> str:
    """The folded form of an outlet's or a tag's name.

    Raises NameTaken where nothing is left of it, or another row of the kind has it.
    """
    folded = folded_outlet(name) if isinstance(row, Source) else fold(name)
    if not any(character.isalnum() for character in folded):
        raise NameTaken("A name needs a letter or a digit.")
    if len(folded) > row._meta.get_field("folded").max_length:
        raise NameTaken("This name is too long.")
    other = type(row)._base_manager.filter(folded=folded).exclude(pk=row.pk).first()
    if other:
        raise NameTaken(f"There is “{other}” already, and it is the same name.")
    return folded


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
