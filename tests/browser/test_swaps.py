"""Results and tags that come without a page load, in a real browser; times in the reader's zone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.test_pages import sign_in
from tests.browser.waiting import loading
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = "**/articles/?*"  # the addresses of searches


@pytest.fixture
def article(live_server) -> Article:
    """One of two articles for "ferry", of an outlet of its own, printed at a minute of UTC."""
    make_article("Ferry sold", "The ferry was sold.", published="2024-01-01")
    return make_article(
        "Ferry late",
        "The fog came at six. The ferry waited.",
        published="2025-01-01T15:30+00:00",
        source="Ostrey Post",
        subjects=[{"code": "medtop:1", "name": "transport"}],
    )


def mark(page: Page) -> None:
    """Leave something in the page that a page load would wipe out."""
    page.evaluate("window.marked = true")


def is_marked(page: Page) -> bool:
    return page.evaluate("window.marked === true")


def test_a_search_and_a_filter_come_without_a_page_load_and_back_undoes_them(page, article):
    page.goto("/articles/")
    mark(page)
    page.get_by_label("Search the articles").fill("ferry fog OR sold")
    page.keyboard.press("Enter")
    expect(page).to_have_title("“ferry fog OR sold” in articles · Newsroom archive")
    expect(page).to_have_url("/articles/?q=ferry+fog+OR+sold")
    expect(page.locator(".total")).to_be_focused()
    page.get_by_role("link", name="2025: 1").first.click()
    expect(page.get_by_role("link", name="Ferry sold")).to_have_count(0)
    expect(page).to_have_url("/articles/?q=ferry+fog+OR+sold&year=2025")
    page.get_by_role("link", name="Ostrey Post 1", exact=True).click()
    expect(page.get_by_role("link", name="Ostrey Post 1 , chosen")).to_be_focused()
    expect(page.locator("#announced")).to_have_text("1 article")
    # What was swapped in suggests and has its keys, as what was loaded had.
    expect(page.get_by_role("combobox", name="Search the articles")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Ferry late")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("link", name="Ostrey Post 1", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Ferry sold")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("link", name="Ferry sold")).to_have_count(0)
    page.go_back()
    expect(page.locator(".total")).to_have_text("2 articles")
    expect(page).to_have_title("“ferry fog OR sold” in articles · Newsroom archive")
    assert is_marked(page)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]


def test_tags_are_put_on_and_taken_off_without_a_page_load(page, article):
    sign_in(page, "articles.add_tagging", "articles.delete_tagging")
    page.goto(article.get_absolute_url())
    mark(page)
    page.get_by_role("button", name="Add the tag transport").click()
    told = page.get_by_role("status").filter(has_text="1 article tagged “transport”.")
    expect(told).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Tags")).to_be_focused()
    told.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="was taken off")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Add the tag transport")).to_be_visible()
    field = page.get_by_label("Add a tag")
    field.fill("fog")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take off the tag fog")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    assert is_marked(page)
    assert list(article.tags.values_list("name", flat=True)) == ["fog"]


def test_a_slow_answer_shows_progress_and_a_missing_one_is_told(page, article):
    waiting = []
    page.goto("/articles/?q=ferry")
    mark(page)
    page.route(FOUND, lambda route: waiting.append(route))
    page.get_by_role("link", name="Ostrey Post 1", exact=True).click()
    expect(page.get_by_text("Loading…")).to_be_visible()
    waiting.pop().abort()
    expect(page.get_by_text("The archive did not answer.")).to_be_visible()
    expect(page.get_by_text("Loading…")).to_be_hidden()
    assert is_marked(page)
    page.problems.clear()  # the browser logs the request that failed


def test_a_page_with_an_error_is_shown_for_what_it_is(page, article):
    page.goto("/articles/?q=ferry")
    page.route(FOUND, lambda route: route.fulfill(status=503, body="<title>Away</title>"))
    with loading(page):
        page.get_by_role("link", name="Ostrey Post 1", exact=True).click()
    expect(page).to_have_title("Away")
    expect(page).to_have_url("/articles/?q=ferry&source=ostrey-post")
    page.problems.clear()  # the browser logs the status


def test_a_tag_that_is_refused_is_told_in_the_words_of_the_archive(page, article):
    sign_in(page, "articles.add_tagging")
    page.goto(article.get_absolute_url())
    page.get_by_label("Add a tag").fill("fog")
    page.context.clear_cookies(name="csrftoken")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The form was too old")
    expect(page.locator("main")).to_be_focused()
    page.problems.clear()  # the browser logs the status


def test_a_time_is_shown_in_the_zone_of_the_reader_too(new_page: Callable[..., Page], article):
    address = article.get_absolute_url()
    printed = "1 January 2025, 15:30 UTC"
    for options, words in (
        ({"timezone_id": "Asia/Seoul"}, f"{printed} (2 January 2025 at 00:30 your time)"),
        ({"timezone_id": "Asia/Seoul", "java_script_enabled": False}, printed),
        ({"timezone_id": "UTC"}, printed),
    ):
        page = new_page(**options)
        page.goto(address)
        expect(page.locator(".reading-head time")).to_have_text(words)
    page = new_page(timezone_id="Asia/Seoul")
    page.goto("/articles/?sort=newest")
    times = page.locator(".row time")
    expect(times).to_have_text(["1 January 2025", "1 January 2024"])
    expect(times.first).to_have_attribute("title", "2 January 2025 at 00:30 your time")
    assert times.last.get_attribute("title") is None
