"""Reasons kept as codes: each has words, and English tells it by its code."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from articles.extraction.reading import Removed
from articles.reasons import LEFT_OUT, REJECTED, in_words

ROOMS = Path(__file__).resolve().parents[1] / "articles"
RAISED = re.compile(r'Unreadable\(\s*"([a-z-]+)"')


def test_every_reason_to_reject_a_file_has_words():
    code = [
        path.read_text()
        for room in ("formats", "importing")
        for path in (ROOMS / room).glob("*.py")
    ]
    raised = {reason for text in code for reason in RAISED.findall(text)}
    assert raised
    assert raised <= REJECTED.keys()


def test_every_reason_to_leave_a_line_out_has_words():
    told = Removed.__doc__.split("`reason`:")[1].split(".")[0]
    assert {reason.strip() for reason in told.split("|")} == LEFT_OUT.keys()


@pytest.mark.parametrize("code", ["photo-credit", "too-large", "of-another-day"])
def test_english_tells_a_reason_by_its_code(code):
    with override("en-gb"):
        assert in_words(code) == code
