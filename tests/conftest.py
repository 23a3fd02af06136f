"""What all tests share: which of them can run here, and an index and a login of their own."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.utils import translation

from tests.chromium import PROGRAMS, find_chromium

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


# A slow machine is no fault, and a test that fails on one machine has to fail on the next.
hypothesis.settings.register_profile("archive", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("archive")

# Without a browser its tests are not even collected: one line at the end says so, not one for each.
collect_ignore_glob = [] if find_chromium() else ["browser/test_*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end that the tests of tests/browser were left out, and why."""
    if collect_ignore_glob:
        terminalreporter.write_line(
            f"Left out: tests/browser, for none of {', '.join(PROGRAMS)} is on this machine."
        )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database (marked by conftest.py)")
    config.addinivalue_line("markers", "browser: drives a real browser (marked by conftest.py)")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what touches the database and what drives a browser, by the fixtures each asks for."""
    fixtures = set(getattr(item, "fixturenames", ()))
    test_case = getattr(item, "cls", None)
    if (
        fixtures & DATABASE_FIXTURES
        or item.get_closest_marker("django_db")
        or (test_case and issubclass(test_case, TransactionTestCase))
    ):
        item.add_marker("database")
    if "chromium" in fixtures:
        item.add_marker("browser")


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Have each test begin in English: a request leaves the language of its reader behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def own_search_index(request: pytest.FixtureRequest) -> None:
    """Give each test that touches the database an empty index: a rollback does not reach it."""
    if request.node.get_closest_marker("database"):
        settings = request.getfixturevalue("settings")
        settings.NEWSROOM_SEARCH_INDEX = request.getfixturevalue("tmp_path") / "search"


@pytest.fixture
def closed_reading(settings) -> None:
    """Make the site one that asks every reader to sign in."""
    settings.NEWSROOM_OPEN_READING = False
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, settings.LOGIN_REQUIRED_MIDDLEWARE]


@pytest.fixture
def reader(db, django_user_model):
    """An account without any rights."""
    return django_user_model.objects.create_user("reader", password="reader")


@pytest.fixture
def reader_client(reader) -> Client:
    """A client signed in as `reader`."""
    client = Client()
    client.force_login(reader)
    return client
