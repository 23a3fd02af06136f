"""What a curator's edit of an article does to its text, its date and its quotes."""

import pytest

from articles.curation.articles import (
    InvalidDate,
    InvalidText,
    date_by_hand,
    is_put_back,
    put_back,
    save_edit,
)
from articles.importing.run import Import, run
from articles.models import Article, ImportRun
from tests.factories import make_story
from tests.importing.texts import REPORT, REVISED, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path) -> Article:
    run(Import([write(tmp_path / "in", a=REPORT)]))
    return Article.objects.get()


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2026", "year"),
        ("2026-01", "month"),
        ("2026-01-07", "day"),
        ("2026-01-07T09:30+01:00", "minute"),
        ("2026-01-07T09:30:05Z", "second"),
        (" ", "unknown"),
    ],
)
def test_a_date_by_hand_is_as_precise_as_it_is_long(text, precision):
    assert date_by_hand(text).precision == precision


@pytest.mark.parametrize("text", ["7 January", "2026-13", "2026-02-30", "2026-01-07T09:30"])
def test_what_is_no_date_is_refused_with_how_to_write_one(text):
    with pytest.raises(InvalidDate, match="Write 2026"):
        date_by_hand(text)


def test_a_new_text_is_read_again_and_the_old_one_kept(article):
    body = article.body
    article.body = body.replace("said Tobias Renn", "said Ambrose Tull")
    save_edit(article, ["body"])
    article = Article.objects.get()
    quote = article.quotes.get(text="“It is cheaper than a wreck,”")
    assert quote.speaker.name == "Ambrose Tull"
    assert article.version == 2
    assert article.versions.get().body == body
    for span in [*article.quotes.all(), *article.mentions.all()]:
        assert getattr(article, span.field)[span.start : span.end] == span.text


def test_untouched_paragraphs_keep_their_place_in_the_raw_text(article):
    article.body = article.body.replace("said Tobias Renn", "said Ambrose Tull")
    save_edit(article, ["body"])
    article, raw = Article.objects.get(), article.raw.decoded()
    placed = [p for p in article.paragraphs if p[2] is not None]
    assert len(placed) == len(article.paragraphs) - 1
    for start, end, raw_start, raw_end in placed:
        assert article.body[start:end] == " ".join(raw[raw_start:raw_end].split())


def test_a_date_by_hand_says_that_it_is_by_hand(article):
    article.published = "2025-02"
    save_edit(article, ["published"])
    article.refresh_from_db()
    assert (article.published_precision, article.published_from) == ("month", "curator")
    assert str(article.published_on) == "2025-02-01"
    assert "published" in article.curated_fields


def test_a_change_of_status_alone_makes_no_version(article):
    article.status = "withdrawn"
    save_edit(article, ["status"])
    article.refresh_from_db()
    assert (article.version, article.curated_fields) == (1, ["status"])


def test_a_story_that_a_curator_chose_is_theirs(article):
    article.story = make_story()
    save_edit(article, ["story"])
    article.refresh_from_db()
    assert article.story_by_hand


def test_the_history_shows_what_was_before_an_import_and_by_which(article, tmp_path):
    run(Import([write(tmp_path / "in", a=REVISED)]))
    now, before = article.history.all()
    assert "three times this year" in now.body
    assert "three times this year" not in before.body
    assert now.history_change_reason == f"import {ImportRun.objects.first().pk}"


def test_an_import_that_changes_nothing_leaves_no_trace_in_the_history(article, tmp_path):
    run(Import([write(tmp_path / "in", a="Share this article\n\n" + REPORT)]))
    assert not article.history.exists()


def test_a_removed_line_is_put_back_at_its_place(article):
    number = next(n for n, line in enumerate(article.removed) if line["reason"] == "byline")
    put_back(article, number)
    article.refresh_from_db()
    assert article.body.startswith("By Ines Calloway\n\nThe harbour board voted")
    assert is_put_back(article, article.removed[number])
    assert article.paragraphs[0][2:] == [article.removed[number][key] for key in ("start", "end")]
    with pytest.raises(InvalidText):
        put_back(article, number)


def test_a_line_that_there_is_not_cannot_be_put_back(article):
    for number in (-1, 99):
        with pytest.raises(InvalidText):
            put_back(article, number)


def test_what_a_curator_writes_stays_though_a_file_s_line_like_it_is_left_out(article, tmp_path):
    article.body += "\n\nPhoto by Ines Calloway of the quay."
    save_edit(article, ["body"])
    article.refresh_from_db()
    assert article.body.endswith("Photo by Ines Calloway of the quay.")
    run(Import([write(tmp_path / "in", a=REVISED)]))
    article.refresh_from_db()
    assert article.body.endswith("Photo by Ines Calloway of the quay.")
    for span in [*article.quotes.all(), *article.mentions.all()]:
        assert getattr(article, span.field)[span.start : span.end] == span.text
