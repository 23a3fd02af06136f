"""Which quotes of a handful are held against each other, and which pairs stand."""

from datetime import date

from articles.linking.family_pairs import Said, pairs

DAY = date(2025, 9, 24)
WHOLE = "“The fog came down at six and nobody on the breakwater could see the harbour lights,”"


def said(pk: int, text: str = WHOLE, *, article: int | None = None, **fields) -> Said:
    defaults = {"story": None, "day": DAY, "speaker": 1}
    return Said(pk=pk, article=article or pk, text=text, **{**defaults, **fields})


def found(*quotes: Said, fresh: set[int] | None = None) -> set[frozenset[int]]:
    fresh = {quote.article for quote in quotes} if fresh is None else fresh
    return {frozenset(pair) for pair in pairs(quotes, fresh)}


def test_quotes_of_one_speaker_are_paired():
    assert found(said(1), said(2), said(3, speaker=2)) == {frozenset({1, 2})}


def test_two_old_articles_are_not_looked_at_again():
    assert found(said(1), said(2), said(3), fresh={3}) == {frozenset({1, 3}), frozenset({2, 3})}


def test_an_article_prints_an_utterance_once():
    assert found(said(1, article=7), said(2, article=7)) == set()


def test_days_far_apart_are_two_utterances():
    assert found(said(1), said(2, day=date(2025, 10, 24))) == set()


def test_without_a_day_the_story_decides():
    assert found(said(1), said(2, day=None)) == set()
    assert found(said(1, story=5), said(2, story=5, day=None)) == {frozenset({1, 2})}


def test_of_what_is_told_in_other_words_the_best_partner_alone_counts():
    best = "“We asked the ministry to dredge the northern channel before winter,”"
    second = "“The ministry knows the northern channel, and dredging is no secret,”"
    other = "“I requested the ministry to have the northern channel dredged for winter gales,”"
    quotes = [
        said(1, best, article=1, story=5),
        said(2, second, article=1, story=5),
        said(3, other, article=2, story=5),
    ]
    assert found(*quotes) == {frozenset({1, 3})}


def test_in_a_story_long_words_tell_an_unknown_speaker():
    known, unknown = said(1, story=5), said(2, story=5, speaker=None)
    assert found(known, unknown) == {frozenset({1, 2})}
    assert found(known, said(2, story=6, speaker=None)) == set()
    assert found(known, said(2, story=5, speaker=2)) == set()


def test_described_speakers_are_compared_inside_a_story_by_their_words():
    short = "“The breakwater light is out,”"
    one = said(1, short, speaker="the harbour board", story=5)
    assert found(one, said(2, short, speaker="the harbour board", story=5)) == {frozenset({1, 2})}
    assert found(one, said(2, short, speaker="the harbour board", story=6)) == set()


def test_a_fragment_is_read_with_the_text_around_it():
    around = "He told the trawlermen of Skerry Bank that it was a “safe harbour”."
    other = "Trawlermen were promised a “safe harbour” at Skerry Bank."
    quotes = [
        said(n, "“safe harbour”", around=text, start=text.index("“"))
        for n, text in enumerate((around, other), start=1)
    ]
    assert found(*quotes) == {frozenset({1, 2})}


def test_in_a_story_two_people_whose_names_may_be_one_s_are_held_together():
    one, two = said(1, story=5, name="Paek Dorim"), said(2, story=5, speaker=2, name="Paek Do Rim")
    assert found(one, two) == {frozenset({1, 2})}
    assert found(one, said(2, story=5, speaker=2, name="Liv Holm")) == set()
    assert found(one, said(2, story=6, speaker=2, name="Paek Do Rim")) == set()
