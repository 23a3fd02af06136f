"""Words and sentences of a paragraph whose quotations are masked."""

from articles.extraction.marks import pair_marks
from articles.extraction.sentences import tokenise


def read(text):
    quotes = [(i, m.start, m.end) for i, m in enumerate(pair_marks(text)) if m.parent is None]
    return tokenise(text, 0, len(text), quotes)


def sentences(text):
    tokens = read(text)
    out = {}
    for number, low, code in zip(tokens.sentence, tokens.low, tokens.codes, strict=True):
        out.setdefault(number, []).append("Q" if code == "Q" else low)
    return [" ".join(words) for words in out.values()]


def test_a_quotation_is_one_token_whatever_it_holds():
    assert sentences("“Go. He said so. Now,” she said.") == ["Q she said ."]


def test_a_full_stop_inside_the_marks_ends_the_sentence():
    assert sentences("“Go home.” She left.") == ["Q", "she left ."]


def test_a_question_mark_before_its_attribution_does_not():
    assert sentences("“Why?” Mara Lind asked. She left.") == ["Q mara lind asked .", "she left ."]


def test_titles_and_initials_end_no_sentence():
    assert len(sentences("Dr. A. Lind of St. Olav said so. He left.")) == 2


def test_a_common_word_with_a_capital_in_mid_sentence_is_a_name():
    tokens = read("The reporter met Press Secretary Will Holm.")
    assert tokens.codes[3:7] == ["C", "C", "C", "C"]


def test_a_verb_after_an_article_is_a_noun():
    tokens = read("The release said so, and Lind’s claims stood.")
    assert tokens.codes[tokens.low.index("release")] == "L"
    assert tokens.codes[tokens.low.index("said")] == "V"
    assert tokens.codes[tokens.low.index("claims")] == "L"


def test_of_a_very_long_paragraph_only_what_is_near_a_quotation_is_read():
    text = "word " * 50_000 + "“Go home now,” she said." + " word" * 50_000
    assert len(read(text).low) < 4_000
