"""Web archives: pages are read, what is part of a page is passed over."""

import gzip
import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.formats import warc
from articles.formats.detect import read_file
from articles.formats.raw import RawArticle, Unreadable
from tests.formats.samples import one, verdict

SENTENCE = "<p>The council voted on Tuesday to rebuild the old pier, after a debate of hours.</p>"
PAGE = f"<html><head><title>Pier vote</title></head><body><article><h1>Pier vote</h1>{SENTENCE * 4}"
URL = "https://hn.example/pier"


def archive(*pages: tuple[str, str, bytes], zipped: bool = False) -> bytes:
    """A WARC file of responses, each given as status, content type and body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    for status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            URL, "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
    return out.getvalue()


def test_a_page_is_read_with_its_address():
    article = one(warc, archive(("200 OK", "text/html; charset=utf-8", PAGE.encode())))
    assert (article.headline, article.url) == ("Pier vote", URL)
    assert article.body.startswith("The council voted")
    assert article.data == PAGE.encode()


def test_a_gzipped_archive_is_read():
    data = archive(
        ("200 OK", "text/html", PAGE.encode()),
        ("200 OK", "text/html", PAGE.encode()),
        zipped=True,
    )
    first, second = read_file(data, "a.warc.gz")
    assert (first.item, second.item) == (0, 1)
    assert first.headline == "Pier vote"


def test_images_and_missing_pages_are_passed_over():
    data = archive(
        ("200 OK", "image/png", b"\x89PNG"),
        ("404 Not Found", "text/html", PAGE.encode()),
        ("200 OK", "application/json", b'{"a": 1}'),
    )
    assert verdict(warc, data).reason == "no-article"


def test_a_feed_among_the_records_is_read():
    feed = b"<rss><channel><item><description>Boats stay out.</description></item></channel></rss>"
    assert one(warc, archive(("200 OK", "application/rss+xml", feed))).body == "Boats stay out."


def test_a_page_without_an_article_does_not_lose_the_others():
    data = archive(
        ("200 OK", "text/html", b"<html></html>"), ("200 OK", "text/html", PAGE.encode())
    )
    refused, article = warc.read(data, "a")
    assert isinstance(refused, Unreadable)
    assert refused.sentence.startswith(URL)
    assert isinstance(article, RawArticle)


@pytest.mark.parametrize(
    "data", [b"WARC/1.0\r\n", b"WARC/" + b"x" * 9_000, b"WARC/1.0\r\n\r\n" * 9]
)
def test_damage_is_a_verdict(data):
    assert verdict(warc, data).reason in ("unreadable", "no-article")


def test_an_archive_cut_off_keeps_what_came_before():
    whole = archive(("200 OK", "text/html", PAGE.encode()), zipped=True)
    cut = gzip.decompress(whole) + b"WARC/1.0\r\nContent-Length: broken\r\n"
    assert isinstance(warc.read(cut, "a")[0], RawArticle)
