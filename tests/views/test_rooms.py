"""The front page, outlets, tags, the help page and the pages for errors."""

from datetime import date, timedelta

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import ImportItem, ImportRun
from tests.factories import make_article, make_person, make_tag, make_user

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_the_newest_articles_first(client):
    for n in range(12):
        make_article(f"Article {n}", published=f"2025-09-{n + 1:02}")
    rows = client.get("/").context["newest"]
    assert [row.article.headline for row in rows] == [f"Article {n}" for n in range(11, 1, -1)]


def test_the_front_page_shows_stories_with_their_outlets(client):
    article = make_article("A", story="Fog", published="2025-09-01")
    make_article("B", story=article.story, source="Ostrey Post", published="2025-09-02")
    make_article("C", story="Older", published="2025-08-01")
    stories = client.get("/").context["stories"]
    assert [(s.title, s.source_count) for s in stories] == [("Fog", 2), ("Older", 1)]


def test_the_front_page_shows_who_was_quoted_lately(client):
    ada, bo = make_person("Ada Pell"), make_person("Bo Pell")
    make_article("A", "“No,” Ada Pell said.", people=[ada], quotes=[("“No,”", ada)])
    make_article(
        "B", "“No,” Bo Pell said.", people=[bo], quotes=[("“No,”", bo)], published="2024-01-01"
    )
    speakers = client.get("/").context["speakers"]
    assert [(s.name, s.quotes, s.articles) for s in speakers] == [("Ada Pell", 1, 1)]


def test_a_misread_year_moves_no_window(client):
    make_article("A", published="2025-09-24")
    make_article("B", published="2925-09-24")
    assert client.get("/").context["until"] == date(2025, 9, 24)


def test_the_chart_counts_months_and_leads_to_them(client):
    make_article("A", published="2025-09-24")
    make_article("B", published="2025-09")
    make_article("C", published="2025-08-02")
    make_article("D", published="2025")
    bars = client.get("/").context["chart"].bars
    assert [(bar.label, bar.count) for bar in bars[-2:]] == [
        ("August 2025", 1),
        ("September 2025", 2),
    ]
    assert client.get(bars[-1].url).context["results"].total == 2


def test_the_last_import_counts_what_this_reader_sees(client):
    run = ImportRun.objects.create(finished_at=timezone.now())
    for status in ("usable", "withheld"):
        article = make_article(status, status=status)
        ImportItem.objects.create(run=run, path="x", verdict="new", article=article)
    assert client.get("/").context["last_import"]["articles"] == 1
    client.force_login(make_user("articles.view_hidden_article"))
    assert client.get("/").context["last_import"]["articles"] == 2


def test_an_outlet_shows_its_articles_span_and_whom_it_quotes(client):
    ada = make_person("Ada Pell")
    article = make_article(
        "A", "“No,” Ada Pell said.", people=[ada], quotes=[("“No,”", ada)], published="2025-01-01"
    )
    make_article("B", published="2025-03-01")
    make_article("C", source="Ostrey Post")
    context = client.get(article.source.get_absolute_url()).context
    assert [row.article.headline for row in context["rows"]] == ["B", "A"]
    assert context["span"] == {"first": date(2025, 1, 1), "last": date(2025, 3, 1)}
    assert [(s.name, s.n) for s in context["speakers"]] == [("Ada Pell", 1)]


def test_a_homepage_that_is_no_web_page_is_no_link(client):
    article = make_article()
    article.source.homepage = "javascript:alert(1)"
    article.source.save()
    assert "javascript:" not in client.get(article.source.get_absolute_url()).content.decode()


def test_a_tag_shows_its_articles_and_who_is_named_most(client):
    make_article("A", "Ada Pell and Bo Pell.", people=["Ada Pell", "Bo Pell"], tags=["fog"])
    make_article("B", "Ada Pell again.", people=["Ada Pell"], tags=["fog"])
    make_article("C", tags=["other"])
    context = client.get("/tags/fog/").context
    assert context["total"] == 2
    assert [(p.name, p.n) for p in context["people"]] == [
        ("Ada Pell", 2),
        ("Bo Pell", 1),
    ]


def test_a_tag_without_articles_is_for_those_with_the_right_alone(client):
    tag = make_tag("unused")
    assert client.get(tag.get_absolute_url()).status_code == 404
    client.force_login(make_user("articles.view_hidden_article"))
    assert client.get(tag.get_absolute_url()).status_code == 200


def test_pages_of_an_outlet_follow_each_other(client):
    for n in range(21):
        article = make_article(f"A{n}")
    context = client.get(article.source.get_absolute_url() + "?page=2").context
    assert len(context["rows"]) == 1


def test_an_address_that_is_not_there_has_a_page(client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "nothing at this address" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html", "403_csrf.html"])
def test_pages_for_errors_need_neither_request_nor_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = get_template(name).render()
    assert "<h1>" in html


def test_the_page_for_what_is_not_allowed_names_a_way_on(rf: RequestFactory):
    assert "Sign in" in get_template("403.html").render({}, rf.get("/"))


def test_signing_in_tells_what_was_wrong(client):
    response = client.post(reverse("login"), {"username": "x", "password": "y"})
    assert "do not match" in response.content.decode()


def test_signing_in_leads_back_to_the_page(client):
    make_user(username="ada")
    article = make_article()
    data = {"username": "ada", "password": "tidewater", "next": article.get_absolute_url()}
    assert client.post(reverse("login"), data).url == article.get_absolute_url()


def test_an_embargo_that_ends_brings_its_article_to_every_list(client):
    article = make_article("Embargoed", embargoed_until=timezone.now() + timedelta(days=1))
    assert client.get("/articles/").context["results"].total == 0
    article.embargoed_until = timezone.now() - timedelta(seconds=1)
    article.save()
    assert client.get("/articles/").context["results"].total == 1
    assert client.get("/").context["total"] == 1
