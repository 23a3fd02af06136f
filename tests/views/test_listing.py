"""Lists in the order, with the totals and the counts of the search index: those of the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Mention, Quote, Story
from articles.search import Unavailable
from articles.views import listing
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

LISTS = {
    "/people/": ("name", "quotes", "articles"),
    "/sources/": ("name", "articles"),
    "/tags/": ("name", "articles"),
    "/stories/": ("latest", "outlets", "articles", "title"),
}
COUNTS = ("article_count", "quote_count", "source_count", "first_day", "last_day")


@pytest.fixture
def archive() -> list[Article]:
    """Articles of a few people, outlets, tags and stories that share some counts, some hidden."""
    people = [make_person(name) for name in ("Ada Pell", "Bo Farrow", "Cy Marsh", "Di Pell")]
    made = []
    for number in range(14):
        named = {people[number % 4], people[number * number % 3]}
        made.append(
            make_article(
                f"Article {number}",
                " ".join(f"“Yes, {person},” {person} said." for person in people),
                people=named,
                quotes=[(f"“Yes, {person},”", person) for person in named if number % 3],
                source=f"Post {number % 4}" if number % 8 else None,
                tags={f"tag {number % 5}", f"tag {number % 3}"},
                story=Story.objects.filter(title=f"Event {number % 5}").first()
                or f"Event {number % 5}",
                published=("", "2025", f"2025-0{number % 3 + 1}-11")[min(number % 7, 2)],
                status="killed" if number % 7 == 6 else "usable",
                embargoed_until=timezone.now() + timedelta(days=1) if number == 10 else None,
            )
        )
    make_article(
        "Hidden",
        "Quill Hidden came.",
        people=["Quill Hidden"],
        source="The Quill",
        tags=["quill"],
        story="Quill affair",
        status="withheld",
    )
    return made


@pytest.fixture(params=["reader", "sees what is hidden"])
def visitor(request, client) -> Client:
    if request.param != "reader":
        client.force_login(make_user("articles.view_hidden_article"))
    return client


def told(client: Client, address: str) -> dict[str, Any]:
    context = client.get(address).context
    rows = [(str(row), *(getattr(row, name) for name in COUNTS)) for row in context["rows"]]
    return {"total": context["total"], "pages": context["pages"].total, "rows": rows}


def away(*_: object) -> None:
    raise Unavailable("no index")


def both(client: Client, address: str, monkeypatch) -> tuple[dict, dict]:
    """What a page tells with the index, and what it tells by the database alone."""
    with monkeypatch.context() as patched:
        patched.setattr(listing, "Unavailable", AssertionError)  # the index is really asked
        indexed = told(client, address)
    with monkeypatch.context() as patched:
        patched.setattr(listing, "snapshot", away)
        return indexed, told(client, address)


def test_lists_are_what_the_database_says_in_every_order(archive, visitor, monkeypatch):
    monkeypatch.setattr(listing.page_context, "__defaults__", (2,))
    for path, orders in LISTS.items():
        for order in orders:
            for rest in ("", "&page=2", "&q=e&page=9", "&q=quill"):
                address = f"{path}?sort={order}{rest}"
                indexed, counted = both(visitor, address, monkeypatch)
                assert indexed == counted, address


def test_lists_follow_an_edit_at_once(archive, visitor, monkeypatch):
    for path in LISTS:
        visitor.get(path)
    Article.objects.filter(pk=archive[0].pk).update(status="withheld")
    Article.objects.filter(pk=archive[6].pk).update(status="usable")
    Quote.objects.filter(article=archive[1]).delete()
    Mention.objects.filter(article=archive[2]).delete()
    for path, orders in LISTS.items():
        indexed, counted = both(visitor, f"{path}?sort={orders[-2]}", monkeypatch)
        assert indexed == counted, path


def test_what_hidden_articles_alone_lead_to_is_in_no_list_of_a_reader(archive, client):
    for path, orders in LISTS.items():
        for order in orders:
            assert b"uill" not in client.get(f"{path}?sort={order}").content
        assert client.get(f"{path}?q=quill").context["total"] == 0


def test_who_is_quoted_but_named_nowhere_is_in_no_list_of_a_reader(client, monkeypatch):
    """A page of theirs would not be found."""
    ada = make_person("Ada Pell")
    make_article("A", "“No,” said nobody by name.", quotes=[("“No,”", ada)])
    indexed, counted = both(client, "/people/?sort=quotes", monkeypatch)
    assert indexed == counted == {"total": 0, "pages": 1, "rows": []}
