"""ninjs 1.x to 3.x: each version's names of the fields, and items that are no text."""

import json

import pytest

from articles.formats import ninjs
from articles.formats.detect import read_file
from articles.formats.raw import Dateline, Published, RawArticle, Unreadable
from tests.formats.samples import needs_samples, one, read_samples, verdict

FIRST = {
    "uri": "urn:example:1",
    "type": "text",
    "version": "2",
    "versioncreated": "2025-03-03T09:15:00+01:00",
    "pubstatus": "usable",
    "urgency": 4,
    "language": "en",
    "headline": "Pier vote",
    "slugline": "PIER-VOTE",
    "ednote": "Adds the price.",
    "byline": "By Ann Wharton and Tom Kerr",
    "located": "Tarnwick",
    "copyrightholder": "Harbour News",
    "description_text": "A vote ends the dispute.",
    "subject": [{"name": "politics", "scheme": "medtop", "code": "11000000"}],
    "body_text": "The council voted.\n\nFour million.",
    "body_xhtml": "<p>The council voted.</p><h2>The cost</h2><p>Four <b>million</b>.</p>",
}
THIRD = {
    "uri": "urn:example:3",
    "versionCreated": "2025-03-03T09:15:00Z",
    "pubStatus": "withheld",
    "headlines": [{"role": "short", "value": "Pier"}, {"role": "main", "value": "Pier vote"}],
    "descriptions": [{"role": "drol:summary", "value": "A vote ends it."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "The council voted."},
        {"role": "html", "contentType": "text/html", "value": "<p>The council voted.</p>"},
    ],
    "subjects": [
        {"name": "politics", "uri": "http://cv.iptc.org/newscodes/mediatopic/11000000"},
    ],
    "by": "Ann Wharton",
}


def encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_the_fields_of_version_1():
    article = one(ninjs, encoded(FIRST))
    assert article.body == "The council voted.\n\nThe cost\n\nFour million."
    assert article.headings == ["The cost"]
    assert (article.headline, article.standfirst) == ("Pier vote", "A vote ends the dispute.")
    assert article.byline == ["Ann Wharton", "Tom Kerr"]
    assert article.dateline == Dateline("Tarnwick")
    assert (article.source, article.external_id) == ("Harbour News", "urn:example:1")
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert (article.slugline, article.ednote) == ("PIER-VOTE", "Adds the price.")
    assert (article.urgency, article.version, article.language) == ("4", "2", "en")
    assert article.tag_codes == {"politics": "medtop:11000000"}
    assert article.data == encoded(FIRST)


def test_the_fields_of_version_3():
    article = one(ninjs, encoded(THIRD))
    assert (article.headline, article.standfirst) == ("Pier vote", "A vote ends it.")
    assert article.body == "The council voted."
    assert article.status == "withheld"
    assert article.byline == ["Ann Wharton"]
    assert article.tag_codes == {"politics": "medtop:11000000"}


def test_a_body_in_nitf_is_read():
    nitf = "<nitf><body><body.content><p>The council voted.</p></body.content></body></nitf>"
    bodies = [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}]
    assert one(ninjs, encoded(THIRD | {"bodies": bodies})).body == "The council voted."


def test_a_short_item_has_its_text_in_the_description():
    short = {k: v for k, v in FIRST.items() if not k.startswith("body")}
    article = one(ninjs, encoded(short))
    assert (article.body, article.standfirst) == ("A vote ends the dispute.", "")


def test_an_embargo_hides_until_its_end():
    article = one(ninjs, encoded(FIRST | {"embargoed": "2025-03-04T06:00:00Z"}))
    assert article.embargoed_until == "2025-03-04T06:00:00Z"


def test_lists_and_lines_of_items_are_read_each_with_its_own_bytes():
    other = FIRST | {"uri": "urn:example:2"}
    for data in (
        b"[" + encoded(FIRST) + b",\n" + encoded(other) + b"]",
        encoded(FIRST) + b"\n" + encoded(other),
    ):
        first, second = ninjs.read(data, "a")
        assert (first.data, second.data) == (encoded(FIRST), encoded(other))
        assert (first.item, second.item) == (0, 1)


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "event", "planning"])
def test_what_is_no_text_is_told_apart(kind):
    assert verdict(ninjs, encoded(FIRST | {"type": kind})).reason == "no-article"


def test_a_package_without_text_is_no_article():
    package = {"uri": "a", "type": "composite", "associations": {"main": {"uri": "b"}}}
    refused = verdict(ninjs, encoded(package))
    assert refused.reason == "no-article"
    assert "package" in refused.sentence


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pubstatus": "secret"}, "invalid"),
        ({"embargoed": "soon"}, "invalid"),
        ({"body_xhtml": "", "body_text": "x" * 2_000_001}, "too-large"),
        ({"body_xhtml": "<p> </p>"}, "empty"),
        ({"body_xhtml": 7, "body_text": None, "description_text": []}, "no-article"),
    ],
)
def test_an_item_that_cannot_be_taken_says_why(change, reason):
    assert verdict(ninjs, encoded(FIRST | change)).reason == reason


def test_a_broken_item_ends_the_list_with_a_verdict():
    first, broken = ninjs.read(b"[" + encoded(FIRST) + b", {", "a")
    assert isinstance(first, RawArticle)
    assert broken.reason == "invalid"


def test_lone_surrogates_become_the_replacement_sign():
    data = encoded(FIRST | {"headline": "x"}).replace(b'"x"', b'"a\\ud800b"')
    assert one(ninjs, data).headline == "a\ufffdb"


@pytest.mark.parametrize(
    "data", [b'{"uri": 1}', b"[]", b'{"body": "x"}', b'{"uri": ' + b"[" * 200_000, b"text", b""]
)
def test_other_json_is_not_accepted(data):
    assert not ninjs.accepts(data)


def test_a_file_is_known_by_its_content():
    (article,) = read_file(encoded(THIRD), "a.txt")
    assert article.external_id == "urn:example:3"


@needs_samples
def test_the_samples_are_read():
    items = read_samples(ninjs, "ninjs")
    articles = [item for item in items if isinstance(item, RawArticle)]
    assert len(articles) == 6
    assert all(article.headline and article.published for article in articles)
    assert {i.reason for i in items if isinstance(i, Unreadable)} == {"no-article"}
