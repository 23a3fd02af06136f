"""Names in articles -> Person rows: the same folded full name is the same person.

A lone family name joins the person so named in the same article (the reading has done that) and
never makes a Person. Anything weaker than the same full name is left apart (`people_pairs` asks a
curator), and two whom a curator holds apart are told apart article by article (`people_homonyms`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.extraction.names import fold
from articles.extraction.reading import ReadArticle
from articles.linking.among import among
from articles.linking.people_homonyms import tell_apart
from articles.models import Article, OldAddress, Person, PersonName
from articles.slugs import free_slug, slug_of

MAX_NAME = 200

Form = tuple[int, str]  # id of a person, and a name of theirs as it is written


def is_full(name: str) -> bool:
    """True for a name of two words or more: only such a name can make a Person."""
    folded = fold(name)
    return max(len(name), len(folded)) <= MAX_NAME and len(folded.split()) >= 2


def display_form(name: str) -> str:
    """The name as the archive shows it: one set in capitals throughout gets small letters."""
    return name.title() if name.isupper() else name


def resolve(names: Iterable[str]) -> dict[str, Person]:
    """The Person of each full name, made where the archive has none; lone names are left out.

    Of two who share a name, the one the archive had first. A new spelling of a known name is kept
    as a PersonName. One query for all names that are known, whatever their number.
    """
    bearers, forms = _bearers(names)
    found = {name: people[0] for name, people in bearers.items()}
    _keep_forms(found.items(), forms)
    return found


def resolve_each(articles: Sequence[tuple[Article, ReadArticle]]) -> list[dict[str, Person]]:
    """For each article the Person of each full name in it, as `resolve`; but of two who share a
    name, the one whom the article means where it can be told."""
    bearers, forms = _bearers(name for _, read in articles for name in read.names)
    shared = {name: people for name, people in bearers.items() if len(people) > 1}
    first = {name: people[0] for name, people in bearers.items()}
    found = tell_apart(articles, first, shared) if shared else [first] * len(articles)
    # Most articles share one dictionary: its pairs are taken once.
    _keep_forms({pair for own in {id(o): o for o in found}.values() for pair in own.items()}, forms)
    return found


def _bearers(names: Iterable[str]) -> tuple[dict[str, list[Person]], set[Form]]:
    """Those who bear each full name, the one the archive had first in front, made where nobody
    does; and the forms that the archive has of these names."""
    full = {name: fold(name) for name in names if is_full(name)}
    known, forms = _known(set(full.values()))
    fresh = {folded: name for name, folded in reversed(full.items()) if folded not in known}
    known |= {folded: [person] for folded, person in _made(fresh).items()}
    return {name: known[folded] for name, folded in full.items()}, forms


def _keep_forms(found: Iterable[tuple[str, Person]], there: set[Form]) -> None:
    """Keeps each name as a form of its person's name, but those that are there."""
    PersonName.objects.bulk_create(
        [
            PersonName(person=person, name=form, folded=fold(name))
            for name, person in found
            if (person.pk, form := display_form(name)) not in there
        ],
        ignore_conflicts=True,
    )


def _known(folded: set[str]) -> tuple[dict[str, list[Person]], set[Form]]:
    """Those who bear each folded name, the one the archive had first in front; and all forms of
    these names."""
    known: dict[str, dict[int, Person]] = defaultdict(dict)
    forms: set[Form] = set()
    rows = PersonName.objects.filter(among("folded", folded)).select_related("person")
    for row in rows.defer("person__created_at").order_by("person_id"):
        known[row.folded].setdefault(row.person_id, row.person)
        forms.add((row.person_id, row.name))
    return {name: list(people.values()) for name, people in known.items()}, forms


def _made(names: dict[str, str]) -> dict[str, Person]:
    """New Person rows for {folded: name}."""
    wanted = {slug_of(name) for name in names.values()}
    taken = _taken(wanted) if wanted else set()
    made = {}
    for folded, name in names.items():
        slug = slug_of(name)
        if not slug or slug in taken:
            slug = free_person_slug(name, taken)
        taken.add(slug)
        made[folded] = Person(name=display_form(name), slug=slug)
    Person.objects.bulk_create(made.values())
    return made


def _taken(slugs: set[str]) -> set[str]:
    """Those of these slugs that a person has, or had: an old address leads to whom it led to."""
    now = Person.objects.filter(among("slug", slugs)).values_list("slug", flat=True)
    before = OldAddress.objects.filter(among("slug", slugs), kind=OldAddress.Kind.PERSON)
    return {*now, *before.values_list("slug", flat=True)}


def free_person_slug(name: str, taken: Iterable[str] = ()) -> str:
    """A slug for this name that no person has or had, and none of `taken`."""
    before = OldAddress.objects.filter(
        kind=OldAddress.Kind.PERSON, slug__startswith=slug_of(name) or "person"
    )
    return free_slug(Person, name, {*taken, *before.values_list("slug", flat=True)})
