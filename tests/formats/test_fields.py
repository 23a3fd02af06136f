"""Fields that several standards share."""

import pytest

from articles.formats.fields import read_date, read_embargo, read_names, read_status, read_subjects
from articles.formats.raw import Unreadable


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Wharton, Staff Reporter", ["Ann Wharton"]),
        ("Von Karl Wessel, dpa", ["Karl Wessel"]),
        ("Ann Wharton with Tom Kerr in Tarnwick", ["Ann Wharton", "Tom Kerr"]),
        ("Ann Wharton, The Tarnwick Database", ["Ann Wharton"]),
        ("XNA-YNA", []),
        ("", []),
        (None, []),
        ("a " * 2_000, []),
    ],
)
def test_names_in_a_byline(text, names):
    assert read_names(text) == names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20250303T091500Z", "2025-03-03T09:15:00Z"),
        ("20250303T091500+0100", "2025-03-03T09:15:00+01:00"),
        ("2025-03-03T09:15:00.123+01:00", "2025-03-03T09:15:00+01:00"),
        ("20250303+0100", "2025-03-03"),
        ("2025-03-03", "2025-03-03"),
        ("Mon, 03 Mar 2025 09:15:00 GMT", "2025-03-03T09:15:00Z"),
    ],
)
def test_dates_of_each_standard(text, value):
    assert read_date(text).value == value


@pytest.mark.parametrize("text", ["soon", "20251399T000000Z", None, 7, "1" * 5_000])
def test_a_date_that_cannot_be_understood_is_unknown(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["soon", "2025-03-03"])
def test_an_embargo_without_a_time_is_refused(text):
    with pytest.raises(Unreadable):
        read_embargo(text)


def test_an_embargo_with_an_end_hides_by_itself():
    assert read_status("stat:embargoed", "2025-03-03T09:15Z") == "usable"
    assert read_status("embargoed") == "withheld"


def test_a_subject_without_a_name_is_named_by_its_top_level():
    tags, codes = read_subjects([("", "subj:04016000"), ("harbour", ""), ("", "medtop:20000350")])
    assert tags == ["economy, business and finance", "harbour", "medtop:20000350"]
    assert codes["economy, business and finance"] == "subj:04016000"
