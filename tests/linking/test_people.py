"""Which names are one person, and which never make one."""

import pytest

from articles.linking.people import display_form, is_full, resolve
from articles.models import OldAddress, Person, PersonName
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_full_name_makes_a_person_once():
    first = resolve(["Paek Sun-woo"])["Paek Sun-woo"]
    assert resolve(["Paek Sun-woo"])["Paek Sun-woo"] == first
    assert Person.objects.count() == 1
    assert first.slug == "paek-sun-woo"


def test_spellings_that_fold_alike_are_one_person_and_are_all_kept():
    found = resolve(["Paek Sun-woo", "Paek Sun Woo", "PAEK SUN-WOO"])
    assert len({person.pk for person in found.values()}) == 1
    names = set(PersonName.objects.values_list("name", flat=True))
    assert names == {"Paek Sun-woo", "Paek Sun Woo", "Paek Sun-Woo"}


def test_a_known_variant_leads_to_its_person():
    person = make_person("Marguerite Oduya", names=["Maggie Oduya"])
    assert resolve(["Maggie Oduya"]) == {"Maggie Oduya": person}


def test_a_lone_family_name_makes_nobody():
    assert resolve(["Paek", "Oduya"]) == {}
    assert not Person.objects.exists()


def test_of_two_who_share_a_name_the_first_in_the_archive_is_taken():
    first = make_person("Tobias Renn")
    make_person("Tobias Renn", slug="tobias-renn-pilot")
    assert resolve(["Tobias Renn"])["Tobias Renn"] == first


def test_two_names_with_one_slug_get_two_addresses():
    found = resolve(["Jo O'Hara", "Jo Ohara"])
    slugs = {person.slug for person in found.values()}
    assert len(slugs) == len({person.pk for person in found.values()})


def test_known_names_cost_the_same_number_of_queries(django_assert_num_queries):
    names = [f"Ines Calloway {suffix}" for suffix in "ABCDEFGH"]
    resolve(names)
    with django_assert_num_queries(1):
        resolve(names[:2])
    with django_assert_num_queries(1):
        resolve(names)


@pytest.mark.parametrize(("name", "full"), [("Ines Calloway", True), ("Ines", False), ("", False)])
def test_a_full_name_has_two_words(name, full):
    assert is_full(name) is full


def test_a_name_too_long_to_be_one_is_no_full_name():
    assert not is_full("Ines " * 60)


def test_capitals_throughout_are_shown_with_small_letters():
    assert display_form("PAEK SUN-WOO") == "Paek Sun-Woo"
    assert display_form("Edwige de la Cour") == "Edwige de la Cour"


def test_a_name_that_folding_makes_too_long_is_no_full_name():
    assert not is_full("ß" * 90 + " " + "ß" * 90)


def test_an_address_that_somebody_had_is_not_given_away():
    person = make_person("Ines Calloway-Renn")
    OldAddress.objects.create(kind="person", slug="ines-calloway", target_id=person.pk)
    assert resolve(["Ines Calloway"])["Ines Calloway"].slug == "ines-calloway-2"
