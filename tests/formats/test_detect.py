"""Which reader takes a file, by what is in it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.formats import text
from articles.formats.detect import FORMATS, read_file
from articles.formats.raw import REASONS, RawArticle, Unreadable

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"


def test_the_name_of_a_file_decides_nothing():
    (article,) = read_file(b'{"title": "Pier vote", "body": "The council voted."}', "a.txt")
    assert article.structured
    (article,) = read_file(b"The council voted.", "a.jsonl")
    assert not article.structured


def test_plain_text_is_asked_last():
    assert FORMATS[-1] is text


@pytest.mark.parametrize("data", [b"", b"\x00" * 9, b"%PDF-1.7", b" "])
def test_a_file_that_cannot_be_read_says_why(data):
    with pytest.raises(Unreadable) as refused:
        read_file(data, "a")
    assert refused.value.reason in REASONS


def test_a_fault_of_a_reader_is_a_verdict_on_the_file(monkeypatch):
    def fail(data, path):
        raise ZeroDivisionError

    monkeypatch.setattr(text, "read", fail)
    with pytest.raises(Unreadable) as refused:
        read_file(b"The council voted.", "a")
    assert refused.value.reason == "unreadable"
    assert "ZeroDivisionError" in refused.value.sentence


def outcome(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """The items of a file, or the verdict on the whole of it as its only one."""
    try:
        return read_file(data, path)
    except Unreadable as verdict:
        return [verdict]


def check(items: list[RawArticle | Unreadable]) -> None:
    assert items
    for item in items:
        assert isinstance(item, RawArticle) or item.reason in REASONS


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text().map(lambda t: json.dumps({"body": t}).encode()),
    )
)
def test_any_bytes_give_articles_or_a_verdict(data):
    check(outcome(data, "a"))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no folder `shared` beside the checkout")
def test_hostile_samples_give_articles_or_a_verdict():
    for path in sorted((SAMPLES / "nasty").rglob("*")):
        if path.is_file():
            check(outcome(path.read_bytes(), path.name))
