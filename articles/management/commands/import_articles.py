"""Read articles from files into the archive."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from tqdm import tqdm

from articles.importing import run as importing
from articles.models import Article, ImportItem

Verdict = ImportItem.Verdict
EXIT_REJECTED = 3


class Command(BaseCommand):
    help = (
        "Reads articles from text files and folders of them into the archive. Safe to run again "
        "and to interrupt: what is in the archive already is not loaded twice. "
        "Exit status: 0 all in, 1 failed, 3 finished with rejected files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of files")
        parser.add_argument(
            "--source", default="", metavar="NAME", help="outlet of all these articles"
        )
        parser.add_argument(
            "--limit", type=int, metavar="N", help="read the first N files (in order of name)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="do everything, then keep nothing of it"
        )

    def handle(self, *args, **options) -> None:
        if Article._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This archive has no tables yet. Run `manage.py migrate` first.")
        order = importing.Import(
            paths=self._paths(options["paths"]),
            source=options["source"],
            limit=self._limit(options["limit"]),
            dry_run=options["dry_run"],
            waiting=lambda: self.stderr.write(
                "Another import is running on this archive; waiting for it to end."
            ),
        )
        total = len(importing.find(order))
        with tqdm(total=total, unit="file", disable=not sys.stderr.isatty()) as bar:
            order.stored = lambda items: self._stored(items, bar)
            summary = self._run(order)
        self._report(summary, total, options["dry_run"])
        if summary.rejected:
            sys.exit(EXIT_REJECTED)

    def _paths(self, given: list[str]) -> list[Path]:
        for path in given:
            if not path.strip():
                raise CommandError("A path is empty. Name the file or folder to import.")
            if not Path(path).exists():
                raise CommandError(
                    f"There is no file or folder {path!r}. Check the path; nothing was imported."
                )
        return [Path(path) for path in given]

    def _limit(self, limit: int | None) -> int | None:
        if limit is not None and limit < 1:
            raise CommandError(f"--limit takes a number from 1 on, not {limit}.")
        return limit

    def _run(self, order: importing.Import) -> importing.Summary:
        try:
            return importing.run(order)
        except KeyboardInterrupt:
            kept = "Nothing was kept" if order.dry_run else "What was stored is kept"
            raise CommandError(
                f"Interrupted. {kept}; run the same command to go on.", returncode=1
            ) from None
        except (DatabaseError, OSError) as error:
            raise CommandError(
                f"The archive could not be written: {error}. What was stored before is kept; "
                "mend the cause (disk space? rights? is the database up?) and run it again."
            ) from error

    def _stored(self, items: list[ImportItem], bar: tqdm) -> None:
        bar.update(len({item.path for item in items}))
        for item in items:
            if item.verdict == Verdict.REJECTED:
                with tqdm.external_write_mode(file=sys.stderr):
                    place = f"{item.path} (item {item.item})" if item.item else item.path
                    self.stderr.write(f"rejected {place}: {item.reason}: {item.sentence}")

    def _report(self, summary: importing.Summary, files: int, dry_run: bool) -> None:
        counts = ", ".join(f"{summary.counts[verdict]} {verdict}" for verdict in Verdict.values)
        read = f"{files} file" if files == 1 else f"{files} files"
        outcome = " Dry run: nothing was kept." if dry_run else ""
        self.stdout.write(f"{read} read: {counts}.{outcome}")
