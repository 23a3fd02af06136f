"""RSS and Atom: full texts and teasers, and the fields of each kind."""

import pytest

from articles.formats import feeds
from articles.formats.raw import Published, RawArticle
from tests.formats.samples import one, verdict

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Harbour News</title><language>en-gb</language><copyright>2025 Harbour News</copyright>
%s</channel></rss>"""
FULL = """<item><title>Pier &amp;amp; vote</title><link>https://hn.example/1</link>
<guid isPermaLink="false">hn-1</guid><dc:creator>Ann Wharton</dc:creator>
<pubDate>Mon, 03 Mar 2025 09:15:00 +0100</pubDate><category>harbour</category>
<media:content url="a.jpg"/><description>A vote ends the dispute.</description>
<content:encoded><![CDATA[<p>The council voted.</p><h2>The cost</h2><p>Four&nbsp;million.</p>]]>
</content:encoded></item>"""
TEASER = """<item><title>Boats</title><guid>https://hn.example/2</guid>
<author>tom@hn.example (Tom Kerr)</author><description>Boats stay out.</description></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour News</title>
<entry><title>Pier vote</title><id>tag:hn.example,2025:1</id><link rel="self" href="x"/>
<link href="https://hn.example/1"/><published>2025-03-03T09:15:00Z</published>
<updated>2025-03-04T09:15:00Z</updated><author><name>Ann Wharton</name></author>
<category term="harbour"/><summary>A vote ends it.</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The council voted.</p><p>Four million.</p></div>
</content></entry></feed>"""


def rss(*items: str) -> bytes:
    return (RSS % "".join(items)).encode()


def test_the_fields_of_an_rss_item():
    article = one(feeds, rss(FULL))
    assert article.body == "The council voted.\n\nThe cost\n\nFour million."
    assert article.headings == ["The cost"]
    assert (article.headline, article.standfirst) == ("Pier & vote", "A vote ends the dispute.")
    assert (article.byline, article.source) == (["Ann Wharton"], "Harbour News")
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert (article.external_id, article.url) == ("hn-1", "https://hn.example/1")
    assert (article.tags, article.language) == (["harbour"], "en-gb")


def test_the_fields_of_an_atom_entry():
    article = one(feeds, ATOM.encode())
    assert article.body == "The council voted.\n\nFour million."
    assert (article.headline, article.standfirst) == ("Pier vote", "A vote ends it.")
    assert article.published == Published("2025-03-03T09:15:00Z", "second", "metadata")
    assert (article.external_id, article.url) == ("tag:hn.example,2025:1", "https://hn.example/1")
    assert (article.byline, article.tags, article.language) == (["Ann Wharton"], ["harbour"], "en")


def test_rss_1_keeps_its_items_beside_the_channel():
    data = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><channel><title>Harbour News</title></channel>
    <item rdf:about="https://hn.example/1"><title>Pier</title><description>Voted.</description>
    </item></rdf:RDF>"""
    article = one(feeds, data.encode())
    assert (article.source, article.external_id) == ("Harbour News", "https://hn.example/1")


def test_a_teaser_is_the_text_where_there_is_no_more():
    article = one(feeds, rss(TEASER))
    assert (article.body, article.standfirst) == ("Boats stay out.", "")
    assert article.byline == ["Tom Kerr"]
    assert article.url == "https://hn.example/2"


def test_each_item_has_its_own_bytes():
    first, second = feeds.read(rss(FULL, TEASER), "a")
    assert (first.data, second.data) == (FULL.encode(), TEASER.encode())


def test_items_that_cannot_be_parted_in_the_text_are_written_anew():
    first, second = feeds.read(rss("<!-- <item> -->", FULL, TEASER), "a")
    assert b"hn-1" in first.data
    assert b"hn-1" not in second.data


def test_an_item_without_text_does_not_lose_the_others():
    first, second = feeds.read(rss("<item><title>Sound</title></item>", TEASER), "a")
    assert first.reason == "empty"
    assert isinstance(second, RawArticle)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rss(), "no-article"),
        (rss(FULL)[:-40], "invalid"),
        (b"<rss>" * 200_000, "invalid"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "invalid"),
    ],
)
def test_a_feed_that_cannot_be_taken_says_why(data, reason):
    assert verdict(feeds, data).reason == reason


def test_a_page_in_the_place_of_a_feed_is_not_accepted():
    assert not feeds.accepts(b"<!DOCTYPE html><html><body>Not found</body></html>")
