import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from newsroom import health


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_well_with_all_migrations(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_refuses_while_a_migration_is_missing(client):
    MigrationRecorder(connection).migration_qs.filter(app="articles").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"migrations" in response.content


def test_readyz_refuses_without_a_database(client, monkeypatch):
    def away(*arguments):
        raise OperationalError("no route to 10.0.0.7")

    monkeypatch.setattr(health, "MigrationExecutor", away)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_closed_site_answers_its_supervisor(closed_reading, client, address):
    assert client.get(address).status_code == 200
