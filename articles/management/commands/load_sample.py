"""Load the demo archive."""

import sys
from collections import Counter

from django.core.management.base import BaseCommand

from articles.importing import sample
from articles.models import ImportItem


class Command(BaseCommand):
    help = "Loads the invented articles of articles/sample, once; a second call changes nothing."

    def handle(self, *args, **options) -> None:
        if sample.is_loaded():
            self.stdout.write("The demo archive is loaded already.")
            return
        items = sample.load()
        counts = Counter(item.verdict for item in items)
        told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
        self.stdout.write(f"Demo archive: {told}.")
        rejected = [item for item in items if item.verdict == ImportItem.Verdict.REJECTED]
        for item in rejected:
            self.stderr.write(f"rejected {item.path}: {item.reason}: {item.sentence}")
        if rejected:
            sys.exit(3)
