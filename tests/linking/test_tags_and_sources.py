"""Words for tags and names of outlets: one row each, however they are spelled."""

import pytest

from articles.linking.sources import source_named
from articles.linking.tags import InvalidTag, tag_named
from articles.models import Source, Tag

pytestmark = pytest.mark.django_db


def test_case_accents_and_hyphens_make_no_second_tag():
    assert tag_named("Wind Farm") == tag_named("wind-farm") == tag_named("WÍND farm")
    assert Tag.objects.get().name == "Wind Farm"


@pytest.mark.parametrize("name", ["", "   ", "?!", "x" * 101])
def test_a_word_that_cannot_be_a_tag_is_refused_with_a_sentence(name):
    with pytest.raises(InvalidTag, match=r"\.$"):
        tag_named(name)


def test_an_outlet_with_or_without_the_is_one():
    assert source_named("The Tarnwick Mail") == source_named("Tarnwick  Mail")
    assert Source.objects.get().slug == "the-tarnwick-mail"


def test_no_name_is_no_outlet():
    assert source_named(" ") is None
    assert source_named("—") is None


def test_a_name_that_folding_lengthens_fits_its_column():
    with pytest.raises(InvalidTag):
        tag_named("ß" * 100)
    assert len(source_named("ß" * 150).folded) <= 200
