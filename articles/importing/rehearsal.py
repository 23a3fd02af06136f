"""A dry run: every batch is written, told, and rolled back, so that no lock is held for long.

A batch that was rolled back is not there for the next one. What the batches before it would have
brought is remembered by identity and by text, so that the verdicts are those of a real run; only
how nearly two readings of one article in the same run agree is not looked at: the later one counts
as unchanged where its words are the same, else as an update.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction

from articles.importing import ledger, store
from articles.importing.identity import identity, text_hash
from articles.importing.pipeline import Reading
from articles.linking.sources import folded_outlet
from articles.models import ImportItem

Verdict = ImportItem.Verdict


class Rehearsal:
    """One dry run; `stored` is told each batch's lines of the ledger."""

    def __init__(self, stored: Callable[[list[ImportItem]], None]):
        self.stored = stored
        self.by_identity: dict[str, set[str]] = {}
        self.by_text: dict[str, list[tuple[str, str, str]]] = {}

    def run(self, batches: Iterable[list[Reading]]) -> Counter:
        """Rehearses the batches; returns how many items would come to each verdict."""
        counts: Counter = Counter()
        for batch in batches:
            with transaction.atomic():
                items = store.save(ledger.begin_rehearsal(), batch)
                transaction.set_rollback(True)
            for reading, item in zip(batch, items, strict=True):
                if item.verdict == Verdict.NEW:
                    self._look_back(reading, item)
            counts.update(item.verdict for item in items)
            self.stored(items)
        return counts

    def _look_back(self, reading: Reading, item: ImportItem) -> None:
        """Corrects the verdict on what an earlier batch would have brought, or remembers it."""
        key, text = identity(reading), reading.text_hash or text_hash(reading.read)
        if key in self.by_identity:
            same = {reading.sha256, text} & self.by_identity[key]
            item.verdict = Verdict.UNCHANGED if same else Verdict.UPDATED
            return
        outlet, day = folded_outlet(reading.read.source), reading.read.published.value[:10]
        for other_outlet, other_day, label in self.by_text.get(text, []):
            alike = len({outlet, other_outlet} - {""}) <= 1 and len({day, other_day} - {""}) <= 1
            if alike and label != item.path:
                item.verdict = Verdict.DUPLICATE
                item.sentence = f"The same text as {label}."
                return
        self.by_identity[key] = {reading.sha256, text}
        self.by_text.setdefault(text, []).append((outlet, day, item.path))
