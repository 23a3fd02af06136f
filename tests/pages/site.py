"""An archive to look at: the demonstration's articles and odd ones, served as it is for readers."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "pages"
NAME, PASSWORD = "cora", "a-lamp-on-the-mole"  # noqa: S105 - of an archive on this machine alone
START_SECONDS = 30
KOREAN = "항구 당국은 방파제 공사를 다음 달에 시작한다고 밝혔다. "
ARABIC = "قالت سلطة الميناء إن العمل على الرصيف سيبدأ الشهر المقبل. "


@dataclass(frozen=True)
class Site:
    """A running archive: its address, and the pages to look at by name."""

    url: str
    pages: dict[str, str]

    def narrowed(self, parts: list[str]) -> "Site":
        """The site with the pages whose names have one of the parts in them; without any, all.

        Raises SystemExit where no page is named so.
        """
        chosen = {n: p for n, p in self.pages.items() if any(part in n for part in parts)}
        if parts and not chosen:
            raise SystemExit(f"No page has that in its name; there are {', '.join(self.pages)}.")
        return Site(self.url, chosen if parts else self.pages)


def odd_articles() -> list[dict]:
    """Articles as no layout likes them: long ones, many quotes, other scripts, undated."""
    many = "\n\n".join(
        f"“Berth {n} stays shut,” harbour master Ottoline Farrow said." for n in range(300)
    )
    long = "\n\n".join("The tide came in and the quay was empty. " * 20 for _ in range(60))
    url = "https://paper.example/"
    return [
        {"headline": "Ten thousand words on a tide", "body": long, "source": "The Long Read"},
        {"headline": "Three hundred berths", "body": many, "source": "Harbour Record"},
        {"headline": "Breakwater " * 36, "body": "It is long.", "source": "Harbour Record"},
        {"headline": "방파제 공사 다음 달 시작", "body": KOREAN * 20, "source": "항구신문"},
        {"headline": "سلطة الميناء تبدأ العمل", "body": ARABIC * 20, "source": "صحيفة الميناء"},
        {"headline": "No date and no outlet", "body": "Nobody knows when this was printed."},
        {"headline": "W" * 120, "body": "x" * 3000, "source": "N" * 150},
    ] + [
        {"headline": f"Filler {n}", "body": f"Tide table {n}.", "url": url + str(n)} for n in (1, 2)
    ]


@contextlib.contextmanager
def served() -> Iterator[Site]:
    """Makes the archive anew, serves it, and stops the server at the end."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    port = _free_port()
    environment = os.environ | {
        "NEWSROOM_DATA": str(FOLDER),
        "NEWSROOM_OPEN_READING": "1",
        "NEWSROOM_PASSWORD": PASSWORD,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    odd = FOLDER / "odd.jsonl"
    lines = [json.dumps(article, ensure_ascii=False) for article in odd_articles()]
    odd.write_text("\n".join(lines), encoding="utf-8")
    _run(environment, "-m", "newsroom.secret")
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["load_sample"],
        ["import_articles", str(odd)],
        ["add_account", NAME, "--role", "administrator"],
    ):
        _run(environment, "manage.py", *command)
    found = _run(environment, "-m", "tests.pages.site")
    server = subprocess.Popen(  # noqa: S603 - this project's own server
        [sys.executable, "-m", "gunicorn", "-c", "newsroom/gunicorn_config.py"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/readyz")
        yield Site(url, json.loads(found))
    finally:
        server.terminate()
        server.wait()


def pages() -> dict[str, str]:
    """Name -> path of the pages to look at; "desk/…" are for those who signed in."""
    from django.db.models import Count
    from django.urls import reverse

    from articles.models import Article, Person, Quote, QuoteFamily, Source, Story, Tag

    def most(model: type, path: str) -> object:
        rows = model.objects.visible_to(None).annotate(n=Count(path, distinct=True))
        return rows.order_by("-n", "pk").first()

    def first(model: type, **wanted) -> str:
        row = model.objects.visible_to(None).filter(**wanted).order_by("pk").first()
        return row.get_absolute_url() if row else ""

    person, story = most(Person, "mentions__article"), most(Story, "articles")
    versions = Article.objects.visible_to(None).filter(version__gt=1).first()
    listed = reverse("articles:article-list")
    quoted = (
        Article.objects.visible_to(None)
        .filter(quotes__isnull=False, story__isnull=False)
        .order_by("pk")
    )
    article = quoted.first().get_absolute_url()
    readers = {
        "front": "/",
        "articles": listed,
        "results": f"{listed}?q=harbour",
        "results-filtered": f"{listed}?q=harbour&quoted=yes",
        "nothing": f"{listed}?q=zyzzyva+harbour",
        "misread": f"{listed}?q=(harbour+OR",
        "article": article,
        "article-words": f"{article}?chars=body:0-60",
        "versions": reverse("articles:version-list", args=[versions.pk]) if versions else "",
        "article-hits": f"{article}?q=harbour",
        "quotes": reverse("articles:quote-list"),
        "quote": first(Quote, kind="direct", speaker__isnull=False),
        "family": first(QuoteFamily),
        "people": reverse("articles:person-list"),
        "person": person.get_absolute_url(),
        "people-compared": f"{reverse('articles:person-compare')}?a={person.slug}",
        "sources": reverse("articles:source-list"),
        "source": most(Source, "articles").get_absolute_url(),
        "stories": reverse("articles:story-list"),
        "story": story.get_absolute_url(),
        "tags": reverse("articles:tag-list"),
        "tag": most(Tag, "taggings").get_absolute_url(),
        "help": reverse("articles:search-help"),
        "not-found": "/people/nobody/",
        "login": reverse("login"),
    }
    found = readers | _odd_pages() | _desk_pages(article, readers["quote"], person, story)
    return {name: path for name, path in found.items() if path}


def _desk_pages(article: str, quote: str, person: Any, story: Any) -> dict[str, str]:
    """The pages for those who signed in; those of an article and a quote are given by address."""
    from django.urls import reverse

    from articles.models import ImportRun

    return {
        "desk/account": reverse("account"),
        "desk/article": article,
        "desk/articles": reverse("articles:article-list"),
        "desk/quote": quote,
        "desk/person": reverse("articles:person-desk", args=[person.slug]),
        "desk/story": reverse("articles:story-desk", args=[story.slug]),
        "desk/import": reverse("articles:import-detail", args=[ImportRun.objects.first().pk]),
        "desk/collections": reverse("articles:collection-list"),
        "desk/notes": reverse("articles:note-list"),
        "desk/review": reverse("articles:review-list"),
        "desk/review-case": reverse("articles:review-case", args=["quotes"]),
        "desk/bulk": f"{reverse('articles:bulk-edit')}?q=harbour",
        "desk/imports": reverse("articles:import-list"),
        "desk/pairs": reverse("articles:person-pairs"),
    }


def _odd_pages() -> dict[str, str]:
    """The pages of the odd articles, as far as the import took them for articles."""
    from articles.models import Article

    found = {}
    for number, odd in enumerate(odd_articles()[:7], start=1):
        headline = " ".join(odd["headline"].split())
        row = Article.objects.filter(headline=headline).first()
        if row:
            found[f"odd-{number}"] = row.get_absolute_url()
    return found


def _run(environment: dict[str, str], *arguments: str) -> str:
    """Runs Python with these arguments and returns what it printed; an import's 3 is no failure."""
    done = subprocess.run(  # noqa: S603 - this project's own commands
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url):  # noqa: S310 - own server
            return
        time.sleep(0.2)
    raise SystemExit(f"{url} did not answer within {START_SECONDS} seconds.")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    sys.stdout.write(json.dumps(pages()))
