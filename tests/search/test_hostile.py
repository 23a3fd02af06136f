"""Whatever is typed gives a result or a warning, within bounded time, and never an error."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.search.query import FIELDS, parse, write
from tests import factories

NASTY = Path(__file__).resolve().parents[3] / "shared" / "samples" / "nasty" / "blns" / "blns.json"
MOST_SECONDS = 2

LONG = {
    "marks": '"' * 100_000,
    "curly marks": "“" * 100_000,
    "brackets": "(" * 100_000,
    "closing brackets": ")" * 100_000,
    "fields": "headline:" * 20_000,
    "not": "NOT " * 25_000,
    "minus": "-" * 100_000,
    "or": "a OR " * 20_000,
    "open": "(a OR " * 20_000,
    "words": "tide " * 20_000,
    "different words": " ".join(f"w{number}" for number in range(20_000)),
    "one word": "a" * 100_000,
    "cjk": "東京" * 50_000,
    "stars": "*" * 100_000,
    "begun words": "ab* " * 25_000,
    "phrase": '"' + "a b " * 25_000 + '"',
    "near": '"a b"~999 ' * 10_000,
    "begun phrases": '"a b"* ' * 10_000,
    "nul": "\0" * 100_000,
    "surrogates": "\ud800" * 100_000,
    "marks on letters": "e" + "\u0301" * 100_000,
    "people": "person:a " * 12_000,
    "dates": "on:2026-01 " * 9_000,
    "bad dates": "on:never " * 12_000,
    "digits": "1,111" * 20_000,
    "minus brackets": "-(" * 50_000,
}
SHORT = [
    "\0",
    "\ud800",
    "person:\ud800",
    "tag:\0",
    "tag:' OR 1=1 --",
    "source:%",
    "person:_%",
    "story:\\",
    "story:---",
    "lang:" + "x" * 300,
    "status:*",
    "speaker:()",
    "cue:[",
    ".*",
    "a.*b*",
    "[a-z]*",
    "\\w+*",
    '"[a" *',
    "head:",
    "½*",
    "ﷺ*",
    "on:٢٠٢٦",
    "after:-99999999999d",
    "before:0000",
    "on:9999-12-31",
    "AND OR NOT",
    "(AND) OR (NOT)",
    "{a TO b}",
    "a^5 b~ c?",
    "/re/ <b>x</b> ${x} {{x}}",
]


@pytest.fixture
def article(db):
    return factories.make_article(
        "Tide a b", "A tide of words, ab abc.", people=["Ottoline Farrow"]
    )


def ask(text):
    """Both searches of a text, with its words marked; they must agree with the text."""
    for results in (search.articles(text), search.quotes(text)):
        assert results.total >= 0
        assert results.parsed.read_as
        for piece in search.snippet("A tide of words", results.parsed):
            assert piece.text
    return results


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_takes_bounded_time(article, text):
    search.articles("")
    begun = time.perf_counter()
    ask(text)
    assert time.perf_counter() - begun < MOST_SECONDS


@pytest.mark.parametrize("text", SHORT)
def test_an_odd_text_is_searched(article, text):
    ask(text)


def test_the_big_list_of_naughty_strings_is_searched(article):
    if not NASTY.exists():
        pytest.skip(f"the big list of naughty strings is not at {NASTY}")
    for text in json.loads(NASTY.read_text()):
        ask(text)
        search.articles(f'person:"{text}"')


PARTS = st.one_of(
    st.text(max_size=12),
    st.characters(categories=["Cs", "Cc", "Mn", "Lo"]),
    st.sampled_from(
        [*'"“”()*~:-+ ', "AND", "OR", "NOT", " ", "~5", "東", *(f"{f}:" for f in FIELDS)]
    ),
)


@given(st.lists(PARTS, max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_what_is_written_again_is_read_the_same(text):
    parsed = parse(text)
    assert parse(write(parsed.tree)).tree == parsed.tree
    if parsed.repaired:
        assert parse(parsed.repaired).tree == parsed.tree
        assert parse(parsed.repaired).repaired == ""


@given(text=st.lists(PARTS, max_size=20).map("".join))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_searched(article, text):
    ask(text)
