"""Words and their stems: whatever has a stem begins as `beginnings` says."""

import itertools

import pytest

from articles.search.schema import beginnings, stem

ENDINGS = """
ing ed s es ies ied ly eed edly ingly us y ational tional ization izer er ation ator ency ancy ably
ality ally fulness ously ousness iveness ivity bility bly logy fully lessly icate ical ful ness e le
ative alize al ance ence ic able ible ant ement ment ent ism ate ous ive ize sion tion
"""
WORDS = """
dying lying tying vying skies skis happy happily hoping hopping sensibility relational idly gently
ugly early only singly news valency agreed eyed y by ox
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_begins_as_its_stem_says(word):
    assert word.startswith(beginnings(stem(word)))


def test_words_with_every_ending_begin_as_their_stems_say():
    begun = ["".join(letters) for letters in itertools.product("bdlsty", "aeiouy", "bdlnsty")]
    words = [start + ending for start in begun for ending in ["", *ENDINGS.split()]]
    assert [word for word in words if not word.startswith(beginnings(stem(word)))] == []


def test_a_long_stem_leaves_few_words_to_look_at():
    assert beginnings("harbour") == ("harbou",)
