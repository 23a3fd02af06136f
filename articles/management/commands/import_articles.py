"""Read articles from files into the archive."""

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from tqdm import tqdm

from articles.exports import defused
from articles.formats.jsonl import NAMES as FIELDS
from articles.importing import run as importing
from articles.importing.pipeline import NAMES as FORMATS
from articles.importing.walk import STANDARD_INPUT
from articles.models import Article, ImportItem, ImportRun

Verdict = ImportItem.Verdict
EXIT_REJECTED = 3
REPORT_COLUMNS = ("path", "item", "verdict", "reason", "sentence", "seconds", "article")


class Command(BaseCommand):
    help = (
        "Reads articles from files and folders of them into the archive. Safe to run again and to "
        "interrupt: what is in the archive already is not loaded twice. "
        "Exit status: 0 all in, 1 failed, 3 finished with rejected files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("paths", nargs="*", metavar="PATH", help="a file, a folder of files, or - (stdin)")
        add("--format", choices=sorted(FORMATS), default="", help="read all as this format")
        add("--source", default="", metavar="NAME", help="outlet of all these articles")
        add(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="a column of CSV or TSV, or a field of JSON Lines, and what the archive calls it",
        )
        add("--workers", type=int, metavar="N", help="processes that read; 0: read in this one")
        add("--dry-run", action="store_true", help="do everything, then keep nothing of it")
        add("--since", default="", metavar="DATE", help="only files changed on this day or later")
        add("--limit", type=int, metavar="N", help="read the first N files (in order of name)")
        add("--retry", type=int, metavar="RUN", help="read again what this run rejected")
        add("--report", metavar="FILE", help="write each file's verdict to FILE, as CSV")

    def handle(self, *args, **options) -> None:
        if Article._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This archive has no tables yet. Run `manage.py migrate` first.")
        order = self._order(options)
        shown = sys.stderr.isatty()
        total = sum(1 for _ in importing.find(order)) if shown else None
        with (
            self._report(options["report"]) as report,
            tqdm(total=total, unit="file", disable=not shown) as bar,
        ):
            order.stored = lambda items: self._stored(items, bar, report)
            summary = self._run(order)
        self._sum_up(summary, options["dry_run"])
        if summary.rejected:
            sys.exit(EXIT_REJECTED)

    def _order(self, options: dict) -> importing.Import:
        order = importing.Import(
            paths=self._paths(options["paths"], options["retry"]),
            source=options["source"],
            limit=at_least("--limit", options["limit"], 1),
            dry_run=options["dry_run"],
            waiting=lambda: self.stderr.write(
                "Another import is running on this archive; waiting for it to end."
            ),
            format=options["format"],
            columns=dict(column_and_field(given) for given in options["map"]),
            since=moment(options["since"]),
            workers=at_least("--workers", options["workers"], 0),
            stdin=sys.stdin.buffer,
        )
        return self._again(order, options["retry"]) if options["retry"] else order

    def _paths(self, given: list[str], retry: int | None) -> list[Path]:
        if bool(given) == bool(retry):
            raise CommandError("Name files or folders to import, or a run with --retry; not both.")
        for path in given:
            if not path.strip():
                raise CommandError("A path is empty. Name the file or folder to import.")
            if path != STANDARD_INPUT and not Path(path).exists():
                raise CommandError(
                    f"There is no file or folder {path!r}. Check the path; nothing was imported."
                )
        return [Path(path) for path in given]

    def _again(self, order: importing.Import, number: int) -> importing.Import:
        """The order to read again what a run rejected, as that run read it where nothing else is
        asked for."""
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(
                f"There is no import {number}. /imports/ lists those that there are."
            )
        try:
            return importing.again(order, run)
        except importing.NothingToRetry as reason:
            raise CommandError(str(reason)) from None

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

    @contextmanager
    def _report(self, path: str | None) -> Iterator[Callable[[ImportItem], None]]:
        """Something that writes a line of the ledger to the file, or nowhere without one."""
        if path is None:
            yield lambda item: None
            return
        try:
            file = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115 - closed below
        except OSError as error:
            raise CommandError(f"The report cannot be written: {error}.") from error
        with file:
            writer = csv.writer(file)
            writer.writerow(REPORT_COLUMNS)
            yield lambda item: writer.writerow(report_row(item))

    def _stored(self, items: list[ImportItem], bar: tqdm, report: Callable) -> None:
        bar.update(len({item.path for item in items}))
        for item in items:
            report(item)
            if item.verdict == Verdict.REJECTED:
                with tqdm.external_write_mode(file=sys.stderr):
                    place = f"{item.path} (item {item.item})" if item.item else item.path
                    self.stderr.write(f"rejected {place}: {item.reason}: {item.sentence}")

    def _sum_up(self, summary: importing.Summary, dry_run: bool) -> None:
        counts = ", ".join(f"{summary.counts[verdict]} {verdict}" for verdict in Verdict.values)
        read = "1 file" if summary.files == 1 else f"{summary.files} files"
        outcome = " Dry run: nothing was kept." if dry_run else ""
        self.stdout.write(f"{read} read: {counts}.{outcome}")


def at_least(flag: str, number: int | None, least: int) -> int | None:
    """The number given with a flag; raises CommandError for one below the least."""
    if number is not None and number < least:
        raise CommandError(f"{flag} takes a number from {least} on, not {number}.")
    return number


def column_and_field(given: str) -> tuple[str, str]:
    """The two parts of --map; raises CommandError where the second is no field of an article."""
    column, _, field = given.rpartition("=")
    if not column or field not in FIELDS:
        raise CommandError(
            f"--map takes COLUMN=FIELD, not {given!r}. The fields are: {', '.join(FIELDS)}."
        )
    return column, field


def moment(text: str) -> float:
    """Seconds of the epoch at a date, or at a date and time, in the archive's zone; 0 for ""."""
    if not text:
        return 0
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"--since takes a date such as 2026-01-07 or 2026-01-07T09:30, not {text!r}."
        ) from None
    return (given if given.tzinfo else timezone.make_aware(given)).timestamp()


def report_row(item: ImportItem) -> list[str]:
    """A line of the ledger as cells that no spreadsheet takes for formulas."""
    seconds = f"{item.seconds:.3f}"
    cells = [item.path, item.item, item.verdict, item.reason, item.sentence, seconds]
    return [defused(str(cell)) for cell in (*cells, item.article_id or "")]
