"""How often the verdict on two quotations is right, on pairs of PolNeAR labelled by hand.

`polnear_pairs.tsv` holds no text of the corpus: the articles are read from the folder `shared`
beside the checkout. Run with `-s` to see the figures.
"""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.linking.utterances import ALIKE, Utterance, alike, clause_around, retold, utterance

LABELS = Path(__file__).parent / "polnear_pairs.tsv"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "eval" / "polnear"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus PolNeAR is not here")


class Labelled(NamedTuple):
    """Two quotations of one speaker, and whether they are one utterance."""

    one: Utterance
    other: Utterance
    same: bool


def read(part: str, article: str, start: str, end: str, kind: str, cue: str, speaker: str):
    """The quotation at this place of an article of the corpus."""
    path = CORPUS / part / "text" / f"{article}.txt"
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    place = int(start), int(end)
    whole = kind != "partial"
    return utterance(
        text[slice(*place)],
        whole=whole,
        clause="" if whole else clause_around(text, *place),
        apart=[*speaker.split(), *cue.split()],
        day=date.fromisoformat(re.search(r"\d{4}-\d\d-\d\d", article)[0]),
    )


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    pairs = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            *places, speaker, label = line.split("\t")
            one, other = read(*places[:6], speaker), read(*places[6:], speaker)
            pairs.append(Labelled(one, other, label == "1"))
    return pairs


def is_one(pair: Labelled) -> bool:
    """The verdict where nothing says that the articles tell one event."""
    return alike(pair.one, pair.other) >= ALIKE or retold(pair.one, pair.other, False) > 0


def test_of_pairs_taken_for_one_utterance_97_in_100_are(labelled):
    found = [pair for pair in labelled if is_one(pair)]
    right = [pair for pair in found if pair.same]
    same = [pair for pair in labelled if pair.same]
    print(  # noqa: T201 - the figures of docs/linking.md
        f"\n{len(labelled)} pairs; precision {len(right)} of {len(found)},"
        f" recall {len(right)} of {len(same)}"
    )
    assert len(labelled) == 200
    assert len(right) / len(found) >= 0.97
    assert len(right) / len(same) >= 0.75


def test_the_order_of_the_two_makes_no_difference(labelled):
    for one, other, _ in labelled:
        assert alike(one, other) == pytest.approx(alike(other, one))
        assert retold(one, other, True) == pytest.approx(retold(other, one, True))
