"""What is made of a text where it is read, and how a reading goes from process to process."""

import pickle

import pytest

from articles import extraction
from articles.extraction.reading import ReadArticle
from articles.formats.raw import RawArticle
from articles.importing.texts import SENT, hash_and_sketch, nearly_same, text_hash
from articles.linking.sketches import sketch, words_of

BODY = "“We mend the pier,” Ines Calloway said on Monday.\n\nThe harbour master was not there."


def test_case_marks_and_blanks_make_no_other_text():
    one = ReadArticle(headline="The pier", body="It is mended, at last.")
    other = ReadArticle(headline="THE PIER", body="It is  mended at last")
    assert text_hash(one) == text_hash(other)
    assert text_hash(one) != text_hash(ReadArticle(headline="The pier", body="It is not mended."))


@pytest.mark.parametrize("word", ["pier", "Café", "snake_case", "ぬりえ", "図書館", "한국어"])
def test_hash_and_sketch_are_the_same_made_together_and_apart(word):
    words = " ".join(f"{word}{number} stands_by, “the harbour”" for number in range(60))
    for body in (words, words.replace("_", " ")):
        read = ReadArticle(headline=f"The {word}", body=body)
        assert hash_and_sketch(read) == (text_hash(read), sketch(words_of(body)))


def test_half_of_the_word_pairs_make_a_version():
    assert nearly_same("the old pier is mended", "the old pier is mended before winter comes")
    assert not nearly_same("the old pier is mended", "nobody saw the harbour master")


def test_a_reading_is_the_same_in_another_process():
    read = extraction.read(RawArticle(headline="Pier mended", body=BODY, structured=True))
    sent = pickle.loads(pickle.dumps(read, protocol=5))  # noqa: S301 - written in this line
    assert sent == read
    assert sent.quotes["body"][0].speaker == "Ines Calloway"
    kinds = {type(span) for spans in (sent.quotes["body"], sent.people["body"]) for span in spans}
    assert kinds < set(SENT)
