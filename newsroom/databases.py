"""`DATABASE_URL` -> Django's description of a database: SQLite or PostgreSQL.

The values of both were measured under load, beside an import and over restarts of the server
(docs/decisions.md).
"""

import re
from pathlib import Path
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.environment import PROJECT_FOLDER, refuse

WANTED = (
    "write postgresql://user:password@host:5432/name, or sqlite:///path (sqlite:////path from"
    " the root)"
)
LOCK_TIMEOUT_SECONDS = 10
IDLE_IN_TRANSACTION_SECONDS = 60
POOL_WAIT_SECONDS = 5

# IMMEDIATE takes the write lock when a transaction begins: a deferred one that turns into a write
# fails at once beside an import instead of waiting `timeout` seconds for its turn.
SQLITE_OPTIONS = {
    "timeout": 5,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = NORMAL;"
        "PRAGMA cache_size = -20000;"
        "PRAGMA journal_size_limit = 67108864;"
    ),
}


def describe_database(url: str, default_path: Path, statement_timeout: int) -> dict:
    """Return the entry of `DATABASES` that `url` names; SQLite at `default_path` where it is empty.

    `statement_timeout` is in seconds, 0 for none; PostgreSQL alone has one. Raises
    `ImproperlyConfigured` for an address that cannot be read; its password is never shown.
    """
    if not url:
        return describe_sqlite(default_path)
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and rest != "/" and ":memory:" not in rest:
        return describe_sqlite(PROJECT_FOLDER / unquote(rest[1:]))
    if scheme in {"postgresql", "postgres"}:
        return describe_postgresql(url, statement_timeout)
    raise refuse("DATABASE_URL", without_password(url), WANTED)


def describe_sqlite(path: Path) -> dict:
    """Return the entry of `DATABASES` for a SQLite file."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS.copy()}


def describe_postgresql(url: str, statement_timeout: int) -> dict:
    """Return the entry of `DATABASES` for an address as libpq reads it, several hosts included."""
    # Imported here: an archive on SQLite has no need of libpq.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        options = conninfo_to_dict(url)
    except (ProgrammingError, UnicodeError):
        # libpq's own message may quote the password: it is left out on purpose.
        raise refuse("DATABASE_URL", without_password(url), WANTED) from None
    entry = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", ""),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
    if not entry["NAME"] and "service" not in options:
        raise ImproperlyConfigured(
            f"DATABASE_URL is {without_password(url)!r}, which names no database: {WANTED}."
        )
    if "," in entry["HOST"]:
        options.setdefault("target_session_attrs", "read-write")
    options["options"] = f"{server_options(statement_timeout)} {options.get('options', '')}".strip()
    options["pool"] = {"min_size": 1, "max_size": 4, "timeout": POOL_WAIT_SECONDS}
    return entry | {"OPTIONS": options}


def server_options(statement_timeout: int) -> str:
    """Return the limits that each session asks of the server; the address' own come after them."""
    seconds = {
        "statement_timeout": statement_timeout,
        "lock_timeout": LOCK_TIMEOUT_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_SECONDS,
    }
    return " ".join(f"-c {name}={value}s" for name, value in seconds.items())


def without_password(url: str) -> str:
    """Return the address with stars for the passwords in it."""
    url = re.sub(r"(://[^:@/?#]{0,256}:).*@", r"\1***@", url)
    return re.sub(r"(?i)\b((?:ssl)?password=)[^&]*", r"\1***", url)


def refresh_statistics(connection: BaseDatabaseWrapper) -> None:
    """Has SQLite count in its tables what it chooses indexes by; PostgreSQL does so by itself.

    Without figures it chose the index by status for lists by date, and a list took ten times as
    long. Only tables that grew tenfold, or were made anew, are read, and those whole: with an
    `analysis_limit` the figures misled it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")


def after_migrate(using: str, **kwargs) -> None:
    """Handler of post_migrate: a table that a migration made anew has lost its figures."""
    refresh_statistics(connections[using])
