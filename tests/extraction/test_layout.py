"""A page's text laid open, on invented pages of the layouts that newsrooms and their sites have."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.layout import read_layout, read_structured
from articles.extraction.lines import fold
from articles.formats.raw import Dateline, Published, RawArticle
from tests.timing import within

from .pages import LEDE, SECOND, THIRD, TITLE, page, paragraphs, reasons


def test_headline_and_paragraphs_are_told_apart():
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD))
    assert layout.headline == TITLE
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]
    assert layout.standfirst == ""
    assert layout.removed == []


def test_single_newlines_part_paragraphs_as_blank_lines_do():
    layout = read_layout("\n".join([TITLE, LEDE, SECOND, THIRD]))
    assert layout.headline == TITLE
    assert paragraphs(layout) == [LEDE, SECOND, THIRD]


def test_what_stands_above_the_byline_is_the_standfirst():
    layout = read_layout(
        page(TITLE, "A vote ends two years of dispute.", "By Ann Wharton", LEDE, SECOND)
    )
    assert layout.standfirst == "A vote ends two years of dispute."
    assert layout.byline == ["Ann Wharton"]
    assert paragraphs(layout) == [LEDE, SECOND]


def test_what_stands_above_the_dateline_is_the_standfirst():
    layout = read_layout(
        page(TITLE, "A vote ends two years of dispute.", f"HARBOUR TOWN — {LEDE}", SECOND)
    )
    assert layout.standfirst == "A vote ends two years of dispute."
    assert paragraphs(layout)[0] == LEDE


def test_a_summary_that_introduces_the_same_person_as_the_lede_is_the_standfirst():
    summary = "Council leader Ines Calloway has won a vote to rebuild the old pier of the town."
    lede = (
        "Ines Calloway has won her vote. The council leader will rebuild the old pier of the town, "
        "and the work starts this year."
    )
    layout = read_layout("\n".join([TITLE, summary, lede, SECOND, THIRD]))
    assert layout.standfirst == summary


def test_a_first_paragraph_that_could_be_a_summary_or_not_stays_in_the_body():
    layout = read_layout(page(TITLE, LEDE, SECOND, THIRD))
    assert layout.standfirst == ""
    assert LEDE in layout.body


@pytest.mark.parametrize("bar", ["|", "-", "–", "—", "·"])
def test_the_outlet_is_cut_off_a_page_title(bar):
    layout = read_layout(page(f"{TITLE} {bar} The Harbour Gazette", LEDE, SECOND))
    assert layout.headline == TITLE
    assert layout.source == "The Harbour Gazette"
    assert "source" in [removed.reason for removed in layout.removed]


def test_section_and_outlet_are_cut_off_a_page_title():
    layout = read_layout(page(f"{TITLE} | Local news | The Harbour Gazette", LEDE, SECOND))
    assert layout.headline == TITLE
    assert layout.source == "The Harbour Gazette"


def test_a_title_printed_again_tells_the_name_of_its_site():
    layout = read_layout(page(f"{TITLE} | Pierwatch", TITLE, LEDE, SECOND))
    assert layout.headline == TITLE
    assert layout.source == "Pierwatch"
    assert reasons(layout)[TITLE] == "doubled-headline"


def test_a_bar_or_dash_inside_a_headline_stays():
    title = "Pier vote – what it means for the town"
    assert read_layout(page(title, LEDE, SECOND)).headline == title


def test_byline_in_capitals_and_date_line():
    layout = read_layout(page(TITLE, "By ANN WHARTON", "March 3, 2025", LEDE, SECOND))
    assert layout.byline == ["Ann Wharton"]
    assert layout.published == Published("2025-03-03", "day", "line")
    assert paragraphs(layout) == [LEDE, SECOND]


def test_byline_date_and_reading_time_in_one_line():
    layout = read_layout(page(TITLE, "By Ann Wharton | March 3, 2025 | 4 min read", LEDE, SECOND))
    assert layout.byline == ["Ann Wharton"]
    assert layout.published.value == "2025-03-03"
    assert paragraphs(layout) == [LEDE, SECOND]


def test_time_and_zone_of_a_published_line_are_kept():
    layout = read_layout(page(TITLE, "Published: 3 March 2025 09:15 GMT", LEDE, SECOND))
    assert layout.published == Published("2025-03-03T09:15Z", "minute", "line")


def test_published_wins_over_updated():
    layout = read_layout(
        page(
            TITLE,
            "Updated 5 March 2025 11:00 GMT",
            "Published 3 March 2025 09:15 GMT",
            LEDE,
            SECOND,
        )
    )
    assert layout.published.value == "2025-03-03T09:15Z"
    assert not layout.published.doubtful


def test_updated_alone_is_a_doubtful_date():
    layout = read_layout(page(TITLE, "Updated: 5 March 2025", LEDE, SECOND))
    assert layout.published == Published("2025-03-05", "day", "line", True)


def test_headline_in_capitals():
    layout = read_layout(page(TITLE.upper(), LEDE, SECOND))
    assert layout.headline == TITLE.upper()


def test_no_headline_but_a_dateline():
    layout = read_layout(page(f"HARBOUR TOWN, March 3 (Reuters) - {LEDE}", SECOND))
    assert layout.headline == ""
    assert layout.dateline == Dateline("HARBOUR TOWN", "March 3")
    assert paragraphs(layout) == [LEDE, SECOND]
    assert layout.source == ""
    assert layout.published == Published()


def test_one_paragraph_is_body_and_no_headline():
    layout = read_layout(f"{LEDE} {SECOND}")
    assert layout.headline == ""
    assert layout.body == f"{LEDE} {SECOND}"


def test_glued_dateline_is_cut_and_dates_the_article():
    raw = page(TITLE, f"HARBOUR TOWN, March 3, 2025{LEDE}", SECOND)
    layout = read_layout(raw)
    first = layout.paragraphs[0]
    assert layout.dateline == Dateline("HARBOUR TOWN", "March 3, 2025")
    assert layout.published == Published("2025-03-03", "day", "dateline")
    assert layout.body[first.start : first.end] == LEDE
    assert raw[first.raw_start : first.raw_end] == LEDE
    assert reasons(layout)["HARBOUR TOWN, March 3, 2025"] == "dateline"


def test_dateline_on_a_line_of_its_own():
    layout = read_layout(page(TITLE, "HARBOUR TOWN, 3 March 2025 —", LEDE, SECOND))
    assert layout.dateline == Dateline("HARBOUR TOWN", "3 March 2025")
    assert layout.published.value == "2025-03-03"
    assert paragraphs(layout) == [LEDE, SECOND]


def test_dateline_without_year_takes_it_from_a_full_date_nearby():
    blocks = (TITLE, f"HARBOUR TOWN, March 3 — {LEDE}", SECOND)
    assert read_layout(page(*blocks)).published == Published()
    layout = read_layout(page(*blocks), url="https://example.org/2025/03/04/pier")
    assert layout.published == Published("2025-03-03", "day", "dateline", True)


def test_a_date_in_the_url_is_the_last_resort():
    url = "https://example.org/2025/03/04/pier"
    assert read_layout(page(TITLE, LEDE, SECOND), url).published == Published(
        "2025-03-04", "day", "url"
    )
    dated = page(TITLE, "3 March 2025", LEDE, SECOND)
    assert read_layout(dated, url).published.origin == "line"


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier burned down on January 7, 2024, and nobody was hurt.",
        "This week the council will meet again to vote on the price.",
        "On 3 March 2025 the first stone was laid by the mayor of the town.",
    ],
)
def test_a_date_in_the_prose_is_never_the_date_of_publication(sentence):
    assert read_layout(page(TITLE, sentence, LEDE, SECOND)).published == Published()


def test_windows_newlines_tabs_and_hidden_characters_are_folded():
    lede = "\tThe town\u00a0council  met\u200b on Monday\tand voted."
    raw = f"\ufeff{TITLE}\r\n\r\n{lede}\r\n\r\n{SECOND}\r\n"
    layout = read_layout(raw)
    assert layout.headline == TITLE
    assert paragraphs(layout) == ["The town council met on Monday and voted.", SECOND]


def test_lines_wrapped_at_a_width_are_joined():
    raw = (
        f"{TITLE}\n\n"
        "The town council of Harbour Town voted on Monday to rebuild the old\n"
        "pier before the winter, after a debate that went on until midnight and\n"
        "ended with a show of hands.\n\n"
        "The work will cost four million crowns, said Ines Calloway, who leads\n"
        "the council’s works. It is to begin in May.\n"
    )
    layout = read_layout(raw)
    assert len(layout.paragraphs) == 2
    assert "rebuild the old pier before the winter" in layout.body
    assert raw[layout.paragraphs[1].raw_start :].startswith("The work will cost")


def test_short_paragraphs_of_one_sentence_are_not_joined():
    lines = [
        f"This is the sentence number {n} of a text that has one on every line." for n in range(9)
    ]
    assert paragraphs(read_layout("\n".join([TITLE, *lines]))) == lines


def test_a_correction_below_the_text_stays():
    note = "Correction: an earlier version of this article gave the wrong price."
    assert paragraphs(read_layout(page(TITLE, LEDE, SECOND, note)))[-1] == note


def test_a_date_below_a_correction_is_not_that_of_publication():
    note = "CORRECTION: an earlier version of this article gave the wrong price."
    layout = read_layout(page(TITLE, LEDE, SECOND, note, "Friday, March 7, 2025"))
    assert layout.published == Published()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Ann Wharton; Editing by Tom Kerr)", ["Ann Wharton"]),
        (
            "(Reporting by Ann Wharton in Harbour Town and Lena Voss; Editing by T. Kerr.)",
            ["Ann Wharton", "Lena Voss"],
        ),
        ("Editing by Tom Kerr", []),
        ("Additional reporting by Tom Kerr", []),
        ("Tom Kerr contributed to this report.", []),
    ],
)
def test_desk_credits_are_taken_out_and_name_the_reporters(line, names):
    layout = read_layout(page(TITLE, LEDE, SECOND, line))
    assert paragraphs(layout) == [LEDE, SECOND]
    assert layout.byline == names
    assert reasons(layout)[line] == "byline"


@pytest.mark.parametrize("line", ["— Reuters", "- AFP", "/Reuters", "(AP)", "Reuters"])
def test_an_agency_below_the_text_is_taken_out_and_is_not_the_outlet(line):
    layout = read_layout(page(TITLE, LEDE, SECOND, line))
    assert paragraphs(layout) == [LEDE, SECOND]
    assert layout.source == ""


def test_bullets_stay_in_the_body():
    items = ["• The pier is rebuilt", "• The ticket hall goes", "• The ferry stays"]
    layout = read_layout(page(TITLE, LEDE, *items, SECOND))
    assert paragraphs(layout) == [LEDE, *items, SECOND]
    assert not any(p.heading for p in layout.paragraphs)


@pytest.mark.parametrize(
    "heading",
    [
        "What happens next?",
        "Why the first plan failed",
        "A price that nobody wants to pay",
        "‘Too dear’",
        "The cost",
        "2024: a winter without a pier",
        "Conclusion",
    ],
)
def test_headings_are_paragraphs_of_their_own_and_flagged(heading):
    layout = read_layout(page(TITLE, LEDE, heading, SECOND, THIRD))
    flagged = [layout.body[p.start : p.end] for p in layout.paragraphs if p.heading]
    assert flagged == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "“We will see,”",
        "It rained.",
        "“It will be done by May”",
        "But why now?",
        "The council has three ways to pay for it:",
        "Nobody asked me, he said, not once in all these years, not even on the phone",
    ],
)
def test_short_lines_of_the_text_are_no_headings(line):
    layout = read_layout(page(TITLE, LEDE, line, SECOND))
    assert line in paragraphs(layout)
    assert not any(p.heading for p in layout.paragraphs)


def test_what_stands_above_the_headline_is_read_or_taken_out():
    layout = read_layout(page("Skip to content", "Politics", "March 3, 2025", TITLE, LEDE, SECOND))
    assert layout.headline == TITLE
    assert layout.published.value == "2025-03-03"


def test_name_printed_twice_is_the_byline():
    layout = read_layout(page(TITLE, "Xanthe Quill", "Xanthe Quill", LEDE, SECOND))
    assert layout.byline == ["Xanthe Quill"]
    assert [removed.reason for removed in layout.removed] == ["byline", "doubled-byline"]


def test_name_beside_an_outlet_is_the_byline():
    layout = read_layout(page(TITLE, "Xanthe Quill", "The Harbour Gazette", LEDE, SECOND))
    assert (layout.byline, layout.source) == (["Xanthe Quill"], "The Harbour Gazette")


def test_two_capitalised_words_alone_are_not_taken_for_a_name():
    layout = read_layout(page(TITLE, LEDE, "Harbour Dispute", SECOND, THIRD))
    assert layout.byline == []
    assert "Harbour Dispute" in paragraphs(layout)


def test_korean_wire_dateline():
    layout = read_layout(
        page(
            "부두 재건 결정",
            "(서울=연합뉴스) 시의회는 월요일 부두를 다시 짓기로 했다.",
            "공사는 오월에 시작된다.",
        )
    )
    assert layout.dateline == Dateline("서울", "")
    assert paragraphs(layout)[0] == "시의회는 월요일 부두를 다시 짓기로 했다."


def test_structured_text_keeps_the_headings_its_format_gave():
    raw = page(LEDE, "The cost", SECOND, "What next", THIRD)
    layout = read_structured(RawArticle(raw, True, TITLE, headings=["What next"]))
    assert [layout.body[p.start : p.end] for p in layout.paragraphs if p.heading] == ["What next"]


def test_structured_text_loses_its_repeated_headline_and_its_dateline():
    raw = page(TITLE, f"HARBOUR TOWN (AP) — {LEDE}", SECOND)
    layout = read_structured(RawArticle(raw, True, TITLE))
    assert paragraphs(layout) == [LEDE, SECOND]
    assert layout.dateline == Dateline("HARBOUR TOWN", "")


WORDS = st.sampled_from(
    [TITLE, LEDE, SECOND, THIRD, "By Ann Wharton", "The Harbour Gazette", "March 3, 2025", "Share",
     "Leave a Reply", "The cost", "Related Articles", "HARBOUR TOWN — Rain fell.", "a\u00a0b\tc",
     "\u200b", "x.jpg", "Photo: Ann Wharton", "Reuters", "— Reuters", "“No,” she said.", "\ud800",
     "مرحبا \u202e بكم", "\u200cب\u200d", f"{TITLE} | Pierwatch", "Xanthe Quill"]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\u2028", "\n\n\n\n"])


def shown(text: str) -> list[str]:
    """The characters of a text that show anything, in alphabetical order."""
    return sorted(re.sub(r"[\s\u200c\u200d]", "", fold(text)))


@given(st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=40)), BREAKS), max_size=14))
def test_every_line_is_kept_or_removed_with_a_reason(lines):
    raw = "".join(text + end for text, end in lines)
    layout = read_layout(raw)
    for p in layout.paragraphs:
        assert layout.body[p.start : p.end] == fold(raw[p.raw_start : p.raw_end])
    for removed in layout.removed:
        assert raw[removed.start : removed.end] == removed.text
    kept = [layout.headline, layout.standfirst, layout.body, *(r.text for r in layout.removed)]
    assert shown("".join(kept)) == shown(raw)


@pytest.mark.parametrize(
    "text",
    ['"' * 24_000, '"a ' * 8_000, "A" * 26 + "!", "A b " * 6_000, "By A" * 6_000, "A.B." * 6_000,
     "x, " * 8_000, "SEOUL, " * 3_500, "1/" * 12_000, "\n" * 24_000, "a\n" * 12_000, "A/" * 12_000,
     "Photo: " * 3_500, "A B\n" * 6_000, "(A) " * 6_000, "| " * 12_000, "\u200b" * 24_000,
     "By " + "A B, " * 4_000, "© " * 12_000, "Jan 1 " * 4_000, "\u200d" * 24_000, "A" * 24_000,
     "By Ann Lee\n" * 2_400, "Related Articles\n" * 1_500, ("a b " * 20 + "\n") * 300],
)  # fmt: skip
def test_hostile_text_takes_no_time(text):
    for raw in (text, f"{TITLE}\n\n{text}", f"{TITLE}\n{text}\n{LEDE}", text + "\n" + LEDE):
        assert within(0.5, partial(read_layout, raw))


def test_a_word_above_the_headline_is_a_kicker():
    layout = read_layout(page("Harbour Town", TITLE, LEDE, SECOND))
    assert layout.headline == TITLE
    assert reasons(layout)["Harbour Town"] == "navigation"


def test_a_short_headline_above_the_text_is_no_kicker():
    assert read_layout(page("Pier vote", LEDE, SECOND)).headline == "Pier vote"


def test_a_date_below_its_label_is_what_the_label_says():
    layout = read_layout(page(TITLE, "Updated", "March 4, 2025", "By Ann Wharton", LEDE, SECOND))
    assert layout.published == Published("2025-03-04", "day", "line", True)


def test_a_time_of_day_below_the_date_goes_with_it():
    layout = read_layout(page(TITLE, "By Ann Wharton", "March 3, 2025", "5:50 PM", LEDE, SECOND))
    assert paragraphs(layout) == [LEDE, SECOND]


def test_times_of_day_that_part_a_running_report_stay():
    layout = read_layout(page(TITLE, f"HARBOUR TOWN — {LEDE}", "12:05 a.m.", SECOND, THIRD))
    assert "12:05 a.m." in paragraphs(layout)


def test_a_labelled_date_far_from_the_headline_dates_the_article():
    layout = read_layout(page(TITLE, LEDE, SECOND, "First published on March 3, 2025", THIRD, LEDE))
    assert layout.published == Published("2025-03-03", "day", "line")


def test_the_name_of_the_author_below_the_text_is_a_doubled_byline():
    layout = read_layout(page(TITLE, "By Ann Wharton", LEDE, SECOND, THIRD, "Ann Wharton", LEDE))
    assert reasons(layout)["Ann Wharton"] == "doubled-byline"
