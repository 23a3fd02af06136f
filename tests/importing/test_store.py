"""Verdicts of an import, and what it writes for each."""

from pathlib import Path

import pytest

from articles import extraction
from articles.curation.articles import save_edit
from articles.curation.quotes import decide
from articles.importing.run import Import, run
from articles.models import Article, ImportItem, ImportRun, Person, RawText, Tagging
from tests.factories import make_person, make_user
from tests.importing.texts import OTHER, REPORT, REVISED, write

pytestmark = pytest.mark.django_db


def load(*paths: Path, **options) -> list[tuple[str, str]]:
    """Imports the paths and returns (path, verdict) of each item."""
    items: list[ImportItem] = []
    run(Import(list(paths), stored=items.extend, **options))
    return [(item.path, item.verdict) for item in items]


def test_an_article_comes_in_with_its_people_and_quotes(tmp_path):
    assert load(write(tmp_path / "in", a=REPORT)) == [("in/a.txt", "new")]
    article = Article.objects.get()
    assert article.headline == "Harbour board votes to dredge the Tarn channel"
    assert article.byline == ["Ines Calloway"]
    assert (article.published, article.published_precision) == ("2025-03-03", "day")
    assert article.dateline_place == "TARNWICK"
    names = set(article.mentions.values_list("person__name", flat=True))
    assert {"Marguerite Oduya", "Tobias Renn"} <= names
    said = article.quotes.get(text="“It is cheaper than a wreck,”")
    assert said.speaker.name == "Tobias Renn"


def test_every_span_gives_its_text(tmp_path):
    load(write(tmp_path / "in", a=REPORT, b=OTHER))
    for article in Article.objects.all():
        spans = [*article.quotes.all(), *article.mentions.all()]
        assert spans
        for span in spans:
            assert getattr(article, span.field)[span.start : span.end] == span.text


def test_paragraphs_lead_to_the_raw_text(tmp_path):
    load(write(tmp_path / "in", a=REPORT))
    article = Article.objects.get()
    raw = article.raw.decoded()
    assert raw == REPORT
    for start, end, raw_start, raw_end in article.paragraphs:
        assert article.body[start:end] == " ".join(raw[raw_start:raw_end].split())


def test_the_same_file_again_changes_nothing(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    load(folder)
    before = list(Article.objects.order_by("pk").values())
    assert load(folder) == [("in/a.txt", "unchanged"), ("in/b.txt", "unchanged")]
    assert list(Article.objects.order_by("pk").values()) == before


def test_a_file_named_by_itself_is_the_file_of_its_folder(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    assert load(folder / "a.txt") == [("a.txt", "unchanged")]


def test_a_revised_text_becomes_a_new_version_and_the_old_one_is_kept(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    write(folder, a=REVISED)
    assert load(folder) == [("in/a.txt", "updated")]
    article = Article.objects.get()
    assert "three times this year" in article.body
    assert article.version == 2
    old = article.versions.get()
    assert (old.number, "twice this year" in old.body) == (1, True)
    assert old.raw.decoded() == REPORT


def test_a_wholly_different_text_in_the_same_place_is_a_new_article(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    write(folder, a=OTHER)
    assert load(folder) == [("in/a.txt", "new")]
    assert Article.objects.count() == 2


def test_the_same_text_from_another_place_is_a_duplicate_whose_bytes_are_kept(tmp_path):
    load(write(tmp_path / "in", a=REPORT))
    copy = REPORT.replace("\n\n", "\n\n\n")
    assert load(write(tmp_path / "copies", z=copy)) == [("copies/z.txt", "duplicate")]
    assert Article.objects.count() == 1
    item = ImportItem.objects.get(verdict="duplicate")
    assert item.article == Article.objects.get()
    assert RawText.objects.get(sha256=item.sha256).decoded() == copy


def test_two_copies_in_one_batch_are_one_article(tmp_path):
    assert load(write(tmp_path / "in", a=REPORT, b=REPORT)) == [
        ("in/a.txt", "new"),
        ("in/b.txt", "duplicate"),
    ]
    assert ImportItem.objects.get(verdict="duplicate").article == Article.objects.get()


def test_the_same_words_of_a_second_outlet_are_an_article_of_its_own(tmp_path):
    load(write(tmp_path / "one", a=REPORT), source="Tarnwick Mail")
    load(write(tmp_path / "two", a=REPORT), source="Saltmark Echo")
    sources = Article.objects.order_by("pk").values_list("source__name", flat=True)
    assert list(sources) == ["Tarnwick Mail", "Saltmark Echo"]


def test_a_file_with_other_junk_but_the_same_article_is_unchanged(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    write(folder, a=REPORT + "\nLeave a Reply\n")
    assert load(folder) == [("in/a.txt", "unchanged")]
    assert Article.objects.get().version == 1


def test_a_rejected_file_keeps_no_other_out(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, c=OTHER, b="")
    assert load(folder) == [
        ("in/a.txt", "new"),
        ("in/b.txt", "rejected"),
        ("in/c.txt", "new"),
    ]
    item = ImportItem.objects.get(verdict="rejected")
    assert item.reason == "empty"
    assert item.sentence


def test_the_run_keeps_its_counts(tmp_path):
    load(write(tmp_path / "in", a=REPORT, b=""))
    row = ImportRun.objects.get()
    assert (row.state, row.counts) == ("done", {"new": 1, "rejected": 1})
    assert row.finished_at


def test_a_run_that_was_cut_off_is_marked_by_the_next(tmp_path):
    cut_off = ImportRun.objects.create()
    load(write(tmp_path / "in", a=REPORT))
    cut_off.refresh_from_db()
    assert cut_off.state == "interrupted"


def test_one_person_under_two_spellings_is_one_person(tmp_path):
    spelled = OTHER.replace("Leonie Askew", "Léonie Askew")
    load(write(tmp_path / "in", a=OTHER, b=spelled.replace("nine weeks", "ten weeks")))
    person = Person.objects.get(names__folded="leonie askew", names__name="Leonie Askew")
    assert set(person.names.values_list("name", flat=True)) == {"Leonie Askew", "Léonie Askew"}


def test_a_field_that_a_curator_set_is_not_overwritten_and_the_ledger_says_so(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    article = Article.objects.get()
    article.headline = "Harbour board will dredge the Tarn"
    save_edit(article, ["headline"])
    write(folder, a=REVISED)
    load(folder)
    article.refresh_from_db()
    assert article.headline == "Harbour board will dredge the Tarn"
    assert "three times this year" in article.body
    sentence = ImportItem.objects.get(verdict="updated").sentence
    assert "headline" in sentence


def test_a_decision_on_a_quote_survives_a_new_version(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    quote = Article.objects.get().quotes.get(text="“It is cheaper than a wreck,”")
    quote.speaker = make_person("Ambrose Tull")
    decide(quote, ["speaker"], make_user())
    write(folder, a=REVISED)
    load(folder)
    quote = Article.objects.get().quotes.get(text="“It is cheaper than a wreck,”")
    assert quote.speaker.name == "Ambrose Tull"
    assert quote.reviewed_at


def test_a_lost_quote_that_was_reviewed_is_told_in_the_ledger(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    quote = Article.objects.get().quotes.get(text="“It is cheaper than a wreck,”")
    decide(quote, [], make_user())
    write(folder, a=REPORT.replace("“It is cheaper than a wreck,”", "It is cheaper than a wreck,"))
    load(folder)
    assert "cheaper than a wreck" in ImportItem.objects.get(verdict="updated").sentence


def test_a_dry_run_keeps_nothing(tmp_path):
    items: list[ImportItem] = []
    order = Import([write(tmp_path / "in", a=REPORT, b="")], dry_run=True, stored=items.extend)
    summary = run(order)
    assert (summary.counts["new"], summary.rejected) == (1, 1)
    assert not Article.objects.exists()
    assert not Person.objects.exists()
    assert not ImportRun.objects.exists()


def test_places_of_the_text_are_kept_as_suggested_tags(tmp_path):
    load(write(tmp_path / "in", a=REPORT))
    suggested = Article.objects.get().suggested_tags
    assert "tarnwick" in {row["name"].lower() for row in suggested if row["kind"] == "place"}


def test_tags_of_a_file_are_marked_as_by_import(tmp_path):
    order = Import(
        [write(tmp_path / "in", a=REPORT)],
        amend=lambda reading: reading.raw.tags.extend(["Dredging", "dredging", "!"]),
    )
    run(order)
    tagging = Tagging.objects.get()
    assert (tagging.tag.name, tagging.origin, tagging.user) == ("Dredging", "import", None)


def test_an_unknown_status_hides_the_article(tmp_path):
    def amend(reading):
        reading.raw.status = "canceled"

    run(Import([write(tmp_path / "in", a=REPORT)], amend=amend))
    assert Article.objects.get().status == "withheld"


def test_an_embargo_that_cannot_be_read_does_not_end(tmp_path):
    def amend(reading):
        reading.raw.embargoed_until = "next week"

    run(Import([write(tmp_path / "in", a=REPORT)], amend=amend))
    assert not Article.objects.published().exists()


def test_a_correction_is_joined_to_what_it_corrects(tmp_path):
    def amend(reading):
        if reading.found.label == "in/b.txt":
            reading.raw.corrects = "in/a.txt"

    run(Import([write(tmp_path / "in", a=REPORT, b=OTHER)], amend=amend))
    correction = Article.objects.get(import_path="in/b.txt")
    assert correction.corrects.import_path == "in/a.txt"


def test_a_fault_of_the_reader_costs_one_article(tmp_path, monkeypatch, caplog):
    read = extraction.read

    def fail(raw):
        if "Brannoch" in raw.body:
            raise ZeroDivisionError
        return read(raw)

    monkeypatch.setattr(extraction, "read", fail)
    assert load(write(tmp_path / "in", a=REPORT, b=OTHER)) == [
        ("in/a.txt", "new"),
        ("in/b.txt", "rejected"),
    ]
    assert ImportItem.objects.get(verdict="rejected").reason == "failed"
    assert "ZeroDivisionError" in caplog.text
