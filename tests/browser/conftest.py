"""A real browser for the tests of pages: the Chromium of this machine, driven by Playwright.

A page that logs an error, breaks the Content-Security-Policy or throws fails its test, whatever
else the test asks; one that expects such an error clears `page.problems`.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.chromium import find_chromium

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT_MILLISECONDS = 15_000


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django would take for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
            yield browser
            browser.close()


@pytest.fixture
def new_page(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a profile of its own.

    It takes Playwright's context options (viewport, color_scheme, java_script_enabled). Addresses
    may start with "/".
    """
    pages = []

    def open_page(**options) -> Page:
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: keep_problem(page, message))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    problems = [problem for page in pages for problem in page.problems]
    for page in pages:
        page.context.close()
    assert not problems, "the browser reports: " + "; ".join(problems)


def keep_problem(page: Page, message: ConsoleMessage) -> None:
    """Keep what the browser logs as an error."""
    if message.type == "error":
        page.problems.append(message.text)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a desktop's size."""
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page of a phone's size."""
    return new_page(viewport={"width": 375, "height": 800}, is_mobile=True, has_touch=True)
