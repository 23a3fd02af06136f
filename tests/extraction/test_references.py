"""Whom a pronoun, a description or a transcript label means."""

import pytest

from articles.extraction.reading import PersonSpan
from articles.extraction.references import Reference, speaker_kind
from articles.extraction.scenes import read_scene


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


@pytest.mark.parametrize("title", ["Vice President", "former president", "aide to the president"])
def test_the_bearer_of_another_office_is_not_meant(title):
    known = reference("Ida Holm came.", ("Ida Holm", "Ida Holm", "f", title))
    assert known.by_description("the president") is None


def test_a_place_after_the_office_must_be_in_the_title():
    known = reference("Ida Holm came.", ("Ida Holm", "Ida Holm", "f", "mayor of Oslo"))
    assert known.by_description("the mayor of Oslo") == "Ida Holm"
    assert known.by_description("the mayor of Bergen") is None


def test_a_trade_means_the_one_person_without_a_title():
    text = "Ida Holm and Mayor Tom Okoro came. Later the engineer left."
    known = reference(text, ("Ida Holm", "Ida Holm", "f", ""), OKORO)
    assert known.by_trade("the engineer", text.index("the engineer")) == "Ida Holm"
    assert known.by_trade("an engineer", text.index("the engineer")) is None
    assert known.by_trade("the spokesman", text.index("the engineer")) is None


def test_a_trade_that_fits_two_people_means_neither():
    text = "Ida Holm and Mara Lind came. Later the engineer left."
    people = [(name, name, "f", "") for name in ("Ida Holm", "Mara Lind")]
    assert reference(text, *people).by_trade("the engineer", 40) is None


def test_a_given_name_means_the_one_person_who_bears_it():
    known = reference("Mara Lind and Tom Okoro", LIND, OKORO)
    assert known.by_given_name("Mara") == "Mara Lind"
    assert known.by_given_name("Ida") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ari Holm said she was glad. Mara Lind said so too. Then he left.",
        "Ari Holm came to Oslo on Monday. She left soon. Then he left.",
    ],
)
def test_the_texts_own_pronouns_tell_a_gender(text):
    known = reference(text, ("Ari Holm", "Ari Holm", "", ""))
    assert pronoun(text, "he", ("Ari Holm", "Ari Holm", "", "")) is None
    known.read_genders()
    assert known.genders == {"Ari Holm": "f"}


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind spoke. The mayor, Ida Holm, had come. Then she left.",
        "Mara Lind spoke. The loudest of them was Ida Holm, a teacher. Then she left.",
    ],
)
def test_a_person_named_as_the_subject_is_the_subject(text):
    assert pronoun(text, "she", LIND, ("Ida Holm", "Ida Holm", "f", "")) == "Ida Holm"


def test_a_pronoun_does_not_mean_the_person_ruled_out():
    text = "Mara Lind met Ida Holm. Then she left."
    known = reference(text, LIND, ("Ida Holm", "Ida Holm", "f", ""))
    scene = read_scene(text, 0, len(text), [], known)
    assert known.pronoun("she", text.index("she"), [scene], but="Mara Lind") == "Ida Holm"


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
