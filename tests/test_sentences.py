"""Sentences of rooms that know no page: English as strings, and said in the language of a page."""

import json

import pytest

from articles import tongue
from articles.search.query import parse
from articles.sentences import Sentence, listed
from articles.tongue import in_language

KOREAN = {
    "Searched for %(what)s.": "%(what)s을(를) 찾았습니다.",
    "%(what)s, without %(unwanted)s": "%(unwanted)s 없이 %(what)s",
    "%(some)s and %(last)s": "%(some)s, %(last)s",
    "%(what)s in the headline": "제목의 %(what)s",
    "There is no field “%(field)s”; it was read as a word.": "“%(field)s” 필드는 없습니다.",
}


@pytest.fixture
def korean(monkeypatch):
    """A page in Korean, as far as the test's own catalogue goes."""
    monkeypatch.setattr(tongue, "gettext", lambda words: KOREAN.get(words, words))


def test_a_sentence_is_the_english_string():
    told = Sentence("%(name)s is in %(count)d articles.", name="Pell", count=2)
    assert told == "Pell is in 2 articles."
    assert json.dumps([told]) == '["Pell is in 2 articles."]'


def test_a_value_with_a_per_cent_sign_is_no_template():
    assert in_language(Sentence("“%(words)s”", words="100 %(what)s")) == "“100 %(what)s”"


def test_a_text_that_is_no_sentence_is_said_as_it_stands():
    assert in_language("100 % of it") == "100 % of it"


@pytest.mark.parametrize(
    ("parts", "told"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_parts_are_listed_as_a_sentence_has_them(parts, told):
    assert listed(parts, "%(some)s or %(last)s") == told


def test_a_query_is_told_in_the_order_of_another_language(korean):
    read = parse("headline:ferry harbour -strike").read_as
    assert read == "Searched for “ferry” in the headline and “harbour”, without “strike”."
    assert in_language(read) == "“strike” 없이 제목의 “ferry”, “harbour”을(를) 찾았습니다."


def test_a_warning_keeps_the_reader_s_own_words(korean):
    [warning] = parse("colour:red").warnings
    assert in_language(warning) == "“colour” 필드는 없습니다."
