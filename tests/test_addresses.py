"""Addresses made without resolving their names again: those that `reverse` gives."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse, set_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import address
from articles.slugs import slug_of

DETAILS = ("source", "person", "tag", "story")


@given(st.sampled_from(DETAILS), st.text(min_size=1).map(slug_of).filter(bool))
def test_it_is_what_django_reverses(kind, slug):
    name = f"articles:{kind}-detail"
    assert address(name, slug) == reverse(name, args=[slug])


@given(
    st.integers(1, 2**63 - 1),
    st.sampled_from(["-", "a-gale", "7294015836", "déjà-vu", "湖", "a%b"]),
)
def test_so_it_is_with_several_values(pk, slug):
    name = "articles:article-detail"
    assert address(name, pk, slug) == reverse(name, args=[pk, slug])


def test_no_value_can_leave_its_place():
    made = address("articles:article-detail", 7, "a/b?c#d")
    assert resolve("/articles/7/plain/").func == resolve(made).func
    assert made == "/articles/7/a%2Fb%3Fc%23d/"


def test_a_site_below_another_has_its_own():
    try:
        set_script_prefix("/archive/")
        assert address("articles:tag-detail", "harbour") == "/archive/tags/harbour/"
    finally:
        set_script_prefix("/")
    assert address("articles:tag-detail", "harbour") == "/tags/harbour/"


@pytest.mark.parametrize(
    ("name", "values"), [("articles:nowhere", ("a",)), ("articles:front", (1,))]
)
def test_what_is_no_page_has_none(name, values):
    with pytest.raises(NoReverseMatch):
        address(name, *values)
