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
    assert [(c.name, c.n) for c in companions] == [("Cy Pell", 2), ("Bo Pell", 1)]


def test_outlets_are_counted_by_article(client):
    ada = make_person("Ada Pell")
    for headline, source in (("A", "Ostrey Post"), ("B", "Ostrey Post"), ("C", "Harbour Wire")):
        make_article(headline, "Ada Pell came. Ada Pell left.", people=[ada], source=source)
    make_article("D", "Nobody came.", source="Ostrey Post")
    outlets = client.get(ada.get_absolute_url()).context["outlets"]
    assert [(share.name, share.n) for share in outlets] == [
        ("Ostrey Post", 2),
        ("Harbour Wire", 1),
    ]


def test_somebody_quoted_without_being_named_in_full_is_still_shown(client):
    person = make_person("Ada Pell")
    article = make_article(body="Ada Pell came. “No,” she said.", people=[person])
    make_quote(article, "“No,”", person, speaker_mention="she", speaker_kind="pronoun")
    html = client.get(person.get_absolute_url()).content.decode()
    assert f"#quote-{article.quotes.get().pk}" in html


def cued(person, number: int, cue: str, **fields):
    body = f"“Number {number},” Ada Pell {cue}."
    quote = {"text": f"“Number {number},”", "speaker": person, "cue": cue}
    return make_article(f"A{number}", body, people=[person], quotes=[quote], **fields)


@pytest.fixture
def speaker():
    """Ada Pell, who said, denied and Said in two outlets, once under the tag fog."""
    person = make_person("Ada Pell")
    cued(person, 1, "said", tags=["fog"])
    cued(person, 2, "denied", source="Ostrey Post")
    cued(person, 3, "Said", tags=["fog", "tide"])
    return person


def said(response) -> set[str]:
    return {row.quote.text for row in response.context["quotes"]}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("cue=said", {1, 3}),
        ("cue=denied", {2}),
        ("source=ostrey-post", {2}),
        ("tag=fog", {1, 3}),
        ("tag=tide&cue=said", {3}),
        ("tag=tide&cue=denied", set()),
        ("cue=%00&tag=%00", {1, 2, 3}),
    ],
)
def test_what_they_said_is_narrowed_by_verb_outlet_and_topic(client, speaker, query, numbers):
    response = client.get(f"/people/ada-pell/?{query}")
    assert said(response) == {f"“Number {n},”" for n in numbers}


def test_each_way_to_narrow_is_counted_under_the_others(client, speaker):
    choices = {c.name: c for c in client.get("/people/ada-pell/?cue=said").context["choices"]}
    assert [(o.value, o.count, o.chosen) for o in choices["cue"].options] == [
        ("said", 2, True),
        ("denied", 1, False),
    ]
    assert [(o.label, o.count) for o in choices["tag"].options] == [("fog", 2), ("tide", 1)]


def test_what_was_chosen_stays_where_nothing_is_left(client, speaker):
    html = client.get("/people/ada-pell/?cue=warned").content.decode()
    assert '<option value="warned" selected>' in html
    assert "Nothing they said is all of this." in html


def test_pages_of_what_they_said_keep_what_was_chosen(client, speaker):
    for n in range(4, 16):
        cued(speaker, n, "said")
    response = client.get("/people/ada-pell/?cue=said")
    assert response.context["pages"].following == "/people/ada-pell/?cue=said&page=2"
    assert len(said(client.get("/people/ada-pell/?cue=said&page=2"))) == 4


def titled(person, title: str, **fields) -> None:
    article = make_article(title, "Ada Pell left.", people=[person], **fields)
    article.mentions.update(title=title)


def test_roles_are_told_with_days_and_outlets(client):
    person = make_person("Ada Pell")
    titled(person, "Mayor", published="2024-01-02")
    titled(person, "mayor", published="2025-03-04", source="Ostrey Post")
    titled(person, "former mayor", published="2025-09-24")
    titled(person, "Ms", published="2025-09-24")
    roles = client.get("/people/ada-pell/").context["roles"]
    assert [(r.title.lower(), str(r.first), str(r.last), r.outlets, r.articles) for r in roles] == [
        ("mayor", "2024-01-02", "2025-03-04", 2, 2),
        ("former mayor", "2025-09-24", "2025-09-24", 1, 1),
    ]


def test_a_role_of_hidden_articles_alone_is_hidden(client):
    person = make_person("Ada Pell")
    titled(person, "Mayor", status="withheld")
    make_article("Shown", "Ada Pell left.", people=[person])
    assert client.get("/people/ada-pell/").context["roles"] == []


def test_what_others_said_of_somebody_is_shown(client):
    ada, bo = make_person("Ada Pell"), make_person("Bo Pell")
    for status in ("usable", "withheld"):
        make_article(
            f"Hearing {status}",
            "“Ada Pell knew,” Bo Pell said. “I did not,” Ada Pell said. “Fog,” Bo Pell said.",
            people=[ada, bo],
            quotes=[("“Ada Pell knew,”", bo), ("“I did not,”", ada), ("“Fog,”", bo)],
            status=status,
        )
    said_of = client.get(ada.get_absolute_url()).context["said_of"]
    assert [row.quote.text for row in said_of] == ["“Ada Pell knew,”"]
    assert client.get(bo.get_absolute_url()).context["said_of"] == []


def test_rows_say_that_an_article_was_corrected(client):
    ada = make_person("Ada Pell")
    article = make_article("Hearing", "“No,” Ada Pell said.", people=[ada], quotes=[("“No,”", ada)])
    assert ">corrected<" not in client.get(ada.get_absolute_url()).content.decode()
    make_article("Correction", "It was yes.", corrects=article)
    html = client.get(ada.get_absolute_url()).content.decode()
    assert html.count('<span class="status">corrected</span>') == 2
