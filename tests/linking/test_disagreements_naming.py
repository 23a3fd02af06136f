"""Names and titles on which two articles differ."""

import pytest

from articles.linking.naming import Named, other_titles, respelt


def named(name: str, title: str = "", person: int = 1) -> Named:
    return Named(person, name, title, "body", 0, len(name))


def spelt(one: str, other: str) -> bool:
    return bool(list(respelt([named(one)], [named(other, person=2)])))


def test_one_name_in_two_spellings_is_found():
    assert spelt("Torvald Eskhansen", "Thorvald Eskhansen")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hwang Mi-re", "Hwang Mi Re"),
        ("Zoë Krasnik", "Zoe Krasnik"),
        ("Kuroshima Aya", "Aya Kuroshima"),
        ("A. B. Marchetti", "Anna Marchetti"),
        ("Jory Trevannick", "Linh Trevannick"),
        ("Pell", "Pall"),
    ],
)
def test_house_style_and_other_people_are_no_disagreement(one, other):
    assert not spelt(one, other)


def test_an_article_that_has_both_spellings_knows_both():
    both = [named("Torvald Eskhansen"), named("Thorvald Eskhansen")]
    assert not list(respelt(both, [named("Thorvald Eskhansen")]))


def titled(one: str, other: str) -> bool:
    return bool(list(other_titles([named("Ada Pell", one)], [named("Ada Pell", other)])))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Captain", "Colonel"), ("Mayor", "deputy mayor"), ("acting director", "director")],
)
def test_another_rank_or_step_is_a_disagreement(one, other):
    assert titled(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Captain", "the master"),
        ("Chief Inspector", "Inspector"),
        ("former President", "President"),
        ("Dr", "director"),
        ("Mayor", "Mayor"),
        ("", "deputy mayor"),
    ],
)
def test_titles_that_one_person_can_have_are_no_disagreement(one, other):
    assert not titled(one, other)


def test_an_article_that_uses_both_knows_both():
    both = [named("Ada Pell", "deputy mayor"), named("Ada Pell", "mayor")]
    assert not list(other_titles(both, [named("Ada Pell", "mayor")]))
