"""Near duplicates in doubt: what curators are asked, and that what they answered holds."""

import random
from itertools import combinations

import pytest

from articles.curation.articles import save_edit
from articles.linking import copies
from articles.linking.sketches import Text, likeness
from articles.models import Article, CopyPair
from tests.factories import make_article
from tests.linking.test_copies import LONG, RIVAL, WORDS, groups

pytestmark = pytest.mark.django_db

PLACES = random.Random(2).sample(range(len(LONG.split(" "))), 40)  # noqa: S311 - nothing secret


def drifted(steps: int) -> str:
    """The text with so many words replaced, always the same ones first."""
    words = LONG.split(" ")
    for step, place in enumerate(PLACES[:steps]):
        words[place] = WORDS[step % len(WORDS)]
    return " ".join(words)


HARDLY, NEARLY = drifted(16), drifted(22)


def outlet(name: str, text: str, **fields) -> Article:
    """An article of an outlet of its own, linked as an import links it."""
    article = make_article(name, text, source=f"The {name} Post", **fields)
    copies.link([article])
    return article


def say(one: Article, other: Article, verdict: str) -> CopyPair:
    """What a curator says of two articles, before anything is grouped by it."""
    first, second = sorted((one, other), key=lambda article: article.pk)
    values = {"verdict": verdict, "shared": 0.5}
    return CopyPair.objects.update_or_create(first=first, second=second, defaults=values)[0]


def questions() -> dict[str, float]:
    """What is asked: the two headlines, and the share."""
    rows = CopyPair.objects.filter(verdict="open").select_related("first", "second")
    return {row.first.headline + row.second.headline: round(row.shared, 2) for row in rows}


def test_the_texts_of_these_tests_are_in_doubt():
    hardly, nearly = (likeness(Text(LONG), Text(text)) for text in (HARDLY, NEARLY))
    assert (hardly.copy, hardly.doubtful) == (True, True)
    assert (nearly.copy, nearly.doubtful) == (False, True)


def test_two_that_are_hardly_copies_are_grouped_and_asked_about():
    outlet("A", LONG)
    outlet("B", HARDLY)
    assert groups() == {frozenset("AB")}
    assert questions() == {"AB": 0.69}


def test_two_that_are_nearly_copies_are_apart_and_asked_about():
    outlet("A", LONG)
    outlet("B", NEARLY)
    assert groups() == set()
    assert questions() == {"AB": 0.57}


def test_a_report_told_again_is_not_asked_about():
    outlet("A", LONG)
    outlet("B", LONG[:700])
    outlet("C", RIVAL)
    assert questions() == {}


def test_an_outlet_that_takes_over_its_own_sentences_is_not_asked_about():
    for name, text in (("A", LONG), ("B", NEARLY)):
        copies.link([make_article(name, text)])
    assert questions() == {}


def test_what_is_nearly_a_copy_but_weeks_later_is_not_asked_about():
    outlet("A", LONG, published="2025-03-03")
    outlet("B", NEARLY, published="2025-03-20")
    assert questions() == {}


def test_a_text_whose_figures_were_converted_is_asked_about_and_another_day_is_not():
    text = LONG + " It is {} deep, {} long and {} wide, and takes {} ships of {} in {} days."
    feet = text.format("12 feet", "900 feet", "30 feet", 24, "60 feet", 14)
    metres = text.format("4 metres", "300 metres", "10 metres", 24, "18 metres", 14)
    another = text.format("13 feet", "800 feet", "33 feet", 25, "61 feet", 15)
    one = Text(feet)
    assert likeness(one, Text(metres)).doubtful
    assert not likeness(one, Text(another)).doubtful
    assert not any(likeness(one, Text(each)).copy for each in (metres, another))


def test_one_question_is_asked_where_one_answer_settles_it():
    outlet("A", LONG)
    outlet("B", LONG[:900])
    outlet("C", NEARLY)
    outlet("D", NEARLY)
    assert groups() == {frozenset("AB"), frozenset("CD")}
    assert len(questions()) == 1


def test_a_question_that_a_third_article_settles_goes():
    first = outlet("A", LONG)
    nearly = outlet("B", NEARLY)
    nearly.body = LONG
    nearly.save()
    copies.link([Article.objects.get(pk=nearly.pk)])
    assert first.headline
    assert questions() == {}
    assert groups() == {frozenset("AB")}


def test_a_text_that_changes_is_measured_again_and_keeps_its_question():
    outlet("A", LONG)
    nearly = outlet("B", NEARLY)
    pk = CopyPair.objects.get().pk
    nearly.body = HARDLY
    save_edit(nearly, ["body"])
    assert CopyPair.objects.get().pk == pk
    assert questions() == {"AB": 0.69}


def test_a_text_that_changes_keeps_its_answers():
    first, second = outlet("A", LONG), outlet("B", LONG)
    say(first, second, "no")
    for text in (RIVAL, LONG):
        second.body = text
        save_edit(second, ["body"])
        assert groups() == set()
    say(first, second, "yes")
    second.body = RIVAL
    save_edit(second, ["body"])
    assert groups() == {frozenset("AB")}


def test_one_text_stays_one_where_the_measure_says_no():
    first, second = outlet("A", LONG), outlet("B", RIVAL)
    say(first, second, "yes")
    copies.link([first, second])
    outlet("C", LONG[:900])
    outlet("D", RIVAL[:700])
    assert groups() == {frozenset("ABCD")}


def test_a_copy_of_one_of_two_texts_that_are_alike_stays_with_its_own():
    first, second = outlet("A", LONG), outlet("B", HARDLY)
    say(first, second, "no")
    copies.link([first, second])
    outlet("C", HARDLY)
    outlet("D", LONG)
    assert groups() == {frozenset("AD"), frozenset("BC")}


@pytest.mark.parametrize("seed", range(3))
def test_articles_between_two_texts_go_where_they_are_likest_in_any_order(seed):
    first, second = outlet("A", LONG), outlet("Z", HARDLY)
    say(first, second, "no")
    copies.link([first, second])
    steps = [2, 5, 11, 14]
    random.Random(seed).shuffle(steps)  # noqa: S311 - nothing secret
    for step in steps:
        outlet(f"{step}", drifted(step))
    assert groups() == {frozenset({"A", "2", "5"}), frozenset({"11", "14", "Z"})}


def test_finding_all_anew_keeps_answers_and_remakes_questions():
    a, b, c = outlet("A", LONG), outlet("B", LONG), outlet("C", RIVAL)
    outlet("N", NEARLY)
    say(a, b, "no")
    say(b, c, "yes")
    copies.link([a, b, c])
    before, asked = groups(), set(CopyPair.objects.values_list("pk", "verdict"))
    moot = CopyPair.objects.create(first=a, second=c, shared=0.6)
    assert list(copies.relink())[-1] == 4
    assert groups() == before
    assert frozenset("BC") in before
    assert not CopyPair.objects.filter(pk=moot.pk).exists()
    assert set(CopyPair.objects.values_list("pk", "verdict")) == asked


def test_finding_all_anew_in_parts_keeps_answers(monkeypatch):
    monkeypatch.setattr(copies, "CHUNK", 1)
    a, b, c = outlet("A", LONG), outlet("B", LONG), outlet("C", RIVAL)
    outlet("N", NEARLY)
    say(a, b, "no")
    say(a, c, "yes")
    copies.link([a, b, c])
    before, asked = groups(), questions()
    list(copies.relink())
    assert (groups(), questions()) == (before, asked)


def test_answers_elsewhere_cost_an_import_no_question(django_assert_num_queries):
    outlet("A", LONG)
    for one, other in combinations([make_article(f"r{n}", RIVAL) for n in range(8)], 2):
        say(one, other, "no")
    one = make_article("C", LONG, source="Mail")
    with django_assert_num_queries(7):
        copies.link([one])
    crowd = [make_article(f"c{n}", LONG, source=f"s{n}") for n in range(8)]
    with django_assert_num_queries(6):  # they join the group that there is
        copies.link(crowd)
    assert Article.objects.exclude(copies=None).count() == 10


def test_what_is_weighed_between_answers_takes_as_many_questions_for_eight_as_for_one(
    django_assert_num_queries,
):
    first, second = outlet("A", LONG), outlet("Z", HARDLY)
    say(first, second, "no")
    copies.link([first, second])
    outlet("A2", LONG)
    one = make_article("C", LONG, source="Mail")
    with django_assert_num_queries(18):
        copies.link([one])
    crowd = [make_article(f"c{n}", LONG, source=f"s{n}") for n in range(8)]
    with django_assert_num_queries(18):
        copies.link(crowd)


def test_questions_are_written_in_one_go(django_assert_num_queries):
    outlet("A", LONG)
    nearly = [make_article(f"{n}", f"{NEARLY} {n}", source=f"s{n}") for n in range(6)]
    with django_assert_num_queries(8):
        copies.link(nearly)
    assert len(questions()) == 1
