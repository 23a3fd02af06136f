"""Two texts held against each other word by word."""

import random

import pytest

from articles.linking.wording import Piece, aligned, compare, words
from tests.timing import within

HOSTILE = [
    ('"' * 24_000, '" ' * 12_000),
    ("a b " * 6_000, "b a " * 6_000),
    ("A" * 24_000, "A" * 23_999 + "!"),
    ('"a ' * 8_000, 'b "' * 8_000),
    (" ".join(f"u{n}" for n in range(4_000)), " ".join(f"u{n}" for n in range(4_000, 0, -1))),
    ("1." * 12_000, "1:1 " * 6_000),
    ("漢" * 12_000, "字漢" * 6_000),
]


def told(one: str, other: str, **how) -> list[tuple[str, str, str]]:
    """The pieces as (kind, words of one, words of other)."""
    return [
        (p.kind, one[p.one_start : p.one_end].strip(), other[p.other_start : p.other_end].strip())
        for p in compare(one, other, **how)
    ]


def test_words_left_out_added_and_changed_are_told_apart():
    one = "The fog came at six, and nobody saw the boats at the pier."
    other = "The fog rolled in at six and nobody at all saw the boats."
    assert told(one, other) == [
        ("same", "The fog", "The fog"),
        ("changed", "came", "rolled in"),
        ("same", "at six, and nobody", "at six and nobody"),
        ("added", "", "at all"),
        ("same", "saw the boats", "saw the boats."),
        ("left_out", "at the pier.", ""),
    ]


def test_case_marks_hyphens_and_kinds_of_apostrophe_make_no_difference():
    assert told("“It’s step-by-step,”", "IT'S STEP BY STEP") == [
        ("same", "“It’s step-by-step,”", "IT'S STEP BY STEP")
    ]


def test_exact_comparison_tells_case_and_marks():
    assert told("Fog, they said", "Fog they Said", exact=True) == [
        ("same", "Fog", "Fog"),
        ("left_out", ",", ""),
        ("same", "they", "they"),
        ("changed", "said", "Said"),
    ]


def test_a_number_is_one_word_with_its_points_and_commas():
    assert ("changed", "1,500.5", "1,600.5") in told("about 1,500.5 tons", "about 1,600.5 tons")


def test_scripts_without_blanks_are_compared_sign_by_sign():
    assert told("今日は雨", "今日は雪") == [("same", "今日は", "今日は"), ("changed", "雨", "雪")]


def test_a_word_that_moved_is_left_out_at_one_place_and_added_at_the_other():
    kinds = [kind for kind, *_ in told("boats lost their way twice", "twice boats lost their way")]
    assert kinds == ["added", "same", "left_out"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("", "fog", "added"), ("fog", "", "left_out"), ("…", "fog", "changed"), ("…", "…", "same")],
)
def test_a_text_without_words_is_one_piece(one, other, kind):
    assert compare(one, other) == [Piece(kind, 0, len(one), 0, len(other))]


def test_two_empty_texts_have_no_pieces():
    assert compare("", "") == []


@pytest.mark.parametrize("exact", [True, False])
def test_the_pieces_cover_both_texts_in_order(exact):
    chance = random.Random(7)  # noqa: S311
    for _ in range(200):
        one, other = (
            " ".join(chance.choices(["fog,", "boat", "pier", "“Ada", "1,5", "…"], k=n))
            for n in (chance.randrange(30), chance.randrange(30))
        )
        pieces = compare(one, other, exact)
        assert "".join(one[p.one_start : p.one_end] for p in pieces) == one
        assert "".join(other[p.other_start : p.other_end] for p in pieces) == other


def test_what_is_the_same_is_the_longest_that_both_have_in_order():
    assert len(aligned(list("abcbdab"), list("bdcaba"))) == 4


def test_both_ways_of_comparing_find_as_much_the_same():
    one, other = list("abcabba"), list("cbabac")
    assert len(aligned(one, other)) == len(aligned(other, one)) == 4


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_text_takes_long(number):
    assert within(0.05, lambda: compare(*HOSTILE[number]))


def test_words_keep_their_places():
    text = "Fog’s at 10.30."
    assert [text[w.start : w.end] for w in words(text)] == ["Fog’s", "at", "10.30"]
