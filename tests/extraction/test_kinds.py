"""Whole statement, fragment, or term."""

import pytest

from articles.extraction.kinds import is_title, look_at
from articles.extraction.quotes import find_quotes
from articles.extraction.scenes import Index, read_scene


def kinds(text):
    return [quote.kind for quote in find_quotes(text, [])]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge will be closed until we know more,” Mara Lind said.",
        "Mara Lind said, “The bridge will be closed until we know more.”",
        "Mara Lind told reporters: “The bridge will be closed.”",
        "“Why did nobody tell us about the bridge?” the mayor asked.",
        "The mayor was angry. “Nobody told us about the bridge.”",
    ],
)
def test_a_whole_sentence_is_direct(text):
    assert kinds(text) == ["direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind said the bridge was “in a terrible condition.”",
        "The mayor called the delay “a disgrace for the whole town.”",
        "Mara Lind said that “large ships can break loose in a storm.”",
        "She added that the town would pay only “when the work is done and paid for,” and left.",
    ],
)
def test_a_fragment_in_the_reporters_sentence_is_partial(text):
    assert kinds(text) == ["partial"]


@pytest.mark.parametrize(
    "text",
    [
        "The visit is aimed at opening a “new phase” in the history of the town and the harbour.",
        "The singer, star of the television series “Northern Harbour,” lives in Oslo.",
        "The so-called “harbour tax” was introduced in 1998.",
        "The town officially denied the existence of any “harbour ban.”",
        "The film “The Long Road Home” opens on Friday.",
    ],
)
def test_marks_around_a_term_or_a_title_are_scare(text):
    assert kinds(text) == ["scare"]


def test_the_second_half_of_a_split_sentence_is_as_whole_as_the_first():
    text = "“I believe,” Mara Lind said, “that the bridge will be open by the spring.”"
    assert kinds(text) == ["direct", "direct"]


def test_single_marks_among_double_ones_set_a_term():
    text = (
        "The council met early on Monday.\n\nIt was long.\n\n"
        "“We are tired,” Mara Lind said of the 'harbour ban' that evening."
    )
    assert kinds(text) == ["direct", "scare"]


def test_single_marks_in_a_standfirst_are_quotations():
    text = (
        "Mayor wants the bridge back\n\n"
        "Mayor Mara Lind asked the county for help, citing 'zero money' in the town's purse.\n\n"
        "“We are tired,” Lind said on Monday."
    )
    assert kinds(text) == ["partial", "direct"]


def test_marks_in_a_heading_are_scare():
    text = "Lind says 'we are tired'\n\nThe council met."
    (quote,) = find_quotes(text, [], headings=[(0, 24)])
    assert quote.kind == "scare"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mara Lind, who stood by the door, then loudly asked, “Really?”", "direct"),
        ("Minutes later, Lind sent an email saying, “done.”", "partial"),
    ],
)
def test_words_right_behind_a_verb_of_speech_and_a_comma_are_a_statement(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The clerk read from “Harbour Lights,” by Mara Lind, to the council.", True),
        ("On sale are “Rising Water: How a Harbour Was Lost” by Mara Lind and an atlas.", True),
        ("Okoro was called “Unfit for the harbour” by Mara Lind on Monday.", False),
        ("Okoro was described as “Unfit for the harbour” by Mara Lind.", False),
        ("The plan, “unfit for the harbour” by Lind's account, was dropped.", False),
        ("They left “Harbour Lights” by noon.", False),
    ],
)
def test_a_capital_and_an_author_behind_it_make_a_title(text, title):
    start, end = text.index("“"), text.index("”") + 1
    scene = read_scene(text, 0, len(text), [(0, start, end)], Index([]))
    at = scene.tokens.quote_at[0]
    assert is_title(look_at(text, start, end, scene, at), scene, at) is title
