"""Five reports on one summit: which of their quotes belong together, and what they disagree on.

The reports lie in the folder `shared` beside the checkout.
"""

import random
from pathlib import Path

import pytest

from articles.importing.run import Import, run
from articles.linking import families
from articles.models import Disagreement, Quote

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the five reports are not here"),
]


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.NEWSROOM_DATA = tmp_path


def bring(files: list[Path]) -> None:
    for file in files:
        run(Import(paths=[file]))


def told() -> set[frozenset]:
    """The families as sets of (report, first words)."""
    found: dict[int, set] = {}
    for quote in Quote.objects.exclude(family=None).select_related("article"):
        report = Path(quote.article.import_path).name[:3]
        words = quote.text.strip("“”\"'").split()[:3]
        found.setdefault(quote.family_id, set()).add((report, " ".join(words)))
    return {frozenset(group) for group in found.values()}


EXPECTED = {
    frozenset({("001", "In that context,"), ("002", "I requested that")}),
    frozenset(
        {
            ("001", "North Korea and"),
            ("002", "effectively disappeared."),
            ("003", "zero trust"),
        }
    ),
}


@pytest.mark.parametrize("seed", [None, 2])
def test_the_request_and_the_remark_are_each_one_utterance_in_any_order(seed):
    files = sorted(SEEDS.glob("*.txt"))
    if seed is not None:
        random.Random(seed).shuffle(files)  # noqa: S311 - a fixed order, no secret
    bring(files)
    assert told() == EXPECTED
    list(families.relink())
    assert told() == EXPECTED


def test_the_year_of_the_deployment_alone_is_a_disagreement():
    bring([SEEDS])
    found = [(row.kind, sorted(row.words)) for row in Disagreement.objects.all()]
    assert found == [("date", ["2016", "2017"])]
