"""Who passes on whose words, who cites whom, and who is named."""

import pytest

from articles.linking.outlet_citations import link
from articles.models import Article
from articles.views.sources import Unnamed
from articles.views.things import Tallied
from tests.factories import make_article, make_person, make_quote, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def relayed():
    """Ada Pell's words as Bo Pell passed them on, told to Reuters."""
    ada, bo = make_person("Ada Pell"), make_person("Bo Pell")
    body = "“No,” Ada Pell had said, Bo Pell told Reuters."
    article = make_article("A", body, people=[ada, bo])
    return make_quote(article, "“No,”", ada, relayed_by=bo, addressee="Reuters")


def test_a_quote_tells_how_it_came_here(client, relayed):
    html = client.get(relayed.get_absolute_url()).content.decode()
    chain = html.partition("How it came here")[2].partition("</div>")[0]
    places = [chain.index(word) for word in ("Ada Pell", "Bo Pell", "Reuters", "Courier")]
    assert places == sorted(places)


def test_a_quote_at_first_hand_has_no_chain(client):
    ada = make_person("Ada Pell")
    article = make_article("A", "“No,” Ada Pell said.", people=[ada])
    quote = make_quote(article, "“No,”", ada)
    assert "How it came here" not in client.get(quote.get_absolute_url()).content.decode()


def test_people_s_pages_tell_who_passes_on_whose_words(client, relayed):
    ada = client.get("/people/ada-pell/").context
    bo = client.get("/people/bo-pell/").context
    assert [(row.name, row.n) for row in ada["passed_on_by"]] == [("Bo Pell", 1)]
    assert [(row.name, row.n) for row in bo["passes_on"]] == [("Ada Pell", 1)]
    assert not ada["passes_on"]


def test_a_hidden_article_tells_of_no_second_hand(client, relayed):
    Article.objects.update(status="withheld")
    make_article("B", "Ada Pell left.", people=["Ada Pell"])
    assert not client.get("/people/ada-pell/").context["passed_on_by"]


def test_an_outlet_shows_how_often_nobody_is_named(client):
    ada = make_person("Ada Pell")
    article = make_article("A", "“No,” “Yes,” “Up,” “Down”", people=[])
    make_quote(article, "“No,”", ada)
    make_quote(article, "“Yes,”", speaker_kind="description", speaker_mention="an official")
    make_quote(article, "“Up,”", speaker_kind="none")
    make_quote(article, "“Down”", kind="scare")
    page = client.get(article.source.get_absolute_url())
    assert page.context["unnamed"] == Unnamed(1, 1, 3)
    assert "67 % of 3 statements" in page.content.decode()


@pytest.fixture
def citing():
    """The Courier, which cites Reuters in two articles and AFP, unknown here, in one."""
    make_article("R", source="Reuters")
    articles = [
        make_article("A", "“No,” she told Reuters. AFP said so. Reuters said it again."),
        make_article("B", "According to Reuters, it rained."),
        make_article("C", "According to the Ostrey Post, it rained.", status="withheld"),
    ]
    make_source("Ostrey Post")
    link(articles)
    return articles[0].source


def test_an_outlet_shows_whom_it_cites(client, citing):
    cites = client.get(citing.get_absolute_url()).context["cites"]
    assert cites == [Tallied("Reuters", "reuters", 2), Tallied("AFP", "", 1)]


def test_an_outlet_shows_who_cites_it(client, citing):
    cited_by = client.get("/sources/reuters/").context["cited_by"]
    assert cited_by == [Tallied(citing.name, citing.slug, 2)]


def test_the_page_of_an_outlet_takes_the_same_queries_however_many_it_cites(
    client, citing, django_assert_num_queries
):
    address = citing.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    for n in range(4):
        make_source(f"Quay Post {n}")
    link([make_article(f"M{n}", f"She told Quay Post {n}. AP said.") for n in range(4)])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
