"""What htmx is given: the same pages as a browser, with marks of what is put in place of what."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.utils import timezone

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


class Elements(HTMLParser):
    """The attributes of each element of a page, and whether htmx takes its link or form."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.taken: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.found.append(attributes | {"": tag})
        boost = attributes.get("data-hx-boost")
        taken = boost == "true" if boost else bool(self.open and self.open[-1][1])
        address = attributes.get("href" if tag == "a" else "action")
        if taken and tag in ("a", "form") and address:
            self.taken.append(address)
        if tag not in ("meta", "link", "input", "br", "hr"):
            self.open.append((tag, taken))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue


def page_of(client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


@pytest.fixture
def article():
    make_article("Ferry sold", published="2024-01-01", source="Ostrey Post")
    return make_article(
        "Ferry late", "“We will appeal,” Ada Pell said.", quotes=["“We will appeal,”"]
    )


@pytest.mark.parametrize("room", ["articles", "quotes"])
def test_a_search_takes_over_links_to_itself_alone(client, article, room):
    elements = Elements(page_of(client, f"/{room}/?q=ferry+OR+appeal&year=2025"))
    assert len(elements.taken) > 5
    assert {address.split("?")[0] for address in elements.taken} == {f"/{room}/"}


def test_an_article_takes_over_the_forms_of_its_tags_alone(client, article):
    client.force_login(make_user("articles.add_tagging", "articles.delete_tagging"))
    elements = Elements(page_of(client, article.get_absolute_url()))
    assert set(elements.taken) == {f"/articles/{article.pk}/tags/"}


@pytest.mark.parametrize("address", ["/articles/?q=ferry", "/quotes/"])
def test_what_is_put_in_place_is_there(client, article, address):
    elements = Elements(page_of(client, address)).found
    ids = {attributes.get("id") for attributes in elements}
    assert {"main", "messages", "progress", "announced"} <= ids


def test_htmx_runs_under_the_policy_of_the_site_and_keeps_nothing(client):
    elements = Elements(page_of(client, "/articles/")).found
    [written] = [one["content"] for one in elements if one.get("name") == "htmx-config"]
    config = json.loads(written)
    assert (config["allowEval"], config["includeIndicatorStyles"]) == (False, False)
    assert (config["selfRequestsOnly"], config["historyCacheSize"]) == (True, 0)


def test_htmx_gets_the_page_that_a_browser_gets(client, article):
    plain = page_of(client, "/articles/?q=ferry")
    assert page_of(client, "/articles/?q=ferry", HX_Request="true") == plain


def test_readers_who_tag_nothing_are_sent_no_htmx_with_an_article(client, article):
    assert "htmx" not in page_of(client, article.get_absolute_url())


def test_the_file_of_htmx_is_the_one_that_was_published():
    for licence in VENDOR.glob("*.LICENSE.txt"):
        words = licence.read_text().split()
        script = VENDOR / words[0]
        assert sha256(script.read_bytes()).hexdigest() == words[words.index("sha256") + 1]


def test_a_moment_names_its_zone_for_the_script_that_tells_the_reader_s_time():
    template = engines["django"].from_string("{% load archive %}{{ at|moment }}")
    with timezone.override("Asia/Seoul"):
        html = template.render({"at": datetime(2026, 1, 7, 20, 30, tzinfo=UTC)})
    assert html == '<time datetime="2026-01-08T05:30:00+09:00">8 January 2026, 05:30</time>'
