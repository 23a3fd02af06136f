"""Places as the facet holds and shows them."""

import pytest

from articles.search import places


def place(name):
    return {"name": name, "kind": "place"}


def test_the_dateline_and_the_text_name_one_place():
    assert places.keys("HALDERMOUTH", [place("Haldermouth"), place("Ostrey")]) == [
        "haldermouth",
        "ostrey",
    ]


def test_other_suggested_tags_are_no_places():
    assert places.keys("", [{"name": "Harbour Board", "kind": "organisation"}]) == []


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("OSTREY/TARNWICK", ["ostrey", "tarnwick"]),
        ("OSTREY and TARNWICK", ["ostrey", "tarnwick"]),
        ("", []),
        (" , ", []),
        ("A" * 200, []),
    ],
)
def test_a_dateline_may_have_several_places_or_none(dateline, expected):
    assert places.keys(dateline, []) == expected


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("haldermouth", "Haldermouth"),
        ("port-au-prince", "Port-au-Prince"),
        ("são tomé", "São Tomé"),
        ("u.s.", "U.S."),
        ("uk", "UK"),
        ("the hague", "The Hague"),
        ("isle of man", "Isle of Man"),
        ("côte d’azur", "Côte d’Azur"),
        ("o'hare", "O'Hare"),
        ("king's lynn", "King's Lynn"),
        ("東京", "東京"),
    ],
)
def test_a_place_is_shown_as_readers_know_it(key, label):
    assert places.label(key) == label


def test_an_address_may_write_a_place_in_any_case():
    assert places.key("  Isle  of MAN ") == "isle of man"
