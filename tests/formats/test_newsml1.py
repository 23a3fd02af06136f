"""NewsML 1.2: news lines, management, and components of which one is a text."""

import pytest

from articles.formats import newsml1
from articles.formats.raw import Dateline, Published
from tests.formats.samples import needs_samples, one, read_samples, verdict

CONTENT = (
    '<ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content>'
    "<p>The council voted.</p><hl2>The cost</hl2><p>Four million.</p></body.content></body></nitf>"
    "</DataContent></ContentItem>"
)
ITEM = """<?xml version="1.0"?><NewsML Version="1.2"><NewsItem xml:lang="en"><Identification>
<NewsIdentifier><ProviderId>hn.example</ProviderId><DateId>20250303</DateId>
<NewsItemId>PIER</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:hn.example:20250303:PIER:2</PublicIdentifier></NewsIdentifier>
<NameLabel>Pier-vote</NameLabel></Identification><NewsManagement>
<FirstCreated>20250303T091500+0100</FirstCreated><Status FormalName="Usable"/>
<Urgency FormalName="3"/></NewsManagement><NewsComponent><NewsLines>
<HeadLine>Pier vote</HeadLine><SubHeadLine>A vote ends it</SubHeadLine>
<ByLine>By Ann Wharton</ByLine><DateLine>Tarnwick, March 3, 2025 (HN) -</DateLine>
<CopyrightLine>Copyright 2025</CopyrightLine><NewsLine><NewsLineType FormalName="AdvisoryLine"/>
<NewsLineText>ADDS price</NewsLineText></NewsLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="HN"/></Provider></AdministrativeMetadata><DescriptiveMetadata>
<Language FormalName="en"/><Genre FormalName="Article"/><SubjectCode>
<Subject FormalName="11000000"/></SubjectCode><Property FormalName="Keyword" Value="harbour"/>
</DescriptiveMetadata>%s</NewsComponent></NewsItem></NewsML>"""


def item(content: str = CONTENT) -> bytes:
    return (ITEM % content).encode()


def test_the_fields_of_an_item():
    article = one(newsml1, item())
    assert article.body == "The council voted.\n\nThe cost\n\nFour million."
    assert article.headings == ["The cost"]
    assert (article.headline, article.standfirst) == ("Pier vote", "A vote ends it")
    assert article.byline == ["Ann Wharton"]
    assert article.dateline == Dateline("Tarnwick", "March 3, 2025")
    assert article.published == Published("2025-03-03T09:15:00+01:00", "second", "metadata")
    assert article.external_id == "urn:newsml:hn.example:20250303:PIER"
    assert (article.version, article.urgency, article.source) == ("2", "3", "HN")
    assert (article.slugline, article.ednote) == ("Pier-vote", "ADDS price")
    assert article.tags == ["politics", "harbour"]
    assert article.tag_codes == {"politics": "subj:11000000"}


def test_an_embargo_ends_when_the_status_will_change():
    data = item().replace(
        b'<Status FormalName="Usable"/>',
        b'<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        b"<DateAndTime>20250304T060000Z</DateAndTime></StatusWillChange>",
    )
    article = one(newsml1, data)
    assert (article.status, article.embargoed_until) == ("usable", "2025-03-04T06:00:00Z")


@pytest.mark.parametrize(
    "content",
    [
        "<DataContent>The council voted.\n\nFour million.</DataContent>",
        '<MediaType FormalName="Text"/><DataContent><html><body><p>The council voted.</p>'
        "<p>Four million.</p></body></html></DataContent>",
        '<MediaType FormalName="Text"/><Format FormalName="XHTML"/><DataContent>'
        "<![CDATA[<p>The council voted.</p><p>Four million.</p>]]></DataContent>",
    ],
)
def test_text_and_markup_are_read(content):
    data = item(f"<ContentItem>{content}</ContentItem>")
    assert one(newsml1, data).body == "The council voted.\n\nFour million."


def test_the_text_among_several_components_is_found():
    photo = '<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'
    assert one(newsml1, item(photo + CONTENT)).body.startswith("The council")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item('<ContentItem><MediaType FormalName="Photo"/></ContentItem>'), "no-article"),
        (item(""), "no-article"),
        (b"<NewsML/>", "no-article"),
        (item()[:-20], "invalid"),
        (item().replace(b'FormalName="Usable"', b'FormalName="Secret"'), "invalid"),
        (b"<NewsML>" * 200_000, "invalid"),
    ],
)
def test_what_cannot_be_taken_says_why(data, reason):
    assert newsml1.accepts(data)
    assert verdict(newsml1, data).reason == reason


@needs_samples
def test_the_sample_is_read():
    (article,) = read_samples(newsml1, "newsml1")
    assert len(article.headings) == 3
    assert article.byline
    assert article.dateline.date
