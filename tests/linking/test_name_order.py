"""How two names can be one person's, and the keys under which they meet."""

import pytest

from articles.extraction.names import fold
from articles.linking.name_order import counterparts, distance, keys, relation, sounds
from tests.timing import within


def meet(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    return bool((keys(first) | counterparts(first)) & keys(second))


RELATED = [
    ("Lee Ha-rim", "Harim Lee", "order"),
    ("Xu Jinhai", "Jinhai Xu", "order"),
    ("Kovács Ilona", "Ilona Kovács", "order"),
    ("Morikawa Sayo", "Sayo Morikawa", "order"),
    ("Lee Ha-rim", "Lee Harim", "joined"),
    ("Lee Jae-myung", "Lee Jae-myeong", "spelling"),
    ("Muammar Gadhani", "Muammar Qadhani", "spelling"),
    ("Bill Haldane", "William Haldane", "short form"),
    ("J. Haldane", "Josiah Haldane", "initials"),
    ("J.R.R. Haldane", "Josiah Haldane", "initials"),
    ("Josiah Q. Haldane", "Josiah Quincy Haldane", "middle name"),
    ("Josiah Haldane", "Josiah Quincy Haldane", "middle name"),
    ("Gabriel Borrin", "Gabriel Borrin Font", "left out"),
    ("Omar Josiah Haldane", "Josiah Haldane", "left out"),
    ("Josiah Haldane", "Josiah Haldane Jr.", "suffix"),
    ("Josiah Haldane", "Josiah Haldané", "same"),
]


@pytest.mark.parametrize(("one", "other", "kind"), RELATED)
def test_a_relation_is_found_both_ways_under_a_shared_key(one, other, kind):
    assert (relation(one, other).kind, relation(other, one).kind) == (kind, kind)
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Josiah Haldane", "Miriam Haldane"),
        ("Josiah Haldane", "Josiah Pell"),
        ("Josiah Haldane Jr.", "Josiah Haldane Sr."),
        ("Josiah A. Haldane", "Josiah B. Haldane"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Mario Haldane", "Maria Haldane"),
        ("Petr Vanev", "Petr Vaneva"),
        ("K. Haldane", "Josiah Haldane"),
        ("Haldane", "Josiah Haldane"),
        ("", ""),
    ],
)
def test_names_of_two_people_have_no_relation(one, other):
    assert relation(one, other) is None


def test_a_family_name_put_first_by_tradition_weighs_more_than_two_words_in_any_order():
    known, plain = relation("Xu Jinhai", "Jinhai Xu"), relation("Vexla Pomm", "Pomm Vexla")
    assert known.weight > plain.weight
    assert "Chinese family name" in known.sentence


def test_two_given_names_in_another_order_weigh_least():
    assert relation("James Thomas", "Thomas James").weight < 0.5


def test_romanisations_of_one_name_sound_alike():
    assert sounds("gaddafi") == sounds("qadhafi") == sounds("kadafi")
    assert sounds("mohammed") == sounds("muhamad")
    assert sounds("myung") == sounds("myeong")
    assert sounds("smith") != sounds("snead")


@pytest.mark.parametrize(
    ("one", "other", "letters"), [("", "", 0), ("ab", "ab", 0), ("ab", "b", 1), ("abc", "xbz", 2)]
)
def test_the_distance_counts_letters_that_differ(one, other, letters):
    assert distance(one, other) == distance(other, one) == letters


def test_a_name_of_one_word_has_no_keys():
    assert keys("haldane") == counterparts("haldane") == set()
    assert keys("") == set()


def test_a_long_name_takes_no_longer():
    names = [" ".join(["ab"] * 60), "a" * 99 + " " + "a" * 100]
    for name in names:
        assert within(0.05, lambda name=name: (keys(name), relation(name, name[::-1])))
