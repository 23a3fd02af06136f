"""The demo archive of articles/sample: invented articles, and what their archivist knows."""

import json
from pathlib import Path

from articles.importing.pipeline import Reading
from articles.importing.run import Import, run
from articles.linking.sources import source_named
from articles.models import ImportItem, ImportRun, Source

FOLDER = Path(__file__).resolve().parent.parent / "sample"
MARK = {"sample": True}
FROM_DESK = ("tags", "status", "status_reason", "embargoed_until", "corrects", "slugline")


def is_loaded() -> bool:
    """True where the demo archive was loaded before, even if curators removed all of it since."""
    return ImportRun.objects.filter(
        options__sample=True, state=ImportRun.State.DONE, options__last=True
    ).exists()


def load() -> list[ImportItem]:
    """Loads the demo archive, one import an outlet, and returns the lines of the ledger."""
    desk = json.loads((FOLDER / "desk.json").read_text(encoding="utf-8"))
    items: list[ImportItem] = []
    slugs = list(desk["outlets"])
    for slug in slugs:
        run(
            Import(
                paths=[FOLDER / slug],
                source=desk["outlets"][slug]["name"],
                options={**MARK, "last": slug == slugs[-1]},
                amend=lambda reading: _amend(reading, desk["articles"]),
                stored=items.extend,
            )
        )
        _describe(desk["outlets"][slug])
    return items


def _amend(reading: Reading, known: dict[str, dict]) -> None:
    facts = known.get(reading.found.label, {})
    if reading.raw:
        for name in FROM_DESK:
            if name in facts:
                setattr(reading.raw, name, facts[name])


def _describe(outlet: dict) -> None:
    source = source_named(outlet["name"])
    Source.objects.filter(pk=source.pk).update(
        homepage=outlet["homepage"], description=outlet["description"]
    )
