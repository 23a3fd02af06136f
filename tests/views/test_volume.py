"""Charts, shares and heat: what they count, and that each leads to the search that it shows."""

from datetime import date

import pytest

from articles.models import Article
from articles.views.volume import (
    HEATS,
    MOST_MONTHS,
    heat,
    over_days,
    over_months,
    over_weeks,
    shares,
)
from tests.factories import make_article, make_person, make_story, make_user


def no_address(*_: object) -> str:
    return ""


def test_months_without_anything_have_a_place_too():
    chart = over_months({"2025-11": 2, "2026-02": 1}, no_address)
    assert [bar.count for bar in chart.bars] == [2, 0, 0, 1]


def test_many_months_become_years():
    chart = over_months({"2015-03": 1, "2015-04": 2, "2025-01": 4}, lambda time: time)
    assert len(chart.bars) == 11
    assert (chart.bars[0].url, chart.bars[0].count) == ("2015", 3)


def test_a_misread_year_makes_no_endless_chart():
    assert len(over_months({"0001-01": 1, "2025-01": 1}, no_address).bars) == 100


def test_one_month_is_no_chart():
    assert over_months({"2025-01": 9}, no_address) is None
    assert over_months({}, no_address) is None
    assert MOST_MONTHS > 12


def test_the_warmest_month_is_the_fullest_and_none_that_counts_is_cold():
    [row] = heat({"2025-01": 1, "2025-02": 400}, no_address)
    assert [cell.heat for cell in row.cells[:3]] == [1, HEATS, 0]


def test_the_newest_year_is_the_first_row_of_the_heat():
    assert [row.year for row in heat({"2024-01": 1, "2026-01": 1}, no_address)] == [2026, 2024]


def test_a_week_begins_on_monday():
    found = {date(2025, 9, 21): 1, date(2025, 9, 22): 1, date(2025, 9, 28): 1}
    asked = []
    chart = over_weeks(found, date(2025, 9, 24), 2, lambda *days: asked.append(days) or "")
    assert [bar.count for bar in chart.bars] == [1, 2]
    assert asked[-1] == (date(2025, 9, 22), date(2025, 9, 29))


@pytest.mark.django_db
def test_a_short_story_has_a_bar_a_day_and_a_long_one_a_bar_a_month():
    days = [make_article(published=day) for day in ("2025-09-24", "2025-09-26")]
    assert [bar.count for bar in over_days(_read(days), no_address).bars] == [1, 0, 1]
    months = [*days, make_article(published="2025-12-01")]
    assert [bar.label for bar in over_days(_read(months), no_address).bars] == [
        "September 2025",
        "October 2025",
        "November 2025",
        "December 2025",
    ]


def _read(articles: list[Article]) -> list[Article]:
    return list(Article.objects.filter(pk__in=[article.pk for article in articles]))


@pytest.mark.django_db
def test_shares_are_of_all_articles_with_an_outlet():
    for source in ("Ostrey Post", "Ostrey Post", "Ostrey Post", "Harbour Wire"):
        make_article(source=source)
    make_article(source=None)
    found = shares(Article.objects.all(), 1, lambda slug: f"?{slug}")
    assert [(one.name, one.n, one.percent, one.url) for one in found] == [
        ("Ostrey Post", 3, 75, "?ostrey-post")
    ]


@pytest.fixture
def archive(db) -> Article:
    """Ada Pell in two outlets and three months, all of one story and one tag."""
    ada, story = make_person("Ada Pell"), make_story("Ferry strikes")
    for number, day in enumerate(("2025-07-03", "2025-09-04", "2025-09-05")):
        article = make_article(
            f"A{number}",
            "“No,” Ada Pell said.",
            people=[ada],
            quotes=[("“No,”", ada)],
            published=day,
            source="Ostrey Post" if number else "Harbour Wire",
            story=story,
            tags=["harbour"],
        )
    return article


def test_each_bar_and_share_leads_to_as_many_as_it_shows(client, archive):
    tag = archive.tags.get()
    things = [archive.mentions.first().person, archive.source, archive.story, tag]
    for thing in things:
        context = client.get(thing.get_absolute_url()).context
        bars = context["over_time"].bars if context["over_time"] else []
        for shown in [bar for bar in bars if bar.count]:
            assert client.get(shown.url).context["results"].total == shown.count, shown.url
        for shown in context.get("outlets") or []:
            assert client.get(shown.url).context["results"].total == shown.n, shown.url
    assert len(client.get(tag.get_absolute_url()).context["outlets"]) == 2


def test_the_heat_of_a_person_leads_to_what_they_said_then(client, archive):
    [row] = client.get("/people/ada-pell/").context["heat"]
    september = row.cells[8]
    assert (september.count, september.heat) == (2, HEATS)
    assert client.get(september.url).context["results"].total == 2


def test_the_weeks_of_the_front_page_lead_to_their_articles(client, archive):
    last = client.get("/").context["weeks"].bars[-1]
    assert last.count == 2
    assert client.get(last.url).context["results"].total == 2


def test_hidden_articles_are_in_no_chart(client, archive):
    make_article(
        "Hidden",
        "“Never,” Ada Pell said.",
        people=[archive.mentions.first().person],
        published="2025-10-01",
        source="Secret Wire",
        story=archive.story,
        tags=["harbour"],
        status="withheld",
    )
    for address in ("/people/ada-pell/", "/tags/harbour/", archive.story.get_absolute_url(), "/"):
        html = client.get(address).content.decode()
        assert "Secret Wire" not in html, address
        assert "October 2025" not in html.replace("Week of", ""), address
    client.force_login(make_user("articles.view_hidden_article"))
    assert "Secret Wire" in client.get("/tags/harbour/").content.decode()
