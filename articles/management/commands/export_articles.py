"""Write the archive's articles out, one JSON object a line."""

import os
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from articles.exports import json_lines
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Writes every article, hidden ones with their status, to standard output in a format that "
        "import_articles takes back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format", choices=["jsonl"], default="jsonl", help="jsonl: one JSON object a line"
        )

    def handle(self, *args, **options) -> None:
        try:
            for line in json_lines(Article.objects.all()):
                self.stdout.write(line)
        except BrokenPipeError:
            # Whoever read the lines has enough; Python would complain once more at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
