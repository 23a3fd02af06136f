"""Measures how long a new article takes to find its story: `make bench-linking N="10000 100000"`.

Fills an archive of each size, adds reports of invented events to it, two of every other event, and
links them as an import does, a hundred at a time; then all is taken back. Prints milliseconds an
article by size, once with the dates of a running import and once with those of a back-file, whose
days are strewn over all years; exits 1 where a figure passes `LIMIT` or grows with the archive.
The figure is the time of the processor (SQLite's is in it); that on the clock stands beside it.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks import archive

EVENTS = 400
AT_ONCE = 100  # articles a transaction, as in `articles.importing.run`
LIMIT = 3.0  # milliseconds a new article may take
LEVEL = 2.0  # times the smallest archive's figure that the largest may take
LAST_DAY = archive.FIRST_DAY + timedelta(days=archive.DAYS)


class Events:
    """Reports of invented events, which share a person and half of their sentences."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.maker = archive.Maker(100, seed, 20_000)

    def reports(self, number: int, day: date, person: str) -> list[tuple[str, str, date]]:
        """(headline, body, day) of the two reports of an event."""
        chance, language = self.chance, self.maker.language
        subjects = chance.choices(language.subjects, k=40)
        shared = [self.sentence(subjects) for _ in range(8)]
        made = []
        for later in (0, 1):
            own = [self.sentence(subjects) for _ in range(8)]
            headline = " ".join(chance.sample(subjects[:8], 5)).capitalize()
            sentences = chance.sample([*shared, *own], 16)
            body = "\n\n".join([f"{person} {sentences[0].lower()}", *sentences[1:]])
            made.append((headline, body, day + timedelta(days=later)))
        return made

    def sentence(self, subjects: list[str]) -> str:
        """One sentence, a third of it about the event."""
        words = self.chance.choices(self.maker.language.running, k=14)
        words[::3] = self.chance.choices(subjects, k=5)
        return " ".join(words).capitalize() + "."


def measure(folder: Path, count: int, seed: int) -> dict[str, dict[str, float]]:
    """Milliseconds an article by kind of import, and the share of events that became a story."""
    archive.set_up(folder)
    archive.prepare(folder, count, seed)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {kind: _measure(kind, seed) for kind in ("running import", "back-file")}


def _measure(kind: str, seed: int) -> dict[str, float]:
    from django.db import transaction

    from articles.linking import stories

    with transaction.atomic():
        articles = _add(kind, seed)
        times, clock = [], []
        for first in range(0, len(articles), AT_ONCE):
            batch = articles[first : first + AT_ONCE]
            begun, on_clock = time.process_time(), time.perf_counter()
            stories.link(batch)
            times.append(1000 * (time.process_time() - begun) / len(batch))
            clock.append(1000 * (time.perf_counter() - on_clock) / len(batch))
        told = _told(articles)
        transaction.set_rollback(True)
    return {"ms": statistics.median(times), "clock": statistics.median(clock), "found": told}


def _add(kind: str, seed: int) -> list:
    """The articles of the events, in order of date or shuffled, with their mentions."""
    from articles.models import Article, Mention, Person, RawText

    events = Events(seed)
    raw = RawText.objects.order_by("pk").first()
    people = list(Person.objects.order_by("pk")[: EVENTS // 4])
    days = 30 if kind == "running import" else archive.DAYS
    made = []
    for number in range(EVENTS):
        day = LAST_DAY - timedelta(days=number * days // EVENTS)
        person = people[number % len(people)]
        reports = events.reports(number, day, person.name)
        made += [(number, person, *report) for report in reports[: 1 + number % 2]]
    if kind == "running import":
        made.sort(key=lambda row: row[4])
    else:
        events.chance.shuffle(made)
    articles = Article.objects.bulk_create(
        Article(
            headline=headline,
            body=body,
            published=str(day),
            published_precision="day",
            published_on=day,
            identity=f"event-{place}",
            text_hash=f"{place:064x}",
            raw=raw,
            slugline=f"event {number}",
        )
        for place, (number, _, headline, body, day) in enumerate(made)
    )
    Mention.objects.bulk_create(
        Mention(
            article=article,
            person=row[1],
            field="body",
            start=0,
            end=len(row[1].name),
            text=row[1].name,
        )
        for article, row in zip(articles, made, strict=True)
    )
    return articles


def _told(articles: list) -> float:
    """The share of the events with two reports that are one story."""
    from articles.models import Article

    rows = Article.objects.filter(pk__in=[article.pk for article in articles])
    found: dict[str, list] = {}
    for event, story in rows.values_list("slugline", "story_id"):
        found.setdefault(event, []).append(story)
    pairs = [stories for stories in found.values() if len(stories) == 2]
    return sum(one == other and one is not None for one, other in pairs) / len(pairs)


def main(arguments: list[str]) -> int:
    """Print the curve; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--data", type=Path, help="keeps the archives here, a folder for each size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)  # measures in this process
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(options.one, options.articles[0], options.seed)))  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory() as passing:
        folder = options.data or Path(passing)
        figures = {size: _of_size(folder, size, options.seed) for size in sorted(options.articles)}
    return _judge(figures)


def _of_size(folder: Path, size: int, seed: int) -> dict[str, dict[str, float]]:
    """The figures of one size, from a process of its own, and a line for each."""
    place = folder / str(size)
    command = [sys.executable, "-m", "tests.benchmarks.bench_linking", "--one", str(place)]
    command += ["--articles", str(size), "--seed", str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    for kind, found in figures.items():
        sys.stdout.write(
            f"{size:>9} articles  {kind:15} {found['ms']:6.2f} ms an article"
            f"  (on the clock {found['clock']:.2f})  {found['found']:.0%} of events found\n"
        )
    return figures


def _judge(figures: dict[int, dict[str, dict[str, float]]]) -> int:
    """0 where every figure is within its bound, else 1, with a line on what is not."""
    wrong = []
    least = figures[min(figures)]
    for size, found in figures.items():
        for kind, one in found.items():
            if one["ms"] > LIMIT:
                wrong.append(f"{size} articles, {kind}: {one['ms']:.2f} ms, at most {LIMIT:g}")
            if one["ms"] > LEVEL * max(least[kind]["ms"], LIMIT / LEVEL):
                wrong.append(f"{size} articles, {kind}: not level with {min(figures)} articles")
    for line in wrong:
        sys.stdout.write(f"FALLS SHORT  {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
