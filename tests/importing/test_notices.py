"""Kills, withdrawals and versions that come late."""

import json
from pathlib import Path

import pytest

from articles.curation.articles import save_edit
from articles.importing.run import Import, run
from articles.models import Article, ImportItem

pytestmark = pytest.mark.django_db

RECORD = {
    "uri": "urn:example:1",
    "type": "text",
    "version": "1",
    "versioncreated": "2025-03-03T09:15:00Z",
    "pubstatus": "usable",
    "headline": "Tide tables are wrong",
    "copyrightholder": "Tarnwick Mail",
    "body_text": "The tide tables of the harbour are wrong by an hour.\n\nNobody noticed it.",
}
NOTICE = {k: RECORD[k] for k in ("uri", "type", "copyrightholder")} | {
    "version": "2",
    "pubstatus": "canceled",
    "versioncreated": "2025-03-03T12:00:00Z",
}


def send(path: Path, **fields) -> tuple[str, str]:
    """Imports one item of ninjs and returns its verdict and sentence."""
    path.write_text(json.dumps(fields), encoding="utf-8")
    items: list[ImportItem] = []
    run(Import([path], stored=items.extend))
    return items[0].verdict, items[0].sentence


def test_a_notice_without_text_takes_its_article_back_and_keeps_the_text(tmp_path):
    send(tmp_path / "a.json", **RECORD)
    verdict, sentence = send(tmp_path / "b.json", **NOTICE)
    assert (verdict, sentence) == ("updated", "Taken back by its outlet; its text is kept.")
    article = Article.objects.get()
    assert (article.status, article.version, article.outlet_version) == ("withdrawn", 1, "2")
    assert article.body.startswith("The tide tables")


def test_a_notice_with_words_of_its_own_takes_its_article_back(tmp_path):
    send(tmp_path / "a.json", **RECORD)
    words = "Editors: do not use this item. The office that it quotes denies every figure in it."
    send(tmp_path / "b.json", **NOTICE, body_text=words)
    article = Article.objects.get()
    assert (article.status, article.ednote) == ("withdrawn", words)
    assert article.body.startswith("The tide tables")


def test_a_notice_sent_twice_changes_nothing(tmp_path):
    send(tmp_path / "a.json", **RECORD)
    send(tmp_path / "b.json", **NOTICE)
    assert send(tmp_path / "b.json", **NOTICE)[0] == "unchanged"
    assert send(tmp_path / "a.json", **RECORD)[0] == "unchanged"
    assert Article.objects.get().status == "withdrawn"


def test_a_notice_before_its_article_keeps_it_hidden(tmp_path):
    verdict, sentence = send(tmp_path / "b.json", **NOTICE | {"version": ""})
    assert verdict == "new"
    assert "does not have yet" in sentence
    send(tmp_path / "a.json", **RECORD)
    article = Article.objects.get()
    assert (article.status, article.headline) == ("withdrawn", "Tide tables are wrong")
    assert not Article.objects.published().exists()


def test_two_notices_of_articles_unknown_are_two(tmp_path):
    send(tmp_path / "a.json", **NOTICE)
    assert send(tmp_path / "b.json", **NOTICE | {"uri": "urn:example:2"})[0] == "new"
    assert not Article.objects.exclude(copies=None).exists()


def test_an_older_version_that_comes_late_changes_nothing(tmp_path):
    send(tmp_path / "b.json", **RECORD | {"version": "3", "headline": "Tide tables corrected"})
    verdict, sentence = send(tmp_path / "a.json", **RECORD)
    assert verdict == "unchanged"
    assert "version 1 is older than the one here, 3" in sentence
    assert Article.objects.get().headline == "Tide tables corrected"


def test_a_later_version_can_make_an_article_usable_again(tmp_path):
    send(tmp_path / "a.json", **RECORD)
    send(tmp_path / "b.json", **NOTICE)
    assert send(tmp_path / "a.json", **RECORD | {"version": "3"})[0] == "updated"
    assert Article.objects.get().status == "usable"


def test_a_status_that_a_curator_set_is_kept_against_a_notice(tmp_path):
    send(tmp_path / "a.json", **RECORD)
    article = Article.objects.get()
    article.status = "withheld"
    save_edit(article, ["status"])
    assert "Kept as a curator set it: status." in send(tmp_path / "b.json", **NOTICE)[1]
    assert Article.objects.get().status == "withheld"


WIRE = (
    "\x01eca0{n} 4 i 90 Example\r\n\r\n{keywords}\r\n\x02{headline} =\r\n\r\n   {text}\r\n\x03"
    "{trailer}\r\n"
)
STORY = {
    "n": 1,
    "keywords": "Tarnwick-harbour/",
    "headline": "Harbour board votes to dredge the channel",
    "text": "Tarnwick (dpa) - The harbour board voted to dredge the channel before winter.",
    "trailer": "131137 GMT Mar 25",
}
KILL = {
    "n": 2,
    "keywords": "Tarnwick-harbour/KILL",
    "headline": "Editors please note",
    "text": "Kill the story on the harbour of Tarnwick. No vote was taken, the board says.",
    "trailer": "131405 GMT Mar 25",
}


def wire(path: Path, **fields) -> str:
    path.write_bytes(WIRE.format(**fields).replace("Example", "dpa").encode())
    items: list[ImportItem] = []
    run(Import([path], stored=items.extend))
    return items[0].verdict


def test_a_kill_on_the_wire_finds_its_story_by_the_slugline(tmp_path):
    wire(tmp_path / "a.txt", **STORY)
    wire(
        tmp_path / "c.txt",
        **STORY
        | {
            "keywords": "Tarnwick-school/",
            "text": "Tarnwick (dpa) - "
            "The school of Tarnwick opens its doors again after nine weeks of repairs.",
        },
    )
    assert wire(tmp_path / "b.txt", **KILL) == "updated"
    assert Article.objects.get(slugline="Tarnwick-harbour/").status == "killed"
    assert Article.objects.get(slugline="Tarnwick-school/").status == "usable"


def test_a_slugline_that_names_two_stories_kills_neither(tmp_path):
    wire(tmp_path / "a.txt", **STORY)
    wire(
        tmp_path / "c.txt",
        **STORY
        | {
            "text": "Tarnwick (dpa) - Engineers measured the bottom of "
            "the channel in August and found a metre of depth gone."
        },
    )
    assert wire(tmp_path / "b.txt", **KILL) == "new"
    assert Article.objects.published().count() == 2
    assert Article.objects.get(status="killed").headline == "Editors please note"
