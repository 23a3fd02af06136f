"""The features that tell a person's name from other names, and their weights."""

from articles.extraction.capitals import read_runs, split_run
from articles.extraction.evidence import (
    Article,
    LowerCase,
    describe,
    describe_article,
    read_weights,
    weigh,
)
from articles.extraction.weights import PairSums, signs_of


def last_piece(text):
    return [piece for start, run in read_runs(text) for piece in split_run(text, start, run)][-1]


def features(text):
    return set(signs_of(describe(text, last_piece(text), heading=False)))


def test_the_words_of_a_name_are_described():
    found = features("the lawyer Anna Lindqvist")
    assert {"Nsize=2", "first=given", "Nword-before=role", "Nword-after=none"} - found == {
        "Nword-after=none"
    }


def test_age_and_role_after_a_name_are_described():
    assert "Nage" in features("Anna Lindqvist, 54,")
    assert "Nrole-after" in features("Anna Lindqvist, a lawyer in town,")


def test_an_article_remembers_full_names_for_lone_ones():
    text = "Anna Lindqvist spoke. Lindqvist"
    article = Article(text)
    for start, run in read_runs(text):
        for piece in split_run(text, start, run):
            article.note(piece, 3.0, heading=False)
    assert "is-last=2" in signs_of([describe_article(last_piece(text), article)])


def test_a_word_in_lower_case_is_found_where_it_stands_by_itself():
    lower = LowerCase('the "harbour (quay) and seaside gulls\u2019 nest')
    found = {"harbour", "quay", "and", "gulls", "nest"}
    assert found == {word for word in [*found, "the", "sea", "side", "gull"] if word in lower}


def test_a_word_inside_many_others_is_told_from_them():
    assert "sea" not in LowerCase(" seaside" * 500)
    assert "sea" in LowerCase(" seaside" * 500 + " sea")


def test_weights_sum_to_log_odds():
    weights = PairSums({"bias": (1, 2), "a": (0.5, 0), "b": (0, -3)})
    assert weigh(["a", "b", "unknown"], weights) == (1.5, -1)


def test_a_given_name_speaks_for_a_person_and_an_organisation_against():
    weights = read_weights()
    assert weights["first=given"][1] > 0
    assert weights["Nrun-after=org"][1] < 0
