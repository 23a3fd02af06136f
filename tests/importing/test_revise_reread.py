"""Articles read again from their raw bytes: what is mended, what stays, what is told first."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.curation.articles import save_edit
from articles.curation.quotes import decide
from articles.importing.run import Import, run
from articles.models import Article, Quote
from tests.factories import make_person, make_user
from tests.importing.texts import OTHER, REPORT, write

pytestmark = pytest.mark.django_db

WRECK = "“It is cheaper than a wreck,”"


@pytest.fixture
def article(tmp_path) -> Article:
    """An article whose stored reading was made wrong on purpose."""
    run(Import([write(tmp_path / "in", a=REPORT)]))
    article = Article.objects.get()
    wrong = make_person("Ambrose Tull")
    Quote.objects.filter(text=WRECK).update(speaker=wrong, speaker_mention="Ambrose Tull")
    Quote.objects.filter(text__contains="storm").delete()
    article.quotes.create(start=0, end=3, text=article.body[:3], kind="partial", speaker=wrong)
    Article.objects.update(headline="Share this article", read_at="2020-01-01T00:00Z")
    return article


def reread(*args, **options) -> str:
    out = StringIO()
    call_command("reread", *args, stdout=out, **options)
    return out.getvalue()


def test_what_was_read_wrong_is_mended(article):
    pk = Quote.objects.get(text=WRECK).pk
    reread()
    article.refresh_from_db()
    assert article.headline == "Harbour board votes to dredge the Tarn channel"
    assert article.quotes.get(pk=pk).speaker.name == "Tobias Renn"
    assert article.quotes.filter(text__contains="storm").exists()
    assert not article.quotes.filter(start=0).exists()
    for span in [*article.quotes.all(), *article.mentions.all()]:
        assert getattr(article, span.field)[span.start : span.end] == span.text


def test_a_dry_run_tells_what_would_change_and_changes_nothing(article):
    before = list(Quote.objects.values())
    told = reread("--dry-run", verbosity=2)
    assert "1 would change" in told
    for line in ("texts: 1", "quotes new: 1", "quotes gone: 1", "quotes with another speaker: 1"):
        assert line in told
    assert f"Article {article.pk}: " in told
    assert list(Quote.objects.values()) == before
    assert Article.objects.get().headline == "Share this article"


def test_the_text_until_then_is_a_version_and_the_history_tells_why(article):
    reread()
    article.refresh_from_db()
    assert article.versions.get().headline == "Share this article"
    now, before = article.history.all()[:2]
    assert (now.history_change_reason, before.headline) == ("read again", "Share this article")


def test_what_a_curator_set_or_decided_stays(article):
    user, other = make_user(), make_person("Leonie Askew")
    article.refresh_from_db()
    article.headline = "The board dredges"
    save_edit(article, ["headline"])
    quote = Quote.objects.get(text=WRECK)
    quote.speaker = other
    decide(quote, ["speaker"], user)
    reread()
    article.refresh_from_db()
    quote.refresh_from_db()
    assert article.headline == "The board dredges"
    assert (quote.speaker, quote.reviewed_by) == (other, user)


def test_a_status_that_came_later_than_the_text_stays(article):
    Article.objects.update(status="killed", status_reason="Wrong.")
    reread()
    article.refresh_from_db()
    assert (article.status, article.status_reason) == ("killed", "Wrong.")


def test_a_second_run_finds_nothing_to_change(article):
    reread()
    assert "; 0 changed." in reread()
    article.refresh_from_db()
    assert article.version == 2


def test_a_run_that_was_cut_off_goes_on_with_what_was_not_read_since(article):
    assert "Read 1 articles" in reread("--since", "2021-01-01")
    assert "Read 0 articles" in reread("--since", "2021-01-01")


def test_articles_are_chosen_by_id_outlet_and_number(article, tmp_path):
    run(Import([write(tmp_path / "more", b=OTHER)], source="Tarnwick Mail"))
    assert "Read 1 articles" in reread("--source", "tarnwick-mail")
    assert "Read 1 articles" in reread(str(article.pk))
    assert "Read 1 articles" in reread("--limit", "1")
    with pytest.raises(CommandError, match="No outlet"):
        reread("--source", "nobody")


def test_the_outlet_that_an_import_named_stays(article, tmp_path):
    run(Import([write(tmp_path / "more", b=OTHER)], source="Tarnwick Mail"))
    reread()
    assert Article.objects.order_by("pk").last().source.name == "Tarnwick Mail"


def test_an_item_of_a_file_with_many_is_found_again(tmp_path):
    body = "The {} tables of the harbour are wrong.\n\nNobody noticed until Sunday morning."
    lines = [
        {"headline": f"The {word} tables", "body": body.format(word), "source": "Tarnwick Mail"}
        for word in ("tide", "wind")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    run(Import([tmp_path / "a.jsonl"]))
    Article.objects.filter(headline="The wind tables").update(headline="Wrong")
    reread()
    assert set(Article.objects.values_list("headline", flat=True)) == {
        "The tide tables",
        "The wind tables",
    }


def test_the_present_text_is_read_where_the_file_gives_no_such_article(article):
    article.raw.data = b"Nothing of it is here any more; the file was damaged on its way."
    article.raw.save()
    reread()
    quote = Quote.objects.get(text=WRECK)
    assert quote.speaker.name == "Tobias Renn"
    assert Article.objects.get().body == article.body


def test_the_search_finds_what_was_mended(article):
    reread()
    assert search.articles("headline:dredge").ids == [article.pk]
