"""Measures the bulk import: `make bench-import N=4000`.

Writes invented news as files, imports them into an empty archive with everything on, imports them
again, and prints a table: articles a second, memory, and where the time goes. The same figures go
into a file of JSON lines. Exits 1 where a ratio falls short, or, with 20,000 articles on an idle
machine (`--strict`), where a figure does.
"""

import argparse
import contextlib
import json
import logging
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks import archive, news
from tests.benchmarks.machine import machine

LEAST_RATE = 250  # articles a second
LEAST_LATE_RATE = 0.8  # of the rate of the first quarter, in the last one
LEAST_SECOND_RUN = 5.0  # times as fast as the first run
MOST_MEGABYTES = 600  # of the whole run, workers included
MANY_FILES, MOST_START_SECONDS, MOST_START_MEGABYTES = 100_000, 2.0, 200
FIRST = "first run"
OTHER_SEED = 3  # of the articles that go into a large archive
SAMPLE = 100  # articles of which each step is timed alone
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Figure:
    """One measured value; `limit` is what it must reach and `held` whether it does."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    held: bool = True


class Run:
    """One benchmark: gathers figures. With `strict`, what depends on the machine counts too."""

    def __init__(self, folder: Path, count: int, strict: bool):
        self.folder, self.count, self.strict = folder, count, strict
        self.files = folder / "news"
        self.figures: list[Figure] = []

    def add(
        self, what: str, value: float, unit: str, *, least: float = 0, most: float = 0, ratio=False
    ) -> None:
        """Keeps a figure and says it at once; a ratio must be held on any machine."""
        reached = value >= least and (not most or value <= most)
        figure = Figure(what, round(value, 3), unit, least or most or None)
        figure.held = reached or not (ratio or self.strict)
        self.figures.append(figure)
        limit = f"  (must reach {figure.limit:g})" if figure.limit else ""
        state = "" if reached else "  FALLS SHORT" if not figure.held else "  short of it"
        say(f"{what:34} {value:10.2f} {unit}{limit}{state}")

    def import_all(self, workers: int | None) -> tuple[float, list[tuple[int, float]]]:
        """Imports the files. Returns seconds, and the articles written by then over time."""
        from articles.importing.run import Import, run

        begun, written = time.monotonic(), [(0, 0.0)]

        def stored(items: list) -> None:
            written.append((written[-1][0] + len(items), time.monotonic() - begun))

        summary = run(Import([self.files], workers=workers, stored=stored))
        seconds = time.monotonic() - begun
        if sum(summary.counts.values()) != self.count or summary.rejected:
            raise SystemExit(f"The import came to {dict(summary.counts)} of {self.count} files.")
        return seconds, written

    def measure(self, workers: int | None) -> None:
        """The first run, its rate towards the end, its memory, and the second run."""
        with watched_memory() as memory:
            seconds, written = self.import_all(workers)
        self.add(FIRST, self.count / seconds, "articles/s", least=LEAST_RATE)
        early, late = rate(written, 0, self.count / 4), rate(written, self.count * 3 / 4, None)
        self.add("last quarter / first quarter", late / early, "times", least=LEAST_LATE_RATE)
        megabytes = max(memory) / 1e6
        self.add("memory of all processes", megabytes, "MB", most=MOST_MEGABYTES, ratio=True)
        again, _ = self.import_all(workers)
        self.add("second run", self.count / again, "articles/s")
        times = seconds / again
        self.add("second run / first run", times, "times", least=LEAST_SECOND_RUN, ratio=True)

    def import_into(self, archive_folder: Path, workers: int | None) -> None:
        """The rate of other articles going into a copy of a large archive, beside the first run.

        In a process of its own, for a process has one archive.
        """
        large = self.folder / "large"
        shutil.copytree(archive_folder, large)
        command = [sys.executable, "-m", "tests.benchmarks.bench_import", "--one", str(large)]
        command += ["--articles", str(self.count), "--seed", str(OTHER_SEED)]
        command += ["--workers", str(workers)] if workers is not None else []
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        before, late = json.loads(told)
        self.add(f"into {before:,} articles", late, "articles/s")
        [first] = [figure.value for figure in self.figures if figure.what == FIRST]
        self.add(f"into {before:,} / {FIRST}", late / first, "times", least=LEAST_LATE_RATE)

    def take_apart(self) -> None:
        """Milliseconds an article of each step, one after the other in this process."""
        from django.db import transaction

        from articles.importing import ledger, pipeline, store
        from articles.importing.walk import walk
        from articles.search import sync

        other = self.folder / "sample"
        news.write(other, SAMPLE, seed=2)
        parts = [pipeline.Part(found) for found in walk([other])]
        outcomes = self.step("reading", lambda: [pipeline.read_part(part) for part in parts])
        self.step(
            "sending to the writing process",
            lambda: [pickle.loads(pickle.dumps(each, protocol=5)) for each in outcomes],  # noqa: S301
        )
        readings = [reading for outcome in outcomes for reading in outcome.readings]
        row = ledger.begin([other], {})
        after_store, linking = store.after_store, []

        def timed(*args) -> None:
            begun = time.process_time()
            after_store(*args)
            linking.append(time.process_time() - begun)

        store.after_store = timed
        with transaction.atomic():
            self.step("writing, linking included", lambda: store.save(row, readings))
        store.after_store = after_store
        self.add("  of that, linking", sum(linking) / SAMPLE * 1000, "ms/article")
        self.step("index", sync.sync)
        ledger.end(row, "done")

    def step(self, what: str, work):
        """Processor time of a step, an article; returns what it returned."""
        begun = time.process_time()
        result = work()
        self.add(what, (time.process_time() - begun) / SAMPLE * 1000, "ms/article")
        return result

    def start_of_many(self) -> None:
        """Seconds and memory until the first of very many files is at hand, in a new process."""
        folder = self.folder / "many"
        folder.mkdir()
        for number in range(MANY_FILES):
            (folder / f"{number:06}.txt").touch()
        script = (
            "import sys, time; from pathlib import Path\n"
            "from articles.importing.walk import walk\n"
            "begun = time.monotonic(); next(walk([Path(sys.argv[1])]))\n"
            "print(time.monotonic() - begun)\n"
            "status = Path('/proc/self/status').read_text()\n"
            "print(int(status.partition('VmHWM:')[2].split()[0]) / 1024)"
        )
        command = [sys.executable, "-c", script, str(folder)]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        seconds, megabytes = map(float, told.split())
        self.add(f"start with {MANY_FILES:,} files", seconds, "s", most=MOST_START_SECONDS)
        self.add("memory then", megabytes, "MB", most=MOST_START_MEGABYTES, ratio=True)

    def finish(self, path: Path) -> int:
        """Writes the figures; returns the exit status."""
        from django.db import connection

        on = machine() | {"articles": self.count, "database": connection.vendor}
        lines = [on, *map(asdict, self.figures)]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        short = [figure for figure in self.figures if not figure.held]
        say(f"{len(self.figures)} figures in {path}; {len(short)} fall short.")
        return 1 if short else 0


def rate(written: list[tuple[int, float]], first: float, last: float | None) -> float:
    """Articles a second between these numbers of articles."""
    inside = [point for point in written if point[0] >= first and (not last or point[0] <= last)]
    inside = inside if len(inside) > 1 else written
    (begin, begun), (end, ended) = inside[0], inside[-1]
    return (end - begin) / (ended - begun)


@contextlib.contextmanager
def watched_memory() -> Iterator[list[int]]:
    """A list that fills with the bytes that this process and all below it hold of their own."""
    import threading

    found, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            found.append(sum(map(own_bytes, [os.getpid(), *descendants(os.getpid())])))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()


def descendants(process: int) -> list[int]:
    """The processes that this one started, and those that they did."""
    found = []
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, path.read_text().split()):
                found += [child, *descendants(child)]
    return found


def own_bytes(process: int) -> int:
    """Memory of a process, of what it shares its part (PSS); 0 where the process has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def into_one(options: argparse.Namespace) -> int:
    """Import into the archive of this folder; print how many articles it had, and the rate."""
    archive.set_up(options.one)
    logging.getLogger("articles").setLevel(logging.WARNING)
    from django.core.management import call_command

    from articles.models import Article
    from articles.search import sync

    call_command("migrate", verbosity=0)
    before = Article.objects.count()
    sync.sync()
    run = Run(options.one, options.articles, strict=False)
    news.write(run.files, options.articles, options.seed)
    seconds, _ = run.import_all(options.workers)
    say(json.dumps([before, options.articles / seconds]))
    return 0


def main(arguments: list[str]) -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure the bulk import.")
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, help="processes that read")
    parser.add_argument("--strict", action="store_true", help="fail where a figure falls short")
    parser.add_argument("--json", type=Path, default=Path("bench-import.jsonl"))
    parser.add_argument("--into", type=Path, help="an archive of bench-search: also into its copy")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)  # measures in this process
    options = parser.parse_args(arguments)
    if options.one:
        return into_one(options)
    with tempfile.TemporaryDirectory(prefix="newsroom-benchmark-") as name:
        folder = Path(name)
        archive.set_up(folder / "data")
        logging.getLogger("articles").setLevel(logging.WARNING)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        run = Run(folder, options.articles, options.strict)
        words = news.write(run.files, options.articles, options.seed)
        length, on = words / options.articles, machine()
        say(f"{options.articles} articles of {length:.0f} words.")
        say(f"Python {on['python']} at a pace of {on['pace']} ms.")
        run.start_of_many()
        run.measure(options.workers)
        if options.into:
            run.import_into(options.into, options.workers)
        run.take_apart()
        return run.finish(options.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
