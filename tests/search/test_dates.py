from datetime import date

import pytest

from articles.search import dates

TODAY = date(2026, 3, 31)


def span(first, end):
    return date.fromisoformat(first).toordinal(), date.fromisoformat(end).toordinal()


@pytest.mark.parametrize(
    ("written", "first", "end"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-01-07", "2026-01-07", "2026-01-08"),
        ("2026/1/7", "2026-01-07", "2026-01-08"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("today", "2026-03-31", "2026-04-01"),
        ("Yesterday", "2026-03-30", "2026-03-31"),
        ("-7d", "2026-03-24", "2026-03-25"),
        ("-2w", "2026-03-17", "2026-03-18"),
        ("-1m", "2026-02-28", "2026-03-01"),
        ("-13m", "2025-02-28", "2025-03-01"),
        ("-1y", "2025-03-31", "2025-04-01"),
        ("-9999y", "0001-01-01", "0001-01-02"),
    ],
)
def test_a_date_is_read_as_the_days_it_means(written, first, end):
    assert dates.interval(written, TODAY) == span(first, end)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2026-13", "2026-02-30", "0000", "20261", "7", "-7", "٢٠٢٦", "2026-01-07-01"],
)
def test_what_is_no_date_is_none(written):
    assert dates.interval(written, TODAY) is None


def test_the_last_year_of_the_calendar_has_an_end():
    first, end = dates.interval("9999", TODAY)
    assert (first, end) == (date(9999, 1, 1).toordinal(), date.max.toordinal() + 1)
    assert dates.interval("9999-12-31", TODAY) == (end - 1, end)
    assert dates.interval("9999-12", TODAY) == (date(9999, 12, 1).toordinal(), end)
