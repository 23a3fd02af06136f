"""Saved web pages: the article's text alone, and the fields that the page gives."""

import gzip
import json
import time
from pathlib import Path

import pytest

from articles.formats.detect import read_file
from articles.formats.html import accepts, read_page
from articles.formats.raw import REASONS, Published, Unreadable

PAGES = Path(__file__).resolve().parents[2] / "../shared/eval/pages"

PARAGRAPHS = [
    "The harbour council of Tarnwick voted on Tuesday to rebuild the old pier, after a debate of "
    "four hours that kept the public gallery full until the last speaker had sat down.",
    "“The pier will stand again before the next herring season,” said Ines Calloway, the council's "
    "chair, who had argued for the work since the storm of two winters ago.",
    "The cost is put at four million, of which the county pays a third and the fishing companies "
    "another, while the rest is to come from a toll on boats that are not registered in the town.",
]
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Pier vote ends dispute | The Tarnwick Mail</title>
<link rel="canonical" href="/2025/03/pier-vote">
<meta property="og:site_name" content="The Tarnwick Mail">
<meta property="og:title" content="Pier vote ends dispute | The Tarnwick Mail">
<meta name="description" content="A long quarrel over timber and money is settled at last.">
<meta property="article:tag" content="harbour"><meta property="article:tag" content="money">
%s</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Pier vote ends dispute</h1><p>By Ann Wharton</p><p>3 March 2025</p>
<figure><img src="pier.jpg"><figcaption>The pier last winter. Photo: Tom Kerr</figcaption></figure>
<p>%s</p><p>%s</p><h2>The cost</h2><p>%s</p><p>Related: Boats stay out</p>
<p>___</p><p>Follow @tarnwick on every network.</p></article>
<footer>Copyright 2025 The Tarnwick Mail. All rights reserved.</footer></body></html>"""
DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "x"},
        {
            "@type": "NewsArticle",
            "headline": "Pier vote ends dispute",
            "author": [{"@type": "Person", "name": "Ann Wharton"}],
            "datePublished": "2025-03-03T09:15:00+01:00",
            "publisher": {"@type": "Organization", "name": "The Tarnwick Mail"},
        },
    ],
}


def page(head: str = "") -> bytes:
    return (PAGE % (head, *PARAGRAPHS)).encode()


def ld_json(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_the_body_is_the_articles_text_alone():
    article = read_page(page(), "https://mail.example/a")
    first, second, third = PARAGRAPHS
    assert article.body == f"{first}\n\n{second}\n\nThe cost\n\n{third}"
    assert article.headings == ["The cost"]
    assert article.structured


def test_json_ld_gives_headline_author_date_with_zone_and_outlet():
    article = read_page(page(ld_json(DATA)), "https://mail.example/a")
    assert article.headline == "Pier vote ends dispute"
    assert article.byline == ["Ann Wharton"]
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert article.source == "The Tarnwick Mail"


def test_open_graph_and_meta_give_the_fields_where_there_is_no_json_ld():
    meta = (
        '<meta property="article:published_time" content="2025-03-03T09:15:00Z">'
        '<meta name="author" content="Ann Wharton">'
    )
    article = read_page(page(meta), "https://mail.example/a")
    assert article.headline == "Pier vote ends dispute"
    assert article.byline == ["Ann Wharton"]
    assert article.published == Published("2025-03-03T09:15:00Z", "second", "metadata")
    assert article.standfirst == "A long quarrel over timber and money is settled at last."
    assert article.url == "https://mail.example/2025/03/pier-vote"
    assert (article.language, article.tags) == ("en-GB", ["harbour", "money"])


@pytest.mark.parametrize("broken", ["{", "[" * 5_000, '"text"', '[{"@type": 5}]', "null"])
def test_broken_json_ld_costs_nothing_else(broken):
    script = f'<script type="application/ld+json">{broken}</script>'
    assert read_page(page(script), "").body.startswith("The harbour council")


def test_a_summary_that_is_the_texts_opening_is_no_standfirst():
    data = page().replace(b"A long quarrel over timber and money is settled at last.", b"%s")
    data = data.replace(b"%s", PARAGRAPHS[0][:90].encode() + b"...")
    assert read_page(data, "").standfirst == ""


def test_the_declared_encoding_is_used_and_named():
    text = page().decode().replace("utf-8", "windows-1252", 1).replace("timber", "façade")
    data = text.encode("windows-1252")
    article = read_page(data, "")
    assert article.encoding == "windows-1252"
    assert "“The pier will stand" in article.body
    assert data.decode(article.encoding) == text


def test_a_wrongly_declared_encoding_is_found_out():
    data = page().replace(b'charset="utf-8"', b'charset="ascii-7"')
    assert "“The pier" in read_page(data, "").body


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (page(), True),
        (b"\xef\xbb\xbf\n<HTML><body>x", True),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', True),
        (b"<!-- saved --><html>", True),
        (b"<rss version='2.0'>", False),
        (b"The council voted.", False),
        (b"", False),
    ],
)
def test_a_page_is_known_by_its_first_element(data, expected):
    assert accepts(data) is expected


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html>",
        b"<html><body></body></html>",
        b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        b"<html>" + b"<div>" * 200_000,
        b"<html>" + b"<a " * 16_000,
        b"<html>" + b"<p>" * 100_000,
        b"<html><body>\x00\x00\x00",
        b"<html>" + b"x" * 9_000_000,
    ],
)
def test_a_page_without_an_article_says_why_and_soon(data):
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_file(data, "a.html")
    assert refused.value.reason in REASONS
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not PAGES.is_dir(), reason="no folder `shared` beside the checkout")
def test_saved_pages_give_text_and_headline():
    files = sorted(PAGES.glob("*.html.gz"))
    headlines = 0
    for path in files[:20]:
        article = read_page(gzip.decompress(path.read_bytes()), "")
        assert len(article.body) > 200, path.name
        headlines += bool(article.headline)
    assert headlines == len(files[:20])
