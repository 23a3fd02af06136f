import pytest

from newsroom import checks


@pytest.mark.parametrize(
    "version", [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)]
)
def test_a_sqlite_with_the_wal_reset_bug_is_known(version):
    assert checks.can_corrupt(version)


@pytest.mark.parametrize(
    "version", [(3, 6, 23), (3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)]
)
def test_a_mended_sqlite_is_known(version):
    assert not checks.can_corrupt(version)


def test_an_old_sqlite_is_warned_of(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(checks.sqlite3, "sqlite_version", "3.40.1")

    [warning] = checks.check_sqlite_version(None)
    assert warning.id == "newsroom.W001"
    assert "3.40.1" in warning.msg


def test_postgresql_has_no_need_of_sqlite(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 40, 1))

    assert checks.check_sqlite_version(None) == []


def test_a_key_that_others_can_read_is_warned_of(settings, tmp_path):
    settings.NEWSROOM_DATA = tmp_path
    key = tmp_path / "secret.key"
    key.touch(mode=0o600)
    assert checks.check_secret_file(None) == []

    key.chmod(0o640)
    [warning] = checks.check_secret_file(None)
    assert warning.id == "newsroom.W002"
    assert str(key) in warning.hint


def test_an_archive_without_key_file_is_no_problem(settings, tmp_path):
    settings.NEWSROOM_DATA = tmp_path

    assert checks.check_secret_file(None) == []


def test_debug_at_a_site_for_others_is_warned_of(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["localhost", "archive.example.org"]

    [warning] = checks.check_debug_hosts(None)
    assert "archive.example.org" in warning.msg


@pytest.mark.parametrize(
    ("debug", "hosts"), [(False, ["archive.example.org"]), (True, ["localhost", "[::1]"])]
)
def test_debug_on_ones_own_machine_is_no_problem(settings, debug, hosts):
    settings.DEBUG = debug
    settings.ALLOWED_HOSTS = hosts

    assert checks.check_debug_hosts(None) == []


def test_the_checks_are_registered():
    from django.core.checks.registry import registry

    registered = registry.get_checks()
    assert checks.check_sqlite_version in registered
    assert checks.check_secret_file in registered
    assert checks.check_debug_hosts in registered
