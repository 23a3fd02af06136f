"""Opens pages as readers have them: desktop or telephone, light or dark, signed in or not."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import OPTIONS
from tests.chromium import find_chromium
from tests.pages.site import NAME, PASSWORD, Site

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}  # WCAG 2.2, 1.4.10: 320 px without sideways scrolling
VIEWS = {
    "desktop-light": (DESKTOP, "light"),
    "desktop-dark": (DESKTOP, "dark"),
    "phone-light": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine; raises SystemExit where there is none."""
    program = find_chromium()
    if program is None:
        raise SystemExit("There is no Chromium on this machine: install the package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


def opened(browser: Browser, site: Site, view: tuple[dict, str], *, signed_in: bool) -> Page:
    """A page of a fresh profile, signed in where asked for."""
    size, scheme = view
    context = browser.new_context(
        base_url=site.url, viewport=size, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    if signed_in:
        page.goto("/login/")
        page.fill("[name=username]", NAME)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
    return page
