"""Furniture of sites, captions and teasers: what is taken out of a page, and what is not."""

import re
from pathlib import Path

import pytest

from articles.extraction.cleanup import junk_reason
from articles.extraction.layout import read_layout

from .pages import LEDE, SECOND, THIRD, TITLE, page, paragraphs, reasons

SHARED = Path(__file__).resolve().parents[2] / "../shared"


def test_captions_go_and_their_credits_are_kept():
    caption = "The old pier on Monday, seen from the ferry. PHOTO: ANN WHARTON/HARBOUR GAZETTE"
    layout = read_layout(page(TITLE, caption, LEDE, "Photo: Lena Voss/Getty Images", SECOND))
    assert layout.photo_credits == ["ANN WHARTON/HARBOUR GAZETTE", "Lena Voss/Getty Images"]
    assert reasons(layout)[caption] == "caption"
    assert paragraphs(layout) == [LEDE, SECOND]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Leave a Reply", "comment-form"),
        ("Your email address will not be published. Required fields are marked *", "comment-form"),
        ("scroll to top", "navigation"),
        ("Home > News > Local", "navigation"),
        ("IMG_2025-03-03_pier.JPG", "image-file"),
        ("Share this article", "share"),
        ("Facebook Twitter WhatsApp Email", "share"),
        ("Follow us on Twitter @pierwatch", "share"),
        ("Sign up for our daily newsletter", "advertisement"),
        ("Advertisement", "advertisement"),
        ("We use cookies to improve your visit.", "disclaimer"),
        ("Read more: Ferry late again", "related"),
        ("© 2025 The Harbour Gazette", "disclaimer"),
        ("All rights reserved.", "disclaimer"),
        ("The Harbour Gazette, Inc. All rights reserved.", "disclaimer"),
        ("This article was generated with AI from agency copy.", "disclaimer"),
    ],
)
def test_furniture_of_the_site_is_taken_out(line, reason):
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD, line))
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]
    assert reasons(layout)[line] == reason


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law is to change, the minister told the chamber, and soon.",
        "Share prices of the pier company fell by a fifth on Monday.",
        "The derogatory comments about you and your site were withdrawn, said the mayor.",
        "Read the small print, said the notary, and read it twice.",
        "More – much more – is needed to save the pier, the engineers say.",
        "Comments by the mayor on the price of the pier drew laughter.",
        "Follow the money, said the auditor, and look on the quay.",
        "The views expressed in the letter were not popular in the town.",
    ],
)
def test_prose_that_looks_like_furniture_stays(line):
    assert line in paragraphs(read_layout(page(TITLE, LEDE, line, SECOND)))


def test_teasers_below_related_articles_go_at_the_end():
    teasers = ["A ferry ran late on Monday. See why.", "Explore the harbour in ten pictures."]
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD, "Related Articles", *teasers))
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]
    assert {reasons(layout)[teaser] for teaser in teasers} == {"related"}


def test_an_article_goes_on_below_a_box_of_related_articles():
    layout = read_layout(
        page(TITLE, LEDE, "Related Articles", "Ferry runs late again", SECOND, THIRD)
    )
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]


def test_comments_of_readers_go_with_their_form():
    layout = read_layout(page(TITLE, LEDE, SECOND, "2 Comments", "Joe: about time, I say."))
    assert paragraphs(layout) == [LEDE, SECOND]


def test_rules_for_comments_go():
    rules = "Please keep your comments respectful. Offensive language is removed by our moderators."
    assert paragraphs(read_layout(page(TITLE, LEDE, SECOND, rules))) == [LEDE, SECOND]


def test_a_page_of_nothing_but_furniture_has_no_body():
    assert read_layout(page("Home", "News", "Sport", "Share", "scroll to top")).body == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="no folder `shared` beside the checkout")
def test_article_lines_are_not_taken_for_furniture():
    """At most 1 line in 200 of edited articles is taken out, desk credits included."""
    lines = removed = 0
    for path in sorted((SHARED / "eval/polnear/dev/text").iterdir()):
        raw = path.read_text(encoding="utf-8")
        lines += sum(1 for line in raw.splitlines() if line.strip())
        removed += sum(
            1
            for r in read_layout(raw).removed
            if r.reason not in ("dateline", "photo-credit") and re.search(r"[a-z]", r.text)
        )
    assert lines > 1_000
    assert removed * 200 <= lines


def test_a_line_below_an_images_name_and_above_the_date_is_its_caption():
    caption = "The old pier, seen from the ferry"
    layout = read_layout(
        page(TITLE, "By Ann Wharton", "pier.jpg", caption, "March 3, 2025", LEDE, SECOND)
    )
    assert reasons(layout)[caption] == "caption"
    assert layout.standfirst == ""


def test_a_long_list_of_titles_below_its_heading_goes():
    titles = [f"Ferry number {n} runs late again" for n in range(14)]
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD, "Most Popular", *titles))
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]


def test_an_article_that_goes_on_in_its_own_voice_below_related_articles_stays():
    rest = ["He said that the price was fair.", "“We will see,” said the mayor."]
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD, "Related Articles", *rest))
    assert paragraphs(layout) == [LEDE, SECOND, THIRD, *rest]


def test_a_row_of_links_at_the_foot_of_a_page_is_navigation():
    assert junk_reason("Terms of use | Privacy | Contact") == "navigation"
    assert junk_reason("Impressum · Datenschutz · Kontakt") == "navigation"


def test_a_row_that_names_anything_else_stays():
    assert junk_reason("Terms of use | The harbour board votes again") == ""
    assert junk_reason("Help") == ""
