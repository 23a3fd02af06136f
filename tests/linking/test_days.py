"""Who is named and quoted when: the days of mentions and quotes."""

from datetime import date, timedelta

import pytest

from articles.curation.articles import save_edit
from articles.linking import days, families
from articles.models import Article, Mention, Quote
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SAID = "“Nobody on the breakwater could see the harbour lights,”"
BODY = f"{SAID} Ada Pell said."
WEEK = timedelta(days=7)


def printed(published: str = "2025-09-24", **fields) -> Article:
    """An article that names and quotes Ada Pell; linking has not seen it."""
    quotes = [{"text": SAID, "speaker": "Ada Pell"}]
    return make_article(
        body=BODY, published=published, people=["Ada Pell"], quotes=quotes, **fields
    )


def days_of(article: Article) -> set[date | None]:
    rows = (model.objects.filter(article=article) for model in (Mention, Quote))
    return {day for found in rows for day in found.values_list("day", flat=True)}


@pytest.mark.parametrize("published", ["2025-09-24", "2025-09-24T08:30:00+02:00"])
def test_mentions_and_quotes_get_the_day_of_their_article(published):
    article = printed(published)
    days.keep([article.pk])
    assert days_of(article) == {date(2025, 9, 24)}


@pytest.mark.parametrize(("published", "day"), [("2025-09-24", "2025-09-24"), ("2025-09", "None")])
def test_rows_that_are_written_get_the_day_that_is_kept(published, day):
    assert str(days.of(printed(published))) == day


@pytest.mark.parametrize("published", ["2025-09", "2025", ""])
def test_a_month_and_a_year_are_no_day(published):
    article = printed(published)
    Mention.objects.update(day="2025-09-01")
    days.keep([article.pk])
    assert days_of(article) == {None}


def test_a_day_that_a_curator_mends_is_followed():
    article = printed()
    families.link([article.pk])
    article.published = "2024-02-29"
    save_edit(article, ["published"])
    assert days_of(article) == {date(2024, 2, 29)}


def test_articles_of_the_window_are_found_and_no_others():
    near, far = printed("2025-09-20"), printed("2025-09-10")
    later = printed("2026-01-02", headline="Ferry sails again")
    days.keep([near.pk, far.pk, later.pk])
    ada = near.mentions.get().person_id
    asked = {ada: [date(2025, 9, 24), date(2026, 1, 1)]}
    assert {pk for _, pk, _ in days.named_near(asked, WEEK)} == {near.pk, later.pk}
    assert {pk for *_, pk in days.quoted_near(asked, WEEK)} == {near.pk, later.pk}


def test_windows_that_meet_are_one():
    found = days.windows([date(2025, 9, 24), date(2025, 8, 3), date(2025, 9, 12)], WEEK)
    assert found == [
        (date(2025, 7, 27), date(2025, 8, 10)),
        (date(2025, 9, 5), date(2025, 10, 1)),
    ]


def test_the_first_and_the_last_day_that_there_are_have_windows():
    assert days.windows([date.min, date.max], WEEK) == [
        (date.min, date.min + WEEK),
        (date.max - WEEK, date.max),
    ]
