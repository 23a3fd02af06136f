"""What a curator decides on quote families and disagreements, and how it is taken back."""

import pytest

from articles.curation import actions, families
from articles.importing.review import carry_over
from articles.linking import families as linking
from articles.models import DeskAction, Disagreement, Quote, QuoteFamily
from tests.factories import make_article, make_quote, make_story, make_user

pytestmark = pytest.mark.django_db


def make(text: str = "“Water is patient,”", **fields) -> Quote:
    return make_quote(make_article("Hearing", f"{text} Ada Pell said."), text, **fields)


@pytest.fixture
def curator(db):
    return make_user(username="curator")


def test_two_quotes_without_a_family_get_one(curator):
    one, two = make(), make()
    action = families.put_in(one, two, curator)
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.family == two.family is not None
    assert one.family_by_hand
    assert action.user == curator
    assert action.sentence.startswith(
        f"Put quote {one.pk}, “Water is patient,” with quote {two.pk}"
    )


def test_putting_together_is_undone(curator):
    one, two = make(), make()
    actions.undo(families.put_in(one, two, curator), curator)
    assert not Quote.objects.exclude(family=None, family_by_hand=False).exists()
    assert not QuoteFamily.objects.exists()


def test_a_family_left_empty_is_gone_and_comes_back_with_the_undoing(curator):
    one, two = make(family=QuoteFamily.objects.create()), make(family=QuoteFamily.objects.create())
    action = families.put_in(one, two, curator)
    assert QuoteFamily.objects.count() == 1
    actions.undo(action, curator)
    one.refresh_from_db()
    assert one.family_id not in (None, two.family_id)


def test_taking_out_is_undone(curator):
    family = QuoteFamily.objects.create()
    one, _ = make(family=family), make(family=family)
    action = families.take_out(one, curator)
    one.refresh_from_db()
    assert (one.family, one.family_by_hand) == (None, True)
    actions.undo(action, curator)
    one.refresh_from_db()
    assert (one.family, one.family_by_hand) == (family, False)


def test_a_later_rebuilding_keeps_what_was_decided(curator):
    one, two = make(), make("“I counted eleven boats adrift on Tuesday morning,”")
    families.put_in(one, two, curator)
    list(linking.relink())
    assert Quote.objects.exclude(family=None).count() == 2


def test_a_later_reading_of_the_article_keeps_what_was_decided(curator):
    one, two = make(speaker_mention="a pilot", speaker_kind="description"), make()
    families.put_in(one, two, curator)
    one.refresh_from_db()
    fresh = Quote(article=one.article, field="body", start=5, end=25, text=one.text)
    assert carry_over([one], [fresh], {"body": "", "headline": "", "standfirst": ""}).lost == []
    assert (fresh.family, fresh.family_by_hand) == (one.family, True)
    assert fresh.speaker_mention == ""  # nobody reviewed who said it


def test_what_makes_no_sense_is_refused(curator):
    family = QuoteFamily.objects.create()
    one, two, scare = make(family=family), make(family=family), make(kind="scare")
    for quote, other in ((one, one), (one, two), (one, scare)):
        with pytest.raises(families.Refused):
            families.put_in(quote, other, curator)
    with pytest.raises(families.Refused):
        families.take_out(scare, curator)
    assert not DeskAction.objects.exists()


def test_a_decision_that_was_followed_by_another_is_not_undone(curator):
    one, two, three = make(), make(), make()
    action = families.put_in(one, two, curator)
    families.take_out(one, curator)
    with pytest.raises(actions.CannotUndo):
        actions.undo(action, curator)
    families.put_in(three, two, curator)
    Quote.objects.filter(pk=three.pk).delete()
    with pytest.raises(actions.CannotUndo):
        actions.undo(DeskAction.objects.first(), curator)


@pytest.fixture
def rows(db) -> list[Disagreement]:
    """Two pairs of articles of one story with the same words against each other, and a third."""
    story = make_story()
    made = []
    for words in (["17", "Nineteen"], ["nineteen", "17"], ["17", "23"]):
        one, two = make_article(story=story), make_article(story=story)
        places = {"first_field": "body", "first_start": 0, "first_end": 3}
        places |= {"second_field": "body", "second_start": 0, "second_end": 3}
        made.append(
            Disagreement.objects.create(
                story=story,
                kind="number",
                words=words,
                first_article=one,
                second_article=two,
                **places,
            )
        )
    return made


def test_dismissing_a_disagreement_dismisses_the_same_words(curator, rows):
    action = families.dismiss(rows[0], curator)
    assert list(Disagreement.objects.standing()) == [rows[2]]
    actions.undo(action, curator)
    assert Disagreement.objects.standing().count() == 3


def test_a_disagreement_is_dismissed_once(curator, rows):
    families.dismiss(rows[0], curator)
    with pytest.raises(families.Refused):
        families.dismiss(rows[1], curator)
