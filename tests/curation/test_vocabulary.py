"""IPTC Media Topics as tags in a tree, from an invented file of the same form."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.curation.vocabulary import NoVocabulary, load, read_topics
from articles.models import Tag
from tests.factories import make_tag

pytestmark = pytest.mark.django_db
ADDRESS = "http://cv.iptc.org/newscodes/mediatopic/"
TOPICS = {
    "conceptSet": [
        {
            "qcode": "medtop:90000000",
            "prefLabel": {"en-GB": "seafaring", "de": "Seefahrt"},
            "narrower": [f"{ADDRESS}90000001"],
        },
        {
            "qcode": "medtop:90000001",
            "prefLabel": {"en-GB": "harbours", "de": "Häfen"},
            "broader": [f"{ADDRESS}90000000"],
        },
        {
            "qcode": "medtop:90000002",
            "prefLabel": {"en-GB": "Harbours"},
            "broader": ["medtop:90000001"],
        },
        {"qcode": "medtop:90000003", "prefLabel": {"en-GB": "steam"}, "retired": "2020-01-01"},
    ]
}


def data(topics: object = TOPICS) -> bytes:
    return json.dumps(topics).encode()


def tree() -> dict[str, str]:
    rows = Tag.objects.select_related("parent")
    return {tag.name: tag.parent.name if tag.parent else "" for tag in rows}


def test_each_topic_in_use_is_a_tag_under_its_wider_term():
    loaded = load(read_topics(data()))
    assert loaded.made == 3
    assert tree() == {
        "seafaring": "",
        "harbours": "seafaring",
        "Harbours (harbours)": "harbours",
    }


def test_names_are_in_the_language_asked_for():
    assert {concept.name for concept in read_topics(data(), "de")} == {"Seefahrt", "Häfen"}


def test_a_tag_of_the_name_gets_the_code_and_keeps_its_articles():
    tag = make_tag("Harbours")
    load(read_topics(data()))
    tag.refresh_from_db()
    assert tag.code == "medtop:90000001"
    assert tag.parent.name == "seafaring"


def test_loading_again_changes_nothing():
    load(read_topics(data()))
    before = list(Tag.objects.order_by("pk").values())
    loaded = load(read_topics(data()))
    assert (loaded.made, loaded.changed) == (0, 0)
    assert list(Tag.objects.order_by("pk").values()) == before


def test_a_place_that_a_curator_gave_a_tag_stays():
    load(read_topics(data()))
    other = make_tag("coast")
    Tag.objects.filter(name="harbours").update(parent=other)
    load(read_topics(data()))
    assert Tag.objects.get(name="harbours").parent == other


@pytest.mark.parametrize(
    "broken", [b"", b"<html>", b"[]", b"{}", data({"conceptSet": [{}]}), b"[" * 100_000]
)
def test_what_is_no_vocabulary_is_refused_with_what_was_expected(broken):
    with pytest.raises(NoVocabulary, match="conceptSet"):
        read_topics(broken)


def test_a_language_without_names_is_refused():
    with pytest.raises(NoVocabulary, match="“ko”"):
        read_topics(data(), "ko")


def test_the_command_says_what_it_would_do(tmp_path, capsys):
    file = tmp_path / "topics.json"
    file.write_bytes(data())
    call_command("load_media_topics", str(file), "--dry-run")
    assert "Would make 3 tags" in capsys.readouterr().out
    assert not Tag.objects.exists()
    call_command("load_media_topics", str(file))
    assert Tag.objects.count() == 3


def test_the_command_names_a_file_that_will_not_do(tmp_path):
    with pytest.raises(CommandError, match="nothing.json cannot be read"):
        call_command("load_media_topics", str(tmp_path / "nothing.json"))
