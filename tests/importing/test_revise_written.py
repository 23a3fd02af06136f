"""A text as a curator left it: every line stays, people and quotes are found in it."""

import pytest

from articles.formats.raw import Unreadable
from articles.importing.written import read_as_written

LINE = "Photo by Ines Calloway of the quay."
BODY = f"The ferry struck the quay.\n\n{LINE}\n\n“Nobody was hurt,” said Tobias Renn."


def test_a_line_that_a_file_would_lose_stays():
    read = read_as_written("Ferry strikes quay", "", BODY, [])
    assert read.body == BODY
    assert read.removed == []
    assert [read.body[p.start : p.end] for p in read.paragraphs] == BODY.split("\n\n")


def test_quotes_and_people_are_at_their_places():
    read = read_as_written("Ferry strikes quay", "", BODY, [])
    [quote] = read.quotes["body"]
    assert read.body[quote.start : quote.end] == "“Nobody was hurt,”"
    assert quote.speaker == "Tobias Renn"


def test_headings_are_those_that_were_given():
    text = "The ferry struck the quay on Monday.\n\nWhat now\n\nNobody knows it for sure yet."
    read = read_as_written("Ferry strikes quay", "", f"{text}\n\n{LINE}", ["What now"])
    assert read.headings == ["What now"]


@pytest.mark.parametrize("body", ["", "word " * 500_000])
def test_what_is_no_article_is_refused(body):
    with pytest.raises(Unreadable):
        read_as_written("Ferry strikes quay", "", body, [])
