"""Filters that leave out what has a value, as pages offer and show them."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from articles.forms import SearchForm
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("articles:article-list")


@pytest.fixture
def archive():
    factories.make_article("Ferry", tags=["sea"], published="2024-05-06")
    factories.make_article("Port", tags=["port"], published="2021")


def page_of(client, query):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return response


def test_each_value_offers_the_results_without_it(client, archive):
    page = page_of(client, "")
    [tags] = [facet for facet in page.context["facets"] if facet.name == "tag"]
    assert f"{LIST}?tag=-sea" in {link.without_url for link in tags.links}
    assert b"Without sea" in page.content


def test_an_excluded_value_is_left_out_and_can_be_taken_off(client, archive):
    page = page_of(client, "tag=-sea")
    assert [row.article.headline for row in page.context["rows"]] == ["Port"]
    [chip] = page.context["chips"]
    assert (chip.label, chip.url) == ("not sea", LIST)
    [tags] = [facet for facet in page.context["facets"] if facet.name == "tag"]
    [link] = [link for link in tags.links if link.excluded]
    assert (link.label, link.url, link.without_url) == ("sea", LIST, "")


def test_a_chosen_value_can_be_turned_round(client, archive):
    page = page_of(client, "tag=sea")
    [tags] = [facet for facet in page.context["facets"] if facet.name == "tag"]
    [link] = [link for link in tags.links if link.chosen]
    assert link.without_url == f"{LIST}?tag=-sea"


def test_months_languages_and_quotes_are_filters(client, archive):
    form = SearchForm(
        QueryDict("year=2024&month=2024-05&month=2024-13&quoted=no&quoted=so&year=-2021"), None
    )
    assert form.filters.month == ("2024-05",)
    assert form.filters.quoted == ("no",)
    assert form.filters.year == (2024, -2021)
    assert len(form.notes) == 2


def test_an_excluded_value_that_is_not_known_is_left_out_with_a_note(client, archive):
    page = page_of(client, "tag=-nothing")
    assert len(page.context["rows"]) == 2
    assert any("-nothing" in note for note in page.context["notes"])


def test_what_leads_out_of_the_search_keeps_its_filters(client, archive):
    page = page_of(client, "q=port&tag=-sea")
    urls = [link.url for link in page.context["out"]]
    assert urls == [
        f"{reverse('articles:article-csv')}?q=port&tag=-sea",
        f"{reverse('articles:article-json-lines')}?q=port&tag=-sea",
        f"{reverse('articles:article-feed')}?q=port&tag=-sea",
    ]
