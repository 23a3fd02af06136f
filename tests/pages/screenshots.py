"""Pictures of every page, desktop and telephone, light and dark: `make screenshots`."""

import argparse
import sys

from playwright.sync_api import Page

from tests.pages.browser import VIEWS, chromium, opened
from tests.pages.site import ROOT, served

FOLDER = ROOT / "screenshots"
TALLEST = 2400  # pixels of a page that a picture shows


def main(only: list[str]) -> int:
    """Takes the pictures into `screenshots/`, one folder a view; of the pages whose names have one
    of `only` in them, where it is given."""
    with served() as site, chromium() as browser:
        for desk in (False, True):
            page = opened(browser, site, VIEWS["desktop-light"], signed_in=desk)
            for name, path in site.narrowed(only).pages.items():
                if name.startswith("desk/") == desk:
                    page.goto(path)
                    take(page, name)
            page.context.close()
    sys.stdout.write(f"Pictures are in {FOLDER.relative_to(ROOT)}/.\n")
    return 0


def take(page: Page, name: str) -> None:
    """A picture of the page that is open in each view."""
    for view, (size, scheme) in VIEWS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": min(height, TALLEST)})
        target = FOLDER / view / f"{name.replace('/', '-')}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Takes pictures of every page.")
    parser.add_argument("--only", nargs="+", default=[], metavar="PAGE")
    raise SystemExit(main(parser.parse_args().only))
