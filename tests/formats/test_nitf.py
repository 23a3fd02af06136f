"""NITF 3.x: fields, blocks, and the XML that no reader follows."""

import pytest

from articles.formats import nitf
from articles.formats.raw import Dateline, Published
from tests.formats.samples import needs_samples, one, read_samples, verdict

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf baselang="en-GB"><head><title>Pier</title>
<tobject><tobject.property tobject.property.type="Feature"/>
<tobject.subject tobject.subject.refnum="11000000" tobject.subject.type="Politics"/>
<tobject.subject tobject.subject.refnum="04000000"/></tobject>
<docdata management-status="usable"><correction id-string="HN-0" info="price"/>
<doc-id id-string="HN-1" regsrc="HN"/><urgency ed-urg="3"/><date.issue norm="20250303T091500+0100"/>
<du-key key="pier-vote" version="2"/><doc.copyright year="2025" holder="Harbour News"/>
<ed-msg info="Adds the price."/><key-list><keyword key="harbour"/></key-list></docdata></head>
<body><body.head><hedline><hl1>Pier vote</hl1><hl2>A vote ends the dispute</hl2></hedline>
<byline>By <person>Ann Wharton</person><byttl>Staff Writer</byttl></byline>
<dateline><location>TARNWICK</location>, <story.date norm="20250303">March 3</story.date></dateline>
</body.head><body.content><p>The council&nbsp;voted.</p><hl2>The cost</hl2>
<media media-type="image"><media-caption>The pier.</media-caption></media>
<block><p>Four <em>million</em>.</p><ul><li>Timber</li></ul></block></body.content>
<body.end><tagline>Tom Kerr contributed.</tagline></body.end></body></nitf>"""


def changed(old: str, new: str) -> bytes:
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new).encode()


def test_the_fields_of_a_document():
    article = one(nitf, DOCUMENT.encode())
    assert article.body == "The council voted.\n\nThe cost\n\nFour million.\n\nTimber"
    assert article.headings == ["The cost"]
    assert (article.headline, article.standfirst) == ("Pier vote", "A vote ends the dispute")
    assert article.byline == ["Ann Wharton"]
    assert article.dateline == Dateline("TARNWICK", "March 3")
    assert (article.source, article.external_id) == ("Harbour News", "HN-1")
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert (article.slugline, article.version, article.urgency) == ("pier-vote", "2", "3")
    assert (article.ednote, article.corrects) == ("Adds the price.", "HN-0")
    assert article.tags == ["Politics", "economy, business and finance", "harbour"]
    assert article.tag_codes["Politics"] == "subj:11000000"
    assert (article.genre, article.rights, article.language) == (
        "Feature",
        "2025 Harbour News",
        "en-GB",
    )


def test_a_release_after_the_issue_is_an_embargo():
    data = changed("<du-key", '<date.release norm="20250304T060000+0100"/><du-key')
    assert one(nitf, data).embargoed_until == "2025-03-04T06:00:00+01:00"


@pytest.mark.parametrize(
    ("status", "expected"), [("withheld", "withheld"), ("canceled", "withdrawn")]
)
def test_the_management_status_is_kept(status, expected):
    assert one(nitf, changed("usable", status)).status == expected


def test_a_day_with_an_offset_stays_that_day():
    data = changed("20250303T091500+0100", "20250303+0100")
    assert one(nitf, data).published == Published("2025-03-03", "day", "metadata")


def test_a_declared_encoding_is_used():
    text = DOCUMENT.replace("utf-8", "iso-8859-1").replace("council&nbsp;", "“council” café ")
    article = one(nitf, text.encode("windows-1252"))
    assert article.body.startswith("The “council” café voted.")
    assert article.data.decode(article.encoding) == text


def test_a_wrongly_declared_encoding_is_found_out():
    text = DOCUMENT.replace("council&nbsp;", "café naïve ")
    assert one(nitf, text.encode("windows-1252")).body.startswith("The café naïve voted.")


def test_utf_16_is_read():
    text = DOCUMENT.replace("utf-8", "utf-16")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert one(nitf, text.encode(encoding)).headline == "Pier vote"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed("<p>The council&nbsp;voted.</p>", "<p>"), "invalid"),
        (b"<nitf>" + b"<p>" * 200_000, "invalid"),
        (b"<nitf><body/></nitf>", "empty"),
        (b"<nitf/>", "no-article"),
        (b'<nitf><body><body.content><media media-type="image"/></body.content></body></nitf>',
         "no-article"),
        (b'<!DOCTYPE nitf [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><nitf>&b;</nitf>', "invalid"),
        (b'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>', "invalid"),
        (b"<nitf>\x00</nitf>", "no-article"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_taken_says_why(data, reason):
    assert nitf.accepts(data)
    assert verdict(nitf, data).reason == reason


@needs_samples
def test_the_sample_is_read():
    (article,) = read_samples(nitf, "nitf")
    assert article.headline
    assert len(article.headings) == 4
    assert "Foto:" not in article.body
