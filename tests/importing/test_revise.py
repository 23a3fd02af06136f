"""What a later reading changes of an article that the archive has."""

import json
from pathlib import Path

import pytest

from articles.curation.articles import save_edit
from articles.importing.run import Import, run
from articles.models import Article, ImportItem, Story
from tests.importing.texts import OTHER, REPORT, REVISED, write

pytestmark = pytest.mark.django_db

RECORD = {
    "headline": "Tide tables are wrong",
    "body": "The tide tables of the harbour are wrong by an hour.\n\nNobody noticed until Sunday.",
    "source": "Tarnwick Mail",
    "external_id": "tm-1",
    "published": "2025-03-03",
}


def send(folder: Path, **fields) -> str:
    """Imports the record with these fields and returns its verdict."""
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_text(json.dumps(RECORD | fields) + "\n", encoding="utf-8")
    return verdicts(folder)[0]


def verdicts(*paths: Path, **options) -> list[str]:
    items: list[ImportItem] = []
    run(Import(list(paths), stored=items.extend, **options))
    return [item.verdict for item in items]


def test_a_record_sent_again_as_withdrawn_is_withdrawn(tmp_path):
    assert send(tmp_path / "in") == "new"
    assert send(tmp_path / "in", status="withdrawn", status_reason="Wrong.") == "updated"
    article = Article.objects.get()
    assert (article.status, article.status_reason, article.version) == ("withdrawn", "Wrong.", 1)


def test_an_embargo_that_comes_later_hides_the_article(tmp_path):
    send(tmp_path / "in")
    send(tmp_path / "in", embargoed_until="2099-01-01T00:00:00Z")
    assert not Article.objects.published().exists()


def test_a_status_that_a_curator_set_stays(tmp_path):
    send(tmp_path / "in")
    article = Article.objects.get()
    article.status = "withheld"
    save_edit(article, ["status"])
    assert send(tmp_path / "in", headline="Tide tables were wrong") == "updated"
    assert Article.objects.get().status == "withheld"


def test_a_page_saved_as_text_lifts_no_embargo(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    verdicts(folder)
    Article.objects.update(status="withheld")
    write(folder, a=REVISED)
    assert verdicts(folder) == ["updated"]
    assert Article.objects.get().status == "withheld"


def test_a_copy_of_an_earlier_version_stays_a_duplicate(tmp_path):
    folder = write(tmp_path / "in", one=REPORT, two=REPORT)
    assert verdicts(folder) == ["new", "duplicate"]
    write(folder, one=REVISED)
    assert verdicts(folder) == ["updated", "duplicate"]
    assert verdicts(folder) == ["unchanged", "duplicate"]
    assert Article.objects.count() == 1


def test_raw_places_follow_a_file_that_changed_around_the_article(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    verdicts(folder)
    write(folder, a="Share this article\n\n" + REPORT)
    assert verdicts(folder) == ["unchanged"]
    article = Article.objects.get()
    raw = article.raw.decoded()
    assert raw.startswith("Share")
    for start, end, raw_start, raw_end in article.paragraphs:
        assert article.body[start:end] == " ".join(raw[raw_start:raw_end].split())


def test_a_new_text_of_the_outlet_beside_a_curated_body_is_told(tmp_path):
    folder = write(tmp_path / "in", a=OTHER)
    verdicts(folder)
    article = Article.objects.get()
    article.body = article.body.replace("nine weeks", "some weeks")
    save_edit(article, ["body"])
    write(folder, a=OTHER.replace("nine weeks", "ten weeks"))
    assert verdicts(folder) == ["updated"]
    assert "body" in ImportItem.objects.get(verdict="updated").sentence
    article = Article.objects.get()
    assert "some weeks" in article.body
    raw = article.raw.decoded()
    for start, end, raw_start, raw_end in article.paragraphs:
        if raw_start is not None:
            assert article.body[start:end] == " ".join(raw[raw_start:raw_end].split())
    assert verdicts(folder) == ["unchanged"]


def test_an_outlet_named_on_a_second_run_is_taken_over(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    verdicts(folder)
    assert verdicts(folder, source="Tarnwick Mail") == ["updated"]
    assert Article.objects.get().source.name == "Tarnwick Mail"
    assert verdicts(folder, source="Tarnwick Mail") == ["unchanged"]


def test_the_ledger_says_whose_place_another_text_took(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    verdicts(folder)
    first = Article.objects.get()
    write(folder, a=OTHER)
    verdicts(folder)
    latest = ImportItem.objects.order_by("-id").first()
    assert f"article {first.pk}" in latest.sentence


def test_a_story_takes_its_new_title_from_a_corrected_headline(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    verdicts(folder)
    story = Story.objects.create(title="Old", slug="old")
    Article.objects.update(story=story, story_by_hand=True)
    write(folder, a=REVISED.replace("Harbour board votes", "Harbour board decides"))
    verdicts(folder)
    story.refresh_from_db()
    assert story.title.startswith("Harbour board decides")
