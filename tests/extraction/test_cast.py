"""Joining the mentions of one article into people."""

import pytest

from articles.extraction.cast import Cast, plain


def cast_of(*mentions):
    cast = Cast()
    for mention in mentions:
        cast.introduce(mention, "")
    return cast


def test_a_family_name_alone_makes_nobody():
    cast = cast_of("Holm", "Van der Sande")
    assert cast.whom("Holm", "") == "Holm"
    assert cast.whom("Van der Sande", "") == "Van der Sande"


def test_a_family_name_with_particles_joins_its_full_name():
    assert cast_of("Ines van der Sande").whom("Van der Sande", "") == "Ines van der Sande"


def test_a_given_name_that_is_a_particle_too_is_a_given_name():
    assert cast_of("Ben Selmersen").whom("Selmersen", "") == "Ben Selmersen"
    assert cast_of("Al Selmersen").whom("Selmersen", "") == "Al Selmersen"


def test_a_given_name_alone_joins_where_nobody_has_it_as_family_name():
    cast = cast_of("Anna Holm", "Erik Lund")
    assert cast.whom("Anna", "") == "Anna Holm"


def test_a_middle_syllable_joins_nobody():
    assert cast_of("Kim Jong Un").whom("Jong", "") == "Jong"


def test_variants_of_one_name_are_one_person_under_the_fullest():
    cast = cast_of("Anna Holm", "Anna M. Holm", "A. Holm")
    assert {cast.whom(name, "") for name in ("Anna Holm", "A. Holm", "Holm")} == {"Anna M. Holm"}


def test_of_two_spellings_the_more_frequent_stands():
    cast = cast_of("Lee Jae-myung", "Lee Jae Myung", "Lee Jae Myung")
    assert cast.whom("Lee", "") == "Lee Jae Myung"


def test_an_initial_that_fits_two_people_joins_neither():
    cast = cast_of("Anna Holm", "Arne Holm", "A. Holm")
    assert cast.whom("A. Holm", "") == "A. Holm"


def test_an_office_written_short_is_the_same_office():
    cast = Cast()
    cast.introduce("Anna Holm", "Senator")
    cast.introduce("Erik Holm", "Governor")
    assert cast.whom("Holm", "Sen.") == "Anna Holm"
    assert cast.whom("Holm", "Gov.") == "Erik Holm"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ANNA O’BRIEN", "Anna O’Brien"),
        ("LEE JAE-MYUNG", "Lee Jae-myung"),
        ("MARIE-CLAIRE DUPONT III", "Marie-Claire Dupont III"),
        ("J.P. HOLM", "J.P. Holm"),
        ("Anna  Holm", "Anna Holm"),
    ],
)
def test_a_name_is_written_plain(written, name):
    assert plain(written) == name
