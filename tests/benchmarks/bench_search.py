"""Measures the search beside other engines on the same articles: `make bench-search N=20000`.

Prints a table, writes the same as JSON lines, and exits 1 where engines disagree on what is found,
where a facet's count is not that of the database, where a ratio falls short, or, with a million
articles, where a figure does.
"""

import argparse
import contextlib
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import archive, engines, web
from tests.benchmarks.machine import machine
from tests.benchmarks.questions import Case, Question, cases
from tests.benchmarks.words import Language

FULL_SIZE = 1_000_000
SAMPLES = 40
# An engine that takes longer than this for one kind of question is asked LEAST times.
SECONDS, LEAST = 3.0, 3
MOST_OVER_TANTIVY = 1.5
LEAST_BEFORE_OTHERS = 20.0
LEAST_BUILT = 2_500  # articles a second
MOST_MEGABYTES = 300
MOST_REQUEST = 150  # milliseconds
REQUESTS, MIXED_REQUESTS = 60, 1_000
MOST_SUGGESTION = 20  # milliseconds
KNOWN_ITEMS, LEAST_KNOWN = 200, 98  # articles looked for by headline, per cent found first
COMPARED, RARE = "word in 30 %", "word in 0.1 %"
EXACT = ("word in 0.1 %", "word in 30 %", "three common words", "phrase of two", "prefix")
QUICK = ("archive", "archive, no rows", "Tantivy")
SERVERS = (engines.PostgreSQL.name,)
# Milliseconds: a difference of two medians below this is none that a clock here tells.
LEAST_GROWTH = 0.2


class Times(NamedTuple):
    """Milliseconds by the clock, and of processor time in all threads; `least` of several."""

    clock: float
    processor: float
    least: float = 0.0


@dataclass
class Figure:
    """One measured value; `limit` is what it must reach and `held` whether it does.

    Of a question `median` is its p50 in milliseconds, `processor` that of the processor time that
    this process spent (0 where the engine is another process), `hits` how many articles it finds.
    """

    what: str
    engine: str
    value: float
    unit: str
    limit: float | None = None
    held: bool = True
    note: str = ""
    median: float = 0.0
    processor: float = 0.0
    hits: int = 0


class Run:
    """One benchmark: gathers figures, and what is wrong."""

    def __init__(self, folder: Path, count: int, seed: int):
        self.folder = folder
        self.count = count
        self.seed = seed
        self.figures: list[Figure] = []
        self.wrong: list[str] = []
        self.medians: dict[str, dict[str, Times]] = {}
        self.load = os.getloadavg()

    @property
    def full(self) -> bool:
        """True where the figures themselves have to be reached, and not the ratios alone."""
        return self.count >= FULL_SIZE

    def add(self, what: str, engine: str, value: float, unit: str, **more: Any) -> Figure:
        """Keep a figure and say it at once."""
        figure = Figure(what, engine, round(value, 3), unit, **more)
        self.figures.append(figure)
        limit = "" if figure.limit is None else f"  (must reach {figure.limit:g})"
        state = "" if figure.held else "  FALLS SHORT"
        say(f"{what:22} {engine:18} {value:12.2f} {unit}{limit}{state}  {figure.note}")
        return figure

    def prepare(self, *, keep_index: bool) -> None:
        """Make the archive, and build its index from the database, or keep one that is there."""
        from articles.search import state

        seconds = archive.prepare(self.folder, self.count, self.seed)
        if seconds:
            self.add("generator", "archive", self.count / seconds, "articles/s")
        if keep_index and state.load():
            say("The index is there already: how fast it is built is not measured.")
        else:
            self.build()
        files = (state.root() / state.load().folder).rglob("*")
        size = sum(file.stat().st_size for file in files if file.is_file())
        self.add("index", "archive", size / self.count, "bytes/article")

    def build(self) -> None:
        """Build the index; processor time tells more than the clock where others are at work."""
        from articles.search import sync

        begun, worked = time.monotonic(), time.process_time()
        if not sync.rebuild():
            raise SystemExit("The index could not be built.")
        built = self.count / (time.monotonic() - begun)
        spent = 1000 * (time.process_time() - worked) / self.count
        held = built >= LEAST_BUILT or not self.full
        note = f"{spent:.2f} ms of processor time an article"
        self.add(
            "index building", "archive", built, "articles/s",
            limit=LEAST_BUILT, held=held, note=note,
        )  # fmt: skip

    def measure(self, asked: list[Case], measured: list) -> None:
        """Ask every engine every question, compare the answers, and keep p50 and p95."""
        for case in asked:
            answers: dict[str, list[engines.Answer]] = {}
            medians: dict[str, Times] = {}
            for engine in measured:
                times, answers[engine.name] = timed(engine, case.questions)
                clock = statistics.median(each.clock for each in times)
                worked = [each.processor * (engine.name not in SERVERS) for each in times]
                medians[engine.name] = Times(clock, statistics.median(worked), min(worked))
                p95 = percentile([each.clock for each in times], 95)
                limit = case.limit if engine.name == "archive" else None
                held = limit is None or p95 <= limit or not self.full
                hits = answers[engine.name][0].total
                self.add(
                    case.name, engine.name, p95, "ms p95", limit=limit, held=held,
                    note=f"p50 {clock:.2f}, {hits} hits",
                    median=clock, processor=medians[engine.name].processor, hits=hits,
                )  # fmt: skip
            self.compare(case, answers)
            self.ratios(case, medians)
            self.medians[case.name] = medians
        self.growth()

    def compare(self, case: Case, answers: dict[str, list[engines.Answer]]) -> None:
        """Every engine has to find as many articles, and the same number of each facet's values."""
        for number, question in enumerate(case.questions):
            totals = {name: given[number].total for name, given in answers.items()}
            if len(set(totals.values())) > 1:
                self.wrong.append(f"{case.name}, {question.text!r}: {totals}")
        if case.name == COMPARED:
            for number, question in enumerate(case.questions):
                ranked = {answers[name][number].ids[0] for name in QUICK}
                if len(ranked) > 1:
                    self.wrong.append(f"{question.text!r}: other first hits than bare Tantivy")

    def ratios(self, case: Case, medians: dict[str, "Times"]) -> None:
        """How many times the other engines take, and how many times bare Tantivy is taken."""
        own = medians["archive"].clock
        for name, other in medians.items():
            if name in QUICK:
                continue
            needed = LEAST_BEFORE_OTHERS if case.name == COMPARED else None
            ratio = other.clock / own
            held = needed is None or ratio >= needed or not self.full
            self.add(case.name, f"{name} / archive", ratio, "times", limit=needed, held=held)
        if "Tantivy" in medians:
            ratio = own / medians["Tantivy"].clock
            needed = MOST_OVER_TANTIVY if case.name == COMPARED else None
            held = needed is None or ratio <= needed or not self.full
            self.add(case.name, "archive / Tantivy", ratio, "times", limit=needed, held=held)

    def growth(self) -> None:
        """What a common word takes more than a rare one, as times what bare Tantivy takes more.

        Names cost the same however few the hits are and are left out so: this holds for any number
        of articles. It is of the least processor time, which other work on the machine sways least.
        """
        own, bare = (
            max(self.medians[COMPARED][name].least - self.medians[RARE][name].least, LEAST_GROWTH)
            for name in ("archive, no rows", "Tantivy")
        )
        held = own <= bare * MOST_OVER_TANTIVY
        self.add(
            "0.1 % to 30 %", "archive / Tantivy", own / bare, "times",
            limit=MOST_OVER_TANTIVY, held=held,
        )  # fmt: skip

    def prove_facets(self, asked: list[Case], datasette: engines.Datasette) -> None:
        """Compare every count of a facet with one made from the rows of the database."""
        own = engines.Archive(rows=False)
        proven = 0
        for case in asked:
            if case.name not in EXACT:
                continue
            question = case.questions[0]
            given = own.answer(question).facets
            exact = engines.exact_facets(datasette, self.folder / "archive.sqlite3", question)
            for facet, counts in exact:
                proven += self.prove(case.name, facet, given[facet], counts)
        self.add("facet counts proven", "archive", proven, "counts")

    def prove(self, case: str, facet: str, given: dict[str, int], counts: dict[int, int]) -> int:
        """Hold a facet against the database: every count, and that nothing more frequent lacks."""
        # A slug ends in the id of its row; a year is its own id.
        held = {int(value.rpartition("-")[2]): count for value, count in given.items()}
        best = sorted(counts.values(), reverse=True)[: len(held)]
        exact = all(counts.get(key) == count for key, count in held.items())
        if not exact or sorted(held.values(), reverse=True) != best:
            self.wrong.append(f"{case}: the counts of {facet} are not those of the database")
        return len(held)

    def find_known(self) -> None:
        """Articles by their headline: the one meant has to be the first hit."""
        from articles import search
        from articles.models import Article

        step = max(self.count // KNOWN_ITEMS, 1)
        rows = Article.objects.published().filter(pk__in=range(1, self.count + 1, step))
        known = list(rows.values_list("pk", "headline")[:KNOWN_ITEMS])
        first = sum(search.articles(text, facets=()).ids[:1] == [pk] for pk, text in known)
        share = 100 * first / len(known)
        self.add(
            "known items first", "archive", share, "%", limit=LEAST_KNOWN, held=share >= LEAST_KNOWN
        )

    def suggest(self) -> None:
        """What is suggested as a reader types, for beginnings of names and headlines; a first round
        with others is not counted."""
        from articles import search
        from articles.models import Article, Person

        people = Person.objects.values_list("name", flat=True)[:KNOWN_ITEMS]
        headlines = Article.objects.values_list("headline", flat=True)[:KNOWN_ITEMS]
        for first in (5, 0):
            times = []
            for name in [*people[first::10], *headlines[first::10]]:
                for length in (2, 4, 8):
                    begun = time.perf_counter()
                    search.suggestions(name[:length])
                    times.append((time.perf_counter() - begun) * 1000)
        p95 = percentile(times, 95)
        held = p95 <= MOST_SUGGESTION or not self.full
        self.add("suggestions", "archive", p95, "ms p95", limit=MOST_SUGGESTION, held=held)

    def serve(self, asked: list[Case]) -> None:
        """Whole requests for the common word, then the memory after a thousand mixed searches."""
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        with web.serving() as site:
            words = [q.text for case in asked if case.name == COMPARED for q in case.questions]
            times = []
            for number in range(REQUESTS + len(words)):
                begun = time.perf_counter()
                site.search({"q": words[number % len(words)]})
                times.append((time.perf_counter() - begun) * 1000)
            p95 = percentile(times[len(words) :], 95)
            self.add(
                "HTTP request, 30 %",
                "archive",
                p95,
                "ms p95",
                limit=MOST_REQUEST,
                held=p95 <= MOST_REQUEST or not self.full,
                note=f"p50 {statistics.median(times[len(words) :]):.2f}",
            )
            mixed = [question for case in asked for question in case.questions]
            for number in range(MIXED_REQUESTS):
                question = mixed[number % len(mixed)]
                site.search({"q": question.text, "page": question.page})
            held = site.memory() <= MOST_MEGABYTES
            self.add(
                "memory", "archive", site.memory(), "MB", limit=MOST_MEGABYTES, held=held,
                note=f"a web process after {MIXED_REQUESTS} searches, mapped files not counted",
            )  # fmt: skip

    def finish(self, path: Path) -> int:
        """Write the figures and say what is wrong; returns the exit status."""
        on = machine() | {"articles": self.count}
        on |= {"load before": self.load, "load after": os.getloadavg()}
        lines = [on, *map(asdict, self.figures), {"wrong": self.wrong}]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        for column in ("clock", "processor"):
            for line in table(self.figures, column):
                say(line)
        for sentence in self.wrong:
            say(f"WRONG: {sentence}")
        short = [figure for figure in self.figures if not figure.held]
        say(f"{len(self.figures)} figures in {path}; {len(short)} fall short.")
        return 1 if short or self.wrong else 0


def table(figures: list[Figure], of: str) -> Iterator[str]:
    """The lines of a table of the questions, a column an engine, in milliseconds.

    `of` is clock (p50 / p95) or processor (p50 of the processor time).
    """
    times = [figure for figure in figures if (figure.median if of == "clock" else figure.processor)]
    names = list(dict.fromkeys(figure.engine for figure in times))
    yield "| " + " | ".join([f"{of}, ms", "hits", "must reach", *names]) + " |"
    yield "|---" * (len(names) + 3) + "|"
    for case in dict.fromkeys(figure.what for figure in times):
        row = {figure.engine: figure for figure in times if figure.what == case}
        cells = [case, f"{row['archive'].hits:,}", f"{row['archive'].limit:g}"]
        cells += [
            f"{row[name].median:.1f} / {row[name].value:.1f}"
            if of == "clock"
            else f"{row[name].processor:.1f}"
            for name in names
        ]
        yield "| " + " | ".join(cells) + " |"


def timed(engine: Any, questions: tuple[Question, ...]) -> tuple[list[Times], list[engines.Answer]]:
    """The times of each answer after a first round, and the answers to the questions."""
    answers = [engine.answer(question) for question in questions]
    times: list[Times] = []
    until = time.monotonic() + SECONDS
    while len(times) < SAMPLES and (len(times) < LEAST or time.monotonic() < until):
        begun, worked = time.perf_counter(), time.process_time()
        engine.answer(questions[len(times) % len(questions)])
        spent = time.perf_counter() - begun, time.process_time() - worked
        times.append(Times(*(1000 * seconds for seconds in spent)))
    return times, answers


def percentile(times: list[float], share: int) -> float:
    """The time that this share of them, in per cent, does not pass."""
    ranked = sorted(times)
    return ranked[min(len(ranked) * share // 100, len(ranked) - 1)]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def postgresql(run: Run) -> Iterator[list]:
    """The PostgreSQL engine in a list, or an empty one where there is no server.

    `TEST_DATABASE_URL` names a server that stays, with what an earlier run put there.
    """
    from tests import postgres

    # What a server of this size is given, where the tests are content with little.
    postgres.SERVER_OPTIONS["shared_buffers"] = "1GB"
    with contextlib.ExitStack() as stack:
        try:
            given = os.environ.get("TEST_DATABASE_URL")
            url = given or stack.enter_context(postgres.running_server())
        except postgres.NoServer as reason:
            say(f"PostgreSQL is left out: {reason}")
            yield []
            return
        begun = time.monotonic()
        engine = engines.PostgreSQL(url, run.folder)
        seconds = time.monotonic() - begun
        if not engine.was_there:
            run.add("index building", engine.name, run.count / seconds, "articles/s")
        yield [engine]


def benchmark(run: Run, options: argparse.Namespace) -> None:
    """Everything, in order."""
    from articles.search import readers

    run.prepare(keep_index=options.keep_index)
    [searcher] = readers.up_to_date().of("articles", hidden=False)
    asked = cases(
        Language(run.seed), lambda word: searcher.doc_freq("text_stem", word), searcher.num_docs
    )
    run.find_known()
    run.suggest()
    own = [engines.Archive(rows=True), engines.Archive(rows=False), engines.BareTantivy()]
    if options.alone:
        run.measure(asked, own)
    else:
        begun = time.monotonic()
        datasette = engines.Datasette(run.folder)
        if not datasette.was_there:
            rate = run.count / (time.monotonic() - begun)
            run.add("index building", datasette.name, rate, "articles/s")
        beside = contextlib.nullcontext([]) if options.no_postgresql else postgresql(run)
        with beside as more:
            run.measure(asked, [*own, datasette, *more])
        run.prove_facets(asked, datasette)
    if not options.no_site:
        run.serve(asked)


def main(arguments: list[str]) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure the search beside other engines.")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="keep the archive in this folder")
    parser.add_argument("--json", type=Path, default=Path("bench-search.jsonl"))
    parser.add_argument("--alone", action="store_true", help="leave the other engines out")
    parser.add_argument("--no-postgresql", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--no-site", action="store_true", help="leave the web server out")
    parser.add_argument("--keep-index", action="store_true", help="do not build the index anew")
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = options.data or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-benchmark-"))
        )
        archive.set_up(folder)
        logging.getLogger("articles").setLevel(logging.WARNING)
        run = Run(folder, options.articles, options.seed)
        benchmark(run, options)
        return run.finish(options.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
