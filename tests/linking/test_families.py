"""Which quotes of the archive are put into one family."""

import random

import pytest

from articles.linking import families
from articles.models import Article, Quote, QuoteFamily
from tests.factories import make_article, make_person, make_quote, make_story

pytestmark = pytest.mark.django_db

WHOLE = "“The fog came down at six and nobody on the breakwater could see the harbour lights,”"
CUT = "“Nobody on the breakwater could see the harbour lights,”"
OTHER = "“Every pilot of this harbour learns the channel by heart before he learns the radar,”"


@pytest.fixture
def ada(db):
    return make_person("Ada Pell")


def printed(text: str, speaker=None, day: str = "2025-09-24", *, said="Ada Pell said.", **fields):
    """The quote in an article of its own, of another outlet each time."""
    source = f"Post {Article.objects.count()}"
    body = f"{text} {said}"
    article = make_article("Hearing", body, published=day, source=source, **fields)
    return make_quote(article, text, speaker)


def link(*quotes: Quote) -> None:
    families.link([quote.article_id for quote in quotes])


def family_of(quote: Quote) -> int | None:
    return Quote.objects.get(pk=quote.pk).family_id


def test_the_same_words_in_two_articles_are_a_family(ada):
    one, two = printed(WHOLE, ada), printed(CUT, ada, "2025-09-25")
    link(one, two)
    assert family_of(one) == family_of(two) is not None


def test_other_words_of_the_speaker_stay_apart(ada):
    one, two = printed(WHOLE, ada), printed(OTHER, ada)
    link(one, two)
    assert not QuoteFamily.objects.exists()


def test_the_same_words_of_another_person_stay_apart(ada):
    one, two = printed(WHOLE, ada), printed(WHOLE, make_person("Bo Tarn"))
    link(one, two)
    assert family_of(one) is None


def test_the_same_words_weeks_later_are_another_utterance(ada):
    one, two = printed(WHOLE, ada), printed(WHOLE, ada, "2025-10-24")
    link(one, two)
    assert family_of(one) is None


def test_without_a_day_the_story_must_be_the_same(ada):
    story = make_story()
    one = printed(WHOLE, ada, "", story=story)
    two, three = printed(WHOLE, ada, story=story), printed(WHOLE, ada)
    link(one)
    assert family_of(one) == family_of(two)
    assert family_of(three) is None


def test_in_one_story_the_words_tell_who_the_unnamed_speaker_is(ada):
    story = make_story()
    one, two = printed(WHOLE, ada, story=story), printed(WHOLE, story=story)
    short = printed("“No comment,”", story=story)
    link(one, two, short)
    assert family_of(one) == family_of(two) is not None
    assert family_of(short) is None


def test_an_organisation_is_told_by_its_words_inside_a_story():
    story = make_story()
    fields = {"speaker_mention": "the Harbour Board", "speaker_kind": "organisation"}
    made = []
    for text in ("“The breakwater light is out,”", "“the breakwater light is out”"):
        article = make_article(body=f"{text} the Harbour Board said.", story=story)
        made.append(make_quote(article, text, **fields))
    link(*made)
    assert family_of(made[0]) == family_of(made[1]) is not None


def test_an_utterance_told_in_other_words_needs_one_story(ada):
    texts = (
        "“We asked the ministry to dredge the northern channel before winter,”",
        "“I requested dredging in the northern channel from the ministry,”",
    )
    apart = [printed(text, ada) for text in texts]
    link(*apart)
    assert family_of(apart[0]) is None
    story = make_story()
    Article.objects.update(story=story)
    link(*apart)
    assert family_of(apart[0]) == family_of(apart[1]) is not None


def test_a_late_article_joins_two_families(ada):
    texts = ("“A gale rose, the mast broke,”", "“the lifeboat came before the flood tide”")
    first = [printed(texts[0], ada), printed(texts[0], ada)]
    second = [printed(texts[1], ada), printed(texts[1], ada)]
    link(*first, *second)
    assert QuoteFamily.objects.count() == 2
    whole = printed("“A gale rose, the mast broke; the lifeboat came before the flood tide,”", ada)
    link(whole)
    assert {family_of(quote) for quote in (*first, *second, whole)} == {family_of(whole)}
    assert QuoteFamily.objects.count() == 1


def partition() -> set[frozenset]:
    """The families as sets of (outlet, words)."""
    groups: dict[int, set] = {}
    for quote in Quote.objects.exclude(family=None).select_related("article__source"):
        groups.setdefault(quote.family_id, set()).add((quote.article.source.name, quote.text))
    return {frozenset(group) for group in groups.values()}


def test_the_order_of_import_makes_no_difference(ada):
    story = make_story()
    quotes = [
        printed(WHOLE, ada, story=story),
        printed(CUT, ada, "", story=story),
        printed(OTHER, ada),
        printed(OTHER, ada, "2025-09-30"),
        printed(WHOLE, None, "2025-09-25", story=story),
        printed("“the harbour lights went out at six, and the fog came down”", ada),
    ]
    link(*quotes)
    expected = partition()
    assert len(expected) == 2
    chance = random.Random(3)  # noqa: S311 - a fixed order, no secret
    for _ in range(5):
        Quote.objects.update(family=None)
        chance.shuffle(quotes)
        # Each arrives while those after it are not there yet.
        hidden = {quote.pk: quote for quote in quotes}
        Quote.objects.update(family_by_hand=True)
        for quote in quotes:
            Quote.objects.filter(pk=hidden.pop(quote.pk).pk).update(family_by_hand=False)
            link(quote)
        assert partition() == expected
    list(families.relink())
    assert partition() == expected


def test_a_quote_taken_out_by_hand_stays_out(ada):
    one, two, three = (printed(WHOLE, ada) for _ in range(3))
    link(one, two, three)
    Quote.objects.filter(pk=one.pk).update(family=None, family_by_hand=True)
    link(one, two, three)
    list(families.relink())
    assert family_of(one) is None
    assert family_of(two) == family_of(three) is not None


def test_a_quote_put_in_by_hand_stays_with_its_family(ada):
    one, two, other = printed(WHOLE, ada), printed(CUT, ada), printed(OTHER, ada)
    link(one, two)
    Quote.objects.filter(pk=other.pk).update(family=family_of(one), family_by_hand=True)
    list(families.relink())
    assert family_of(other) == family_of(one) == family_of(two)


def test_relink_mends_families_that_the_quotes_no_longer_bear(ada):
    one, two, other = printed(WHOLE, ada), printed(CUT, ada), printed(OTHER, ada)
    wrong = QuoteFamily.objects.create()
    Quote.objects.update(family=wrong)
    list(families.relink())
    assert family_of(one) == family_of(two) == wrong.pk
    assert family_of(other) is None
    Quote.objects.filter(pk=two.pk).delete()
    list(families.relink())
    assert not QuoteFamily.objects.exists()


def test_linking_a_batch_takes_few_queries(ada, django_assert_max_num_queries):
    quotes = [printed(WHOLE, ada, f"2025-{m:02}-01") for m in range(1, 13) for _ in range(3)]
    with django_assert_max_num_queries(10):
        link(*quotes)
    assert QuoteFamily.objects.count() == 12


@pytest.mark.parametrize(("day", "near"), [(17, True), (18, False), (3, True), (2, False)])
def test_a_week_on_either_side_is_near(ada, day, near):
    printed(WHOLE, ada, "2024-01-01")
    one, other = (printed(WHOLE, ada, f"2025-09-{n:02}") for n in (10, day))
    link(one, other)
    assert (family_of(one) is not None and family_of(one) == family_of(other)) is near
