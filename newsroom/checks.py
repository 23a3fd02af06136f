"""System checks of the set-up: what starts well and goes wrong later."""

import sqlite3
from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from newsroom.secret import FILE_NAME

OPEN_TO_OTHERS = 0o077

# From sqlite.org/wal.html, "the WAL-reset bug": the first version that has it, the first without,
# and the two older series that were mended too (first mended version, first of the next series).
FIRST_BROKEN_SQLITE = (3, 7, 0)
FIRST_MENDED_SQLITE = (3, 51, 3)
MENDED_SQLITE_SERIES = (((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)))


def can_corrupt(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite can corrupt a WAL database that several connections write."""
    if any(first <= version < following for first, following in MENDED_SQLITE_SERIES):
        return False
    return FIRST_BROKEN_SQLITE <= version < FIRST_MENDED_SQLITE


@register(Tags.database)
def check_sqlite_version(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs
) -> list[CheckMessage]:
    """Warn where the archive lies in SQLite and the library has the WAL-reset bug."""
    in_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not in_sqlite or not can_corrupt(sqlite3.sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can corrupt the database in rare moments of"
            " simultaneous writing.",
            hint=(
                "Use SQLite 3.51.3 or later (on Linux x86_64 the pysqlite3 package brings one),"
                " or PostgreSQL by DATABASE_URL."
            ),
            id="newsroom.W001",
        )
    ]


@register(Tags.security)
def check_secret_file(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[CheckMessage]:
    """Warn where others than its owner may open the secret key's file."""
    path = settings.NEWSROOM_DATA / FILE_NAME
    try:
        mode = path.stat().st_mode
    except OSError:
        return []
    if not mode & OPEN_TO_OTHERS:
        return []
    return [
        Warning(
            f"{path} can be opened by other users of this machine, who could sign in as anybody.",
            hint=f"Run: chmod 600 '{path}'",
            id="newsroom.W002",
        )
    ]


@register(Tags.security)
def check_debug_hosts(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[CheckMessage]:
    """Warn where DEBUG is on at a site that others reach: its error pages show settings."""
    local = {"localhost", "127.0.0.1", "[::1]"}
    others = [host for host in settings.ALLOWED_HOSTS if host not in local]
    if not settings.DEBUG or not others:
        return []
    return [
        Warning(
            f"NEWSROOM_DEBUG is on at a site that answers as {', '.join(others)}.",
            hint="Set NEWSROOM_DEBUG=0: an error page would show code and settings to readers.",
            id="newsroom.W003",
        )
    ]
