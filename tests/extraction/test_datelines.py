"""Datelines: the place, date and agency that open a text."""

import pytest

from articles.extraction.datelines import find_dateline
from tests.timing import within


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("SEOUL – The council", "SEOUL", ""),
        ("WASHINGTON (AP) — The council", "WASHINGTON", ""),
        ("LONDON, March 3 (Reuters) - The council", "LONDON", "March 3"),
        ("PARIS, France — The council", "PARIS, France", ""),
        ("HARBOUR TOWN, 12 March — The council", "HARBOUR TOWN", "12 March"),
        ("SEOUL, January 7, 2026The council", "SEOUL", "January 7, 2026"),
        ("NEW YORK, Wednesday, January 7, 2026 — The council", "NEW YORK", "January 7, 2026"),
        ("OSLO, Tuesday — The council", "OSLO", "Tuesday"),
        ("SEOUL/TOKYO, Jan 7 (Reuters) - The council", "SEOUL/TOKYO", "Jan 7"),
        ("COLUMBIA, S.C. (AP) — The council", "COLUMBIA, S.C.", ""),
        ("Dekalb, Ill. — The council", "Dekalb, Ill.", ""),
        ("Berlin (dpa) - The council", "Berlin", ""),
        ("Paris — The council", "Paris", ""),
        ("NEW DELHI: The council", "NEW DELHI", ""),
        ("HARBOUR TOWN (March 3, 2025) — The council", "HARBOUR TOWN", "March 3, 2025"),
        ("OSLO – 3 March 2025 – The council", "OSLO", "3 March 2025"),
        ("NEW YORK, Jan. 7, 2026 /PRNewswire/ -- The council", "NEW YORK", "Jan. 7, 2026"),
        ("London (CNN) The council", "London", ""),
        ("(Reuters) - The council", "", ""),
        ("Nov 8 (Reuters) - The council", "", "Nov 8"),
    ],
)
def test_a_dateline_is_read_and_ends_where_the_text_begins(text, place, date):
    found = find_dateline(text)
    assert (found.dateline.place, found.dateline.date) == (place, date)
    assert text[found.end :] == "The council"


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Monday.",
        "BREAKING — The council",
        "NASA — the space agency — said",
        "U.S. — A word",
        "INES CALLOWAY: The council",
        "Calloway — The council",
        "The mayor (Labour) – who",
        "March 3, 2025 — The council",
        "IT IS NOT OVER YET, JUST DELAYED A BIT - The council",
        "",
    ],
)
def test_other_openings_are_no_datelines(text):
    assert find_dateline(text) is None


def test_the_year_is_kept_apart_from_a_date_without_one():
    assert find_dateline("OSLO, March 3, 2025 — A").date.year == 2025
    assert find_dateline("OSLO, March 3 — A").date.year == 0


@pytest.mark.parametrize("text", ["SEOUL, " * 3_500, "A" * 24_000, "(A) " * 6_000, "A.B." * 6_000])
def test_hostile_text_takes_no_time(text):
    assert within(0.05, lambda: find_dateline(text))
