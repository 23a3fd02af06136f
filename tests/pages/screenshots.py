"""Pictures of every page, desktop and telephone, light and dark: `make screenshots`."""

import sys
from pathlib import Path

from tests.pages.browser import VIEWS, chromium, opened
from tests.pages.site import ROOT, served

FOLDER = ROOT / "screenshots"
TALLEST = 2400  # pixels of a page that a picture shows


def main() -> int:
    """Takes the pictures into `screenshots/`, one folder a view."""
    with served() as site, chromium() as browser:
        for view, (size, scheme) in VIEWS.items():
            for desk in (False, True):
                page = opened(browser, site, (size, scheme), signed_in=desk)
                for name, path in site.pages.items():
                    if name.startswith("desk/") != desk:
                        continue
                    page.goto(path)
                    height = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({**size, "height": min(height, TALLEST)})
                    target = FOLDER / view / f"{name.replace('/', '-')}.png"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=target)
                    page.set_viewport_size(size)
                page.context.close()
    sys.stdout.write(f"Pictures are in {Path(FOLDER).relative_to(ROOT)}/.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
