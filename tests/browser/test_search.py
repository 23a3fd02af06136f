"""Searching in a real browser: suggestions, hits, keys and the theme."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests.browser.waiting import loading
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
DARK, LIGHT = "rgb(23, 22, 20)", "rgb(251, 250, 247)"


@pytest.fixture
def article(live_server) -> Article:
    """The article that stands first of two, with three hits for "ferry"."""
    make_article("Ferry sold", "The boat was sold.", published="2024-01-01")
    fog = "The fog came at six, and nobody saw the wall.\n\n" * 60
    return make_article(
        "Ferry late",
        f"The ferry waited.\n\n{fog}The ferries left.",
        people=["Ottoline Farrow"],
        published="2025-01-01",
        standfirst="Ottoline Farrow saw it.",
    )


def type_into_search(page: Page, text: str) -> None:
    page.get_by_label("Search the articles").press_sequentially(text, delay=20)


def suggested(page: Page) -> Locator:
    return page.locator("[role=listbox] [role=option]")


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_suggestion_is_chosen_by_keyboard(page, article):
    page.goto("/articles/")
    box = page.get_by_role("combobox", name="Search the articles")
    expect(box).to_have_attribute("aria-expanded", "false")
    type_into_search(page, "otto")
    option = page.get_by_role("option", name="Ottoline Farrow person")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="1 suggestion")).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/ottoline-farrow/")


def test_escape_closes_the_suggestions_and_enter_searches_what_was_typed(page, article):
    page.goto("/articles/")
    type_into_search(page, "ferry l")
    expect(suggested(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(suggested(page)).to_have_count(0)
    expect(page.get_by_label("Search the articles")).to_have_value("ferry l")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?q=ferry+l")


def test_a_suggestion_is_chosen_by_mouse(page, article):
    page.goto("/")
    page.get_by_role("combobox", name="Search").press_sequentially("ferry sol", delay=20)
    page.get_by_role("option", name="Ferry sold").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry sold")


def test_hits_are_gone_through_with_keys_and_buttons(page, article):
    page.goto("/articles/?q=ferry")
    with loading(page):
        page.get_by_role("link", name="Ferry late").click()
    last = page.locator("#hit-3")
    expect(last).not_to_be_in_viewport()
    page.keyboard.press("p")
    expect(last).to_be_in_viewport()
    expect(page.get_by_role("link", name="Hit 3")).to_have_attribute("aria-current", "true")
    page.keyboard.press("n")
    expect(page.locator("#hit-1")).to_be_in_viewport()
    page.get_by_role("button", name="Next hit").click()
    page.wait_for_url("**#hit-2")


def test_hits_and_results_are_gone_through_without_a_script(new_page: Callable[..., Page], article):
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 700})
    page.goto("/articles/?q=ferry&sort=newest")
    page.get_by_role("link", name="Ferry late").click()
    page.get_by_role("link", name="Hit 3").click()
    expect(page.locator("#hit-3")).to_be_in_viewport()
    page.get_by_role("link", name="Next result").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry sold")
    page.get_by_role("link", name="Previous result").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry late")
    page.get_by_role("link", name="Back to the search").click()
    expect(page.locator(f"#article-{article.pk}")).to_be_in_viewport()
    expect(page.get_by_label("Theme")).to_be_hidden()


def test_keys_go_to_the_search_and_through_the_results(page, article):
    page.goto("/articles/?q=ferry&sort=newest")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Ferry late")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Ferry sold")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Ferry late")).to_be_focused()
    page.keyboard.press("/")
    box = page.get_by_label("Search the articles")
    expect(box).to_be_focused()
    box.fill("")
    box.press_sequentially("j?n/")
    expect(box).to_have_value("j?n/")


def test_the_key_sheet_opens_and_closes(page, article):
    page.goto("/articles/")
    sheet = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("Control+/")
    expect(page.get_by_label("Search the articles")).not_to_be_focused()
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("j")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_the_theme_that_was_chosen_stays(page, article):
    page.goto("/articles/")
    assert background(page) == LIGHT
    page.get_by_label("Theme").select_option("dark")
    assert background(page) == DARK
    page.goto("/people/")
    assert background(page) == DARK
    expect(page.get_by_label("Theme")).to_have_value("dark")
    page.get_by_label("Theme").select_option("")
    page.reload()
    assert background(page) == LIGHT


def test_a_light_theme_goes_before_a_dark_system(new_page: Callable[..., Page], article):
    page = new_page(color_scheme="dark")
    page.goto("/")
    assert background(page) == DARK
    page.get_by_label("Theme").select_option("light")
    page.goto("/articles/")
    assert background(page) == LIGHT


def test_a_bar_of_the_chart_filters_by_its_year(page, article):
    page.goto("/articles/?q=ferry")
    page.get_by_role("link", name="2024: 1").click()
    page.wait_for_url("**/articles/?q=ferry&year=2024")
    expect(page.get_by_role("link", name="Ferry sold")).to_be_visible()
    expect(page.get_by_role("link", name="Ferry late")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_a_search_is_wider_than_the_window(
    new_page: Callable[..., Page], article, width
):
    page = new_page(viewport={"width": width, "height": 700})
    found = f"{article.get_absolute_url()}?q=fog+ferry&at=1"
    for address in (
        found,
        "/articles/?q=feryr",
        "/articles/?year=2025&q=ferry",
        "/search/help/",
        "/quotes/?q=" + "x" * 80,
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
