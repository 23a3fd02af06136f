from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.databases import describe_database, without_password
from newsroom.environment import PROJECT_FOLDER

DEFAULT = Path("/data/archive.sqlite3")


def describe(url: str, statement_timeout: int = 5) -> dict:
    return describe_database(url, DEFAULT, statement_timeout)


def test_no_address_means_sqlite_in_the_data_folder():
    entry = describe("")

    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["NAME"] == DEFAULT


def test_sqlite_takes_its_write_lock_at_once_and_waits_for_it():
    options = describe("")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 5
    assert "journal_mode = WAL" in options["init_command"]


def test_a_sqlite_address_is_relative_with_three_slashes_and_absolute_with_four():
    assert describe("sqlite:///news/a.sqlite3")["NAME"] == PROJECT_FOLDER / "news/a.sqlite3"
    assert describe("sqlite:////srv/my%20news.sqlite3")["NAME"] == Path("/srv/my news.sqlite3")


def test_postgresql_parts_reach_django():
    entry = describe("postgresql://desk:p%40ss@db.example:5433/news?sslmode=require")

    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"]) == ("news", "desk", "p@ss")
    assert (entry["HOST"], entry["PORT"]) == ("db.example", "5433")
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_postgresql_has_a_pool_with_health_checks():
    entry = describe("postgres:///news")

    assert entry["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4, "timeout": 5}
    assert entry["CONN_HEALTH_CHECKS"] is True
    assert entry["CONN_MAX_AGE"] == 0


def test_several_hosts_mean_the_one_that_can_be_written():
    entry = describe("postgresql://desk@a:5432,b:5433/news")

    assert (entry["HOST"], entry["PORT"]) == ("a,b", "5432,5433")
    assert entry["OPTIONS"]["target_session_attrs"] == "read-write"


def test_one_host_may_be_a_standby():
    assert "target_session_attrs" not in describe("postgresql://desk@a/news")["OPTIONS"]


def test_a_socket_folder_is_a_host():
    assert describe("postgresql:///news?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


def test_the_server_is_asked_for_limits_and_the_address_has_the_last_word():
    entry = describe("postgresql:///news?options=-c%20lock_timeout%3D1s", statement_timeout=7)

    options = entry["OPTIONS"]["options"]
    assert "-c statement_timeout=7s" in options
    assert options.endswith("-c lock_timeout=1s")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root@localhost/news",
        "news.sqlite3",
        "sqlite://news.sqlite3",
        "sqlite:///",
        "sqlite:///:memory:",
        "postgresql://desk@host",
        "postgresql://desk@host/news?no_such_option=1",
    ],
)
def test_another_address_is_refused_by_name(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is "):
        describe(url)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root:hunter2@localhost/news",
        "postgresql://desk:hunter2%zz@host/news",
        "postgresql://desk:hunter2@x@host/news?nonsense=1",
        "postgresql://host/news?nonsense=1&password=hunter2",
        "postgresql://desk:hunter2@host/",
    ],
)
def test_a_refusal_never_shows_the_password(url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        describe(url)

    assert "hunter2" not in str(refusal.value)
    assert "***" in str(refusal.value)


def test_an_address_without_password_stays_as_it_is():
    assert without_password("postgresql://desk@host/news") == "postgresql://desk@host/news"
