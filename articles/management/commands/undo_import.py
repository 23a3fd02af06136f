"""Take an import back."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from articles.curation import imports
from articles.models import ImportRun


class Command(BaseCommand):
    help = (
        "Takes an import back: the articles that it made go, the versions that it replaced come "
        "back. What somebody edited, tagged, reviewed or noted since stays and is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="the number of the import")

    def handle(self, *args, **options) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no import {options['run']}. See /imports/.")
        try:
            undone = imports.undo(run, None)
        except (imports.CannotUndo, imports.Busy) as reason:
            raise CommandError(str(reason)) from None
        for pk, reason in undone.kept:
            self.stderr.write(f"kept article {pk}: {reason}")
        self.stdout.write(f"Import {run.pk} undone: {undone.sentence}")
