"""Make the links across articles anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.importing import ledger
from articles.linking import relink
from articles.search import sync


class Command(BaseCommand):
    help = (
        "Makes anew what is derived across articles: copies, stories, quote families,"
        " disagreements. What a curator decided stays. With --dry-run it says what would change"
        " and changes nothing; the whole archive is then worked through in one transaction."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [step.name for step in relink.STEPS]
        parser.add_argument(
            "--only", choices=names, metavar="STEP", help=f"one of: {', '.join(names)}"
        )
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = [step for step in relink.STEPS if options["only"] in (None, step.name)]
        with ledger.only_import(self.say_waiting):
            if options["dry_run"]:
                with transaction.atomic():
                    self.run_steps(steps)
                    transaction.set_rollback(True)
                self.stdout.write("Nothing was changed.")
            else:
                self.run_steps(steps)
                sync.sync()

    def run_steps(self, steps: list[relink.Step]) -> None:
        """Run the steps in order, and say of each what it changed."""
        for step in steps:
            before = step.derived()
            for done in step.run():
                self.progress(f"{step.name}: {done} articles")
            after = step.derived()
            self.progress("")
            told = relink.difference(before, after)
            self.stdout.write(f"{step.name}: {len(after)} {step.rows} linked, {told}.")

    def progress(self, words: str) -> None:
        """One line that is written over, on a terminal; elsewhere nothing."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{words}", ending="")

    def say_waiting(self) -> None:
        """Say why nothing happens yet."""
        self.stderr.write("An import is running; relinking begins when it has ended.")
