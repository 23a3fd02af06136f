"""Whom a pronoun, a description or a transcript label means."""

import pytest

from articles.extraction.reading import PersonSpan
from articles.extraction.references import Reference, speaker_kind
from articles.extraction.speakers import read_scene


def reference(text, *people):
    spans = []
    for words, name, gender, title in people:
        start = text.index(words)
        spans.append(PersonSpan(start, start + len(words), name, title, gender))
    return Reference(text, spans)


LIND = ("Mara Lind", "Mara Lind", "f", "Danish President")
OKORO = ("Tom Okoro", "Tom Okoro", "m", "Mayor")


def pronoun(text, word, *people):
    known = reference(text, *people)
    scene = read_scene(text, 0, len(text), [], known)
    return known.pronoun(word, text.rindex(word), [scene])


def test_the_subject_goes_before_others_of_the_sentence():
    text = "Mara Lind met Tom Okoro on Monday. Later he left."
    assert pronoun(text, "he", LIND, OKORO) == "Tom Okoro"
    unknown = (("Mara Lind", "Mara Lind", "", ""), OKORO)
    assert pronoun(text, "he", *unknown) == "Mara Lind"


def test_a_person_of_the_other_gender_is_passed_over():
    text = "Mara Lind came. Tom Okoro came too. Then she left."
    assert pronoun(text, "she", LIND, OKORO) == "Mara Lind"


def test_nobody_named_before_means_nobody():
    assert pronoun("Then she left. Mara Lind came.", "she", LIND) is None


def test_an_owner_is_not_the_person_that_the_words_name():
    text = "Mara Lind’s office said so."
    known = reference(text, LIND)
    assert known.named(0, len("Mara Lind’s office")) is None
    assert known.named(0, len("Mara Lind’s")).name == "Mara Lind"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Danish leader", "Mara Lind"),
        ("the mayor", "Tom Okoro"),
        ("the Swedish leader", None),
        ("a mayor", None),
        ("the teacher", None),
    ],
)
def test_a_description_means_the_one_person_whose_title_it_repeats(words, name):
    known = reference("Danish President Mara Lind and Mayor Tom Okoro", LIND, OKORO)
    assert known.by_description(words) == name


def test_a_description_that_fits_two_people_means_neither():
    text = "Mayor Tom Okoro and Mayor Ida Holm"
    known = reference(text, OKORO, ("Ida Holm", "Ida Holm", "f", "Mayor"))
    assert known.by_description("the mayor") is None


def test_a_transcript_label_means_the_one_person_of_that_family_name():
    known = reference("Mara Lind and Tom Okoro", LIND, OKORO)
    assert known.by_family_name("LIND") == "Mara Lind"
    assert known.by_family_name("HOLM") is None


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("the ministry", "role", "organisation"),
        ("The Harbour Board", "name", "organisation"),
        ("a regional trade expert", "role", "description"),
        ("the Lind aide", "name", "description"),
        ("they", "they", "pronoun"),
    ],
)
def test_words_that_name_no_person_are_a_body_or_a_description(words, kind, expected):
    assert speaker_kind(words, kind) == expected
