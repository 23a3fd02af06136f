"""The curation desk in a real browser: merge and undo, review by keys, embargo, bulk retag, a quote
corrected on the text."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect

from articles.models import Article, Quote, Source, Tagging
from newsroom.roles import CURATOR, codenames
from tests.browser.waiting import loading
from tests.factories import make_article, make_quote, make_source, make_user

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "“We will appeal. And soon,” Ottoline Farrow said."


@pytest.fixture
def desk(page: Page, live_server) -> Page:
    """A browser in which a curator is signed in."""
    user = make_user(username="cora", is_staff=True)
    user.user_permissions.set(rights_of_curators())
    page.goto("/login/")
    page.get_by_label("Name").fill("cora")
    page.get_by_label("Password").fill("tidewater")
    with loading(page):
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    return page


def rights_of_curators() -> list:
    """What the role may do; a database that a test before emptied has lost its groups."""
    return list(
        Permission.objects.filter(
            content_type__app_label="articles", codename__in=codenames(CURATOR)
        )
    )


def choose(page: Page, action: str, *names: str) -> None:
    """Choose rows of an admin list and an action for them."""
    for name in names:
        page.get_by_role("row", name=name).locator("input.action-select").check()
    page.select_option("select[name=action]", action)
    with loading(page):
        page.locator("button[name=index]").first.click()


def test_two_outlets_are_merged_and_parted_again(desk):
    kept, gone = make_source("The Tarnwick Mail"), make_source("Tarnwick Daily")
    make_article("Tide", source=gone)
    desk.goto("/admin/articles/source/")
    choose(desk, "merge_two", "The Tarnwick Mail", "Tarnwick Daily")
    expect(desk.locator("#content")).to_contain_text("1 articles of Tarnwick Daily move")
    desk.get_by_label("Keep The Tarnwick Mail").check()
    desk.get_by_role("button", name="Merge").click()
    assert Article.objects.get().source == kept
    desk.get_by_role("link", name="Undo it at the desk").click()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("main")).to_contain_text("undone by cora")
    assert Article.objects.get().source == Source.objects.get(name="Tarnwick Daily")


def test_cases_are_answered_and_taken_back_by_keys(desk):
    for number in range(3):
        article = make_article(f"Tide {number}", BODY)
        make_quote(article, BODY[:27], "Ottoline Farrow", confidence=0.2 + number / 10)
    desk.goto("/review/quotes/")
    expect(desk.locator("main")).to_contain_text("3 cases left")
    with loading(desk):
        desk.keyboard.press("a")
    expect(desk.locator("main")).to_contain_text("2 cases left")
    with loading(desk):
        desk.keyboard.press("r")
    expect(desk.locator("main")).to_contain_text("1 case left")
    assert Quote.objects.filter(kind="scare").count() == 1
    with loading(desk):
        desk.keyboard.press("z")
    expect(desk.locator("main")).to_contain_text("Undone")
    assert not Quote.objects.filter(kind="scare").exists()
    desk.keyboard.press("c")
    desk.keyboard.type("Ines Calloway")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("1 case left")
    assert Quote.objects.filter(speaker__name="Ines Calloway").count() == 1


def test_an_article_is_put_under_embargo(desk):
    make_article("Tide comes early")
    desk.goto("/admin/articles/article/")
    choose(desk, "embargo", "Tide comes early")
    desk.fill("#id_until_0", "2099-01-01")
    desk.fill("#id_until_1", "09:00:00")
    desk.get_by_role("button", name="Put under embargo").click()
    expect(desk.locator(".messagelist")).to_contain_text("under embargo until 2099-01-01")
    assert not Article.objects.published().exists()


def test_all_articles_of_a_search_get_a_tag_and_lose_it_again(desk):
    for number in range(3):
        make_article(f"Tide {number}")
    desk.goto("/bulk/?q=tide&do=tag&to=harbour")
    desk.get_by_role("button", name="Change 3 articles").click()
    expect(desk.locator("main")).to_contain_text("3 articles changed")
    assert Tagging.objects.filter(tag__name="harbour").count() == 3
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("main")).to_contain_text("Everything is as it was")
    assert not Tagging.objects.exists()


def test_the_ends_of_a_quote_are_chosen_on_the_text(desk):
    quote = make_quote(make_article("Tide 🌊", f"🌊 {BODY}"), BODY[:27], "Ottoline Farrow")
    desk.goto(f"/quotes/{quote.pk}/edit/")
    desk.evaluate(
        "() => { const text = document.querySelector('#passage mark').firstChild;"
        " document.getSelection().setBaseAndExtent(text, 0, text, 16); }"
    )
    expect(desk.locator("#end")).to_have_value("18")
    desk.get_by_role("button", name="Keep it").click()
    expect(desk.locator("main")).to_contain_text("We will appeal.")
    quote.refresh_from_db()
    assert (quote.start, quote.text) == (2, "“We will appeal.")
