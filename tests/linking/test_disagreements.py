"""What the outlets of a story disagree on, as rows of the archive."""

import pytest
from django.utils import timezone

from articles.linking import disagreements
from articles.models import Article, Disagreement
from tests.factories import make_article, make_story

pytestmark = pytest.mark.django_db

HURT = "It was foggy.\n\n{} people were hurt when the ferry struck the breakwater."


def report(number: str, source: str, story, **fields) -> Article:
    return make_article(f"Ferry, says {source}", HURT.format(number), source=source, story=story)


def link(*articles: Article) -> None:
    disagreements.link([article.pk for article in articles])


def words() -> list[list[str]]:
    return [row.words for row in Disagreement.objects.standing()]


@pytest.fixture
def story(db):
    return make_story()


def test_a_disagreement_has_the_exact_characters_of_both_sides(story):
    one, two = report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)
    link(one, two)
    row = Disagreement.objects.get()
    assert (row.kind, row.words, row.story) == ("number", ["Seventeen", "19"], story)
    assert row.first_article.body[row.first_start : row.first_end] == "Seventeen"
    assert row.second_article.body[row.second_start : row.second_end] == "19"


def test_other_stories_are_not_compared(story):
    link(report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", make_story()))
    assert words() == []


def test_an_outlet_does_not_disagree_with_itself(story):
    link(report("Seventeen", "Ostrey Post", story), report("19", "Ostrey Post", story))
    assert words() == []


def test_a_name_in_two_spellings_is_told(story):
    for source, name in (("Ostrey Post", "Torvald Eskman"), ("Harbour Wire", "Thorvald Eskman")):
        make_article("Hearing", f"{name} left.", source=source, story=story, people=[name])
    link(*Article.objects.all())
    assert [(row.kind, row.words) for row in Disagreement.objects.all()] == [
        ("name", ["Torvald Eskman", "Thorvald Eskman"])
    ]


def test_other_languages_are_not_read_for_numbers(story):
    one, two = report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)
    Article.objects.filter(pk=two.pk).update(language="nb")
    link(one, two)
    assert words() == []


def test_a_new_text_of_an_article_mends_what_it_disagreed_on(story):
    one, two = report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)
    link(one, two)
    Article.objects.filter(pk=two.pk).update(body=HURT.format("Seventeen"))
    link(two)
    assert words() == []


def test_linking_twice_or_in_another_order_makes_no_difference(story):
    one, two = report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)
    link(one)
    link(two)
    link(two, one)
    assert words() == [["Seventeen", "19"]]
    list(disagreements.relink())
    assert words() == [["Seventeen", "19"]]


def test_what_was_dismissed_stays_dismissed_with_later_articles(story):
    one, two = report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)
    link(one, two)
    Disagreement.objects.update(dismissed_at=timezone.now())
    link(report("19", "Kellsand Ledger", story))
    list(disagreements.relink())
    assert words() == []
    link(report("23", "Brannoch Observer", story))
    assert len(words()) == 3


def test_a_batch_takes_few_queries(django_assert_max_num_queries):
    made = []
    for number in range(6):
        story = make_story(f"Ferry {number}")
        made += [report("Seventeen", "Ostrey Post", story), report("19", "Harbour Wire", story)]
    with django_assert_max_num_queries(8):
        link(*made)
    assert len(words()) == 6
