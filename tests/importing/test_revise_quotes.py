"""Quotes of an article that is read again stay the same rows, addresses and decisions with them."""

from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.curation.articles import read_by_hand, save_edit
from articles.curation.quotes import decide
from articles.importing.review import carry_over
from articles.importing.run import Import, run
from articles.importing.spans import replace_spans
from articles.models import Article, CollectionItem, ImportItem, Quote, QuoteFamily
from tests.factories import make_article, make_person, make_user
from tests.importing.texts import REPORT, write

pytestmark = pytest.mark.django_db

CHANNEL = "“The channel has lost a metre in four years,”"
STORM = "“We cannot wait for another storm.”"
WRECK = "“It is cheaper than a wreck,”"


@pytest.fixture
def folder(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    run(Import([folder]))
    return folder


def again(folder, text: str) -> ImportItem:
    """Imports the folder with this text in place of the one before."""
    items: list[ImportItem] = []
    write(folder, a=text)
    run(Import([folder], stored=items.extend))
    return items[0]


def ids() -> dict[str, int]:
    """The quotes of the archive by their words; each is the words at its place."""
    quotes = Quote.objects.select_related("article")
    for quote in quotes:
        assert getattr(quote.article, quote.field)[quote.start : quote.end] == quote.text
    return {quote.text: quote.pk for quote in quotes}


def test_a_corrected_paragraph_before_them_moves_quotes_and_keeps_their_ids(folder):
    before = ids()
    assert again(folder, REPORT.replace("before winter", "before the winter")).verdict == "updated"
    assert ids() == before


def test_a_quote_whose_words_were_corrected_stays_the_same_row(folder):
    before = ids()
    again(folder, REPORT.replace("lost a metre in four", "lost two metres in four"))
    now = ids()
    assert now["“The channel has lost two metres in four years,”"] == before[CHANNEL]
    assert (now[STORM], now[WRECK]) == (before[STORM], before[WRECK])


def test_a_curators_edit_keeps_the_ids(folder):
    before, article = ids(), Article.objects.get()
    article.body = article.body.replace("voted on Monday", "voted late on Monday")
    save_edit(article, ["body"])
    assert ids() == before


def test_quotes_that_change_places_stay_themselves(folder):
    before = ids()
    lines = REPORT.split("\n\n")
    lines[4], lines[6] = lines[6].strip(), lines[4]
    again(folder, "\n\n".join(lines) + "\n")
    now = ids()
    assert {text: now[text] for text in before} == before


def test_a_quote_that_is_gone_is_deleted_and_its_history_tells_why(folder):
    pk = ids()[WRECK]
    without = REPORT.replace(f"{WRECK} said Tobias Renn", "Nobody disagreed with Tobias Renn")
    item = again(folder, without)
    assert pk not in ids().values()
    last = Quote.history.filter(id=pk).first()
    assert (last.history_type, last.text) == ("-", WRECK)
    assert last.history_change_reason == f"import {item.run_id}"


def test_a_quote_that_comes_anew_gets_an_id_of_its_own(folder):
    before = ids()
    again(folder, f"{REPORT}\n“Nobody asked the pilots,” said Leonie Askew, a pilot.\n")
    now = ids()
    new = now.pop("“Nobody asked the pilots,”")
    assert now == before
    assert new not in before.values()


def test_a_decision_stays_with_a_quote_whose_words_were_corrected(folder):
    user, other = make_user(), make_person("Leonie Askew")
    quote = Quote.objects.get(text=CHANNEL)
    quote.speaker = other
    decide(quote, ["speaker"], user)
    item = again(folder, REPORT.replace("lost a metre in four", "lost two metres in four"))
    quote.refresh_from_db()
    assert quote.text == "“The channel has lost two metres in four years,”"
    assert (quote.speaker, quote.reviewed_by) == (other, user)
    last = quote.history.first()
    assert (last.history_type, last.text) == ("~", quote.text)
    assert last.history_change_reason == f"import {item.run_id}"


def test_the_ends_of_a_reviewed_quote_stay_while_its_words_stand_in_the_text(folder):
    quote = Quote.objects.get(text=CHANNEL)
    quote.text = quote.text.removesuffix(" in four years,”")
    quote.end = quote.start + len(quote.text)
    quote.reviewed_at = timezone.now()
    quote.save()
    again(folder, REPORT.replace("before winter", "before the winter"))
    assert ids()["“The channel has lost a metre"] == quote.pk
    assert CHANNEL not in ids()


def test_a_reviewed_quote_that_the_reading_no_longer_finds_stays(folder):
    article = Article.objects.get()
    words = "run aground twice this year"
    start = article.body.index(words)
    quote = Quote.objects.create(
        article=article,
        start=start,
        end=start + len(words),
        text=words,
        kind="partial",
        reviewed_at=timezone.now(),
    )
    again(folder, REPORT.replace("before winter", "before the winter"))
    assert ids()[words] == quote.pk


def test_words_that_were_rejected_do_not_reject_the_longer_quote_around_them(folder):
    quote = Quote.objects.get(text=CHANNEL)
    quote.text, quote.end = CHANNEL[:12], quote.start + 12
    quote.kind, quote.reviewed_at = "scare", timezone.now()
    quote.save()
    again(folder, REPORT.replace("before winter", "before the winter"))
    found = Quote.objects.get(text=CHANNEL)
    assert (found.kind == "scare", found.reviewed_at) == (False, None)


def test_families_and_collections_keep_their_quotes(folder):
    family = QuoteFamily.objects.create()
    Quote.objects.filter(text=WRECK).update(family=family, family_by_hand=True)
    user = make_user()
    collection = user.collections.create(title="Quay")
    item = CollectionItem.objects.create(
        collection=collection,
        article=Article.objects.get(),
        quote=Quote.objects.get(text=WRECK),
        position=1,
    )
    again(folder, REPORT.replace("before winter", "before the winter"))
    item.refresh_from_db()
    assert item.quote.text == WRECK
    assert item.quote.family == family


def test_mentions_that_are_as_they_were_stay_the_same_rows(folder):
    article = Article.objects.get()
    before = set(article.mentions.values_list("pk", flat=True))
    article.body = article.body.replace("the harbour master", "its harbour master")
    save_edit(article, ["body"])
    assert set(article.mentions.values_list("pk", flat=True)) == before


def test_many_quotes_take_few_more_queries_than_few():
    counts = []
    for size in (4, 40):
        said = [f"“We saw boat {n} drift away,” said Tobias Renn." for n in range(size)]
        body = "\n\n".join(["The storm came.", *said])
        article = make_article(f"Harbour loses {size} boats", body)
        replace_spans(article, read_by_hand(article.headline, "", body, []))
        article.body = body.replace("storm came", "storm came at night")
        with CaptureQueriesContext(connection) as queries:
            replace_spans(article, read_by_hand(article.headline, "", article.body, []))
        counts.append(len(queries))
        assert article.quotes.count() == size
    assert counts[1] <= counts[0] + 2  # SQLite takes an update of 40 rows in two statements


def test_a_hostile_number_of_changed_quotes_is_matched_in_time():
    def quotes(words: str, first: int) -> list[Quote]:
        return [
            Quote(pk=first and first + n, start=40 * n, end=40 * n + 9, text=f"“{words} {n}”")
            for n in range(1500)
        ]

    begun = perf_counter()
    fresh = quotes("new words", 0)
    carried = carry_over(quotes("old words", 1), fresh, {"body": "x" * 60_000})
    assert perf_counter() - begun < 2
    assert len(carried.quotes) == 1500
