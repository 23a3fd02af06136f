"""A quote corrected on the text: its ends, its speaker, its kind."""

import pytest

from articles.curation import actions, quotes
from articles.models import Quote
from tests.factories import make_article, make_person, make_quote, make_user

pytestmark = pytest.mark.django_db
BODY = "“We will appeal. And soon,” Ottoline Farrow said. “It is far too early,” she said."


@pytest.fixture
def curator():
    return make_user("articles.change_quote")


@pytest.fixture
def quote() -> Quote:
    article = make_article(body=BODY)
    make_quote(article, "“It is far too early,”")
    return make_quote(article, "“We will appeal. And soon,”", "Ottoline Farrow")


def correct(quote: Quote, user, **given):
    asked = {"start": quote.start, "end": quote.end, "speaker": quote.speaker, "kind": quote.kind}
    return quotes.correct(quote, **asked | given, user=user)


def test_its_ends_move_and_its_words_with_them(quote, curator):
    correct(quote, curator, end=16)
    quote.refresh_from_db()
    assert (quote.text, quote.reviewed_by) == ("“We will appeal.", curator)
    assert quote.history.count() == 2


def test_spaces_at_its_ends_are_left_out(quote, curator):
    correct(quote, curator, end=17)
    quote.refresh_from_db()
    assert (quote.end, quote.text) == (16, "“We will appeal.")


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 2), (0, 5000), (49, 50), (5, 60)])
def test_a_place_that_is_none_or_crosses_another_quote_is_refused(quote, curator, start, end):
    with pytest.raises(quotes.Refused):
        correct(quote, curator, start=start, end=end)
    quote.refresh_from_db()
    assert (quote.start, quote.reviewed_at) == (0, None)


def test_it_is_given_another_speaker(quote, curator):
    other = make_person("Ines Calloway")
    correct(quote, curator, speaker=other)
    quote.refresh_from_db()
    assert (quote.speaker, quote.speaker_kind) == (other, "named")


def test_the_same_again_is_no_decision(quote, curator):
    assert correct(quote, curator) is None
    quote.refresh_from_db()
    assert quote.reviewed_at is None


def test_it_is_undone_and_both_stand_in_the_history(quote, curator):
    action = correct(quote, curator, end=16)
    actions.undo(action, curator)
    quote.refresh_from_db()
    assert (quote.end, quote.text, quote.reviewed_at) == (27, BODY[:27], None)
    assert quote.history.first().history_change_reason == "undone at the desk"


def test_it_is_not_undone_over_a_later_decision(quote, curator):
    action = correct(quote, curator, end=16)
    correct(quote, curator, start=0, end=8)
    with pytest.raises(actions.CannotUndo):
        actions.undo(action, curator)


def test_a_lone_word_names_no_speaker():
    with pytest.raises(quotes.Refused):
        quotes.speaker_named("Farrow")
    assert quotes.speaker_named("  ") is None
