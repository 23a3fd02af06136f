"""Rows written in one go: with ids, pointing at each other, every kind of column as it was."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from articles.importing import bulk
from articles.models import Article, Mention, Quote
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def quote(article: Article, start: int, **fields) -> Quote:
    text = article.body[start : start + 5]
    return Quote(article=article, start=start, end=start + 5, text=text, kind="direct", **fields)


def test_rows_get_ids_and_may_point_at_rows_after_them():
    article = make_article()
    later = quote(article, 10)
    first = quote(article, 0, nested_in=later, reviewed_at=datetime(2026, 1, 7, tzinfo=UTC))
    with transaction.atomic():
        bulk.insert([first, later])
    assert Quote.objects.get(pk=first.pk).nested_in_id == later.pk
    assert Quote.objects.get(start=0).reviewed_at == first.reviewed_at
    assert Quote.objects.get(start=0) == first


def test_ids_go_on_after_rows_that_came_otherwise_and_are_never_given_twice():
    article, person = make_article(), make_person()
    first = Mention.objects.create(article=article, person=person, start=0, end=3, field="body")
    second = Mention(article=article, person=person, start=4, end=6, field="body")
    bulk.insert([second])
    second_id = second.pk
    second.delete()
    third = Mention.objects.create(article=article, person=person, start=8, end=9, field="body")
    assert first.pk < second_id < third.pk


def test_columns_that_a_driver_does_not_take_are_made_ready():
    model = make_article(byline=["Ines Calloway"], published="2025-03-03")
    copy = Article.objects.get(pk=model.pk)
    copy.pk, copy.identity = None, "another"
    bulk.insert([copy])
    kept = Article.objects.get(identity="another")
    assert (kept.byline, kept.published_on) == (["Ines Calloway"], copy.published_on)
    assert kept.created_at is not None


def test_no_rows_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])


def test_lines_take_the_defaults_of_the_columns_that_they_leave_out():
    article = make_article()
    columns = ("article_id", "start", "end", "text", "kind")
    bulk.insert_lines(Quote, columns, [(article.pk, 0, 5, article.body[:5], "direct")])
    kept = Quote.objects.get()
    assert (kept.field, kept.speaker_kind, kept.family_by_hand) == ("body", "none", False)
    assert kept.reviewed_at is None


def test_no_lines_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert_lines(Quote, ("text",), [])


def test_more_rows_than_a_statement_takes_are_all_written_in_order():
    article, person = make_article(), make_person()
    columns = ("article_id", "person_id", "field", "start", "end", "text", "title")
    lines = [(article.pk, person.pk, "body", n, n + 1, "x", "") for n in range(300)]
    bulk.insert_lines(Mention, columns, lines)
    kept = Mention.objects.order_by("pk").values_list("start", flat=True)
    assert list(kept) == list(range(300))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has this log")
def test_the_log_is_moved_as_often_as_before_once_the_writing_is_over():
    def pages() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0]

    before = pages()
    with bulk.seldom_checkpointed():
        assert pages() == bulk.CHECKPOINT_PAGES
    assert pages() == before
