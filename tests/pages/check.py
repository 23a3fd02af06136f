"""Checks every page with axe-core, the Nu HTML checker and Lighthouse: `make check-pages`.

Also: no sideways scrolling at 320 px, no request to another host, and a first load of at most
`MOST_BYTES` with styles and scripts compressed. Prints what is wrong, page by page, and a table of
Lighthouse's marks; exits 1 where anything is. `--only` takes the names of checks or parts of the
names of pages: `make check-pages ARGS="--only axe desk/article"`.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.conftest import OPTIONS
from tests.chromium import find_chromium
from tests.pages.browser import NARROWEST, VIEWS, chromium, opened
from tests.pages.site import FOLDER, Site, served

TOOLS = Path(__file__).resolve().parent / "node_modules"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
MOST_BYTES = 60_000
WEIGHED = ("front", "results", "article")  # what a reader opens first
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# A page that is not there answers 404, which the browser logs; that is what it is for.
NOT_FOUND = "not-found"


def axe(page: Page, run_only: dict) -> Iterator[str]:
    """What axe-core finds wrong on the page that is open, by the rules that `run_only` names."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=TOOLS / "axe-core" / "axe.min.js")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", run_only)
    for violation in found["violations"]:
        places = ", ".join(node["target"][0] for node in violation["nodes"][:3])
        yield f"axe {violation['id']}: {violation['help']} ({len(violation['nodes'])}: {places})"


def looked_at(browser: Browser, site: Site) -> Iterator[str]:
    """axe's findings on every page in every view, and what is wider than 320 pixels.

    A page is loaded once and then shown in each size and scheme: dark, only colours can differ.
    """
    for name, page in each_page(browser, site):
        for view, (size, scheme) in VIEWS.items():
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            rules = ALL_RULES if scheme == "light" else COLOURS
            yield from (f"{name}, {view}: {problem}" for problem in axe(page, rules))
        page.set_viewport_size(NARROWEST)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROWEST["width"]:
            yield f"{name}: {wide} pixels wide in a window of {NARROWEST['width']}"


def each_page(browser: Browser, site: Site) -> Iterator[tuple[str, Page]]:
    """Each page of the site, opened by whom it is for."""
    for desk in (False, True):
        page = opened(browser, site, VIEWS["desktop-light"], signed_in=desk)
        for name, path in site.pages.items():
            if name.startswith("desk/") == desk:
                answer = page.goto(path)
                if name != NOT_FOUND and not answer.ok:
                    raise SystemExit(f"{name}, {path}: the answer is {answer.status}")
                yield name, page
        page.context.close()


def weighed(browser: Browser, site: Site) -> Iterator[str]:
    """Pages whose first load is too heavy, and requests that leave the site."""
    for name in WEIGHED:
        if name not in site.pages:
            continue
        page = opened(browser, site, VIEWS["desktop-light"], signed_in=False)
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        received, asked = [], []
        client.on("Network.loadingFinished", lambda e, r=received: r.append(e["encodedDataLength"]))
        page.on("request", lambda request, a=asked: a.append(request.url))
        page.goto(site.pages[name], wait_until="networkidle")
        total = sum(received)
        sys.stdout.write(f"first load of {name}: {total / 1000:.1f} KB\n")
        if total > MOST_BYTES:
            yield f"{name}: {total} bytes at first load, more than {MOST_BYTES}"
        home = urlsplit(site.url).netloc
        yield from (f"{name}: asks {url}" for url in asked if urlsplit(url).netloc != home)
        page.context.close()


def valid(browser: Browser, site: Site) -> Iterator[str]:
    """What the Nu HTML checker finds wrong in the pages as they are served."""
    folder = FOLDER / "html"
    folder.mkdir()
    for name, page in each_page(browser, site):
        answer = page.context.request.get(page.url)
        (folder / f"{name.replace('/', '-')}.html").write_bytes(answer.body())
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(  # noqa: S603
        ["java", "-jar", str(jar), "--format", "json", "--stdout", *map(str, folder.iterdir())],  # noqa: S607
        capture_output=True,
        text=True,
    )
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] == "error":
            page_name = Path(urlsplit(message["url"]).path).stem
            yield f"{page_name}: HTML line {message.get('lastLine')}: {message['message']}"


def marked(browser: Browser, site: Site) -> Iterator[str]:
    """Lighthouse's marks of the first pages, 100 each or it is told; in a browser of its own."""
    for name in WEIGHED:
        if name not in site.pages:
            continue
        done = subprocess.run(  # noqa: S603
            [  # noqa: S607
                "node",
                str(TOOLS / "lighthouse" / "cli" / "index.js"),
                f"{site.url}{site.pages[name]}",
                "--output=json",
                "--quiet",
                f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags=--headless {' '.join(OPTIONS)}",
            ],
            capture_output=True,
            text=True,
            env=os.environ | {"CHROME_PATH": str(find_chromium())},
        )
        if done.returncode:
            yield f"{name}: Lighthouse failed: {done.stderr[-300:]}"
        else:
            yield from under_100(name, json.loads(done.stdout))


def under_100(name: str, report: dict) -> Iterator[str]:
    """The categories of one of Lighthouse's reports with less than 100, and which audits failed."""
    marks = {key: round(100 * report["categories"][key]["score"]) for key in CATEGORIES}
    sys.stdout.write(f"Lighthouse, {name}: {marks}\n")
    for key, mark in marks.items():
        if mark < 100:
            refs = report["categories"][key]["auditRefs"]
            audits = [report["audits"][ref["id"]] for ref in refs if ref.get("weight")]
            why = [a["id"] for a in audits if a["score"] is not None and a["score"] < 1]
            yield f"{name}: Lighthouse {key} {mark}: {', '.join(why)}"


CHECKS = {"axe": looked_at, "weight": weighed, "html": valid, "lighthouse": marked}


def main(only: list[str]) -> int:
    """Runs the checks, or those among `only`, on the pages whose names have the rest of `only` in
    them; returns the exit status."""
    chosen = [name for name in CHECKS if name in only] or list(CHECKS)
    wrong = []
    with served() as site, chromium() as browser:
        site = site.narrowed([part for part in only if part not in CHECKS])
        for name in chosen:
            began = time.monotonic()
            wrong += list(CHECKS[name](browser, site))
            sys.stdout.write(f"{name}: {time.monotonic() - began:.0f} s\n")
            sys.stdout.flush()
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    sys.stdout.write(f"{len(site.pages)} pages, {len(wrong)} findings.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Checks every page.")
    parser.add_argument("--only", nargs="+", default=[], metavar="CHECK_OR_PAGE")
    raise SystemExit(main(parser.parse_args().only))
