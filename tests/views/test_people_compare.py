"""Two people side by side."""

import pytest

from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    ada, bo = make_person("Ada Pell"), make_person("Bo Pell")
    make_article(
        "Both",
        "“Up,” Ada Pell said. “Down,” Bo Pell warned. Cy Pell left.",
        people=[ada, bo, "Cy Pell"],
        quotes=[
            ("“Up,”", ada),
            {"text": "“Down,”", "speaker": bo, "cue": "warned"},
        ],
        tags=["fog"],
    )
    make_article(
        "One",
        "“Left,” Ada Pell said.",
        people=[ada],
        quotes=[("“Left,”", ada)],
        published="2025-01-02",
    )
    return ada, bo


def said(response) -> list[tuple]:
    return [
        (str(day.day), [q.text for q in day.a], [q.text for q in day.b])
        for day in response.context["days"]
    ]


def test_what_each_said_stands_day_by_day(client, two):
    response = client.get("/people/compare/?a=ada-pell&b=bo-pell")
    assert said(response) == [
        ("2025-09-24", ["“Up,”"], ["“Down,”"]),
        ("2025-01-02", ["“Left,”"], []),
    ]


def test_whole_names_do_as_well(client, two):
    assert said(client.get("/people/compare/?a=Ada+Pell&b=bo+pell"))


def test_what_they_share_is_told(client, two):
    context = client.get("/people/compare/?a=ada-pell&b=bo-pell").context
    assert context["shared_count"] == 1
    assert [row.name for row in context["companions"]] == ["Cy Pell"]


def test_the_verb_and_the_topic_narrow_both(client, two):
    address = "/people/compare/?a=ada-pell&b=bo-pell"
    assert said(client.get(f"{address}&cue=warned")) == [("2025-09-24", [], ["“Down,”"])]
    assert len(said(client.get(f"{address}&tag=fog"))) == 1


@pytest.mark.parametrize(
    "query", ["", "?a=ada-pell", "?a=nobody&b=%00", "?a=ada-pell&b=ada-pell", "?a=%F0%9F%92%A9"]
)
def test_without_two_people_the_page_asks_for_them(client, two, query):
    response = client.get(f"/people/compare/{query}")
    assert response.status_code == 200
    assert "ready" not in response.context


def test_hidden_articles_are_in_nothing(client, two):
    ada, bo = two
    make_article(
        "Secret",
        "“Never,” Ada Pell told Bo Pell and Dee Wynn.",
        people=[ada, bo, "Dee Wynn"],
        quotes=[("“Never,”", ada)],
        status="withheld",
    )
    response = client.get("/people/compare/?a=ada-pell&b=bo-pell")
    html = response.content.decode()
    assert "Never" not in html
    assert "Secret" not in html
    assert "Dee Wynn" not in html
    assert response.context["shared_count"] == 1


def test_more_quotes_take_no_more_queries(client, two, django_assert_num_queries):
    address = "/people/compare/?a=ada-pell&b=bo-pell"
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
    for n in range(5):
        ada, bo = two
        make_article(
            f"More {n}",
            f"“Up {n},” Ada Pell said. “Down,” Bo Pell said. Dee Pell {n} left.",
            people=[ada, bo, f"Dee Pell {n}"],
            quotes=[(f"“Up {n},”", ada), ("“Down,”", bo)],
            tags=[f"t{n}"],
        )
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
