"""The account of a score in sentences."""

from articles.search import parse
from articles.search.reasons import ranking as ranking_of

TERM = {
    "value": 3.0,
    "description": "TermQuery, product of...",
    "context": ['Term=Term(field=26, type=Str, "ferri")'],
    "details": [
        {"value": 2.2, "description": "(K1+1)"},
        {
            "value": 1.3,
            "description": "idf, computed as log(1 + (N - n + 0.5) / (n + 0.5))",
            "details": [
                {"value": 12.0, "description": "n, number of docs containing this term"},
                {"value": 4500.0, "description": "N, total number of docs"},
            ],
        },
        {
            "value": 0.7,
            "description": "freq / (freq + k1 * (1 - b + b * dl / avgdl))",
            "details": [
                {"value": 4.0, "description": "freq, occurrences of term within document"},
                {"value": 248.0, "description": "dl, length of field"},
                {"value": 288.8, "description": "avgdl, average length of field"},
            ],
        },
    ],
}


def ranking(account):
    return ranking_of(account, parse("ferries"))


def told(*details, value=3.0, description="BooleanClause. sum of ..."):
    return {"age": 2.0, "value": value, "description": description, "details": [*details]}


def test_a_word_is_told_with_its_figures():
    found = ranking(told(TERM))
    [reason] = found.reasons
    assert reason.sentence == (
        "“ferries”: counted 4×, among 248 words (average 289), in 12 of 4,500 articles"
    )
    assert (found.score, found.age, found.rank) == (3.0, 2.0, 6.0)


def test_a_weight_is_told_and_counted():
    [reason] = ranking(told(TERM, value=12.0, description="Boost x4 of ...")).reasons
    assert reason.score == 12.0
    assert reason.sentence.endswith("weighed 4×")


def test_what_weighs_nothing_is_left_out():
    nothing = {"value": 0.0, "description": "Const", "details": []}
    assert len(ranking(told(TERM, nothing)).reasons) == 1


def test_a_phrase_has_no_word_of_its_own():
    [reason] = ranking(told(TERM | {"context": []})).reasons
    assert reason.sentence.startswith("words that stand together: counted 4×")


def test_the_weightiest_comes_first():
    light = TERM | {"value": 1.0}
    assert [r.score for r in ranking(told(light, TERM, value=4.0)).reasons] == [3.0, 1.0]
