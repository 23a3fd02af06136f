"""Genre, urgency, rights, version, subjects, corrections and notices, in each format."""

import json

import pytest

from articles.formats import feeds, html, jsonl, mail, newsml1, newsml_g2, ninjs, nitf, wire
from articles.formats.raw import RawArticle, Unreadable
from tests.formats.samples import one

TEXT = "The council voted on Monday to rebuild the pier of Tarnwick before the summer comes."


def ninjs_item(**fields) -> bytes:
    item = {"uri": "urn:example:1", "pubstatus": "usable", "body_text": TEXT, **fields}
    return json.dumps(item).encode()


def nitf_document(docdata: str, body: str = TEXT, status: str = "usable", head: str = "") -> bytes:
    return (
        f'<nitf><head><docdata management-status="{status}"><doc-id id-string="HN-1"/>{docdata}'
        f"</docdata></head><body><body.head>{head}</body.head>"
        f"<body.content>{f'<p>{body}</p>' if body else ''}</body.content></body></nitf>"
    ).encode()


def g2_item(
    status: str = "usable", about: str = "", content: str = TEXT, rights: str = ""
) -> bytes:
    inline = f'<inlineData contenttype="text/plain">{content}</inlineData>' if content else ""
    return (
        f'<newsItem guid="urn:example:1" version="3"><rightsInfo>{rights}</rightsInfo><itemMeta>'
        f'<itemClass qcode="ninat:text"/><pubStatus qcode="stat:{status}"/></itemMeta>'
        f"<contentMeta>{about}</contentMeta><contentSet>{inline}</contentSet></newsItem>"
    ).encode()


def newsml_item(management: str, content: str = TEXT, rights: str = "") -> bytes:
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:example:1:2"
        "</PublicIdentifier></NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement><NewsComponent>{rights}"
        "<NewsLines><HeadLine>Pier vote</HeadLine></NewsLines><ContentItem><MediaType "
        f'FormalName="Text"/><DataContent>{content}</DataContent></ContentItem></NewsComponent>'
        "</NewsItem></NewsML>"
    ).encode()


def test_a_genre_of_ninjs_without_a_name_is_named_by_its_code():
    genres = [{"uri": "http://cv.iptc.org/newscodes/genre/Actuality"}]
    assert one(ninjs, ninjs_item(genres=genres)).genre == "Actuality"


@pytest.mark.parametrize(
    "fields",
    [
        {"corrects": "urn:example:0"},
        {"correctionOf": {"uri": "urn:example:0"}},
        {"associations": {"correctedItem": {"uri": "urn:example:0"}}},
        {"associations": [{"name": "correction", "uri": "urn:example:0"}]},
    ],
)
def test_a_correction_in_ninjs_names_what_it_corrects(fields):
    assert one(ninjs, ninjs_item(**fields)).corrects == "urn:example:0"


def test_rights_of_ninjs_are_the_notice_and_the_terms():
    fields = {"copyrightNotice": "Harbour News 2025.", "usageTerms": "No archive use."}
    assert one(ninjs, ninjs_item(**fields)).rights == "Harbour News 2025. No archive use."


def test_a_correction_in_nitf_of_the_document_itself_corrects_no_other():
    article = one(nitf, nitf_document('<correction id-string="HN-1" info="Mends the price."/>'))
    assert (article.corrects, article.ednote) == ("", "Mends the price.")
    other = one(nitf, nitf_document('<correction id-string="HN-0"/>'))
    assert other.corrects == "HN-0"


def test_genre_and_terms_of_newsml_g2():
    rights = "<copyrightNotice>Harbour News 2025.</copyrightNotice><usageTerms>Print.</usageTerms>"
    article = one(newsml_g2, g2_item(about='<genre qcode="genre:Feature"/>', rights=rights))
    assert (article.genre, article.rights) == ("Feature", "Harbour News 2025. Print.")


def test_a_correction_and_the_rights_of_newsml_1():
    management = (
        '<Status FormalName="Usable"/>'
        '<AssociatedWith FormalName="Correction" NewsItem="urn:example:0:4"/>'
    )
    rights = (
        "<RightsMetadata><Copyright><CopyrightHolder>Harbour News</CopyrightHolder>"
        "<CopyrightDate>2025</CopyrightDate></Copyright></RightsMetadata>"
    )
    article = one(newsml1, newsml_item(management, rights=rights))
    assert (article.corrects, article.rights) == ("urn:example:0", "2025 Harbour News")


def test_a_subject_of_a_feed_keeps_its_media_topic():
    category = (
        '<category scheme="http://cv.iptc.org/newscodes/mediatopic/" term="20000350" '
        'label="central bank"/><category term="piers"/>'
    )
    entry = f"<entry><title>Pier</title>{category}<content>{TEXT}</content></entry>"
    feed = f"<feed><title>Mail</title>{entry}</feed>"
    article = one(feeds, feed.encode())
    assert article.tags == ["central bank", "piers"]
    assert article.tag_codes == {"central bank": "medtop:20000350"}


def test_what_a_page_says_of_its_article():
    data = {
        "@type": "NewsArticle",
        "headline": "Pier vote",
        "genre": "Analysis",
        "copyrightNotice": "Harbour News 2025",
        "version": 3,
        "correction": {"@type": "CorrectionComment", "text": "The price was wrong."},
        "about": [
            {"name": "politics", "sameAs": "http://cv.iptc.org/newscodes/mediatopic/11000000"},
            {"name": "piers"},
        ],
    }
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f"<article><h1>Pier vote</h1>{f'<p>{TEXT}</p>' * 6}</article></body></html>"
    )
    article = html.read_page(page.encode(), "")
    assert (article.genre, article.rights, article.version) == (
        "Analysis",
        "Harbour News 2025",
        "3",
    )
    assert article.ednote == "The price was wrong."
    assert article.tag_codes == {"politics": "medtop:11000000"}
    assert "politics" in article.tags


def test_a_mail_that_supersedes_another_corrects_it():
    head = (
        "From: Ann Wharton <a@example.org>\nSubject: Pier\nMessage-ID: <2@x>\nSupersedes: <1@x>\n"
    )
    article = one(mail, f"{head}Comments: Mends the price.\n\n{TEXT}\n".encode())
    assert (article.corrects, article.ednote) == ("1@x", "Mends the price.")


def test_a_record_of_json_lines_may_number_its_urgency_and_version():
    line = {"body": TEXT, "urgency": 4, "version": 2, "rights": "Harbour News", "genre": "News"}
    article = one(jsonl, json.dumps(line).encode())
    found = (article.urgency, article.version, article.rights, article.genre)
    assert found == ("4", "2", "Harbour News", "News")


@pytest.mark.parametrize(
    "subjects", ["politics", 7, [7], [{"name": "politics"}], [{"code": ["x"]}][:0], {"code": "x"}]
)
def test_subjects_without_a_code_in_json_lines_are_left_out(subjects):
    assert one(jsonl, json.dumps({"body": TEXT, "subjects": subjects}).encode()).tag_codes == {}


NOTICES = [
    (ninjs, ninjs_item(pubstatus="canceled", body_text=""), "withdrawn"),
    (nitf, nitf_document("", body="", status="canceled"), "withdrawn"),
    (newsml_g2, g2_item("canceled", content=""), "withdrawn"),
    (newsml1, newsml_item('<Status FormalName="Canceled"/>', content=""), "withdrawn"),
    (jsonl, b'{"external_id": "HN-1", "headline": "x", "status": "killed"}', "killed"),
]


@pytest.mark.parametrize(("reader", "data", "status"), NOTICES)
def test_a_notice_that_takes_an_article_back_needs_no_text(reader, data, status):
    article = one(reader, data)
    assert isinstance(article, RawArticle)
    assert (article.status, article.body, bool(article.external_id)) == (status, "", True)


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (ninjs, ninjs_item(body_text="")),
        (nitf, nitf_document("", body="")),
        (newsml_g2, g2_item(content="")),
        (newsml1, newsml_item('<Status FormalName="Usable"/>', content="")),
    ],
)
def test_any_other_item_without_a_text_is_none(reader, data):
    try:
        items = reader.read(data, "x")
    except Unreadable:
        return
    assert all(isinstance(item, Unreadable) for item in items)


def wire_message(keywords: str, headline: str = "Pier vote") -> bytes:
    return (
        f"\x01eca001 4 i 90 dpa\r\n\r\n{keywords}\r\n\x02{headline} =\r\n\r\n   {TEXT}\r\n\x03"
        "131137 GMT Mar 25\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("keywords", "headline", "slugline", "status"),
    [
        ("Tarnwick-pier", "Pier vote", "Tarnwick-pier", "usable"),
        ("Tarnwick-pier, KILL", "Pier vote", "Tarnwick-pier", "killed"),
        ("Tarnwick-pier/WITHDRAWAL", "Pier vote", "Tarnwick-pier", "withdrawn"),
        ("Tarnwick-pier", "KILL: Pier vote", "Tarnwick-pier", "killed"),
        ("Tarnwick-pier, WITHHOLD", "Pier vote", "Tarnwick-pier", "withheld"),
        ("Tarnwick-KILLER", "Pier vote", "Tarnwick-KILLER", "usable"),
        ("Tarnwick-kill", "Wolves kill sheep", "Tarnwick-kill", "usable"),
    ],
)
def test_a_word_in_capitals_on_the_wire_takes_a_story_back(keywords, headline, slugline, status):
    article = one(wire, wire_message(keywords, headline))
    assert (article.slugline, article.status) == (slugline, status)
