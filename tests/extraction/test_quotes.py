"""Who says each quotation, by what words, with whose help, and how sure that is."""

import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.quotes import find_quotes
from articles.extraction.reading import PersonSpan

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "eval" / "polnear"

NAMES = {
    "Mara Lind": ("Mara Lind", "f"),
    "Lind": ("Mara Lind", "f"),
    "Tom Okoro": ("Tom Okoro", "m"),
    "Okoro": ("Tom Okoro", "m"),
    "Seo Ji-hun": ("Seo Ji-hun", "m"),
    "Seo": ("Seo Ji-hun", "m"),
}


def people(text):
    """The mentions of NAMES in the text, the longest form at each place."""
    spans, taken = [], set()
    for form in sorted(NAMES, key=len, reverse=True):
        start = text.find(form)
        while start >= 0:
            if start not in taken:
                name, gender = NAMES[form]
                title = "Danish President" if text[:start].endswith("Danish President ") else ""
                spans.append(PersonSpan(start, start + len(form), name, title, gender))
                taken.update(range(start, start + len(form)))
            start = text.find(form, start + 1)
    return spans


def read(text, **options):
    return find_quotes(text, people(text), **options)


def said(text, quote):
    """(speaker, kind of speaker, words that name them, cue) of a quotation, read off its places."""
    mention = text[quote.speaker_start : quote.speaker_end] if quote.speaker_mention else None
    cue = text[quote.cue_start : quote.cue_end] if quote.cue else None
    assert (mention, cue) == (quote.speaker_mention, quote.cue)
    return quote.speaker, quote.speaker_kind, mention, cue


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late for us all,” Mara Lind said.", ("Mara Lind", "named", "Mara Lind", "said")),
        ("“It is late for us all,” said Mara Lind.", ("Mara Lind", "named", "Mara Lind", "said")),
        ("Mara Lind said, “It is late for us all.”", ("Mara Lind", "named", "Mara Lind", "said")),
        ("Mara Lind: “It is late for us all.”", ("Mara Lind", "named", "Mara Lind", None)),
        (
            "According to Mara Lind, the bridge is “late and far too dear.”",
            ("Mara Lind", "named", "Mara Lind", "According to"),
        ),
        (
            "“It is late for us all,” Mara Lind, the mayor of a port, told reporters.",
            ("Mara Lind", "named", "Mara Lind", "told"),
        ),
        (
            "“It is late for us all,” the ministry said.",
            (None, "organisation", "the ministry", "said"),
        ),
        (
            "“It is late for us all,” a regional trade expert said.",
            (None, "description", "a regional trade expert", "said"),
        ),
        (
            "“It is late for us all,” said a spokesman for the port.",
            (None, "description", "a spokesman for the port", "said"),
        ),
    ],
)
def test_the_speaker_is_found_with_the_words_and_the_verb(text, speaker):
    (quote,) = read(text)
    assert said(text, quote) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” Mara Lind said.", "Mara Lind"),
        ("Mara Lind replied simply: “Never.”", "Mara Lind"),
        ("“Close it and be done.” ― Tom Okoro, a teacher", "Tom Okoro"),
        ("It was, in Mara Lind’s words, “the worst day of my life.”", "Mara Lind"),
        ("The port’s lawyer, Mara Lind, told Reuters that it was “not ready” yet.", "Mara Lind"),
    ],
)
def test_short_and_unusual_attributions_are_kept(text, speaker):
    (quote,) = read(text)
    assert (quote.kind in ("direct", "partial"), quote.speaker) == (True, speaker)


def test_a_short_cry_is_a_statement_of_those_who_shout_it():
    (quote,) = read("“Shame on you!” shouted protesters. Asked why, the mayor left.")
    assert (quote.kind, quote.speaker, quote.speaker_mention) == ("direct", None, "protesters")


def test_single_marks_are_the_main_marks_of_a_british_text():
    text = (
        "‘We have no time,’ said Mara Lind. ‘She told me “it is safe” last week,’ Tom Okoro said."
    )
    first, second, inner = read(text)
    assert (first.speaker, second.speaker, inner.nested_in) == ("Mara Lind", "Tom Okoro", 1)


def test_a_pronoun_means_the_last_subject_of_its_gender():
    text = (
        "Mara Lind met Tom Okoro on Monday, and Okoro left soon.\n\n"
        "“We need the bridge by spring,” she said."
    )
    (quote,) = read(text)
    assert said(text, quote) == ("Mara Lind", "pronoun", "she", "said")


def test_a_pronoun_means_the_speaker_of_the_paragraph_before():
    text = "“We need the bridge,” Seo Ji-hun said.\n\n“We will not wait for it,” he added."
    assert [quote.speaker for quote in read(text)] == ["Seo Ji-hun", "Seo Ji-hun"]


def test_the_authors_own_words_have_no_person():
    (quote,) = read("“It is late for us all,” I said to the driver.")
    assert (quote.speaker, quote.speaker_kind) == (None, "pronoun")


def test_a_joint_statement_belongs_to_no_person():
    (quote,) = read("Oslo and Bergen agreed to hold “talks on the depth of the harbour.”")
    assert (quote.speaker, quote.speaker_mention) == (None, "Oslo and Bergen")
    assert quote.speaker_kind == "organisation"


def test_a_nested_quotation_names_its_own_speaker_and_who_passes_it_on():
    text = "“Mara Lind said ‘the bridge is safe now,’ and I believed it,” Tom Okoro recalled."
    outer, inner = read(text)
    assert (outer.speaker, inner.kind, inner.nested_in) == ("Tom Okoro", "nested", 0)
    assert (inner.speaker, inner.relayed_by) == ("Mara Lind", "Tom Okoro")


def test_relayed_words_belong_to_the_person_quoted():
    text = (
        "Quoting Mara Lind, Tom Okoro added that the mayor remarked, "
        "“A bridge is not built in one night, is it?”"
    )
    (quote,) = read(text)
    assert (quote.speaker, quote.relayed_by) == ("Mara Lind", "Tom Okoro")
    assert quote.speaker_mention == "the mayor"


def test_a_description_is_led_back_to_the_one_title_it_repeats():
    text = (
        "Danish President Mara Lind came on Monday with Tom Okoro.\n\n"
        "“We are glad to be here,” the Danish leader said."
    )
    (quote,) = read(text)
    assert (quote.speaker, quote.speaker_mention) == ("Mara Lind", "the Danish leader")


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("“It is late for us,” Mara Lind told a group of foreign reporters in Oslo.", None),
        ("“It is late for us,” Mara Lind told Reuters.", "Reuters"),
        ("“It is late for us,” Mara Lind told reporters Monday.", "reporters"),
        ("“It is late for us,” Mara Lind told me.", "me"),
    ],
)
def test_who_is_told_is_the_addressee(text, addressee):
    (quote,) = read(text)
    assert quote.addressee == (addressee or "a group of foreign reporters")
    assert quote.speaker == "Mara Lind"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (
            "A harbour worker who asked not to be named said the gates fell “like a shutter”.",
            "A harbour worker",
        ),
        (
            "A grain agent in the port, who did not wish to be named, said it would be “jam”.",
            "A grain agent in the port",
        ),
        (
            "“I had the sea in my kitchen,” said one resident of Chapel Row.",
            "one resident of Chapel Row",
        ),
        ("“I would sail with him tomorrow,” said one of them.", "one of them"),
    ],
)
def test_a_description_is_kept_with_its_own_noun(text, mention):
    (quote,) = read(text)
    assert (quote.speaker_mention, quote.speaker_kind) == (mention, "description")


def test_words_given_as_somebodys_are_that_persons():
    (quote,) = read("The police have, in the words of Mara Lind, “a list of people who can spell”.")
    assert (quote.speaker, quote.rule) == ("Mara Lind", "accord")


@pytest.mark.parametrize("name", ["Ida van der Holm", "Ida de la Cruz", "Omar bin Salim"])
def test_the_particles_of_a_name_belong_to_the_mention(name):
    text = f"“It is late for us all,” said {name}, a teacher."
    start = text.index(name)
    (quote,) = find_quotes(text, [PersonSpan(start, start + len(name), name)])
    assert (quote.speaker_mention, quote.speaker) == (name, name)


def test_a_pronoun_inside_a_quotation_is_not_the_one_who_speaks():
    text = (
        "Mara Lind came too. “She measured the quay and she said, ‘It will not grow any more,’” "
        "Ida Holm recalled."
    )
    start = text.index("Ida Holm")
    outer, inner = find_quotes(text, [*people(text), PersonSpan(start, start + 8, "Ida Holm")])
    assert (outer.speaker, inner.speaker, inner.relayed_by) == ("Ida Holm", "Mara Lind", "Ida Holm")


def test_a_nested_quotation_may_stand_some_words_after_its_verb():
    text = "“Mara Lind said to me at three o’clock, ‘I would rather be wet,’” Tom Okoro recalled."
    assert [quote.speaker for quote in read(text)] == ["Tom Okoro", "Mara Lind"]


def test_the_person_named_in_apposition_speaks():
    text = "He thanked the club, whose captain, Mara Lind, told him: “We were getting wet anyway.”"
    (quote,) = read(text)
    assert quote.speaker == "Mara Lind"


def test_a_split_quotation_is_linked():
    text = "“The bridge is late,” Mara Lind said. “The town has waited for three years.”"
    first, second = read(text)
    assert (first.continues, second.continues) == (None, 0)
    assert second.speaker == "Mara Lind"


def test_a_quotation_that_runs_over_paragraphs_is_linked():
    text = "Mara Lind said: “The bridge is late.\n\n“The town has waited for three years.”"
    first, second = read(text)
    assert (first.kind, second.kind, second.continues) == ("direct", "direct", 0)


def test_a_new_speaker_does_not_continue_the_one_before():
    text = "“The bridge is late,” Mara Lind said. “It is not,” Tom Okoro said."
    first, second = read(text)
    assert (first.speaker, second.speaker, second.continues) == ("Mara Lind", "Tom Okoro", None)


def test_a_quoted_transcript_goes_to_its_labels():
    text = "Part of the talk:\n\n“LIND: The bridge is late.\n\n“OKORO: It is not late.”"
    people_named = [
        PersonSpan(text.index("LIND"), text.index("LIND") + 4, "Mara Lind"),
        PersonSpan(text.index("OKORO"), text.index("OKORO") + 5, "Tom Okoro"),
    ]
    assert [q.speaker for q in find_quotes(text, people_named)] == ["Mara Lind", "Tom Okoro"]


@pytest.mark.parametrize(
    "text",
    [
        "„Die Brücke ist seit drei Jahren gesperrt“, sagte Mara Lind am Montag in der Stadt.",
        "« Le pont est fermé depuis trois ans », a dit Mara Lind lundi dans la ville.",
        "“El puente lleva tres años cerrado”, dijo Mara Lind el lunes en la ciudad.",
        "マラは月曜日、市役所で記者団に「橋は三年前から閉まっている。」と述べた。",
    ],
)
def test_other_languages_keep_the_words_and_claim_no_speaker(text):
    (quote,) = read(text)
    assert (quote.kind, quote.speaker, quote.speaker_mention) == ("direct", None, None)
    assert quote.confidence <= 0.5


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("guten Nacht für den Hafen", "partial"),
        ("Brücke", "scare"),
        ("Der Alte Mann Am Meer", "scare"),
    ],
)
def test_another_languages_fragment_is_partial_and_its_term_is_not(words, kind):
    (quote,) = read(f"Die Sprecherin der Stadt nannte das am Montag eine „{words}“ und ging.")
    assert quote.kind == kind


def test_scare_marks_have_no_speaker_and_no_cue():
    (quote,) = read("The visit of Mara Lind is aimed at opening a “new phase” in the port’s life.")
    assert quote.kind == "scare"
    assert (quote.speaker, quote.speaker_mention, quote.cue) == (None, None, None)


def test_without_people_the_function_finds_them_itself():
    (quote,) = find_quotes("“It is late for us all,” Mara Lind said.")
    assert quote.speaker == "Mara Lind"


def test_a_text_without_marks_has_no_quotations():
    assert find_quotes("Mara Lind said that the bridge isn’t open.") == []
    assert find_quotes("") == []


@pytest.mark.parametrize(
    "text",
    [
        "\0“It is late for us,” Mara Lind said.\0",
        "“It is \ud800 late for us,” Mara Lind \udfff said.",
        "\u202e“It is late for us,” \u2066Mara Lind\u2069 said.\u202c",
    ],
)
def test_odd_characters_do_not_break_the_reading(text):
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“‘" * 5_000,
        "word “quote” said " * 1_200_000,
        "“We will go now,” he said.\n" * 5_000,
        "he said " * 10_000 + "“We will go now,” she said.",
        "Mr. " * 10_000 + "“We will go now,” she said.",
        "“We,” " + "Xx " * 10_000 + "said.",
    ],
    ids=["nested", "one line", "paragraphs", "verbs", "titles", "capitals"],
)
def test_hostile_texts_end_in_bounded_time(text):
    began = time.process_time()
    find_quotes(text, [])
    assert time.process_time() - began < 10


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                "‘",
                "’",
                '"',
                "'",
                "he",
                "said",
                "Mara Lind",
                "that",
                "told",
                ",",
                ".",
                "\n",
            ]
            + ["who", "according to", ":", "the mayor", "and", "(", ")", "\0", "calling", "“Yes,”"]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_every_place_lies_in_the_text_and_indices_point_to_quotes(text):
    quotes = read(text)
    for index, quote in enumerate(quotes):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.kind in ("direct", "partial", "nested", "scare")
        assert 0 <= quote.confidence <= 1
        said(text, quote)
        for other in quotes[:index]:
            assert other.start <= quote.start
            assert other.end <= quote.start or quote.end <= other.end
        for link in (quote.nested_in, quote.continues):
            assert link is None or 0 <= link < index


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled articles are not beside the checkout")
def test_the_labelled_articles_are_read_as_well_as_measured():
    sys.path.insert(0, str(SHARED / "eval"))
    import score_quotes

    result = score_quotes.score(find_quotes, "dev")
    assert result["crashes"] == 0
    assert result["direct_f1"] >= 97
    assert result["direct_speaker"] >= 97
    assert result["all_speaker"] >= 93
    assert result["none_kept_percent"] <= 25


def test_quotes_are_plain_records():
    (quote,) = read("“It is late for us all,” Mara Lind said.")
    assert asdict(quote)["rule"] == "subject"
