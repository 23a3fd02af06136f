"""The list of people and the page of one."""

import pytest

from tests.factories import make_article, make_person, make_quote

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [person.name for person in response.context["rows"]]


def test_people_are_listed_by_name_with_their_counts(client):
    ada, bo = make_person("Ada Pell"), make_person("Bo Pell")
    make_article("A", "“No,” Ada Pell told Bo Pell.", people=[ada, bo], quotes=[("“No,”", ada)])
    make_article("B", "Bo Pell left.", people=[bo])
    rows = client.get("/people/").context["rows"]
    assert [(p.name, p.quote_count, p.article_count) for p in rows] == [
        ("Ada Pell", 1, 1),
        ("Bo Pell", 0, 2),
    ]


def test_sorted_by_quotes_the_list_has_those_who_are_quoted(client):
    bo = make_person("Bo Pell")
    make_article(
        "A", "“No,” Bo Pell told Ada Pell.", people=[bo, "Ada Pell"], quotes=[("“No,”", bo)]
    )
    response = client.get("/people/?sort=quotes")
    assert names(response) == ["Bo Pell"]
    assert "who are quoted" in response.content.decode()


def test_the_search_stays_while_turning_pages_and_sorting(client):
    everybody = [make_person(f"Ada Pell {n:03}") for n in range(60)]
    body = " ".join(person.name for person in everybody)
    make_article("A", body, people=everybody)
    response = client.get("/people/?q=pell&sort=articles")
    assert response.context["pages"].following == "/people/?q=pell&sort=articles&page=2"
    assert len(client.get("/people/?q=pell&page=2").context["rows"]) == 10
    assert {sort.url for sort in response.context["sorts"]} == {
        "",
        "/people/?q=pell&sort=name",
        "/people/?q=pell&sort=quotes",
    }


def test_a_person_s_page_has_other_names_and_newest_quotes_first(client):
    person = make_person("Ada Pell", names=["Pell", "A. Pell"], description="Harbour master")
    for n, published in enumerate(("2024-01-01", "2025-01-01", "")):
        body = f"“Number {n},” Ada Pell said."
        make_article(
            f"A{n}", body, people=[person], quotes=[(f"“Number {n},”", person)], published=published
        )
    context = client.get(person.get_absolute_url()).context
    assert context["names"] == ["A. Pell", "Pell"]
    assert [row.quote.text for row in context["quotes"]] == [
        "“Number 1,”",
        "“Number 0,”",
        "“Number 2,”",
    ]
    assert (context["person"].quote_count, context["person"].article_count) == (3, 3)


def test_a_person_s_page_leaves_out_scare_quotes(client):
    person = make_person("Ada Pell")
    article = make_article(body="Ada Pell and the “deal”.", people=[person])
    make_quote(article, "“deal”", person, kind="scare")
    context = client.get(person.get_absolute_url()).context
    assert (context["quotes"], context["person"].quote_count) == ([], 0)


def test_companions_are_counted_by_article_and_not_by_mention(client):
    ada, bo, cy = make_person("Ada Pell"), make_person("Bo Pell"), make_person("Cy Pell")
    make_article("A", "Ada Pell, Bo Pell, Bo Pell and Cy Pell.", people=[ada, bo, cy])
    make_article("B", "Ada Pell and Cy Pell.", people=[ada, cy])
    make_article("C", "Bo Pell and Ada Pell.", people=[ada, bo], status="withheld")
    companions = client.get(ada.get_absolute_url()).context["companions"]
    assert [(c["person__name"], c["n"]) for c in companions] == [("Cy Pell", 2), ("Bo Pell", 1)]


def test_outlets_are_counted_by_article(client):
    ada = make_person("Ada Pell")
    for headline, source in (("A", "Ostrey Post"), ("B", "Ostrey Post"), ("C", "Harbour Wire")):
        make_article(headline, "Ada Pell came. Ada Pell left.", people=[ada], source=source)
    make_article("D", "Nobody came.", source="Ostrey Post")
    outlets = client.get(ada.get_absolute_url()).context["outlets"]
    assert [(source["source__name"], source["n"]) for source in outlets] == [
        ("Ostrey Post", 2),
        ("Harbour Wire", 1),
    ]


def test_somebody_quoted_without_being_named_in_full_is_still_shown(client):
    person = make_person("Ada Pell")
    article = make_article(body="Ada Pell came. “No,” she said.", people=[person])
    make_quote(article, "“No,”", person, speaker_mention="she", speaker_kind="pronoun")
    html = client.get(person.get_absolute_url()).content.decode()
    assert f"#quote-{article.quotes.get().pk}" in html
