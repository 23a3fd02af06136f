"""Files -> readings in the order of the files, through an executor, so many ahead and no more.

What a worker's death costs is settled here: the part that it died of is read again step by step
(`Care`), until the one item, member or file at fault is known; that one is rejected.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from types import FrameType

from articles.formats.raw import Unreadable
from articles.importing import pipeline
from articles.importing.pipeline import Care, Outcome, Part, Reading, read_part, read_parts
from articles.importing.workers import CALL_SECONDS, TooSlow, WorkerDied, WorkerPool

# Articles on their way between the workers and the writing: enough that neither waits for the
# other, few enough that they take some ten megabytes.
AHEAD = 384
# Files in one call of a worker. Each answer takes the interpreter from the writing several times,
# which gives it up every few milliseconds and no sooner.
TOGETHER = 16
SMALL_FILES = 20  # as many are read in this process, sooner than workers have started
SMALL_BYTES = 1_000_000
MOST_WORKERS = 8  # one process writes what they read, and keeps up with no more


@dataclass
class _Pending:
    """A part that was not yet taken, and its answer once it was asked for: alone, or with others,
    at `place` in their answers."""

    part: Part
    future: Future | None = None
    place: int | None = None

    @property
    def weight(self) -> int:
        """The articles that it may hold: a whole file mostly has one."""
        whole = self.part.last is None or self.part.care
        return 1 if whole else pipeline.MOST_ITEMS


def read_all(given: Iterable[Part | Reading], executor: Executor) -> Iterator[Reading]:
    """The readings of the given parts, numbered within their file, in order.

    A Reading among the parts, of a file that need not be read, comes out at its place.
    """
    pending: deque[_Pending | Reading] = deque()
    given = iter(given)
    numbering = _Numbering()
    try:
        while True:
            # Asked for again once a quarter was taken, for each time all of them are looked at.
            if len(pending) <= 3 * AHEAD // 4 or _is_open(pending[0]):
                _fill(pending, given, executor)
            if not pending:
                return
            first = pending.popleft()
            if isinstance(first, Reading):
                yield first
                continue
            outcome = _taken(first)
            if outcome is None:
                _part_company(first.future, pending)
                pending.appendleft(_Pending(first.part))
                continue
            pending.extendleft(_Pending(part) for part in reversed(outcome.rest))
            yield from numbering.of(outcome.readings)
    finally:
        for left in pending:
            if isinstance(left, _Pending) and left.future:
                left.future.cancel()


def _is_open(first: _Pending | Reading) -> bool:
    return isinstance(first, _Pending) and first.future is None


class _Numbering:
    """Numbers the articles of each file from 0, through all of its parts."""

    def __init__(self) -> None:
        self.found, self.next = None, 0

    def of(self, readings: list[Reading]) -> Iterator[Reading]:
        for reading in readings:
            if reading.found != self.found:
                self.found, self.next = reading.found, 0
            reading.item = self.next
            self.next += 1
            yield reading


def _fill(
    pending: deque[_Pending | Reading], given: Iterator[Part | Reading], executor: Executor
) -> None:
    """Asks for the parts in front until AHEAD articles are on their way; takes more at the end."""
    ahead = 0
    for each in pending:
        if ahead >= AHEAD:
            return
        if isinstance(each, _Pending):
            ahead += each.weight
            each.future = each.future or executor.submit(read_part, each.part)
        else:
            ahead += 1
    together: list[_Pending] = []
    for new in islice(given, max(AHEAD - ahead, 0)):
        if isinstance(new, Part):
            new = _Pending(new, place=len(together))
            together.append(new)
        pending.append(new)
        if len(together) == TOGETHER:
            _ask(together, executor)
            together = []
    _ask(together, executor)


def _ask(together: list[_Pending], executor: Executor) -> None:
    """Asks for these parts in one call."""
    if len(together) == 1:
        together[0].place = None
        together[0].future = executor.submit(read_part, together[0].part)
    elif together:
        future = executor.submit(read_parts, [each.part for each in together])
        for each in together:
            each.future = future


def _part_company(future: Future, pending: Iterable[_Pending | Reading]) -> None:
    """Has the parts that were asked for with one that got no answer be asked for alone."""
    answered = 0 if future.exception() else len(future.result())
    for each in pending:
        if isinstance(each, _Pending) and each.future is future and each.place >= answered:
            each.future = each.place = None


def _taken(pending: _Pending) -> Outcome | None:
    """The answer to a part; where its worker died, what remains to be done, or the verdict. None
    for one that was asked for with others and has to be asked for alone."""
    part = pending.part
    try:
        outcome = pending.future.result()
        if pending.place is not None:
            return outcome[pending.place] if pending.place < len(outcome) else None
    except WorkerDied as fault:
        return _after(part, fault) if pending.place is None else None
    if part.care is Care.FINDING and outcome.alone:
        # Its one item is what the worker died of before.
        return Outcome([Reading(part.found, rejection=part.fault)])
    return outcome


def _after(part: Part, fault: WorkerDied) -> Outcome:
    """What is to be done once a worker died of a part."""
    fault = _verdict(fault)
    rejected = [Reading(part.found, rejection=fault)]
    if part.care is Care.NONE:
        return Outcome(rest=[replace(part, care=Care.OPENING, fault=fault)])
    if part.care is Care.FINDING and part.member + 1 < part.last:
        later = replace(part, care=Care.NONE, fault=None, member=part.member + 1, item=0, stop=None)
        return Outcome(rejected, [later])
    return Outcome(rejected)


def _verdict(fault: WorkerDied) -> Unreadable:
    if isinstance(fault, TooSlow):
        return Unreadable(
            "too-slow",
            "Reading it took longer than it may, and was stopped. Check that it is an article, "
            "and report it with the file if it is.",
        )
    return Unreadable(
        "reader-died",
        "Reading it ended the process that read it. Please report it with the file.",
    )


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def is_small(files: list[pipeline.Found]) -> bool:
    """True where these are all the files, and so few and short that workers cost more than help."""
    if len(files) > SMALL_FILES:
        return False
    sizes = [stamp[1] for file in files if (stamp := pipeline.stamp(file.path))]
    return sum(sizes) <= SMALL_BYTES


@contextmanager
def executor_of(workers: int, seconds: float = CALL_SECONDS) -> Iterator[Executor]:
    """An executor of so many workers; of 0, one that reads in this process.

    Only the main thread can be stopped when a file takes too long: any other gets a worker.
    """
    if workers == 0 and threading.current_thread() is threading.main_thread():
        try:
            with InProcess(seconds) as executor:
                yield executor
        finally:
            pipeline.forget()
        return
    executor = WorkerPool(max(workers, 1), seconds)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


class _Alarm(BaseException):
    """Time is up. No part of a reader may take this for an error of its own."""


class InProcess(Executor):
    """An Executor that runs each call at once, in the main thread, and stops one that is too slow.

    The system's alarm stops what is written in Python, regular expressions included.
    """

    def __init__(self, seconds: float = CALL_SECONDS):
        self._seconds = seconds
        self._before = signal.signal(signal.SIGALRM, self._ring)

    def submit(self, fn, /, *args, **kwargs) -> Future:
        """A Future that is done."""
        future: Future = Future()
        try:
            signal.setitimer(signal.ITIMER_REAL, self._seconds)
            try:
                result = fn(*args, **kwargs)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            future.set_result(result)
        except _Alarm:
            future.set_exception(TooSlow(f"the call took more than {self._seconds:g} seconds"))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Gives the alarm back to whoever had it before."""
        signal.signal(signal.SIGALRM, self._before)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        raise _Alarm
