"""Taking an import back: what it changed beside the texts, and what stays in the history."""

import json
from pathlib import Path

import pytest

from articles.curation.imports import undo
from articles.importing.run import Import, run
from articles.linking import copies
from articles.models import Article, CopyPair, ImportRun
from tests.factories import make_article, make_source, make_user
from tests.importing.test_notices import NOTICE, RECORD
from tests.linking.test_copies import LONG, groups

pytestmark = pytest.mark.django_db

SAID = (
    "status",
    "status_reason",
    "embargoed_until",
    "ednote",
    "outlet_version",
    "urgency",
    "source",
)


def send(folder: Path, **fields) -> ImportRun:
    """Imports one item of ninjs."""
    path = folder / "a.json"
    path.write_text(json.dumps(fields), encoding="utf-8")
    return run(Import([path])).run


def said() -> dict:
    return Article.objects.values(*SAID).get()


MORE = RECORD["body_text"] + "\n\nThe office did."
CHANGES = {
    "a notice": NOTICE,
    "a kill with a new text": RECORD
    | {
        "version": "2",
        "pubstatus": "canceled",
        "body_text": RECORD["body_text"] + "\n\nOr did it.",
    },
    "an embargo": RECORD | {"version": "2", "embargoed": "2035-03-03T12:00:00Z"},
    "an urgency": RECORD | {"version": "2", "urgency": 2},
}


@pytest.mark.parametrize("how", CHANGES)
def test_what_an_import_changed_beside_the_text_is_given_back(tmp_path, how):
    send(tmp_path, **RECORD)
    before = said()
    changed = send(tmp_path, **CHANGES[how])
    assert said() != before
    undone = undo(changed, None)
    assert said() == before
    assert undone.restored == [Article.objects.get().pk]
    assert undone.kept == []


def test_the_history_says_what_was_there_and_that_the_import_was_undone(tmp_path):
    send(tmp_path, **RECORD)
    changed = send(tmp_path, **NOTICE)
    undo(changed, None)
    told = Article.objects.get().history.values_list("history_change_reason", "status")
    assert list(told) == [
        (f"import {changed.pk} undone", "usable"),
        (f"import {changed.pk}", "withdrawn"),
        ("as it came", "usable"),
    ]


def test_a_status_that_was_set_since_stays(tmp_path):
    send(tmp_path, **RECORD)
    changed = send(tmp_path, **NOTICE)
    Article.objects.update(status="killed")
    undo(changed, None)
    assert said()["status"] == "killed"
    assert said()["outlet_version"] == "1"


def test_an_update_that_changed_nothing_to_give_back_is_kept(tmp_path):
    send(tmp_path, **RECORD)
    changed = send(tmp_path, **NOTICE)
    Article.history.all().delete()
    undone = undo(changed, make_user())
    assert [why for _, why in undone.kept] == ["the run changed no text of it"]


def test_an_answer_on_copies_holds_when_an_import_is_undone(tmp_path):
    item = RECORD | {"body_text": LONG}
    send(tmp_path, **item)
    article = Article.objects.get()
    other = make_article("Other", LONG, source=make_source("Ostrey Post"))
    CopyPair.objects.create(first=article, second=other, verdict="no", shared=1)
    copies.link([article, other])
    changed = send(tmp_path, **(item | {"version": "2", "body_text": LONG + "\n\nNobody spoke."}))
    assert Article.objects.get(pk=article.pk).version == 2
    assert groups() == set()
    undo(changed, None)
    assert Article.objects.get(pk=article.pk).version == 1
    assert groups() == set()
