"""Reuters-21578: stories, briefs, and texts that nobody parted."""

import time

import pytest

from articles.formats import reuters
from articles.formats.raw import Dateline, Published, RawArticle
from tests.formats.samples import needs_samples, one, read_samples, verdict

STORY = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5" NEWID="7">
<DATE> 3-MAR-1987 09:15:01.79</DATE>
<TOPICS><D>herring</D></TOPICS><PLACES><D>uk</D></PLACES><PEOPLE><D>calloway</D></PEOPLE>
<UNKNOWN>&#5;C T</UNKNOWN><TEXT>&#2;
<TITLE>PIER &lt;PIE> VOTE</TITLE><AUTHOR>    By Ann Wharton, Reuters</AUTHOR>
<DATELINE>    TARNWICK, March 3 - </DATELINE><BODY>The council voted to rebuild the
old pier.
    The cost is four mln stg, said
the chair.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>"""


def test_the_fields_of_a_story():
    article = one(reuters, STORY.encode())
    assert article.body == (
        "The council voted to rebuild the old pier.\n\nThe cost is four mln stg, said the chair."
    )
    assert (article.headline, article.byline) == ("PIER <PIE> VOTE", ["Ann Wharton"])
    assert article.dateline == Dateline("TARNWICK", "March 3")
    assert article.published == Published("1987-03-03T09:15:01", "second", "metadata")
    assert (article.source, article.external_id) == ("Reuters", "reuters-21578:7")
    assert article.tags == ["herring", "uk", "calloway"]
    assert article.data.startswith(b"<REUTERS")


def test_an_unparted_text_is_read():
    data = STORY.replace("<TEXT>", '<TEXT TYPE="UNPROC">').replace("<BODY>", "")
    assert one(reuters, data.replace("</BODY>", "").encode()).body.startswith("The council")


def test_each_story_has_its_own_bytes_in_windows_1252():
    data = STORY.replace("old pier", "café").encode("windows-1252") + STORY[36:].encode()
    first, second = reuters.read(data, "a")
    assert "café" in first.data.decode(first.encoding)
    assert (first.item, second.item) == (0, 1)


def test_a_story_cut_off_is_read_as_far_as_it_goes():
    article = one(reuters, STORY[: STORY.index("stg")].encode())
    assert article.body.endswith("The cost is four mln")


@pytest.mark.parametrize("old", ["<BODY>", "<TEXT>"])
def test_a_brief_is_no_article(old):
    start = STORY.index("<BODY>")
    data = STORY[:start] + STORY[STORY.index("</BODY>") + 7 :]
    assert verdict(reuters, data.replace(old, "").encode()).reason == "no-article"


@pytest.mark.parametrize("data", [b"<REUTERS>" * 20_000, b"<REUTERS" + b"<TEXT><BODY>" * 20_000])
def test_hostile_text_is_read_soon(data):
    began = time.monotonic()
    assert reuters.read(data, "a")
    assert time.monotonic() - began < 2


@needs_samples
def test_all_stories_of_the_sample_that_have_text_are_read():
    articles = [a for a in read_samples(reuters, "reuters21578") if isinstance(a, RawArticle)]
    assert len(articles) == 940
    assert all(article.published for article in articles)
