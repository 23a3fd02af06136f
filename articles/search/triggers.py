"""Database triggers that write the change log, so that bulk writes and raw SQL are seen too.

SQLite remakes a table to alter it, and its triggers vanish or the remake aborts on them: they are
dropped before a migration of this app and made after it. Where one has to be made anew, what
happened without it is unknown: a row for EVERY_ARTICLE has the index compared with the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search.log import EVERY_ARTICLE

_PREFIX = "search_change_"
_FUNCTION = "search_change"
# Table -> the column with the article's id, and the columns whose change reaches the index.
WATCHED = {
    "articles_article": (
        "id",
        (
            "id",
            "headline",
            "standfirst",
            "body",
            "byline",
            "dateline_place",
            "suggested_tags",
            "source_id",
            "language",
            "published_on",
            "published_precision",
            "published_at",
            "status",
            "embargoed_until",
            "story_id",
        ),
    ),
    "articles_quote": (
        "article_id",
        (
            "id",
            "article_id",
            "field",
            "start",
            "text",
            "kind",
            "cue",
            "speaker_id",
            "speaker_mention",
        ),
    ),
    "articles_mention": ("article_id", ("article_id", "person_id")),
    "articles_tagging": ("article_id", ("article_id", "tag_id")),
}


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table, and the statement that makes it."""

    name: str
    table: str
    create: str


def wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """The triggers that the database of this connection should have."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return [trigger for table in WATCHED for trigger in make(table)]


def missing(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Those that it has not, or has in an older form, on tables that it has."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if "articles_searchchange" not in tables:
        return []
    there = set(_present(connection))
    needed = [trigger for trigger in wanted(connection) if trigger.table in tables]
    return [trigger for trigger in needed if (trigger.name, trigger.table) not in there]


def make_missing(connection: BaseDatabaseWrapper) -> int:
    """Make those that are missing, and have the index compared; returns how many were made."""
    triggers = missing(connection)
    if not triggers:
        return 0
    drop_all(connection)
    triggers = missing(connection)
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_MAKE_FUNCTION)
        for trigger in triggers:
            cursor.execute(trigger.create)
        log_every_article(connection)
    return len(triggers)


def log_every_article(connection: BaseDatabaseWrapper) -> None:
    """Write into the log that any article may have changed: each index is then compared."""
    with connection.cursor() as cursor:
        cursor.execute(_log_sql(connection.vendor, str(EVERY_ARTICLE)))


def drop_all(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger of the change log that the database has, those of older forms too."""
    for name, table in _present(connection, switched_off=True):
        place = f" ON {table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}{place}")


def _present(connection: BaseDatabaseWrapper, *, switched_off: bool = False) -> list[tuple]:
    """(name, table) of the triggers of the change log that the database has."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED[connection.vendor], [f"{_PREFIX}%"])
        return [(name, table) for name, table, on in cursor.fetchall() if on or switched_off]


def before_migrate(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    """Receiver of `pre_migrate`: no trigger may stand in the way of a migration of this app."""
    if any(migration.app_label == "articles" for migration, _ in plan):
        drop_all(connections[using])


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Receiver of `post_migrate`: the triggers are there again."""
    make_missing(connections[using])


_LISTED = {
    "sqlite": "SELECT name, tbl_name, 1 FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": (
        "SELECT tgname, relname, tgenabled <> 'D'"
        " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
        " AND tgname LIKE %s"
    ),
}


def _log_sql(vendor: str, article: str) -> str:
    """The statement that writes an article's id, an SQL expression of this module, into the log."""
    xid = "pg_current_xact_id()::text::bigint" if vendor == "postgresql" else "0"
    return f"INSERT INTO articles_searchchange (article_id, xid) VALUES ({article}, {xid})"  # noqa: S608


def _on_sqlite(table: str) -> Iterator[Trigger]:
    column, columns = WATCHED[table]
    old, new = (_log_sql("sqlite", f"{row}.{column}") for row in ("OLD", "NEW"))
    # An article that changes its id, or a row that moves to another article, changes both.
    moved = old.replace("VALUES (", "SELECT ").removesuffix(")")
    moved += f" WHERE OLD.{column} <> NEW.{column}"
    events = {
        "insert": ("INSERT", f"{new};"),
        "delete": ("DELETE", f"{old};"),
        "update": (f"UPDATE OF {', '.join(columns)}", f"{new}; {moved};"),
    }
    for event, (when, statements) in events.items():
        yield _trigger(table, event, f"AFTER {when} ON {table} BEGIN {statements} END")


def _on_postgresql(table: str) -> Iterator[Trigger]:
    column, columns = WATCHED[table]
    call = f"EXECUTE FUNCTION {_FUNCTION}('{column}')"
    events = {
        "insert": ("INSERT", "ROW"),
        "delete": ("DELETE", "ROW"),
        "update": (f"UPDATE OF {', '.join(columns)}", "ROW"),
        "truncate": ("TRUNCATE", "STATEMENT"),
    }
    for event, (when, each) in events.items():
        definition = f"AFTER {when} ON {table} FOR EACH {each} {call}"
        yield _trigger(table, event, definition, _MAKE_FUNCTION)


def _trigger(table: str, event: str, definition: str, more: str = "") -> Trigger:
    """A trigger named by a digest of its definition and of `more`: an older form is missing."""
    digest = blake2b((definition + more).encode(), digest_size=4).hexdigest()
    name = f"{_PREFIX}{table}_{event}_{digest}"
    return Trigger(name, table, f"CREATE TRIGGER {name} {definition}")


_MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before_id bigint;
    after_id bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        {_log_sql("postgresql", str(EVERY_ARTICLE))};
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        IF TG_ARGV[0] = 'id' THEN before_id := OLD.id; ELSE before_id := OLD.article_id; END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF TG_ARGV[0] = 'id' THEN after_id := NEW.id; ELSE after_id := NEW.article_id; END IF;
        {_log_sql("postgresql", "after_id")};
    END IF;
    IF before_id IS DISTINCT FROM after_id AND before_id IS NOT NULL THEN
        {_log_sql("postgresql", "before_id")};
    END IF;
    RETURN NULL;
END
$$
"""
