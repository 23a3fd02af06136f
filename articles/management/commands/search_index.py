"""Rebuild, update, check or describe the search index."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.search import compare, log, schema, state, sync


class Command(BaseCommand):
    help = (
        "The search index is derived from the database. `rebuild` makes it anew beside the old"
        " one, `sync` applies what changed, `check` compares it with the database (exit status 1"
        " where they differ), `status` says where it is and how far it goes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["rebuild", "sync", "check", "status"])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with schema.panics_as_errors():
                getattr(self, f"{options['action']}_index")()
        except (OSError, ValueError) as error:
            raise CommandError(f"The index cannot be used: {error}. {REMEDY}") from error

    def rebuild_index(self) -> None:
        """Fill a new index and swap."""
        if not sync.rebuild():
            raise CommandError(BUSY)
        self.status_index()

    def sync_index(self) -> None:
        """Apply what changed."""
        if not sync.sync():
            raise CommandError(BUSY)
        self.stdout.write("The index holds every change.")

    def check_index(self) -> None:
        """Compare the index with the database, article by article."""
        current = state.load()
        if current is None:
            raise CommandError(MISSING)
        count = 0
        for difference in compare.differences(current):
            count += 1
            self.stdout.write(f"Article {difference.article_id} {difference.sentence}.")
        if count:
            raise CommandError(
                f"{count} articles differ. Run `manage.py search_index sync`, then check again; "
                "`manage.py search_index rebuild` mends whatever stays."
            )
        self.stdout.write("The index holds what the database holds.")

    def status_index(self) -> None:
        """Say where the index is and what it holds."""
        current = state.load()
        if current is None:
            raise CommandError(MISSING)
        self.stdout.write(f"Index: {state.root() / current.folder}")
        for shape in schema.SHAPES:
            counts = [
                schema.open_index(state.index_folder(current, shape, side)).searcher().num_docs
                for side in schema.SIDES
            ]
            self.stdout.write(f"{shape}: {counts[0]} for every reader, {counts[1]} hidden")
        pending = "" if not log.is_pending(current) else "; the log holds changes after it"
        self.stdout.write(f"Follows the change log to row {current.last}{pending}.")
        if current.next_embargo:
            ends = datetime.fromtimestamp(current.next_embargo, UTC)
            self.stdout.write(f"Next embargo ends {ends:%Y-%m-%d %H:%M} UTC.")


REMEDY = "Run `manage.py search_index rebuild`."
MISSING = f"There is no index of this version. {REMEDY}"
BUSY = (
    "Another process is writing the index, or a line above says what hinders this one. Try again"
    " after that."
)
