"""Template filters and tags: dates as far as they are known, counts, marked text, all escaped."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles.templatetags import archive
from articles.views.passages import Span, cut

HOSTILE = "<script>alert('x')</script> & \"y\""


def dated(published: str, precision: str, **fields) -> SimpleNamespace:
    fields = {"published_from": "metadata", "published_doubtful": False, **fields}
    return SimpleNamespace(published=published, published_precision=precision, **fields)


@pytest.mark.parametrize(
    ("value", "precision", "words"),
    [
        ("2025-09-24", "day", "24 September 2025"),
        ("2025-09", "month", "September 2025"),
        ("2025", "year", "2025"),
        ("", "unknown", "date unknown"),
        ("2025-09-24T08:30+09:00", "minute", "24 September 2025, 08:30 UTC+9"),
        ("2025-09-24T23:05:59Z", "second", "24 September 2025, 23:05 UTC"),
        ("2025-09-24T08:30+05:30", "minute", "24 September 2025, 08:30 UTC+05:30"),
        ("2025-09-24T08:30-04:00", "minute", "24 September 2025, 08:30 UTC−4"),
        ("2025-09-24T08:30", "minute", "24 September 2025, 08:30"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(value, precision, words):
    assert archive.published_full(dated(value, precision)) == words


def test_a_day_is_the_article_s_own_whatever_the_zone_of_the_server():
    late = dated("2025-09-24T23:30-10:00", "minute")
    with timezone.override("Asia/Tokyo"):
        assert archive.published_day(late) == "24 September 2025"


def test_a_date_that_cannot_be_read_is_shown_as_it_stands():
    assert archive.published_full(dated("2025-13-45", "day")) == "2025-13-45"
    assert archive.published_full(dated("2025-09-24Tx", "minute")) == "24 September 2025"


def test_where_a_date_comes_from_and_what_is_doubtful_is_said():
    words = archive.published_origin(
        dated("2025-09", "month", published_from="dateline", published_doubtful=True)
    )
    assert words.startswith("from the dateline; known to the month alone; doubtful")


def test_an_unknown_date_comes_from_nowhere():
    assert archive.published_origin(dated("", "unknown", published_from="")) == ""


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 1, 3), date(2026, 1, 3), "3 January 2026"),
        (date(2026, 1, 3), date(2026, 1, 7), "3–7 January 2026"),
        (date(2026, 1, 31), date(2026, 2, 2), "31 January – 2 February 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        (None, None, "dates unknown"),
    ],
)
def test_a_span_of_days_is_told_in_few_words(first, last, words):
    assert archive.days(first, last) == words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1, "almost certain"),
        (0.9, "very likely"),
        (0.7, "likely"),
        (0.5, "uncertain"),
        (0, "doubtful"),
    ],
)
def test_confidence_is_said_in_words(confidence, words):
    assert archive.sureness(confidence) == words


def test_counts_have_their_thousands_apart():
    assert archive.thousands(1234567) == "1,234,567"
    assert archive.thousands(None) == "0"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", " http://x"]
)
def test_only_pages_of_the_web_become_links(address):
    assert archive.weblink(address) == ""


def test_an_address_of_the_web_becomes_a_link():
    assert archive.weblink("HTTPS://example.org/a") == "HTTPS://example.org/a"


def article_with(**fields) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            "status": "usable",
            "embargoed_until": None,
            "get_status_display": lambda: fields["status"],
            **fields,
        }
    )


def test_what_readers_do_not_see_is_labelled():
    assert "withheld" in archive.archive_status(article_with(status="withheld"))
    until = timezone.now() + timedelta(days=1)
    assert "embargoed until" in archive.archive_status(article_with(embargoed_until=until))


def test_what_all_readers_see_has_no_label():
    assert archive.archive_status(article_with()) == ""
    past = timezone.now() - timedelta(days=1)
    assert archive.archive_status(article_with(embargoed_until=past)) == ""


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5)
)
def test_marked_text_without_its_marks_is_the_escaped_text(text, places):
    segments = cut(text, [Span(start, end, "hit") for start, end in places])
    html = archive.marked(segments)
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_a_hostile_text_is_escaped_in_every_kind_of_mark():
    person = SimpleNamespace(get_absolute_url=lambda: '/people/"><script>/')
    quote = SimpleNamespace(pk=7, kind="direct")
    marks = [
        Span(0, len(HOSTILE), "quote", quote),
        Span(0, 10, "person", person),
        Span(2, 5, "hit"),
        Span(4, 12, "removed", '"><script>'),
    ]
    for html in (archive.passage(cut(HOSTILE, marks)), archive.raw_text(cut(HOSTILE, marks))):
        assert "<script" not in html


def test_a_quote_has_its_anchor_once_though_another_cuts_it_up():
    outer, inner = SimpleNamespace(pk=1, kind="direct"), SimpleNamespace(pk=2, kind="nested")
    html = archive.passage(cut("abcdef", [Span(0, 6, "quote", outer), Span(2, 4, "quote", inner)]))
    begins = '<span class="said said-direct" id="quote-1">ab</span>'
    nested = '<span class="said said-nested" id="quote-2">cd</span>'
    goes_on = '<span class="said said-direct">{}</span>'
    assert html == begins + goes_on.format(nested) + goes_on.format("ef")


def test_a_name_with_a_hit_inside_is_one_link():
    person = SimpleNamespace(get_absolute_url=lambda: "/people/ottoline-farrow/")
    html = archive.passage(
        cut("Ottoline Farrow", [Span(0, 15, "person", person), Span(9, 15, "hit")])
    )
    assert html == (
        '<a class="named" href="/people/ottoline-farrow/">Ottoline <mark>Farrow</mark></a>'
    )


def test_what_was_left_out_says_why():
    html = archive.raw_text(cut("By N\nText", [Span(0, 4, "removed", "byline")]))
    assert html.startswith(
        '<del data-reason="byline"><span class="visually-hidden">Left out, byline'
    )
    assert html.endswith("By N</del>\nText")
