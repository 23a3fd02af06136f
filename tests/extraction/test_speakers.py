"""The choice between those who could be speaking, and what the learnt weights may hold."""

import re

import pytest

from articles.extraction.cues import CODES, CUE_VERBS, LABEL_WORDS, SPEECH_NOUNS, WORK_NOUNS
from articles.extraction.marks import pair_marks
from articles.extraction.quotes import load_model
from articles.extraction.scenes import Index, read_scene
from articles.extraction.speakers import decide, pool
from articles.extraction.weights import Sums

MODEL = load_model()
SUMS = Sums(MODEL["speaker"])


def scene(text):
    quotes = [(i, m.start, m.end) for i, m in enumerate(pair_marks(text)) if m.parent is None]
    return read_scene(text, 0, len(text), quotes, Index([]))


def chosen(text, quotation=0):
    read = scene(text)
    said = decide(read, read.tokens.quote_at[quotation], SUMS)
    return text[read.tokens.start[said.who.first] : read.tokens.end[said.who.last - 1]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Holm left. “We will not pay for it,” Tom Okoro told Mara Lind.", "Tom Okoro"),
        ("“We will not pay for it,” said Tom Okoro, whom Mara Lind had asked.", "Tom Okoro"),
        ("Ida Holm spoke first. Then Tom Okoro said of Mara Lind, “We will not pay.”", "Tom Okoro"),
        ("Tom Okoro met Mara Lind and told her that “nobody here will pay.”", "Tom Okoro"),
        ("Asked about Mara Lind, Tom Okoro said: “We will not pay for it.”", "Tom Okoro"),
    ],
)
def test_the_subject_of_the_reporting_verb_speaks(text, speaker):
    assert chosen(text) == speaker


def test_the_innermost_reporter_of_a_chain_speaks():
    text = "Mara Lind added that the old harbour master remarked, “We will not pay for it.”"
    assert chosen(text) == "the old harbour master"


def test_the_paragraph_above_is_read_only_where_nobody_acts_in_the_sentence():
    asked = []

    def above():
        asked.append(True)
        return scene("Ida Holm spoke first.")

    read = scene("“We will not pay for it,” Tom Okoro said.")
    pool(read, read.tokens.quote_at[0], above, None)
    assert asked == []
    read = scene("“We will not pay for it.”")
    pool(read, read.tokens.quote_at[0], above, None)
    assert asked


def test_the_weights_hold_no_words_but_the_common_ones_of_the_word_lists():
    common = set(CODES) | set(CUE_VERBS) | LABEL_WORDS | WORK_NOUNS | SPEECH_NOUNS
    common |= {base for base, _ in CUE_VERBS.values()} | {"according", "per"}
    known = re.compile(r"^(?:near|b|bb|a) ")
    for sign in MODEL["statement"]:
        if known.match(sign):
            words = [word for word in sign.split()[1:] if word.isalpha() and len(word) > 1]
            assert set(words) <= common, sign


def test_the_calibration_rises_with_the_score():
    for steps in MODEL["calibration"].values():
        assert [bound for bound, _ in steps] == sorted(bound for bound, _ in steps)
        assert [share for _, share in steps] == sorted(share for _, share in steps)
        assert all(0 <= share < 1 for _, share in steps)
