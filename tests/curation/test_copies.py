"""A curator's word on near duplicates: what it does to groups, what refuses it, what undoes it."""

import pytest

from articles.curation import actions
from articles.curation.copies import Refused, answer, held_apart
from articles.linking import copies
from articles.models import Article, CopyPair, DeskAction
from tests.factories import make_article, make_user
from tests.linking.test_copies import LONG, RIVAL, groups
from tests.linking.test_copies_answered import HARDLY, NEARLY, drifted, outlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora():
    return make_user("articles.view_hidden_article", username="cora")


def state() -> tuple:
    """All that an answer may change."""
    return groups(), list(CopyPair.objects.order_by("first", "second").values_list())


def test_yes_puts_two_texts_with_their_copies_into_one_group(cora):
    outlet("A", LONG)
    first, second = outlet("B", LONG[:900]), outlet("C", NEARLY)
    action = answer(first, second, "yes", cora)
    pair = CopyPair.objects.get(verdict="yes")
    assert groups() == {frozenset("ABC")}
    assert (pair.decided_by, action.sentence) == (cora, "“B” and “C” are one text.")


def test_no_parts_two_texts(cora):
    first, second = outlet("A", LONG), outlet("B", HARDLY)
    answer(second, first, "no", cora)
    pair = CopyPair.objects.get()
    assert groups() == set()
    assert (pair.verdict, pair.first, pair.decided_by) == ("no", first, cora)


def test_no_parts_what_the_measure_was_sure_of_and_what_links_them(cora):
    first, second = outlet("A", LONG), outlet("Z", drifted(14))
    outlet("2", drifted(2))
    outlet("11", drifted(11))
    answer(first, second, "no", cora)
    assert groups() == {frozenset({"A", "2"}), frozenset({"11", "Z"})}


@pytest.mark.parametrize(
    ("text", "verdict"), [(HARDLY, "no"), (HARDLY, "yes"), (NEARLY, "yes"), (LONG, "no")]
)
def test_undoing_gives_everything_back(cora, text, verdict):
    first, second = outlet("A", LONG), outlet("B", text)
    outlet("C", LONG[:900])
    outlet("D", RIVAL)
    before = state()
    action = answer(first, second, verdict, cora)
    assert state() != before
    actions.undo(action, cora)
    assert state() == before


def test_what_was_answered_is_not_answered_again(cora):
    first, second = outlet("A", LONG), outlet("B", HARDLY)
    answer(first, second, "no", cora)
    with pytest.raises(Refused, match="already"):
        answer(first, second, "no", cora)


def test_an_answer_is_changed_and_both_are_taken_back_in_turn(cora):
    first, second = outlet("A", LONG), outlet("B", HARDLY)
    before = state()
    no = answer(first, second, "no", cora)
    yes = answer(first, second, "yes", cora)
    assert groups() == {frozenset("AB")}
    with pytest.raises(actions.CannotUndo, match="are one text"):
        actions.undo(no, cora)
    actions.undo(yes, cora)
    assert groups() == set()
    actions.undo(no, cora)
    assert state() == before


def test_yes_is_refused_where_another_answer_holds_the_two_apart(cora):
    a, b, c = outlet("A", LONG), outlet("B", RIVAL), make_article("C", "A word.", source="C")
    answer(a, b, "no", cora)
    answer(b, c, "yes", cora)
    before = state()
    with pytest.raises(Refused, match="holds these two apart"):
        answer(a, c, "yes", cora)
    assert state() == before


def test_no_is_refused_where_other_answers_make_the_two_one(cora):
    a, b, c = (outlet(name, LONG) for name in "ABC")
    answer(a, b, "yes", cora)
    answer(b, c, "yes", cora)
    with pytest.raises(Refused, match="one text"):
        answer(a, c, "no", cora)
    assert groups() == {frozenset("ABC")}


def test_an_article_is_not_held_against_itself(cora):
    article = outlet("A", LONG)
    with pytest.raises(Refused, match="one article"):
        answer(article, article, "no", cora)
    with pytest.raises(Refused, match="Say whether"):
        answer(article, outlet("B", LONG), "open", cora)


def test_an_answer_on_an_article_that_is_gone_is_not_undone(cora):
    first, second = outlet("A", LONG), outlet("B", HARDLY)
    action = answer(first, second, "no", cora)
    second.delete()
    with pytest.raises(actions.CannotUndo, match="no longer"):
        actions.undo(action, cora)


def test_an_answer_holds_when_its_articles_come_again_and_all_is_linked_anew(cora):
    first, second = outlet("A", LONG), outlet("B", LONG)
    answer(first, second, "no", cora)
    copies.link(Article.objects.all())
    assert groups() == set()
    list(copies.relink())
    assert groups() == set()
    assert DeskAction.objects.get(kind="copies").undone_at is None


def test_those_held_apart_are_told_to_whoever_may_see_them(cora):
    first, second = outlet("A", LONG), outlet("B", LONG)
    hidden = outlet("C", LONG)
    answer(first, second, "no", cora)
    answer(hidden, first, "no", cora)
    Article.objects.filter(pk=hidden.pk).update(status="withheld")
    assert held_apart(first, None) == [second]
    assert {one.pk for one in held_apart(first, cora)} == {second.pk, hidden.pk}
    assert held_apart(second, None) == [first]
