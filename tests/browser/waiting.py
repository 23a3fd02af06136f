"""Waiting for a page that a click or a key loads."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


@contextmanager
def loading(page: Page) -> Iterator[None]:
    """What is pressed inside loads a page; afterwards its words are there and its scripts have run.

    The waiting begins before the press, so that the page before is never taken for the new one.
    """
    with page.expect_navigation(wait_until="domcontentloaded"):
        yield
