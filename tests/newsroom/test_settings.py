"""The settings as a process of its own meets them, each with an environment of its own."""

import json
import os
import re
import subprocess
import sys

import pytest

from newsroom.environment import PROJECT_FOLDER

KEY = "k" * 60
SHOW = """
import json
from newsroom import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()},
                 default=str))
"""


def start(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run `code` with `environment` alone."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT_FOLDER,
        env={"PATH": os.defpath, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read_settings(**environment: str) -> dict:
    """Return the settings that come of `environment`."""
    process = start(SHOW, {"NEWSROOM_SECRET_KEY": KEY, **environment})
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def test_an_empty_environment_gives_a_closed_site_for_this_machine():
    settings = read_settings()

    assert settings["DEBUG"] is False
    assert settings["NEWSROOM_OPEN_READING"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["LOGIN_REQUIRED_MIDDLEWARE"] in settings["MIDDLEWARE"]
    assert settings["TIME_ZONE"] == "UTC"


def test_plain_http_on_this_machine_works():
    settings = read_settings()

    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SESSION_COOKIE_SECURE"] is False


def test_an_https_address_makes_cookies_and_transport_strict():
    settings = read_settings(NEWSROOM_SITE_URL="https://archive.example.org")

    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert "archive.example.org" in settings["ALLOWED_HOSTS"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://archive.example.org"]


def test_everything_that_is_stored_lies_in_the_data_folder(tmp_path):
    settings = read_settings(NEWSROOM_DATA=str(tmp_path))

    kept = [
        settings["MEDIA_ROOT"],
        settings["STATIC_ROOT"],
        settings["NEWSROOM_SEARCH_INDEX"],
        settings["DATABASES"]["default"]["NAME"],
    ]
    assert all(path.startswith(f"{tmp_path}/") for path in kept)


def test_open_reading_asks_nobody_to_sign_in():
    settings = read_settings(NEWSROOM_OPEN_READING="1")

    assert settings["LOGIN_REQUIRED_MIDDLEWARE"] not in settings["MIDDLEWARE"]


def test_a_sign_on_of_the_newsroom_is_asked_before_the_archive_s_accounts():
    remote = "django.contrib.auth.backends.RemoteUserBackend"
    backends = read_settings(NEWSROOM_SIGN_IN=remote)["AUTHENTICATION_BACKENDS"]

    assert backends[1:] == [remote, "django.contrib.auth.backends.ModelBackend"]
    assert backends[0].startswith("axes.")


def test_debug_opens_reading():
    assert read_settings(NEWSROOM_DEBUG="1")["NEWSROOM_OPEN_READING"] is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSROOM_DEBUG", "perhaps"),
        ("NEWSROOM_OPEN_READING", "2"),
        ("NEWSROOM_TIME_ZONE", "Europe/Nowhere"),
        ("NEWSROOM_SITE_URL", "archive.example.org"),
        ("NEWSROOM_HOSTS", "https://archive.example.org"),
        ("NEWSROOM_STATEMENT_TIMEOUT", "-5"),
        ("NEWSROOM_LOG_LEVEL", "LOUD"),
        ("NEWSROOM_DATA", "manage.py"),
        ("DATABASE_URL", "oracle://news"),
        ("NEWSROOM_SIGN_IN", "nowhere.signon.Backend"),
        ("NEWSROOM_SIGN_IN", "Backend"),
    ],
)
def test_a_bad_value_stops_the_start_naming_variable_and_value(name, value):
    process = start("import newsroom.settings", {"NEWSROOM_SECRET_KEY": KEY, name: value})

    assert process.returncode != 0
    assert f"ImproperlyConfigured: {name} is {value!r}" in process.stderr


def test_a_missing_key_stops_the_start(tmp_path):
    process = start("import newsroom.settings", {"NEWSROOM_DATA": str(tmp_path)})

    assert process.returncode != 0
    assert "NEWSROOM_SECRET_KEY is not set" in process.stderr


def test_pages_have_a_time_limit_on_postgresql_and_commands_none():
    code = "import newsroom.{}; from newsroom import settings; " + (
        "print(settings.DATABASES['default']['OPTIONS']['options'])"
    )
    environment = {"NEWSROOM_SECRET_KEY": KEY, "DATABASE_URL": "postgresql:///news"}

    assert "statement_timeout=5s" in start(code.format("wsgi"), environment).stdout
    assert "statement_timeout=0s" in start(code.format("settings"), environment).stdout


def test_one_sqlite_library_serves_the_whole_process():
    code = (
        "import newsroom, sqlite3, sqlite3.dbapi2\n"
        "from django.db.backends.sqlite3.base import Database\n"
        "assert Database.sqlite_version == sqlite3.sqlite_version\n"
        "assert sqlite3.dbapi2.connect is sqlite3.connect is Database.connect\n"
    )

    process = start(code, {"NEWSROOM_SECRET_KEY": KEY})
    assert process.returncode == 0, process.stderr


def test_every_variable_is_documented():
    source = (PROJECT_FOLDER / "newsroom" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', source))
    documentation = (PROJECT_FOLDER / "docs" / "settings.md").read_text(encoding="utf-8")

    assert names
    assert not [name for name in sorted(names) if f"`{name}`" not in documentation]
