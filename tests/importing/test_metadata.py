"""The outlet's metadata: from each format to the article, out by the export, and back."""

import json
from pathlib import Path

import pytest

from articles.exports import json_lines
from articles.formats.raw import RawArticle
from articles.importing import metadata
from articles.importing.run import Import, run
from articles.models import Article, ImportItem

BODY = "The harbour board voted on Monday to dredge the channel before winter."
KEPT = ("genre", "urgency", "rights", "outlet_version", "subjects", "slugline", "ednote")
ITEM = {
    "uri": "urn:example:1",
    "type": "text",
    "version": "7",
    "pubstatus": "usable",
    "urgency": 4,
    "headline": "Pier vote",
    "slugline": "PIER-VOTE",
    "ednote": "Adds the price.",
    "copyrightholder": "Harbour News",
    "copyrightnotice": "Harbour News 2025.",
    "usageterms": "No archive use.",
    "genre": [{"uri": "http://cv.iptc.org/newscodes/genre/Analysis"}],
    "subject": [
        {"name": "politics", "scheme": "medtop", "code": "11000000"},
        {"name": "piers", "scheme": "own", "code": "P7"},
        {"name": "harbour"},
    ],
    "body_text": BODY,
}
ARTICLE = {
    "genre": "Analysis",
    "urgency": 4,
    "rights": "Harbour News 2025. No archive use.",
    "outlet_version": "7",
    "subjects": [{"code": "medtop:11000000", "name": "politics"}, {"code": "P7", "name": "piers"}],
    "slugline": "PIER-VOTE",
    "ednote": "Adds the price.",
}


def send(path: Path, *records: dict) -> list[str]:
    path.write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    items: list[ImportItem] = []
    run(Import([path], stored=items.extend))
    return [item.verdict for item in items]


def kept() -> dict:
    return Article.objects.values(*KEPT).get()


@pytest.mark.django_db
def test_what_an_outlet_says_of_its_article_is_kept(tmp_path):
    assert send(tmp_path / "a.json", ITEM) == ["new"]
    assert kept() == ARTICLE
    tags = Article.objects.get().tags.values_list("name", flat=True)
    assert sorted(tags) == ["harbour", "piers", "politics"]


@pytest.mark.django_db
def test_the_export_takes_it_out_and_the_import_takes_it_back(tmp_path):
    send(tmp_path / "a.json", ITEM)
    lines = list(json_lines(Article.objects.all()))
    Article.objects.all().delete()
    send(tmp_path / "b.jsonl", *map(json.loads, lines))
    assert kept() == ARTICLE
    assert list(json_lines(Article.objects.all()))[0].count('"tags"') == 1
    assert json.loads(lines[0])["tags"] == ["harbour", "piers", "politics"]


@pytest.mark.django_db
def test_a_changed_urgency_changes_the_article_and_makes_no_version(tmp_path):
    send(tmp_path / "a.json", ITEM)
    assert send(tmp_path / "a.json", ITEM | {"urgency": 1}) == ["updated"]
    article = Article.objects.get()
    assert (article.urgency, article.version) == (1, 1)


@pytest.mark.django_db
def test_what_a_curator_set_stays(tmp_path):
    send(tmp_path / "a.json", ITEM)
    Article.objects.update(genre="Opinion", curated_fields=["genre"])
    send(tmp_path / "a.json", ITEM | {"urgency": 2})
    assert (kept()["genre"], kept()["urgency"]) == ("Opinion", 2)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("1", 1), (" 9 ", 9), ("0", None), ("", None), ("12", None), ("flash", None), ("²", None)],
)
def test_an_urgency_is_one_of_nine_or_unknown(text, urgency):
    assert metadata.columns(RawArticle(body="", urgency=text))["urgency"] == urgency


def test_a_code_without_a_name_is_a_subject_without_one():
    raw = RawArticle(
        body="", tag_codes={"politics": "subj:11000000", "subj:11003000": "subj:11003000"}
    )
    assert metadata.columns(raw)["subjects"] == [
        {"code": "subj:11000000", "name": "politics"},
        {"code": "subj:11003000", "name": ""},
    ]


def test_a_page_saved_as_text_takes_nothing_back():
    assert metadata.said(RawArticle(body="")) == {}
    assert set(metadata.said(RawArticle(body="", structured=True))) == set(metadata.UNSAID)
