"""Fills an empty archive with invented articles: `python -m tests.benchmarks.archive FOLDER`.

The rows go straight into the tables of the archive's own models, so that nothing is read or linked;
their lengths, frequencies and dates are those of a large news archive. The same seed and number
make the same archive.
"""

import argparse
import itertools
import json
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.words import SIZE, Language, listed

SOURCES, TAGS, PLACES = 200, 2_000, 300
FIRST_DAY, DAYS = date(1989, 1, 1), 37 * 365 + 9
MEAN_WORDS = 360
AT_ONCE = 2_000  # articles that are made, then written
MADE_AT = "2026-01-01 00:00:00"
CUES = listed(
    "said added told asked warned insisted denied announced argued explained noted claimed "
    "recalled replied confirmed promised admitted suggested predicted joked"
)
LANGUAGES = ("en", "en", "en", "en", "en", "en-GB", "en-GB", "fr", "de", "")
HIDDEN = ("withheld", "withdrawn", "killed")

Row = tuple[Any, ...]


@dataclass
class Rows:
    """Rows of some articles, by table."""

    articles: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    taggings: list[Row] = field(default_factory=list)


class Maker:
    """Makes articles from a seed, of so many different words.

    Ids of sources, tags, people and stories are their places + 1.
    """

    def __init__(self, count: int, seed: int, words: int = SIZE):
        self.count = count
        self.language = Language(seed, words)
        self.chance = random.Random(seed + 1)  # noqa: S311 - nothing secret
        make = self.language.names
        self.sources = [f"The {name}" for name in make(self.chance, SOURCES, 2)]
        self.places = [name.upper() for name in make(self.chance, PLACES, 1)]
        self.people = make(self.chance, max(count // 40, 50), 2)
        self.tags = [name.lower() for name in make(self.chance, TAGS, 1)]
        self.stories = make(self.chance, max(count // 40, 5), 4)
        self.topics = [self.chance.choices(self.language.subjects, k=12) for _ in self.tags]
        self.popular = {
            "source": list(itertools.accumulate(_falling(SOURCES))),
            "person": list(itertools.accumulate(_falling(len(self.people)))),
            "tag": list(itertools.accumulate(_falling(TAGS))),
        }
        self.ranges = {name: range(1, len(sums) + 1) for name, sums in self.popular.items()}

    def pick(self, kind: str, number: int = 1) -> list[int]:
        """Ids of sources, people or tags, the first ones oftener."""
        return self.chance.choices(self.ranges[kind], cum_weights=self.popular[kind], k=number)

    def batches(self) -> Iterator[Rows]:
        """The rows of all articles, AT_ONCE articles at a time."""
        for first in range(1, self.count + 1, AT_ONCE):
            rows = Rows()
            for number in range(first, min(first + AT_ONCE, self.count + 1)):
                self.add(rows, number)
            yield rows

    def add(self, rows: Rows, number: int) -> None:
        """Add one article and what belongs to it."""
        chance = self.chance
        tags = list(dict.fromkeys(self.pick("tag", chance.randint(1, 4))))
        topic = self.topics[tags[0] - 1]
        headline_words = chance.choices(topic, k=2)
        headline_words += chance.choices(self.language.subjects, k=chance.randint(4, 6))
        headline = " ".join(headline_words).capitalize()
        body, paragraphs = self.body(rows, number, topic, headline_words)
        standfirst = ""
        if chance.random() < 0.5:
            standfirst = _sentence(chance.choices(self.language.running, k=18))
        rows.articles.append(
            (number, headline, headline_words[0], standfirst, body, json.dumps(paragraphs))
            + self.facts(number)
        )
        rows.taggings += [(number, tag, "import", MADE_AT) for tag in tags]

    def facts(self, number: int) -> Row:
        """Everything of an article but its text and its id."""
        chance = self.chance
        # News archives grow: the later years hold more.
        day = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.7))
        timed = chance.random() < 0.5
        second = chance.randrange(86_400)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        return (
            json.dumps([chance.choice(self.people)]),
            chance.choice(self.places),
            self.pick("source")[0],
            chance.choice(LANGUAGES),
            f"{day}T{clock}+00:00" if timed else str(day),
            "second" if timed else "day",
            "metadata",
            str(day),
            f"{day} {clock}" if timed else None,
            chance.choice(HIDDEN) if chance.random() < 0.01 else "usable",
            chance.randint(1, len(self.stories)) if chance.random() < 0.2 else None,
            f"benchmark-{number}",
            f"{number:064x}",
            number,
        )

    def body(
        self, rows: Rows, number: int, topic: Sequence[str], first: Sequence[str]
    ) -> tuple[str, list[list]]:
        """The text and its paragraphs; mentions and quotes are added to the rows."""
        chance = self.chance
        length = min(max(int(chance.gauss(MEAN_WORDS, 110)), 60), 1200)
        words = chance.choices(self.language.running, k=length)
        words[::20] = chance.choices(topic, k=len(words[::20]))
        words[1 : 2 * len(first) : 2] = first
        people = self.pick("person", chance.randint(1, 4))
        paragraphs: list[list] = []
        texts: list[str] = []
        place = taken = 0
        while taken < length:
            size = chance.randint(12, 45)
            part, taken = words[taken : taken + size], taken + size
            if len(part) > 6 and chance.random() < 0.25:
                text = self.statement(rows, number, place, part, chance.choice(people))
            elif chance.random() < 0.15:
                text = self.naming(rows, number, place, part, chance.choice(people))
            else:
                text = _sentence(part)
            texts.append(text)
            paragraphs.append([place, place + len(text), None, None])
            place += len(text) + 2
        return "\n\n".join(texts), paragraphs

    def statement(
        self, rows: Rows, number: int, place: int, words: Sequence[str], person: int
    ) -> str:
        """A paragraph that quotes somebody, by name or by description."""
        quote = f"“{_sentence(words)[:-1]},”"
        cue = self.chance.choice(CUES)
        named = self.chance.random() < 0.7
        speaker = self.people[person - 1] if named else "a port official"
        end = place + len(quote)
        at = end + len(cue) + 2
        rows.quotes.append(
            (number, "body", place, end, quote, "direct", cue, end + 1, end + 1 + len(cue))
            + (person if named else None, speaker, at, at + len(speaker))
            + ("named" if named else "description", "", "", 0.95, "cue-after")
        )
        if named:
            rows.mentions.append((number, person, "body", at, at + len(speaker), speaker, ""))
        return f"{quote} {cue} {speaker}."

    def naming(self, rows: Rows, number: int, place: int, words: Sequence[str], person: int) -> str:
        """A paragraph that names somebody."""
        name = self.people[person - 1]
        rows.mentions.append((number, person, "body", place, place + len(name), name, ""))
        return f"{name} {' '.join(words)}."


def _falling(count: int) -> list[float]:
    return [1 / (rank + 5) for rank in range(1, count + 1)]


def _sentence(words: Sequence[str]) -> str:
    return " ".join(words).capitalize() + "."


ARTICLE_COLUMNS = listed(
    "id headline slug standfirst body paragraphs byline dateline_place source language "
    "published published_precision published_from published_on published_at status story "
    "identity text_hash raw"
)
QUOTE_COLUMNS = listed(
    "article field start end text kind cue cue_start cue_end speaker speaker_mention "
    "speaker_start speaker_end speaker_kind relayed_by_words addressee confidence rule"
)
MENTION_COLUMNS = listed("article person field start end text title")
RAW_COLUMNS = listed("id sha256 data")
TAGGING_COLUMNS = listed("article tag origin created_at")


def fill(count: int, seed: int, words: int = SIZE) -> None:
    """Write the archive of this seed into the database, which has to be empty."""
    from django.db import connection, transaction

    from articles.linking import days
    from articles.models import Article, Mention, Quote, RawText, Tagging
    from articles.search import triggers

    maker = Maker(count, seed, words)
    # The log of every single insert would be as long as the archive; one row says the same.
    triggers.drop_all(connection)
    with transaction.atomic():
        _fill_names(maker)
    for rows in maker.batches():
        with transaction.atomic():
            # Empty, but of each article its own, as the database counts them when it plans.
            raws = [(article[0], f"{article[0]:064x}", b"") for article in rows.articles]
            _insert(RawText, RAW_COLUMNS, raws)
            _insert(Article, ARTICLE_COLUMNS, rows.articles)
            _insert(Mention, MENTION_COLUMNS, rows.mentions)
            _insert(Quote, QUOTE_COLUMNS, rows.quotes)
            _insert(Tagging, TAGGING_COLUMNS, rows.taggings)
            days.keep([article[0] for article in rows.articles])
    triggers.make_missing(connection)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def add_quotes(each: int) -> None:
    """Bring the archive to so many quotes an article, by quoting again what it quotes from a
    character or more further on: rows for the lists of the admin, which nothing else reads."""
    from django.db import connection, transaction

    from articles.models import Article, Quote
    from articles.search import triggers

    wanted = each * Article.objects.count()
    table = connection.ops.quote_name(Quote._meta.db_table)
    given = [field.column for field in Quote._meta.concrete_fields if not field.primary_key]
    quoted = [connection.ops.quote_name(column) for column in given]
    read = [f"{column} + %s" if column == '"start"' else column for column in quoted]
    last, step = Quote.objects.order_by("pk").last().pk, 0
    triggers.drop_all(connection)
    while missing := max(wanted - Quote.objects.count(), 0):
        step += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(quoted)}) SELECT {', '.join(read)}"  # noqa: S608 - own table
                f' FROM {table} WHERE id <= %s AND "end" - "start" > %s ORDER BY id LIMIT %s',
                [step, last, step, missing],
            )
    triggers.make_missing(connection)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _fill_names(maker: Maker) -> None:
    """Sources, tags, people and stories."""
    from django.utils.text import slugify

    from articles.extraction.names import fold
    from articles.linking.sources import folded_outlet
    from articles.models import Person, PersonName, Source, Story, Tag

    def slug(number: int, name: str) -> str:
        return f"{slugify(name)[:60]}-{number}"

    def numbered(names: Iterable[str]) -> list[tuple[int, str]]:
        return list(enumerate(names, start=1))

    Source.objects.bulk_create(
        Source(id=n, name=name, folded=folded_outlet(name), slug=slug(n, name))
        for n, name in numbered(maker.sources)
    )
    Tag.objects.bulk_create(
        Tag(id=n, name=name, folded=fold(name), slug=slug(n, name))
        for n, name in numbered(maker.tags)
    )
    Story.objects.bulk_create(
        Story(id=n, title=title, slug=slug(n, title)) for n, title in numbered(maker.stories)
    )
    Person.objects.bulk_create(
        Person(id=n, name=name, slug=slug(n, name)) for n, name in numbered(maker.people)
    )
    PersonName.objects.bulk_create(
        PersonName(person_id=n, name=name, folded=fold(name)) for n, name in numbered(maker.people)
    )


def _insert(model: type, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Rows of values in the order of the names; every other column gets its model's default."""
    from django.db import connection

    given = [model._meta.get_field(name) for name in names]
    others = [
        other
        for other in model._meta.concrete_fields
        if other not in given and not other.primary_key
    ]
    more = tuple(
        MADE_AT
        if getattr(other, "auto_now_add", False)
        else other.get_db_prep_save(other.get_default(), connection)
        for other in others
    )
    quoted = ", ".join(connection.ops.quote_name(each.column) for each in (*given, *others))
    marks = ", ".join(["%s"] * (len(given) + len(others)))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({quoted}) VALUES ({marks})",  # noqa: S608 - names of columns
            [row + more for row in rows],
        )


def set_up(folder: Path) -> None:
    """Start Django on an archive in this folder, which is made where it is missing."""
    import django

    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "NEWSROOM_DATA": str(folder.resolve()),
        "NEWSROOM_SECRET_KEY": "key-of-a-benchmark-that-protects-nothing-" + "x" * 20,
        "NEWSROOM_OPEN_READING": "1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    django.setup()


def prepare(folder: Path, count: int, seed: int) -> float:
    """Make the archive, or find it there already. Returns how many seconds it took.

    Raises SystemExit where the folder holds another archive.
    """
    from django.core.management import call_command

    told = folder / "benchmark.json"
    wanted = {"articles": count, "seed": seed}
    if told.exists() and json.loads(told.read_text()) == wanted:
        call_command("migrate", verbosity=0)
        return 0.0
    if (folder / "archive.sqlite3").exists():
        raise SystemExit(f"{folder} holds another archive: name an empty folder.")
    begun = time.monotonic()
    call_command("migrate", verbosity=0)
    fill(count, seed)
    told.write_text(json.dumps(wanted))
    return time.monotonic() - begun


def main(arguments: list[str]) -> int:
    """Make an archive in a folder; returns the exit status."""
    parser = argparse.ArgumentParser(description="Fill an empty archive with invented articles.")
    parser.add_argument("folder", type=Path, help="what NEWSROOM_DATA names")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    set_up(options.folder)
    seconds = prepare(options.folder, options.articles, options.seed)
    sys.stdout.write(f"{options.articles} articles in {seconds:.1f} seconds.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
