"""The people of the demo archive, held against what its archivist knows of their names."""

import json
from itertools import combinations

import pytest

from articles.importing import sample
from articles.importing.sample import FOLDER
from articles.linking.people import is_full
from articles.models import OutletCitation, Person, PersonName, PersonPair

pytestmark = pytest.mark.django_db

TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def people_named(name: str) -> set[Person]:
    return {row.person for row in PersonName.objects.filter(name=name).select_related("person")}


@pytest.fixture
def pairs() -> set[frozenset[Person]]:
    """The pairs that the import of the demo archive has brought."""
    sample.load()
    rows = PersonPair.objects.select_related("first", "second")
    return {frozenset((pair.first, pair.second)) for pair in rows}


def test_every_two_names_of_one_person_are_joined_or_asked_about(pairs):
    for names in TRUTH["same_person"]:
        people = {person for name in filter(is_full, names) for person in people_named(name)}
        for two in combinations(people, 2):
            assert frozenset(two) in pairs, names


def test_two_people_are_never_joined(pairs):
    for names in TRUTH["different_people"]:
        for one, other in combinations(names, 2):
            assert people_named(one).isdisjoint(people_named(other))


def test_few_are_asked_about_in_vain(pairs):
    known = [
        {person for name in filter(is_full, names) for person in people_named(name)}
        for names in TRUTH["same_person"]
    ]
    vain = [pair for pair in pairs if not any(pair <= people for people in known)]
    assert len(vain) <= 2


def test_the_demo_s_outlets_cite_nobody_but_others(pairs):
    for citation in OutletCitation.objects.select_related("article"):
        text = getattr(citation.article, citation.field)
        assert text[citation.start : citation.end] == citation.words
        assert citation.source_id != citation.article.source_id
