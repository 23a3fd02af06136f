"""Out of a search: the feed, CSV and JSON Lines, and suggestions."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles import search
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def archive():
    factories.make_article(
        "Ferry strikes the breakwater",
        "“We ran,” said Ottoline Farrow.",
        people=["Ottoline Farrow"],
        quotes=[("“We ran,”", "Ottoline Farrow")],
        tags=["harbour"],
        published="2025-01-02",
        byline=["Ruth Ellery"],
    )
    factories.make_article("Ferry sails again", "It sailed.", published="2025-03-04")
    factories.make_article("Ferry secret", "“No,” he said.", quotes=["“No,”"], status="killed")


def text_of(response) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows_of(client, name, **parameters):
    text = text_of(client.get(reverse(name), parameters))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def lines_of(client, name, **parameters):
    return [
        json.loads(line) for line in text_of(client.get(reverse(name), parameters)).split("\n")[:-1]
    ]


def test_the_csv_of_articles_holds_what_the_page_counts(client, archive):
    rows = rows_of(client, "articles:article-csv", q="ferry")
    assert [row["headline"] for row in rows] == [
        "Ferry sails again",
        "Ferry strikes the breakwater",
    ]
    assert len(rows) == search.articles("ferry").total
    assert rows[1]["tags"] == "harbour"
    assert rows[1]["address"].startswith("http://testserver/articles/")


def test_filters_hold_in_what_goes_out(client, archive):
    [row] = rows_of(client, "articles:article-csv", tag="harbour")
    assert row["headline"] == "Ferry strikes the breakwater"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_no_cell_is_run_as_a_formula(client, sign):
    factories.make_article(f"{sign}HYPERLINK(1)", source="@SUM Herald", byline=["-2+3"])
    [row] = rows_of(client, "articles:article-csv")
    assert {row["headline"][0], row["source"][0], row["byline"][0]} == {"'"}


def test_the_csv_of_quotes_has_the_speaker_and_the_article(client, archive):
    [row] = rows_of(client, "articles:quote-csv", q="ran")
    assert (row["text"], row["speaker"]) == ("“We ran,”", "Ottoline Farrow")
    assert row["headline"] == "Ferry strikes the breakwater"


def test_json_lines_hold_the_whole_article_without_what_only_the_desk_knows(client, archive):
    told = lines_of(client, "articles:article-json-lines", q="breakwater")[0]
    assert told["body"] == "“We ran,” said Ottoline Farrow."
    assert told["quotes"][0]["speaker"] == "Ottoline Farrow"
    assert not {"import", "ednote", "status_reason"} & told.keys()


def test_those_with_the_right_get_everything(client, archive):
    client.force_login(factories.make_user("articles.view_hidden_article"))
    told = lines_of(client, "articles:article-json-lines", q="ferry")
    assert len(told) == 3
    assert all("import" in line for line in told)


def test_quotes_go_out_as_json_lines(client, archive):
    [told] = lines_of(client, "articles:quote-json-lines")
    assert told["speaker"] == "Ottoline Farrow"


def test_the_feed_has_the_newest_first(client, archive):
    response = client.get(reverse("articles:article-feed"), {"q": "ferry"})
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 - ours
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [
        "Ferry sails again",
        "Ferry strikes the breakwater",
    ]


def test_a_sign_that_xml_has_not_spoils_no_feed(client):
    factories.make_article("Ferry \x08 and <b>&", "Text.")
    response = client.get(reverse("articles:article-feed"), {"q": "ferry"})
    assert response.status_code == 200
    ElementTree.fromstring(response.content)  # noqa: S314 - our own


def test_suggestions_are_given_as_json(client, archive):
    told = client.get(reverse("articles:search-suggestions"), {"q": "ottol"}).json()
    assert told["suggestions"][0] == {
        "kind": "person",
        "value": "ottoline-farrow",
        "label": "Ottoline Farrow",
        "url": "/people/ottoline-farrow/",
    }


@pytest.mark.parametrize(("typed", "kind"), [("ottol", "person"), ("ferry", "headline")])
def test_a_suggestion_leads_to_its_page(client, archive, typed, kind):
    told = client.get(reverse("articles:search-suggestions"), {"q": typed}).json()
    [first, *_] = [one for one in told["suggestions"] if one["kind"] == kind]
    assert client.get(first["url"]).status_code == 200


def test_the_icon_stands_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response.url.endswith(".svg")


@pytest.mark.parametrize(
    "name", ["article-feed", "article-csv", "article-json-lines", "quote-csv", "search-suggestions"]
)
@pytest.mark.parametrize("query", ["", '"', "(((", "\0", "source:", "a" * 5000])
def test_bad_input_is_no_error(client, archive, name, query):
    response = client.get(reverse(f"articles:{name}"), {"q": query, "year": "x", "tag": "none"})
    assert response.status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_result(
    client, archive, django_assert_max_num_queries
):
    for number in range(30):
        factories.make_article(f"Ferry {number}", tags=["a", "b"])
    client.get(reverse("articles:article-csv"))
    with django_assert_max_num_queries(12):
        rows_of(client, "articles:article-csv", q="ferry")
