"""The figures of the front page: those of the database, whoever looks, at once after an edit."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import Client

from articles.models import Article, ImportItem, ImportRun, Quote
from articles.search import Unavailable
from articles.views import front
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db

NEWEST = date(2025, 9, 24)


@pytest.fixture
def archive() -> list[Article]:
    """Articles of some months, dated to the second, a day, a month and a year, some hidden."""
    people = [make_person(name) for name in ("Cy Pell", "Bo Pell", "Ada Pell")]
    dates = ["2025-09-24", "2025-09-24T08:00:00+00:00", "2025-09-01", "2025-09", "2025-01-01"]
    dates += ["2025-01", "2025", "2025-08-31", "2025-08-30", "2024-01-02", "2020-05-05", ""]
    made = []
    for number, published in enumerate(dates):
        person = people[number % 3]
        for status in ("usable", "killed")[: 1 + (number % 4 == 0)]:
            made.append(
                make_article(
                    f"{published} {status}",
                    f"“No,” {person} said. “Yes,” {person} said.",
                    people=[person],
                    quotes=[("“No,”", person), ("“Yes,”", person)][: 1 + number % 2],
                    published=published,
                    status=status,
                )
            )
    return made


@pytest.fixture(params=["reader", "sees what is hidden"])
def user(request, client):
    if request.param == "reader":
        return None
    user = make_user("articles.view_hidden_article")
    client.force_login(user)
    return user


def said_lately(user) -> list[tuple[str, int, int]]:
    quotes = Quote.objects.visible_to(user).filter(
        article__published_on__range=(NEWEST - timedelta(days=30), NEWEST)
    )
    quoted, articles = Counter(), Counter()
    for name, _ in quotes.values_list("speaker__name", "article"):
        quoted[name] += 1
    for name, _ in quotes.order_by().values_list("speaker__name", "article").distinct():
        articles[name] += 1
    rows = [(name, number, articles[name]) for name, number in quoted.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def assert_as_the_database_says(client: Client, user) -> None:
    context = client.get("/").context
    visible = list(Article.objects.visible_to(user))
    months = Counter(a.published[:7] for a in visible if a.published_precision != "year")
    to_the_day = [a.published_on for a in visible if a.published_precision in ("second", "day")]
    weeks = Counter(day - timedelta(days=day.weekday()) for day in to_the_day)
    assert context["total"] == len(visible)
    assert {bar.url[-7:]: bar.count for bar in context["chart"].bars if bar.count} == {
        month: number for month, number in months.items() if month >= "2023-10"
    }
    assert {bar.url[-28:-18]: bar.count for bar in context["weeks"].bars if bar.count} == {
        str(monday): number for monday, number in weeks.items() if monday >= date(2025, 3, 31)
    }
    speakers = [(one.name, one.quotes, one.articles) for one in context["speakers"]]
    assert speakers == said_lately(user)


def test_figures_are_what_the_database_says(archive, client, user):
    assert_as_the_database_says(client, user)


def test_figures_follow_an_edit_at_once(archive, client, user):
    run = ImportRun.objects.create(finished_at="2025-09-25T00:00:00Z")
    for article in archive[:2]:
        ImportItem.objects.create(run=run, path="x", verdict="new", article=article)
    assert client.get("/").context["last_import"]["articles"] == (2 if user else 1)
    Article.objects.filter(pk=archive[0].pk).update(status="withheld")
    Quote.objects.filter(article=archive[2]).delete()
    assert_as_the_database_says(client, user)
    assert client.get("/").context["last_import"]["articles"] == (2 if user else 0)


def test_the_page_is_there_while_the_index_is_rebuilt(archive, client, monkeypatch):
    def away(*_):
        raise Unavailable("no index")

    monkeypatch.setattr(front, "snapshot", away)
    page = client.get("/")
    assert page.context["total"] == Article.objects.visible_to(None).count()
    assert "is being rebuilt" in page.content.decode()
