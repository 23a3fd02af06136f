"""Sums of weights by group of signs."""

import pytest

from articles.extraction import weights
from articles.extraction.weights import PairSums, Sums, signs_of


def shape_signs(size, shape):
    return [f"n{size}", f"h{shape}{size}"]


def test_a_group_weighs_as_much_as_its_signs():
    sums = Sums({"n3": 0.5, "hT3": -2.0})
    assert sums[shape_signs, 3, "T"] == -1.5
    assert sums["n3"] == 0.5


def test_a_sign_without_a_weight_weighs_nothing():
    assert Sums({})["unknown"] == 0
    assert Sums({"n3": 0.5})[shape_signs, 4, "T"] == 0


def test_two_models_are_summed_side_by_side():
    sums = PairSums({"n3": (0.5, 1.0), "hT3": (-2.0, 1.0)})
    assert sums[shape_signs, 3, "T"] == (-1.5, 2.0)
    assert sums["unknown"] == (0, 0)


def test_the_signs_of_groups_are_named_in_order():
    assert signs_of(["bias", (shape_signs, 3, "T")]) == ["bias", "n3", "hT3"]


def test_the_groups_kept_are_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weights, "MOST_KEPT", 10)
    sums = Sums({f"n{size}": float(size) for size in range(50)})
    for size in range(50):
        assert sums[shape_signs, size, "T"] == size
    assert len(sums) <= 50 + 10


def test_single_signs_keep_their_weight_when_the_groups_are_let_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weights, "MOST_KEPT", 2)
    sums = Sums({"n1": 0.5})
    for size in range(5):
        sums[shape_signs, size, "T"]
    assert sums["n1"] == 0.5
