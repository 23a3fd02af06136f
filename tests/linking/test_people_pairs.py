"""Who may be one person under two names: found, ranked, and asked once."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from articles.linking.people_pairs import candidates, rebuild, suggest, suggest_after, suggest_since
from articles.models import ImportRun, Person, PersonPair
from tests.factories import make_article, make_person, make_story

pytestmark = pytest.mark.django_db


def named(*names: str) -> list[Person]:
    """A person of each name with one article that names them alone."""
    people = [make_person(name) for name in names]
    for person in people:
        make_article(f"On {person.name}", f"{person.name} left.", people=[person])
    return people


def pairs() -> set[frozenset[str]]:
    rows = PersonPair.objects.select_related("first", "second")
    return {frozenset((pair.first.name, pair.second.name)) for pair in rows}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Morikawa Sayo", "Sayo Morikawa"),
        ("Paek Sun-woo", "Sunwoo Paek"),
        ("Kerekes Ilona", "Ilona Kerekes"),
        ("Xu Jinhai", "Jinhai Xu"),
        ("J. Haldane", "Josiah Haldane"),
        ("Josiah Haldane", "Josiah Q. Haldane"),
        ("Bill Haldane", "William Haldane"),
        ("Muammar Gadhani", "Muammar Qadhani"),
        ("Gabriel Borrin", "Gabriel Borrin Font"),
    ],
)
def test_names_that_may_be_one_person_s_are_asked_about(one, other):
    _, newer = named(one, other)
    assert suggest([newer.pk]) == 1
    assert pairs() == {frozenset((one, other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Josiah Haldane", "Miriam Haldane"),
        ("Josiah Haldane Jr.", "Josiah Haldane Sr."),
        ("Mario Haldane", "Maria Haldane"),
        ("Josiah A. Haldane", "Josiah B. Haldane"),
        ("Petr Vanev", "Petr Vaneva"),
    ],
)
def test_names_that_differ_are_not(one, other):
    named(one, other)
    rebuild()
    assert not PersonPair.objects.exists()


def test_nobody_is_ever_merged_without_an_answer():
    named("Morikawa Sayo", "Sayo Morikawa")
    rebuild()
    assert Person.objects.count() == 2
    assert PersonPair.objects.get().verdict == "open"


@pytest.mark.parametrize("verdict", ["no", "unsure", "open"])
def test_a_pair_that_is_there_is_not_asked_about_again(verdict):
    first, second = named("Morikawa Sayo", "Sayo Morikawa")
    PersonPair.objects.create(first=first, second=second, verdict=verdict)
    assert suggest([first.pk, second.pk]) == 0


def test_a_rebuild_keeps_answers_and_drops_what_nothing_speaks_for():
    first, second, third = named("Morikawa Sayo", "Sayo Morikawa", "Ada Pell")
    PersonPair.objects.create(first=first, second=second, verdict="no")
    PersonPair.objects.create(first=second, second=third)
    assert rebuild() == 0
    assert PersonPair.objects.get().verdict == "no"


def test_shared_company_ranks_a_pair_higher():
    plain = named("Morikawa Sayo", "Sayo Morikawa")
    known = [make_person("Paek Sun-woo"), make_person("Sun-woo Paek")]
    for person in known:
        make_article(person.name, f"{person.name} and Ada Pell met.", people=[person, "Ada Pell"])
    rebuild()
    first, second = PersonPair.objects.order_by("-score")
    assert {first.first, first.second} == set(known)
    assert {second.first, second.second} == set(plain)
    assert "Both are named in articles with Ada Pell." in first.evidence


def test_two_whom_one_article_names_apart_rank_lower():
    one, other = named("Josiah Haldane", "J. Haldane")
    make_article("Both", "Josiah Haldane met J. Haldane.", people=[one, other])
    rebuild()
    assert not PersonPair.objects.exists()


def test_one_event_speaks_for_one_person():
    story = make_story()
    people = [make_person("Morikawa Sayo"), make_person("Sayo Morikawa")]
    for person in people:
        make_article(person.name, f"{person.name} left.", people=[person], story=story)
    rebuild()
    assert "Articles on one event name one form or the other." in PersonPair.objects.get().evidence


def test_what_only_hidden_articles_say_is_no_evidence():
    people = [make_person("Morikawa Sayo"), make_person("Sayo Morikawa")]
    for person in people:
        body = f"{person.name} and Ada Pell met."
        make_article(person.name, body, people=[person, "Ada Pell"], status="withheld")
    rebuild()
    assert "Ada Pell" not in " ".join(PersonPair.objects.get().evidence)


def test_only_people_made_since_are_looked_at():
    named("Morikawa Sayo")
    Person.objects.update(created_at=timezone.now() - timedelta(days=1))
    moment = timezone.now()
    named("Sayo Morikawa")
    assert suggest_since(timezone.now()) == 0
    assert suggest_since(moment) == 1


def test_the_people_of_an_import_that_broke_off_are_looked_at_after_the_next():
    named("Morikawa Sayo")
    Person.objects.update(created_at=timezone.now() - timedelta(days=1))
    ImportRun.objects.create(state="done")
    ImportRun.objects.create(state="failed")
    named("Sayo Morikawa")
    assert suggest_after(ImportRun.objects.create()) == 1


def test_the_people_of_an_import_that_was_finished_are_not_looked_at_again():
    named("Morikawa Sayo", "Sayo Morikawa")
    ImportRun.objects.create(state="done")
    assert suggest_after(ImportRun.objects.create()) == 0


def test_a_key_that_very_many_names_share_tells_nobody_apart():
    letters = "bcdfghklmnprst"
    for one in letters:
        for other in letters[:4]:
            make_person(f"Josiah {one}a{other}a Haldane")
    newest = make_person("Josiah Haldane")
    assert len(candidates({newest.pk})) < 5


def test_the_queries_do_not_grow_with_the_people(django_assert_max_num_queries):
    named("Morikawa Sayo", "Sayo Morikawa")
    for one, other in product("bdgm", "klrst"):
        named(f"Paek {one}a{other}oon", f"{one}a{other}oon Paek")
    with django_assert_max_num_queries(16):
        assert rebuild() == 21
