"""Which facts of two articles cannot both be so."""

import pytest

from articles.linking.contradictions import contradictions
from articles.linking.facts import facts


def differ(one: str, other: str) -> list[tuple[str, str]]:
    return [(c.first.words, c.second.words) for c in contradictions(facts(one), facts(other))]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "The harbour board postponed 46 repairs after the gale.",
            "After the gale the board of the harbour had postponed forty-two repairs.",
            ("46", "forty-two"),
        ),
        (
            "Seventeen people were hurt when the ferry struck the breakwater.",
            "The ferry hit the breakwater in fog and 19 passengers were injured.",
            ("Seventeen", "19"),
        ),
        (
            "Critics recall the fallout from the town’s 2016 purchase of a rotten brig.",
            "The fallout of the town’s 2017 purchase of the rotten brig lasted for years.",
            ("2016", "2017"),
        ),
        (
            "The skipper Bo Tarn, 34, steered the trawler onto the ledge.",
            "Bo Tarn, 36, who steered the trawler, is a skipper.",
            ("34", "36"),
        ),
        (
            "The trawler will leave the shipyard on 14 October, the harbourmaster announced.",
            "On 16 October the trawler leaves the shipyard, the harbourmaster announced.",
            ("14 October", "16 October"),
        ),
    ],
)
def test_two_values_of_one_fact_are_found(one, other, words):
    assert differ(one, other) == [words]
    assert differ(other, one) == [words[::-1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The summit was the second meeting of the skipper and the mayor.",
            "The visit was the first trip of the skipper to the mayor.",
        ),
        (
            "The harbour board postponed 46 repairs after the gale.",
            "The harbour board postponed 46 repairs after the gale; 42 repairs went on.",
        ),
        (
            "The harbour board postponed about 40 repairs after the gale.",
            "The harbour board postponed 42 repairs after the gale.",
        ),
        (
            "The harbour board postponed more than 40 repairs after the gale.",
            "The harbour board postponed 57 repairs after the gale.",
        ),
        (
            "The harbour board postponed 12,000 repairs after the gale.",
            "The harbour board postponed 11,984 repairs after the gale.",
        ),
        (
            "The harbour board postponed 46 repairs after the gale.",
            "The harbour board postponed 200 repairs after the gale.",
        ),
        (
            "The harbour board postponed 46 repairs after the gale.",
            "The chapel choir rehearsed 42 cantatas and repaired the organ.",
        ),
        (
            "The skipper Bo Tarn, 34, steered the trawler onto the ledge.",
            "The skipper Liv Holm, 36, steered the trawler onto the ledge.",
        ),
        (
            "The town bought the rotten brig in 1950 and mended the brig.",
            "The town bought the rotten brig in 2016 and mended the brig.",
        ),
        (
            "Pell made 3 rescues, 14 tows, 7 repairs and 46 landings in the trawler.",
            "Pell made 5 rescues, 19 tows, 9 repairs and 42 landings in the trawler.",
        ),
        (
            "Of the trawlers, 6 trawlers sank, 8 trawlers burnt and 9 trawlers were sold.",
            "Of the trawlers, 7 trawlers sank and were mourned.",
        ),
    ],
    ids=[
        "another thing is counted",
        "one article states both",
        "rough",
        "at least",
        "rounded",
        "too far apart to be one count",
        "another matter",
        "another person",
        "another event",
        "statistics",
        "several counts of one unit",
    ],
)
def test_what_can_both_be_so_is_no_disagreement(one, other):
    assert differ(one, other) == []


def test_a_fact_contradicts_the_likeliest_alone():
    one = "Seventeen people were hurt when the ferry struck the breakwater."
    other = (
        "Nineteen people were hurt when the ferry struck the breakwater. "
        "Twenty people were hurt by the ferry and a gale."
    )
    assert differ(one, other) == [("Seventeen", "Nineteen")]
