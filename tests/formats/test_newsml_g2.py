"""NewsML-G2: items, messages and packages, with NITF, XHTML or plain text inside."""

import base64

import pytest

from articles.formats import newsml_g2
from articles.formats.raw import Dateline, Published, RawArticle, Unreadable
from tests.formats.samples import needs_samples, one, read_samples, verdict

XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>x</title></head><body><h1>Pier vote</h1><p>The council voted.</p>"
    "<h2>The cost</h2><figure><figcaption>The pier.</figcaption></figure><p>Four million.</p>"
    "</body></html></inlineXML>"
)
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:1" version="2"
 standard="NewsML-G2" standardversion="2.28" xml:lang="en">
<rightsInfo><copyrightHolder><name>Harbour News</name></copyrightHolder>
<copyrightNotice>Copyright 2025 Harbour News</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:HN"/>
<versionCreated>2025-03-03T10:00:00+01:00</versionCreated><pubStatus qcode="stat:usable"/>
<edNote>Adds the price.</edNote><link rel="irel:corrects" residref="urn:example:0"/></itemMeta>
<contentMeta><urgency>3</urgency><contentCreated>2025-03-03T09:15:00+01:00</contentCreated>
<located><name>Tarnwick</name></located><creator><name>Ann Wharton</name></creator>
<genre qcode="genre:feature"><name>Feature</name></genre><language tag="en-GB"/>
<subject qcode="medtop:11000000"><name>politics</name></subject><keyword>harbour</keyword>
<slugline>PIER-VOTE</slugline><headline>Pier vote ends dispute</headline>
<description role="drol:summary">A vote ends it.</description></contentMeta>
<contentSet>%s</contentSet></newsItem>"""


def item(content: str = XHTML) -> bytes:
    return (ITEM % content).encode()


def test_the_fields_of_an_item():
    article = one(newsml_g2, item())
    assert article.body == "The council voted.\n\nThe cost\n\nFour million."
    assert article.headings == ["The cost"]
    assert (article.headline, article.standfirst) == ("Pier vote ends dispute", "A vote ends it.")
    assert article.byline == ["Ann Wharton"]
    assert article.dateline == Dateline("Tarnwick")
    assert (article.source, article.external_id) == ("Harbour News", "urn:example:1")
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert (article.slugline, article.ednote) == ("PIER-VOTE", "Adds the price.")
    assert (article.corrects, article.version, article.urgency) == ("urn:example:0", "2", "3")
    assert (article.genre, article.language) == ("Feature", "en-GB")
    assert article.tags == ["politics", "harbour"]
    assert article.tag_codes == {"politics": "medtop:11000000"}


def test_inline_nitf_is_read():
    nitf = (
        '<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>'
        "<byline>By Tom Kerr</byline></body.head><body.content><p>The council voted.</p>"
        "</body.content></body></nitf></inlineXML>"
    )
    assert one(newsml_g2, item(nitf)).body == "The council voted."


@pytest.mark.parametrize(
    "content",
    [
        '<inlineData contenttype="text/plain">The council voted.\n\nFour million.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;The council voted.&lt;/p&gt;'
        "&lt;p&gt;Four million.&lt;/p&gt;</inlineData>",
        '<inlineData encoding="http://www.iana.org/assignments/base64">'
        + base64.b64encode(b"The council voted.\n\nFour million.").decode()
        + "</inlineData>",
    ],
)
def test_inline_data_is_read(content):
    assert one(newsml_g2, item(content)).body == "The council voted.\n\nFour million."


def test_each_item_of_a_message_has_its_verdict():
    photo = item().replace(b"ninat:text", b"ninat:picture").decode()
    remote = item('<remoteContent href="a.xml"/>').decode()
    package = '<packageItem guid="p"><groupSet root="r"/></packageItem>'
    event = '<conceptItem guid="e"/>'
    parts = (package, item().decode(), photo, event, remote)
    message = f"<newsMessage><itemSet>{''.join(parts)}</itemSet></newsMessage>"
    items = newsml_g2.read(message.encode(), "a")
    assert [type(each) for each in items] == [Unreadable, RawArticle, *[Unreadable] * 3]
    assert {each.reason for each in items if isinstance(each, Unreadable)} == {"no-article"}
    assert items[1].item == 1


def test_each_item_of_a_message_has_its_own_bytes():
    other = item().replace(b"urn:example:1", b"urn:example:2")
    items = newsml_g2.read(b"<newsMessage>" + item() + other + b"</newsMessage>", "a")
    assert [each.data for each in items] == [item(), other]


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("stat:usable", "stat:canceled", "status", "withdrawn"),
        ("stat:usable", "http://cv.iptc.org/newscodes/pubstatus/withheld", "status", "withheld"),
        ("<edNote>", "<embargoed>2025-03-04T06:00:00Z</embargoed><edNote>", "embargoed_until",
         "2025-03-04T06:00:00Z"),
    ],
)  # fmt: skip
def test_status_and_embargo(old, new, field, expected):
    article = one(newsml_g2, item().replace(old.encode(), new.encode()))
    assert getattr(article, field) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item()[:-30], "invalid"),
        (item("<inlineXML><html><body/></html></inlineXML>"), "empty"),
        (item('<inlineData encoding="base64">a</inlineData>'), "invalid"),
        (item().replace(b"stat:usable", b"stat:secret"), "invalid"),
        (b"<newsMessage/>", "no-article"),
        (b"<newsItem>" * 200_000, "invalid"),
    ],
)
def test_what_cannot_be_taken_says_why(data, reason):
    assert newsml_g2.accepts(data)
    assert verdict(newsml_g2, data).reason == reason


@needs_samples
def test_the_samples_are_read():
    items = read_samples(newsml_g2, "newsml-g2")
    articles = [each for each in items if isinstance(each, RawArticle)]
    assert (len(items), len(articles)) == (5, 3)
    assert all(article.headline for article in articles)
