"""Reading in a real browser: cards of quotes, links to words, notes, citations, tagging, print."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Note
from tests.browser.test_pages import sign_in
from tests.browser.waiting import loading
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
# What `copy` would write: the clipboard of a browser without a window is not to be relied on.
CLIPBOARD = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", {
  value: { writeText: (text) => { window.copied.push(text); return Promise.resolve(); } },
});
"""
SELECT = """([selector, from, to]) => {
  const text = document.querySelector(selector).firstChild;
  getSelection().setBaseAndExtent(text, from, text, to);
}"""


@pytest.fixture
def article(live_server) -> Article:
    """The article that stands first of two for "ferry", with a dateline, a quote and a name."""
    make_article("Ferry sold", "The ferry was sold.", published="2024-01-01")
    return make_article(
        "Ferry late",
        "🌊 The fog came at six.\n\n“We will appeal,” Ada Pell said of the ferry.",
        published="2025-01-01",
        source="Ostrey Post",
        dateline_place="BRANNOCH",
        people=["Ada Pell"],
        quotes=[{"text": "“We will appeal,”", "speaker": "Ada Pell", "confidence": 0.97}],
        subjects=[{"code": "medtop:1", "name": "transport"}],
    )


def copied(page: Page) -> list[str]:
    return page.evaluate("window.copied")


def test_selected_words_become_a_link_that_shows_them(page, article):
    page.add_init_script(CLIPBOARD)
    page.goto(article.get_absolute_url())
    page.evaluate(SELECT, ["#p1 [data-start]", 7, 10])
    page.get_by_role("button", name="Copy link to these words").click()
    expect(page.get_by_role("status").filter(has_text="The link to these words")).to_be_visible()
    [link] = copied(page)
    # A wave is two units of a script and one character of the archive.
    assert link.endswith(f"{article.get_absolute_url()}?chars=body:6-9#passage")
    page.goto(link)
    expect(page.locator("#passage")).to_have_text("fog")
    expect(page.locator("#passage")).to_be_in_viewport()


def test_a_key_copies_the_link_and_another_the_citation(page, article):
    page.add_init_script(CLIPBOARD)
    page.goto(article.get_absolute_url())
    page.evaluate(SELECT, ["h1", 0, 5])
    page.keyboard.press("l")
    page.keyboard.press("c")
    link, citation = copied(page)
    assert "?chars=headline:0-5" in link
    assert citation.startswith("“Ferry late,” Ostrey Post, 1 January 2025, http")


def test_a_quotation_is_copied_with_its_speaker_and_citation(page, article):
    page.add_init_script(CLIPBOARD)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Copy quote 1 with its citation").click()
    [text] = copied(page)
    assert text.startswith("“We will appeal,”\nAda Pell, quoted in “Ferry late,” Ostrey Post")


def test_the_card_of_a_quote_comes_with_the_pointer_and_goes_with_escape(page, article):
    page.goto(article.get_absolute_url())
    card = page.locator(".quote-card")
    page.locator(".said").first.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Ada Pell")
    expect(card).to_contain_text("almost certain")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_card_of_a_quote_comes_with_the_focus(page, article):
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="About quote 1").focus()
    expect(page.locator(".quote-card")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".quote-card")).to_be_hidden()


def test_without_a_script_the_number_of_a_quote_leads_to_the_margin(
    new_page: Callable[..., Page], article
):
    page = new_page(java_script_enabled=False)
    page.goto(f"{article.get_absolute_url()}?chars=body:6-9#passage")
    expect(page.locator("#passage")).to_have_text("fog")
    page.get_by_role("link", name="About quote 1").click()
    expect(page.locator("li:target")).to_contain_text("Ada Pell")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.locator("#citation")).to_contain_text("“Ferry late,” Ostrey Post")


def test_a_note_is_written_on_selected_words(page, article):
    sign_in(page, "articles.add_note", "articles.change_note")
    page.goto(article.get_absolute_url())
    page.evaluate(SELECT, ["#p1 [data-start]", 7, 10])
    page.get_by_role("button", name="Note", exact=True).click()
    box = page.get_by_role("textbox", name="Note", exact=True)
    expect(box).to_be_focused()
    box.fill("When exactly?")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".noted")).to_have_text("fog")
    assert Note.objects.get().words == "fog"


def test_tagging_goes_by_keys_from_result_to_result(page, article):
    sign_in(page, "articles.add_tagging", "articles.delete_tagging")
    page.goto("/articles/?q=ferry&sort=newest")
    with loading(page):
        page.get_by_role("link", name="Ferry late").click()
    page.keyboard.press("1")
    expect(page.locator(".messages")).to_contain_text("tagged “transport”")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("was taken off")
    page.keyboard.press("t")
    field = page.get_by_label("Add a tag")
    expect(field).to_be_focused()
    field.fill("fog")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("tagged “fog”")
    page.keyboard.press("t")
    field.fill("harbour")
    with loading(page):
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry sold")
    with loading(page):
        page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry late")
    assert sorted(article.tags.values_list("name", flat=True)) == ["fog", "harbour"]


def test_a_tag_that_there_is_can_be_chosen_while_typing(page, article):
    make_article("Other", tags=["harbour works"])
    sign_in(page, "articles.add_tagging")
    page.goto(article.get_absolute_url())
    page.get_by_label("Add a tag").press_sequentially("harb", delay=20)
    expect(page.get_by_role("option", name="harbour works tag")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Add a tag")).to_have_value("harbour works")


def test_a_printed_article_has_its_text_and_citation_and_no_controls(page, article):
    page.goto(article.get_absolute_url())
    page.emulate_media(media="print")
    for selector in ("h1", ".text", "#citation", ".byline"):
        expect(page.locator(selector)).to_be_visible()
    for selector in (".rooms", ".margin", ".foot", ".raw", ".cite-tools", ".provenance dl"):
        expect(page.locator(selector).first).to_be_hidden()


def test_a_citation_is_taken_away_as_csl_json(page, article):
    page.goto(article.get_absolute_url())
    with page.expect_download() as waited:
        page.get_by_role("link", name="CSL JSON").click()
    [item] = json.loads(waited.value.path().read_text())
    assert item["title"] == "Ferry late"
