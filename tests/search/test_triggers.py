"""The change log sees every way to write, on SQLite and on PostgreSQL."""

import contextlib

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations import Migration

from articles.models import Article, Mention, Quote, SearchChange, Tag, Tagging
from articles.search import triggers
from articles.search.log import EVERY_ARTICLE
from tests import factories


@contextlib.contextmanager
def log():
    """The ids of the articles that the log gains within."""
    before = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = []
    yield found
    rows = SearchChange.objects.filter(pk__gt=before).order_by("pk")
    found.extend(rows.values_list("article_id", flat=True))


@pytest.fixture
def article(db):
    return factories.make_article(
        "Ferry strikes the breakwater",
        "“We saw the tide,” said Ottoline Farrow.",
        people=["Ottoline Farrow"],
        quotes=[("“We saw the tide,”", "Ottoline Farrow")],
        tags=["harbour"],
    )


def test_a_new_article_is_logged(db):
    with log() as changed:
        article = factories.make_article()
    assert set(changed) == {article.pk}


def test_rows_made_in_bulk_are_logged(article):
    copies = [
        Article(raw=article.raw, headline=f"Copy {number}", text_hash="x") for number in range(3)
    ]
    with log() as changed:
        made = Article.objects.bulk_create(copies)
    assert changed == [row.pk for row in made]


@pytest.mark.parametrize(
    "values",
    [
        {"headline": "Other"},
        {"standfirst": "Other"},
        {"body": "Other"},
        {"byline": ["Ruth Ellery"]},
        {"dateline_place": "SALTMARK"},
        {"source": None},
        {"language": "cy"},
        {"status": "killed"},
        {"embargoed_until": "2099-01-01T00:00:00Z"},
        {"published_on": "2024-01-01"},
        {"published_precision": "year"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_an_update_in_bulk_of_what_is_indexed_is_logged(article, values):
    with log() as changed:
        Article.objects.filter(pk=article.pk).update(**values)
    assert changed == [article.pk]


def test_an_update_of_what_is_not_indexed_is_not_logged(article):
    with log() as changed:
        Article.objects.filter(pk=article.pk).update(ednote="Checked.", slug="other")
        Mention.objects.update(title="Dame")
        Quote.objects.update(confidence=0.5)
    assert changed == []


def test_raw_sql_is_logged(article):
    with log() as changed, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET headline = 'By hand' WHERE id = %s", [article.pk]
        )
    assert changed == [article.pk]


def test_a_deletion_is_logged(article):
    pk = article.pk
    with log() as changed:
        article.delete()
    assert set(changed) == {pk}


@pytest.mark.parametrize(
    "change",
    [
        lambda: Quote.objects.update(text="“Other”"),
        lambda: Quote.objects.update(speaker=None),
        lambda: Quote.objects.update(kind="scare"),
        lambda: Quote.objects.all().delete(),
        lambda: Mention.objects.all().delete(),
        lambda: Mention.objects.update(person=factories.make_person("Tom Ellery")),
        lambda: Tagging.objects.all().delete(),
        lambda: Tag.objects.all().delete(),
        lambda: Tagging.objects.update(tag=factories.make_tag("ferry")),
    ],
    ids=[
        "quote text",
        "quote speaker",
        "quote kind",
        "quote gone",
        "mention gone",
        "mention of another",
        "tagging gone",
        "tag gone",
        "other tag",
    ],
)
def test_a_change_of_what_belongs_to_an_article_is_logged(article, change):
    with log() as changed:
        change()
    assert set(changed) == {article.pk}


def test_a_person_deleted_is_logged_where_they_were_named(article):
    with log() as changed:
        article.mentions.get().person.delete()
    assert set(changed) == {article.pk}


def test_a_row_that_moves_to_another_article_is_logged_for_both(article):
    other = factories.make_article("Another")
    with log() as changed:
        Mention.objects.update(article=other)
    assert set(changed) == {article.pk, other.pk}


def test_an_emptied_table_is_logged(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE: it deletes row by row")
    with log() as changed, connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_tagging")
    assert changed == [EVERY_ARTICLE]


def test_a_change_on_postgresql_carries_its_transaction(article):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer and needs none")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert SearchChange.objects.last().xid == cursor.fetchone()[0]


def test_a_database_has_every_trigger_after_migrate(db):
    assert triggers.missing(connection) == []


def migrate_signals(*labels):
    """What `migrate` sends before and after it applies migrations of these apps."""
    plan = [(Migration("0002_more", label), False) for label in labels]
    emit_pre_migrate_signal(0, False, "default", plan=plan, apps=apps)
    yield
    emit_post_migrate_signal(0, False, "default", plan=plan, apps=apps)


@pytest.fixture
def triggers_again():
    yield
    triggers.make_missing(connection)


def test_a_migration_that_remakes_a_table_leaves_the_triggers(transactional_db, triggers_again):
    article = factories.make_article()
    old = Article._meta.get_field("slugline")
    new = models.CharField(max_length=300, blank=True, default="x")
    new.set_attributes_from_name("slugline")
    new.model = Article
    with log() as changed:
        migration = migrate_signals("articles")
        next(migration)
        assert len(triggers.missing(connection)) == len(triggers.wanted(connection))
        for one, other in ((old, new), (new, old)):
            with connection.schema_editor() as editor:
                editor.alter_field(Article, one, other)
        next(migration, None)
    assert triggers.missing(connection) == []
    assert changed == [EVERY_ARTICLE]
    with log() as changed:
        Article.objects.update(headline="Other")
    assert changed == [article.pk]


def test_a_migrate_without_anything_to_do_for_the_archive_keeps_the_triggers(db):
    with log() as changed:
        migration = migrate_signals("auth")
        next(migration)
        assert triggers.missing(connection) == []
        next(migration, None)
    assert changed == []


def test_what_a_killed_migrate_left_is_mended_by_the_next(db):
    triggers.drop_all(connection)
    with log() as changed:
        next(migrate_signals())
        emit_post_migrate_signal(0, False, "default", plan=[], apps=apps)
    assert triggers.missing(connection) == []
    assert changed == [EVERY_ARTICLE]


def test_a_trigger_switched_off_counts_as_missing(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot switch a trigger off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_tagging DISABLE TRIGGER ALL")
    assert {trigger.table for trigger in triggers.missing(connection)} == {"articles_tagging"}
    assert triggers.make_missing(connection) > 0
    assert triggers.missing(connection) == []


def test_a_trigger_of_an_older_form_is_made_anew(db):
    old = triggers.wanted(connection)[0]
    create = old.create.replace(old.name, "search_change_articles_article_insert_0")
    triggers.drop_all(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            triggers.make_missing(connection)
            cursor.execute(f"DROP TRIGGER {old.name} ON {old.table}")
        cursor.execute(create)
    triggers.make_missing(connection)
    with log() as changed:
        article = factories.make_article()
    assert triggers.missing(connection) == []
    assert changed == [article.pk]
