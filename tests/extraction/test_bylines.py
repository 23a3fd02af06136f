"""Bylines: who a line says wrote an article."""

import pytest

from articles.extraction.bylines import clean_name, is_known_name, is_name, read_byline
from tests.timing import within


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Wharton", ["Ann Wharton"]),
        ("by Ann Wharton", ["Ann Wharton"]),
        ("BY ANN WHARTON", ["Ann Wharton"]),
        ("By ANN WHARTON and TOM O'KERR", ["Ann Wharton", "Tom O'Kerr"]),
        ("By Ann Wharton, Lena Voss & Kim Min-su", ["Ann Wharton", "Lena Voss", "Kim Min-su"]),
        ("By Ann Wharton in Harbour Town", ["Ann Wharton"]),
        ("By Ann Wharton, Staff Reporter", ["Ann Wharton"]),
        ("By Ann Wharton | March 3, 2025 | 4 min read", ["Ann Wharton"]),
        ("By Ann Wharton, January 8, 2026", ["Ann Wharton"]),
        ("By Ann Wharton @annwharton", ["Ann Wharton"]),
        ("Written by Ann Wharton", ["Ann Wharton"]),
        ("Byline: Ann Wharton", ["Ann Wharton"]),
        ("Author: Ann Wharton", ["Ann Wharton"]),
        ("Von Lena Voss", ["Lena Voss"]),
        ("Par Inès Delorme et Luc Carrel", ["Inès Delorme", "Luc Carrel"]),
        ("By Marie van der Berg", ["Marie van der Berg"]),
        ("By J. B. Okonjo", ["J. B. Okonjo"]),
        ("By Staff Reporter", []),
        ("By our correspondent", []),
        ("홍길동 기자", ["홍길동"]),
    ],
)
def test_a_byline_names_its_authors(text, names):
    byline = read_byline(text)
    assert byline.names == names
    assert byline.certain


@pytest.mark.parametrize(
    ("text", "names", "source"),
    [
        ("Ann Wharton, The Harbour Gazette", ["Ann Wharton"], "The Harbour Gazette"),
        ("By Ann Wharton for the Harbour Gazette", ["Ann Wharton"], "Harbour Gazette"),
        ("By Ann Wharton, Associated Press", ["Ann Wharton"], "Associated Press"),
        ("By Reuters", [], "Reuters"),
        ("By Reuters Staff", [], "Reuters"),
        (
            "Ann Wharton | The Harbour Gazette | 3 March 2025",
            ["Ann Wharton"],
            "The Harbour Gazette",
        ),
    ],
)
def test_a_byline_names_its_outlet(text, names, source):
    byline = read_byline(text)
    assert (byline.names, byline.source) == (names, source)


def test_a_byline_gives_its_date():
    byline = read_byline("Ann Wharton – 3 March 2025")
    assert byline.names == ["Ann Wharton"]
    assert byline.published.value == "2025-03-03"


def test_a_name_alone_is_not_certain():
    byline = read_byline("Ann Wharton")
    assert byline.names == ["Ann Wharton"]
    assert not byline.certain


@pytest.mark.parametrize(
    "text",
    [
        "By Tuesday the river had fallen",
        "By Tuesday",
        "By Design",
        "By Land and Sea",
        "By the end of the week the pier was gone.",
        "What happens next?",
        "January 8, 2026",
        "Conclusion",
        "She said yes, and he did too",
        "By " + "Ann Wharton, " * 40,
    ],
)
def test_other_lines_are_no_bylines(text):
    assert read_byline(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Wharton", True),
        ("KIM Min-su", True),
        ("SPA Kellsand", False),
        ("Staff Reporter", False),
        ("The Harbour", False),
        ("Harbour Gazette", False),
        ("World News", False),
        ("Monday Morning", False),
        ("Ann", False),
        ("김민수", True),
    ],
)
def test_the_shape_of_a_name(text, expected):
    assert is_name(text) is expected


def test_a_known_name_begins_as_names_do():
    assert is_known_name("Ann Wharton")
    assert not is_known_name("Harbour Dispute")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ANN O’KERR", "Ann O’Kerr"),
        ("MARY MCDOWELL", "Mary McDowell"),
        ("MARIE VAN DER BERG", "Marie van der Berg"),
        (" Ann Wharton, ", "Ann Wharton"),
        ("Ann Wharton", "Ann Wharton"),
        ("김민수", "김민수"),
    ],
)
def test_names_are_written_as_names(text, name):
    assert clean_name(text) == name


@pytest.mark.parametrize(
    "text", ["By " + "A B, " * 39, "A B and " * 24, "By " + "Ab" * 90, "| " * 90, "A" * 24_000]
)
def test_hostile_lines_take_no_time(text):
    assert within(0.05, lambda: (read_byline(text), is_name(text)))


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        ("By Ann WhartonStaff Writer", "Ann Wharton", ""),
        ("Ann Wharton Associated Press", "Ann Wharton", "Associated Press"),
        ("Ann Wharton Harbour Today", "Ann Wharton", "Harbour Today"),
        ("By Ann Wharton | Special to the Harbour Gazette", "Ann Wharton", "Harbour Gazette"),
        ("Ann Wharton, AP Sports Writer", "Ann Wharton", ""),
    ],
)
def test_role_and_outlet_are_parted_from_the_name(text, name, source):
    byline = read_byline(text)
    assert (byline.names, byline.source) == ([name], source)
