"""`manage.py load_media_topics FILE`: IPTC Media Topics as tags in a tree."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.curation import vocabulary


class Command(BaseCommand):
    help = (
        "Make tags of the IPTC Media Topics in FILE, the JSON that IPTC publishes at "
        "https://cv.iptc.org/newscodes/mediatopic/?format=json, each under its wider term."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", default="en", help="of the names: en, de, fr, ko")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args, **options):
        try:
            data = options["file"].read_bytes()
            concepts = vocabulary.read_topics(data, options["language"])
        except OSError as problem:
            raise CommandError(f"{options['file']} cannot be read: {problem.strerror}.") from None
        except vocabulary.NoVocabulary as problem:
            raise CommandError(f"{options['file']}: {problem}") from None
        with transaction.atomic():
            loaded = vocabulary.load(concepts)
            transaction.set_rollback(options["dry_run"])
        said = "Would make" if options["dry_run"] else "Made"
        self.stdout.write(
            f"{said} {loaded.made} tags, changed {loaded.changed}, "
            f"left {loaded.unchanged} as they were."
        )
