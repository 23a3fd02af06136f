"""The pages in a real browser: at any width, in the dark, by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.waiting import loading
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 2


@pytest.fixture
def article(live_server) -> Article:
    """An article of a story with a long word in every place, three quotes, people and tags."""
    make_article("Ferry: another outlet", story="Ferry strikes", source="Ostrey Post")
    body = (
        f"“We will appeal,” Ada Pell told {LONG_WORD}.\n\n"
        + "The fog came at six, and nobody saw the wall.\n\n" * 40
        + "“I counted the boats,” Ada Pell said. She called it “wholly avoidable”."
    )
    return make_article(
        f"Ferry strikes {LONG_WORD}",
        body,
        source=LONG_WORD,
        people=["Ada Pell"],
        quotes=[
            ("“We will appeal,”", "Ada Pell"),
            ("“I counted the boats,”", "Ada Pell"),
            {"text": "“wholly avoidable”", "speaker": "Ada Pell", "kind": "partial"},
        ],
        tags=["harbour", LONG_WORD[:100]],
        story=Article.objects.get().story,
        import_path=f"wire/{LONG_WORD}.txt",
    )


def addresses(article: Article) -> list[str]:
    """A page of each kind."""
    rooms = ["articles", "quotes", "people", "sources", "tags", "stories", "search/help", "login"]
    things = [article, article.source, article.story, article.quotes.first()]
    return [
        "/",
        "/nothing/",
        *(f"/{room}/" for room in rooms),
        "/articles/?q=ferry+OR+(&tag=nonsense",
        *(thing.get_absolute_url() for thing in [*things, article.mentions.first().person]),
    ]


def sign_in(page: Page, *permissions: str) -> None:
    """Sign in as somebody new who has the permissions."""
    user = make_user(*permissions)
    page.goto("/login/")
    page.get_by_label("Name").fill(user.username)
    page.get_by_label("Password").fill("tidewater")
    with loading(page):
        page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_the_window(new_page: Callable[..., Page], article, width):
    page = new_page(viewport={"width": width, "height": 700})
    for address in addresses(article):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.problems.clear()  # the browser logs the page that is not found


def test_dark_pages_are_dark(new_page: Callable[..., Page], article):
    page = new_page(color_scheme="dark")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 20)"


def test_filters_stand_open_on_a_desktop_and_in_a_disclosure_on_a_phone(page, phone, article):
    page.goto("/articles/")
    expect(page.get_by_role("link", name="harbour 1")).to_be_visible()
    phone.goto("/articles/")
    expect(phone.get_by_role("link", name="harbour 1")).to_be_hidden()
    phone.locator("summary", has_text="Filters").click()
    expect(phone.get_by_role("link", name="harbour 1")).to_be_visible()


def test_a_quote_in_the_margin_leads_to_its_place(page, article):
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="“I counted the boats,”").click()
    quote = article.quotes.get(text="“I counted the boats,”")
    expect(page.locator(f"#quote-{quote.pk}")).to_be_in_viewport()


def test_the_first_key_leads_to_the_content(page, article):
    page.goto("/people/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_searching_and_tagging_need_no_script(new_page: Callable[..., Page], article):
    page = new_page(java_script_enabled=False)
    sign_in(page, "articles.add_tagging", "articles.delete_tagging")
    page.goto("/articles/")
    page.get_by_label("Search the articles").fill("boats")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Choose: Ferry strikes").check()
    page.get_by_label("Tag", exact=True).fill("fog")
    page.get_by_role("button", name="Add tag").click()
    expect(page.locator("#messages")).to_contain_text("1 article tagged “fog”.")
    assert page.url.endswith("/articles/?q=boats")
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Take off the tag fog").click()
    expect(page.locator("#messages")).to_contain_text("was taken off")
    assert not article.tags.filter(name="fog").exists()
