"""When two quotations are one utterance, by their words alone."""

from datetime import date

import pytest

from articles.linking.utterances import (
    ALIKE,
    alike,
    clause_around,
    retold,
    stem,
    utterance,
)
from tests.timing import within

DAY = date(2025, 9, 24)
WHOLE = "“The fog came down at six and nobody on the breakwater could see the harbour lights,”"
HOSTILE = ['"' * 24_000, "a b " * 6_000, "A" * 24_000, "(" * 24_000, "[a" * 12_000, "1." * 12_000]


def said(text: str, day: date = DAY):
    return utterance(text, day=day)


def fragment(words: str, sentence: str, day: date = DAY):
    """A fragment as it stands in a sentence of a reporter."""
    start = sentence.index(words)
    clause = clause_around(sentence, start, start + len(words))
    return utterance(words, whole=False, clause=clause, day=day)


def is_one(one, other) -> bool:
    assert alike(one, other) == pytest.approx(alike(other, one))
    return alike(one, other) >= ALIKE


@pytest.mark.parametrize(
    "text",
    [
        "‘the fog came down at six and nobody on the breakwater could see the harbour lights’",
        "“Nobody on the breakwater could see the harbour lights.”",
        "“The fog came down at six … nobody … could see the harbour lights.”",
        "“(The fog) came down at six and nobody on the breakwater could see the [harbour] lights”",
        "“The fog came down at six and nobody on the breakwater saw the harbour lights.”",
    ],
)
def test_whole_cut_with_marks_brackets_or_a_word_changed_it_is_one_utterance(text):
    assert is_one(said(WHOLE), said(text))


@pytest.mark.parametrize(
    "text",
    [
        "“Every pilot of this harbour learns the channel by heart before the radar.”",
        "“The harbour lights are older than the breakwater, and nobody could say by how much.”",
        "“Nobody could see it,”",
    ],
)
def test_other_words_on_the_same_matter_are_another_utterance(text):
    assert not is_one(said(WHOLE), said(text))


def test_two_ends_of_one_statement_overlap():
    middle = (
        "the northern channel must be dredged before the winter gales close the old harbour mouth"
    )
    one = said(f"“Everybody has known this for years, perhaps for a generation or two: {middle},”")
    other = said(f"“{middle}, and whoever pays for it will be thanked by every trawler skipper.”")
    assert is_one(one, other)


def test_another_number_makes_a_short_statement_another_one():
    one = said("“We counted eleven boats adrift,”")
    assert is_one(one, said("“We counted eleven boats adrift.”"))
    assert not is_one(one, said("“We counted thirty boats adrift.”"))


def test_words_put_in_between_make_another_statement_unless_an_ellipsis_says_so():
    longer = said("“The pilots warned the stubborn old harbourmaster twice in vain about the fog,”")
    assert not is_one(said("“The pilots warned about the fog,”"), longer)
    assert is_one(said("“The pilots warned … the harbourmaster twice … about the fog,”"), longer)


def test_a_short_statement_counts_on_the_day_alone():
    one = said("“Water is patient,”")
    assert is_one(one, said("“Water is patient.”", date(2025, 9, 25)))
    assert not is_one(one, said("“Water is patient.”", date(2025, 9, 30)))


def test_a_set_phrase_inside_a_statement_needs_the_words_beside_it():
    phrase = "“safe harbour”"
    beside = said("“Skerry Bank promised the trawlermen a safe harbour by Easter,” ")
    backed = f"The board’s promise of a {phrase} to the trawlermen was broken."
    assert is_one(fragment(phrase, backed), beside)
    assert not is_one(fragment(phrase, f"The mayor spoke of a {phrase} all evening."), beside)


def test_the_same_set_phrase_needs_clauses_that_agree():
    phrase = "“safe harbour”"
    one = fragment(phrase, f"He told the trawlermen of Skerry Bank that it was a {phrase}.")
    assert is_one(one, fragment(phrase, f"Trawlermen were promised a {phrase} at Skerry Bank."))
    assert not is_one(one, fragment(phrase, f"The budget was no {phrase}, she said."))


def test_contractions_are_written_out():
    one = said("“We did not find a villain, and she is sorry that we cannot name one,”")
    assert is_one(one, said("“We didn’t find a villain, and she’s sorry that we can’t name one,”"))


def test_names_alone_make_no_utterance():
    one = said("“I shall write to Ottoline Farrow,”")
    assert not is_one(one, said("“Nobody elected Ottoline Farrow,”"))


DREDGE = "“We asked the ministry to dredge the northern channel before winter,”"


def test_a_translation_shares_the_rare_words_in_whatever_form():
    other = said("“I requested dredging in the northern channel from the ministry,”")
    assert retold(said(DREDGE), other, True) > 0
    assert retold(said(DREDGE), other, False) == 0
    assert retold(said(DREDGE), other, True) == retold(other, said(DREDGE), True)


def test_what_is_told_in_other_words_is_told_within_days():
    later = utterance("“I requested dredging in the northern channel from the ministry,”")
    later.day = date(2025, 9, 29)
    assert retold(said(DREDGE), later, True) == 0


def test_the_clause_around_a_fragment_tells_what_was_said():
    sentence = "She noted that every northern channel is silted and the pilots have “given up”."
    other = said("“All channels in the north are silted, and our pilots have lost heart,”")
    fits = fragment("“given up”", sentence)
    assert retold(fits, other, True) == 0  # the statement has none of the fragment's words
    clause = "He called it “silted up”, with every pilot turned away from the northern channel."
    assert retold(fits, fragment("“silted up”", clause), True) > 0


def test_a_clause_ends_at_the_sentence_and_at_other_quotations():
    text = "It rained. “We wait,” she said, calling the delay “a shame” for all. He left."
    start = text.index("“a shame”")
    clause = clause_around(text, start, start + len("“a shame”"))
    assert clause.split() == ["she", "said,", "calling", "the", "delay", "for", "all"]


def test_a_fragment_that_ends_its_sentence_has_no_words_behind_it():
    text = "He called it “a shame.” Then he left."
    start = text.index("“a")
    assert clause_around(text, start, start + len("“a shame.”")).strip() == "He called it"


def test_forms_of_a_word_have_one_stem():
    assert len({stem(word) for word in ("mediate", "mediator", "mediating", "mediation")}) == 1
    assert stem("korean") == stem("korea")
    assert stem("boats") == stem("boat")
    assert stem("glass") == "glass"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_text_takes_long(number):
    text = HOSTILE[number]
    one = utterance(text, whole=False, clause=clause_around(text, 9_000, 9_010))
    assert within(0.05, lambda: utterance(text, whole=False, clause=text[:600]))
    assert within(0.05, lambda: (alike(one, one), retold(one, one, True)))
    assert within(0.05, lambda: clause_around(text, 9_000, 9_010))


def test_nothing_is_alike_to_an_empty_quotation():
    assert alike(utterance("“”"), said(WHOLE)) == 0
    assert retold(utterance("“”"), said(WHOLE), True) == 0
