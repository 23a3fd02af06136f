"""From a result to its article, its marks, and on to the results beside it."""

import pytest

from articles.views.links import Query
from articles.views.trail import address_in
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return [
        factories.make_article(f"Ferry {n}", "The ferry came.", published=f"2024-01-{n:02}")
        for n in range(1, 24)
    ]


def opened(client, article, query):
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response


def test_a_result_knows_its_place_and_its_neighbours(client, archive):
    page = client.get("/articles/?sort=newest&q=ferry")
    second = page.context["rows"][1]
    assert second.url.endswith("?q=ferry&sort=newest&at=2")
    trail = client.get(second.url).context["trail"]
    assert (trail.place, trail.total) == (2, 23)
    assert (trail.previous.headline, trail.following.headline) == ("Ferry 23", "Ferry 21")
    assert trail.following.url == page.context["rows"][2].url


def test_results_go_on_over_the_end_of_a_page(client, archive):
    twenty = opened(client, archive[3], "?q=ferry&sort=newest&at=20").context["trail"]
    assert (twenty.place, twenty.following.headline) == (20, "Ferry 3")
    next_one = opened(client, archive[2], "?q=ferry&sort=newest&at=21").context["trail"]
    assert (next_one.place, next_one.previous.headline) == (21, "Ferry 4")
    assert next_one.back == f"/articles/?q=ferry&sort=newest&page=2#article-{archive[2].pk}"


def test_the_first_and_the_last_have_one_neighbour(client, archive):
    first = opened(client, archive[22], "?q=ferry&sort=newest&at=1").context["trail"]
    last = opened(client, archive[0], "?q=ferry&sort=newest&at=23").context["trail"]
    assert (first.previous, last.following) == (None, None)


def test_filters_go_along(client, archive):
    tagged = factories.make_article("Ferry tagged", "It came.", tags=["fog"])
    page = client.get("/articles/?tag=fog")
    assert page.context["rows"][0].url == tagged.get_absolute_url() + "?tag=fog&at=1"
    trail = client.get(page.context["rows"][0].url).context["trail"]
    assert (trail.back, trail.total) == (f"/articles/?tag=fog#article-{tagged.pk}", 1)


def test_where_nothing_was_asked_for_addresses_stay_short(client, archive):
    row = client.get("/articles/").context["rows"][0]
    assert row.url == row.article.get_absolute_url()
    assert client.get(row.url).context["trail"] is None


def test_a_place_that_is_not_right_any_more_is_found_again(client, archive):
    trail = opened(client, archive[20], "?q=ferry&sort=newest&at=9").context["trail"]
    assert trail.place == 3


@pytest.mark.parametrize("at", ["0", "-1", "x", "", "²", "9" * 30, "999999"])
def test_a_place_that_is_none_leaves_the_way_back(client, archive, at):
    trail = opened(client, archive[20], f"?q=ferry&at={at}").context["trail"]
    assert trail.place == 0
    assert trail.back.startswith("/articles/?q=ferry")


def test_an_article_that_the_search_does_not_find_has_no_place(client, archive):
    other = factories.make_article("Fog", "No boats.")
    assert opened(client, other, "?q=ferry&at=1").context["trail"].place == 0


def test_a_hidden_result_is_no_neighbour(client, archive):
    archive[21].__class__.objects.filter(pk=archive[21].pk).update(status="withheld")
    trail = opened(client, archive[22], "?q=ferry&sort=newest&at=1").context["trail"]
    assert (trail.following.headline, trail.total) == ("Ferry 21", 22)


def test_the_places_of_the_words_are_numbered_and_linked(client):
    article = factories.make_article(
        "Ferry late", "The ferry came.\n\nThe ferries left.", standfirst="A ferry story"
    )
    response = opened(client, article, "?q=ferry")
    html = response.content.decode()
    assert [*response.context["hits"]] == [1, 2, 3, 4]
    for number, word in enumerate(("Ferry", "ferry", "ferry", "ferries"), start=1):
        assert f'<mark id="hit-{number}">{word}</mark>' in html
        assert f'<a href="#hit-{number}"' in html


def test_a_hit_that_a_quote_cuts_is_numbered_once(client):
    article = factories.make_article(
        "Fog", "He said “the long fog” came.", quotes=["“the long fog”"]
    )
    html = opened(client, article, '?q="fog came"').content.decode()
    assert html.count('id="hit-1"') == 1


def test_without_a_search_nothing_is_marked(client, archive):
    html = opened(client, archive[0], "").content.decode()
    assert "hit-1" not in html
    assert 'class="trail"' not in html


def test_an_address_keeps_what_was_asked(archive):
    query = Query("/articles/", (("q", "a & b"), ("tag", "-fog")))
    assert address_in(query, archive[0], 3).endswith("?q=a+%26+b&tag=-fog&at=3")


def test_articles_like_this_one_are_offered(client):
    text = "The breakwater sonar survey found quorn coral under the lighthouse pier."
    article = factories.make_article("Sonar survey", text)
    like = factories.make_article("Sonar again", text + " Again.")
    factories.make_article("Secret sonar", text + " Hidden.", status="withheld")
    factories.make_article("Bread", "The baker sold loaves.")
    offered = [one.headline for one in opened(client, article, "").context["similar"]]
    assert offered[0] == like.headline
    assert "Secret sonar" not in offered
    assert article.headline not in offered


def test_what_covers_the_same_story_is_not_offered_twice(client):
    text = "The breakwater sonar survey found quorn coral under the lighthouse pier."
    story = factories.make_story()
    article = factories.make_article("Sonar survey", text, story=story)
    factories.make_article("Sonar again", text + " Again.", story=story)
    response = opened(client, article, "")
    assert len(response.context["others"]) == 1
    assert response.context["similar"] == []


def test_the_search_in_the_address_makes_no_further_page(client, archive):
    html = opened(client, archive[0], "?q=ferry&at=3").content.decode()
    address = f"http://testserver{archive[0].get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in html
