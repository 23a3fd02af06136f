import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.search import checks, triggers

pytestmark = pytest.mark.django_db


def test_a_missing_trigger_is_an_error():
    name = triggers.wanted(connection)[0].name
    triggers.drop_all(connection)
    [error] = checks.check_triggers(databases=["default"])
    assert error.id == "articles.E001"
    assert name in error.msg
    assert "migrate" in error.hint
    with pytest.raises(CommandError, match="articles.E001"):
        call_command("check", databases=["default"])


def test_a_database_in_order_passes():
    assert list(checks.check_triggers(databases=["default"])) == []


def test_a_check_without_databases_asks_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(checks.check_triggers()) == []


def test_migrate_is_not_kept_from_mending(monkeypatch):
    triggers.drop_all(connection)
    monkeypatch.setattr(sys, "argv", ["manage.py", "migrate"])
    assert list(checks.check_triggers(databases=["default"])) == []
