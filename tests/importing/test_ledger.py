"""One import at a time, on one machine and on all that share a database."""

import pytest
from django.db import connection

from articles.importing import ledger


def refuse() -> None:
    raise ledger.Busy("another import")


@pytest.mark.django_db
def test_who_does_not_want_to_wait_is_not_kept(settings, tmp_path):
    settings.NEWSROOM_DATA = tmp_path
    with (
        ledger.only_import(refuse),
        pytest.raises(ledger.Busy),
        ledger.only_import(refuse),
    ):
        pytest.fail("two imports at once")
    with ledger.only_import(refuse):
        pass


@pytest.mark.django_db(transaction=True)
def test_a_node_with_another_data_folder_is_held_back_by_the_server(settings, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lies on one machine, whose lock serves")
    settings.NEWSROOM_DATA = tmp_path
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ledger.ADVISORY_LOCK])
        with pytest.raises(ledger.Busy), ledger.only_import(refuse):
            pytest.fail("two imports at once")
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ledger.ADVISORY_LOCK])
        with ledger.only_import(refuse):
            pass
    finally:
        other.close()


@pytest.mark.django_db
def test_paths_are_kept_whole_and_printable(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = ledger.begin(["in", "-", b"/caf\xe9".decode("utf-8", "surrogateescape")], {})
    assert run.paths == [f"{tmp_path}/in", "-", "/caf\\xe9"]
