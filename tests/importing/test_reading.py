"""Files -> readings: in order, numbered, large files in parts, one culprit for each dead worker."""

import json
import os
import signal
import time
import zipfile
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from articles.formats import containers
from articles.importing import pipeline, reading
from articles.importing.pipeline import MOST_ITEMS, Part, Wording, read_part
from articles.importing.reading import InProcess, read_all
from articles.importing.walk import Found, walk
from articles.importing.workers import TooSlow, WorkerDied

TEXT = "The council of Brannoch met on Monday and voted to mend the old pier before winter."


class Faulty(Executor):
    """Reads in this process, but fails on parts that would read certain items, of the file of this
    label or of any."""

    def __init__(
        self,
        at: set[tuple[int, int]],
        opening: bool = False,
        finding: set[int] = (),
        label: str = "",
    ):
        self.at, self.opening, self.finding, self.label = at, opening, set(finding), label
        self.asked = 0

    def submit(self, fn, /, given: Part | list[Part]) -> Future:
        future: Future = Future()
        parts = given if isinstance(given, list) else [given]
        self.asked += len(parts)
        if any(map(self.is_at_fault, parts)):
            future.set_exception(WorkerDied("killed"))
        else:
            future.set_result(fn(given))
        return future

    def is_at_fault(self, part: Part) -> bool:
        if not part.found.label.endswith(self.label):
            return False
        if self.opening:
            return True
        last = part.last if part.last is not None else 10_000
        members = {part.member} if part.care else set(range(part.member, last))
        if part.care != 1 and self.finding & members:
            return True
        stop = part.stop if part.stop is not None else 10_000
        reads = part.care in (0, 3)
        return reads and any(m in members and part.item <= i < stop for m, i in self.at)


def lines(path: Path, count: int) -> Path:
    records = (json.dumps({"headline": f"Pier {n}", "body": f"{TEXT} {n}"}) for n in range(count))
    path.write_text("\n".join(records), encoding="utf-8")
    return path


def zipped(path: Path, *texts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number:03}.txt", text)
    return path


def read(path: Path, executor: Executor, **wording) -> list:
    parts = [Part(found, Wording(**wording)) for found in walk([path])]
    return list(read_all(parts, executor))


def test_readings_come_in_the_order_of_the_files(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}")
    with reading.executor_of(2) as executor:
        found = read(tmp_path, executor)
    assert [r.found.label[-6:-4] for r in found] == [f"{n:02}" for n in range(40)]
    assert all(r.read and r.seconds > 0 for r in found)


@pytest.mark.parametrize("count", [1, MOST_ITEMS, MOST_ITEMS + 1, 5 * MOST_ITEMS + 3])
def test_a_file_of_many_articles_is_read_in_parts_and_numbered_through(tmp_path, count):
    executor = Faulty(set())
    found = read(lines(tmp_path / "a.jsonl", count), executor)
    assert [r.item for r in found] == list(range(count))
    assert [r.read.headline for r in found] == [f"Pier {n}" for n in range(count)]
    assert executor.asked == -(-count // MOST_ITEMS)


def test_the_members_of_an_archive_are_numbered_through(tmp_path):
    found = read(zipped(tmp_path / "a.zip", *[f"{TEXT} {n}" for n in range(70)]), Faulty(set()))
    assert [r.item for r in found] == list(range(70))
    assert all(r.found.label == "a.zip" for r in found)


def test_one_answer_holds_no_more_than_so_many_articles(tmp_path):
    outcome = read_part(Part(Found(str(lines(tmp_path / "a.jsonl", 100)), "a.jsonl")))
    assert len(outcome.readings) == MOST_ITEMS
    assert len(outcome.rest) == 3


def test_the_article_that_a_worker_died_of_is_rejected_and_no_other(tmp_path):
    found = read(lines(tmp_path / "a.jsonl", 50), Faulty({(0, 40)}))
    assert [r.item for r in found if r.rejection] == [40]
    assert found[40].rejection.reason == "reader-died"
    assert len([r for r in found if r.read]) == 49


def test_the_member_that_a_worker_died_of_is_rejected_and_no_other(tmp_path):
    path = zipped(tmp_path / "a.zip", *[f"{TEXT} {n}" for n in range(5)])
    found = read(path, Faulty(set(), finding={2}))
    assert [bool(r.read) for r in found] == [True, True, False, True, True]


def test_a_file_that_no_worker_can_open_is_rejected_once(tmp_path):
    executor = Faulty(set(), opening=True)
    [only] = read(lines(tmp_path / "a.jsonl", 50), executor)
    assert only.rejection.reason == "reader-died"
    assert executor.asked == 2


def test_a_file_of_one_article_is_not_tried_a_third_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    executor = Faulty({(0, 0)})
    [only] = read(path, executor)
    assert only.rejection.reason == "reader-died"
    assert executor.asked == 3  # as a whole, to open it, to find what is in it


def test_of_files_that_are_asked_for_together_only_the_one_at_fault_is_rejected(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}")
    lines(tmp_path / "20.jsonl", 3)
    found = read(tmp_path, Faulty({(0, 2)}, label="20.jsonl"))
    assert [r.found.label[-8:] for r in found if r.rejection] == ["20.jsonl"]
    assert [r.item for r in found if r.rejection] == [2]
    assert len(found) == 43


def test_files_that_one_answer_could_not_hold_are_asked_for_again(tmp_path):
    for number in range(12):
        lines(tmp_path / f"{number:02}.jsonl", MOST_ITEMS // 3 + 3 * number)
    found = read(tmp_path, Faulty(set()))
    told = [(r.found.label[-8:-6], r.item) for r in found]
    assert told == [(f"{n:02}", i) for n in range(12) for i in range(MOST_ITEMS // 3 + 3 * n)]


def test_no_more_is_asked_for_than_can_be_held(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "AHEAD", 10)
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}")
    executor = Faulty(set())
    readings = read_all((Part(found) for found in walk([tmp_path])), executor)
    next(readings)
    assert executor.asked == 10


def sleeps(part: Part) -> None:
    time.sleep(5)


def test_in_this_process_too_a_call_ends_when_its_time_is_up():
    before = signal.getsignal(signal.SIGALRM)
    with InProcess(seconds=0.1) as executor:
        assert isinstance(executor.submit(sleeps, None).exception(), TooSlow)
        assert executor.submit(abs, -1).result() == 1
    assert signal.getsignal(signal.SIGALRM) == before


def test_a_slow_file_is_told_as_such(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.setattr(pipeline.extraction, "read", sleeps)
    with InProcess(seconds=0.1) as executor:
        [only] = read(path, executor)
    assert only.rejection.reason == "too-slow"


def test_a_format_that_was_named_holds_for_what_an_archive_holds_too(tmp_path):
    path = zipped(tmp_path / "a.zip", "headline,Artikel\nPier,The pier was mended on Monday.")
    [only] = read(path, Faulty(set()), format="csv", columns=(("Artikel", "body"),))
    assert only.read.headline == "Pier"


def test_the_outlet_that_was_named_goes_before_the_files_own(tmp_path):
    [only] = read(lines(tmp_path / "a.jsonl", 1), Faulty(set()), source="Tarnwick Mail")
    assert only.read.source == "Tarnwick Mail"


def test_a_file_changed_between_its_parts_is_opened_anew(tmp_path):
    path = lines(tmp_path / "a.jsonl", 3)
    part = Part(Found(str(path), "a.jsonl"))
    assert len(read_part(part).readings) == 3
    lines(path, 5)
    os.utime(path, (1, 1))
    assert len(read_part(part).readings) == 5


def test_few_short_files_are_read_in_this_process(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert reading.is_small(list(walk([tmp_path])))
    (tmp_path / "b.txt").write_text("x" * (reading.SMALL_BYTES + 1))
    assert not reading.is_small(list(walk([tmp_path])))
    assert not reading.is_small([Found("x", "x")] * (reading.SMALL_FILES + 1))


def test_a_container_is_unpacked_once_for_all_of_its_parts(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip", *[f"{TEXT} {n}" for n in range(90)])
    unpacked, members = [], containers.members
    monkeypatch.setattr(containers, "members", lambda data: unpacked.append(1) or members(data))
    assert len(read(path, Faulty(set()))) == 90
    assert len(unpacked) == 1
