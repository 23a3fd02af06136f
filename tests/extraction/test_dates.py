"""Publication dates: as they are printed on a line, in a dateline, in a URL or in metadata."""

from functools import partial

import pytest

from articles.extraction.dates import (
    date_in_url,
    from_printed,
    infer_year,
    match_date,
    parse_date,
    read_date_line,
)
from articles.formats.raw import Published
from tests.timing import within


def published(text: str) -> Published | None:
    line = read_date_line(text)
    return line and line.published


@pytest.mark.parametrize(
    "text",
    [
        "January 8, 2026",
        "Jan. 8, 2026",
        "Jan 8 2026",
        "January 8th, 2026",
        "8 January 2026",
        "8th January 2026",
        "08-Jan-2026",
        "Thursday, January 8, 2026",
        "Thu 8 Jan 2026",
        "2026-01-08",
        "2026/01/08",
        "2026.01.08",
        "8. Januar 2026",
        "8 janvier 2026",
        "8 de enero de 2026",
        "8.1.2026",
        "2026년 1월 8일",
        "2026年1月8日",
        "Published: January 8, 2026",
        "Posted on January 8, 2026",
        "Veröffentlicht am 8. Januar 2026",
        "입력 2026.01.08",
        "(January 8, 2026)",
        "January 8, 2026 |",
    ],
)
def test_a_printed_day_is_read(text):
    assert published(text) == Published("2026-01-08", "day", "line")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("Published: 3 March 2025 09:15 GMT", "2025-03-03T09:15Z", "minute"),
        ("March 3, 2025 at 9:15 p.m. EDT", "2025-03-03T21:15-04:00", "minute"),
        ("March 3, 2025 9:15 pm EST", "2025-03-03T21:15-05:00", "minute"),
        ("9:30 AM EST, Mon March 3, 2025", "2025-03-03T09:30-05:00", "minute"),
        ("March 3, 2025, 9:15 am ET", "2025-03-03T09:15-05:00", "minute"),
        ("July 3, 2025, 9:15 am ET", "2025-07-03T09:15-04:00", "minute"),
        ("2026-01-07T09:30+09:00", "2026-01-07T09:30+09:00", "minute"),
        ("2026-01-07T09:30:15Z", "2026-01-07T09:30:15Z", "second"),
        ("2026-01-07T09:30:15.123456+00:00", "2026-01-07T09:30:15Z", "second"),
        ("Wed, 07 Jan 2026 09:30:15 +0900", "2026-01-07T09:30:15+09:00", "second"),
        ("7 January 2026 9.30 UTC", "2026-01-07T09:30Z", "minute"),
    ],
)
def test_time_and_zone_are_kept_as_printed(text, value, precision):
    assert published(text) == Published(value, precision, "line")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("March 3, 2025 9:15 pm", "2025-03-03T21:15"),
        ("3 March 2025 21:15 IST", "2025-03-03T21:15"),
        ("7.1.2026, 9.30 Uhr", "2026-01-07T09:30"),
    ],
)
def test_a_time_whose_zone_is_not_known_stays_without_an_offset(text, value):
    assert published(text) == Published(value, "minute", "line")


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("03/04/2025", "2025-04-03", True),
        ("13/04/2025", "2025-04-13", False),
        ("04/13/2025", "2025-04-13", False),
        ("04/04/2025", "2025-04-04", False),
        ("3.4.2025", "2025-04-03", False),
        ("03/04/2025 10:00 AM EDT", "2025-03-04T10:00-04:00", True),
    ],
)
def test_day_and_month_that_could_be_the_other_way_round_are_doubtful(text, value, doubtful):
    assert (published(text).value[: len(value)], published(text).doubtful) == (value, doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "this week",
        "Wednesday",
        "12:30",
        "May 7",
        "2026",
        "May 2026",
        "2025-02-30",
        "32 January 2026",
        "January 7, 2026 talks",
        "The pier burned down on January 7, 2026.",
        "In 2026 the council will meet",
        "",
        "3 March 2025 and 4 March 2025",
    ],
)
def test_what_is_no_date_line_gives_nothing(text):
    assert read_date_line(text) is None


def test_published_and_updated_in_one_line():
    line = read_date_line("Published 3 March 2025, updated 4 March 2025")
    assert (line.published.value, line.updated.value) == ("2025-03-03", "2025-03-04")


def test_updated_alone_is_no_date_of_publication():
    line = read_date_line("Last updated on March 4, 2025")
    assert (line.published, line.updated.value) == (None, "2025-03-04")


def test_a_date_glued_to_the_next_word_is_matched():
    printed = match_date("January 7, 2026South Korea")
    assert (printed.year, printed.month, printed.day, printed.end) == (2026, 1, 7, 15)


def test_a_date_without_year_is_matched_only_where_allowed():
    assert match_date("March 3 (Reuters)") is None
    printed = match_date("March 3 (Reuters)", year_required=False)
    assert (printed.year, printed.month, printed.day) == (0, 3, 3)


@pytest.mark.parametrize(
    ("near", "value"), [("2026-01-02", "2025-12-30"), ("2025-12-31", "2025-12-30")]
)
def test_a_year_is_inferred_from_a_date_at_most_a_month_away(near, value):
    printed = match_date("Dec. 30", year_required=False)
    assert infer_year(printed, Published(near, "day", "url"), "dateline") == Published(
        value, "day", "dateline", True
    )


def test_no_year_is_inferred_from_a_date_far_away():
    printed = match_date("March 3", year_required=False)
    assert infer_year(printed, Published("2025-09-01", "day", "url"), "dateline") is None
    assert infer_year(printed, None, "dateline") is None


def test_from_printed_gives_the_day():
    assert from_printed(match_date("March 3, 2025"), "dateline") == Published(
        "2025-03-03", "day", "dateline"
    )


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2026/01/07/pier", "2026-01-07"),
        ("https://example.org/news/2026-01-07/pier?date=2020/01/01", "2026-01-07"),
        ("https://example.org/pier-20260107.html", "2026-01-07"),
    ],
)
def test_a_day_in_the_path_of_a_url(url, value):
    assert date_in_url(url) == Published(value, "day", "url")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2026/01/pier",
        "https://example.org/a/12026010799",
        "",
        "https://example.org/2026/13/07/",
    ],
)
def test_no_day_in_a_url(url):
    assert date_in_url(url) is None


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2026", "2026", "year"),
        ("2026-01", "2026-01", "month"),
        ("2026-01-07", "2026-01-07", "day"),
        ("2026-01-07 09:30:15+00:00", "2026-01-07T09:30:15Z", "second"),
        ("January 7, 2026", "2026-01-07", "day"),
    ],
)
def test_metadata_dates_keep_their_precision(text, value, precision):
    assert parse_date(text) == Published(value, precision, "metadata")


@pytest.mark.parametrize("text", ["2026-13", "yesterday", "", "updated 2026-01-07", "٢٠٢٦"])
def test_metadata_that_is_no_date_gives_nothing(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["1/" * 80, "Jan 1 " * 26, "2026-" * 32, "9" * 160, "1:" * 12_000, "A" * 24_000]
)
def test_hostile_lines_take_no_time(text):
    for read in (read_date_line, parse_date, match_date, date_in_url):
        address = "https://example.org/" if read is date_in_url else ""
        assert within(0.05, partial(read, address + text))
