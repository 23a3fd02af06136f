"""Names in articles -> Person rows: the same folded full name is the same person.

A lone family name joins the person so named in the same article (the reading has done that) and
never makes a Person. Anything weaker than the same full name is left apart.
"""

from collections.abc import Iterable

from articles.extraction.names import fold
from articles.models import Person, PersonName
from articles.slugs import free_slug, slug_of

MAX_NAME = 200


def is_full(name: str) -> bool:
    """True for a name of two words or more: only such a name can make a Person."""
    folded = fold(name)
    return max(len(name), len(folded)) <= MAX_NAME and len(folded.split()) >= 2


def display_form(name: str) -> str:
    """The name as the archive shows it: one set in capitals throughout gets small letters."""
    return name.title() if name.isupper() else name


def resolve(names: Iterable[str]) -> dict[str, Person]:
    """The Person of each full name, made where the archive has none; lone names are left out.

    A new spelling of a known name is kept as a PersonName. Two queries for all names that are
    known, whatever their number.
    """
    full = {name: fold(name) for name in names if is_full(name)}
    known = _known(set(full.values()))
    fresh = {folded: name for name, folded in reversed(full.items()) if folded not in known}
    known |= _made(fresh)
    resolved = {name: known[folded] for name, folded in full.items()}
    PersonName.objects.bulk_create(
        [
            PersonName(person=person, name=display_form(name), folded=full[name])
            for name, person in resolved.items()
        ],
        ignore_conflicts=True,
    )
    return resolved


def _known(folded: set[str]) -> dict[str, Person]:
    """Person of each folded name; of two who share it, the one the archive had first."""
    rows = PersonName.objects.filter(folded__in=folded).select_related("person")
    return {row.folded: row.person for row in rows.order_by("-person_id")}


def _made(names: dict[str, str]) -> dict[str, Person]:
    """New Person rows for {folded: name}."""
    wanted = {slug_of(name) for name in names.values()}
    taken = set(Person.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    made = {}
    for folded, name in names.items():
        slug = slug_of(name)
        if not slug or slug in taken:
            slug = free_slug(Person, name, taken)
        taken.add(slug)
        made[folded] = Person(name=display_form(name), slug=slug)
    Person.objects.bulk_create(made.values())
    return made
