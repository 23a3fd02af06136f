"""Read the archive's articles again with the extraction of today."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.importing import ledger
from articles.importing.reread import Difference, chosen, reread
from articles.models import Source

VERBOSE = 2


class Command(BaseCommand):
    help = (
        "Reads articles again from the bytes they came as, and stores what a newer extraction"
        " finds in them. What a curator set or decided stays, quotes keep their addresses, and the"
        " text until now is kept as a version. With --dry-run it says what would change; -v 2 says"
        " it for each article."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("articles", nargs="*", type=int, metavar="ARTICLE", help="ids; all where none is given")
        add("--dry-run", action="store_true", help="do everything, then keep nothing of it")
        add("--source", default="", metavar="SLUG", help="only articles of this outlet")
        add(
            "--since",
            type=instant,
            metavar="DATE",
            help="only articles not read since; with the time that a run began, it goes on",
        )
        add("--limit", type=int, metavar="N", help="the first N articles (in order of id)")

    def handle(self, *args: Any, **options: Any) -> None:
        source, began = options["source"], timezone.now()
        if source and not Source.objects.filter(slug=source).exists():
            raise CommandError(f"No outlet has the slug “{source}”.")
        articles = chosen(options["articles"], source, options["since"])
        counts: Counter = Counter()
        with ledger.only_import(self.say_waiting):
            found = reread(articles, limit=options["limit"], dry_run=options["dry_run"])
            try:
                for difference in found:
                    counts.update(difference.counts)
                    counts.update(["articles"] + ["changed"] * _is_change(difference))
                    if options["verbosity"] >= VERBOSE:
                        self.say(difference)
            except KeyboardInterrupt:
                again = f"manage.py reread --since {began.isoformat(timespec='seconds')}"
                raise CommandError(
                    f"Stopped after {counts['articles']}. To go on: {again}"
                ) from None
        self.report(counts, dry_run=options["dry_run"])

    def say(self, difference: Difference) -> None:
        """One line for an article in which something changes, or that could not be read."""
        parts = [f"{number} {name}" for name, number in difference.counts.items()]
        if difference.fields:
            parts.append(f"fields: {', '.join(difference.fields)}")
        parts += [f"lost: {text}" for text in difference.lost]
        if difference.skipped:
            parts.append(difference.skipped)
        if parts:
            self.stdout.write(f"Article {difference.article.pk}: {'; '.join(parts)}")

    def report(self, counts: Counter, *, dry_run: bool) -> None:
        """The numbers of the whole run."""
        verb = "would change" if dry_run else "changed"
        total, changed = counts.pop("articles", 0), counts.pop("changed", 0)
        self.stdout.write(f"Read {total} articles again; {changed} {verb}.")
        for name, number in sorted(counts.items()):
            self.stdout.write(f"  {name}: {number}")
        if dry_run:
            self.stdout.write("Nothing was changed.")

    def say_waiting(self) -> None:
        """Say why nothing happens yet."""
        self.stderr.write("An import is running; this begins when it has ended.")


def _is_change(difference: Difference) -> bool:
    return bool(difference.counts) and not difference.skipped


def instant(text: str) -> datetime:
    """The instant of a date, or of a date and time, in the archive's own zone where none is told.

    Raises ArgumentTypeError.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write 2026-01-07 or 2026-01-07T09:30") from None
    return found if found.tzinfo else timezone.make_aware(found)
