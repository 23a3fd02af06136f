"""Supervised worker processes behind `concurrent.futures.Executor`.

A dead worker breaks every pending future of the standard `ProcessPoolExecutor`, and one that hangs
cannot be cancelled. Here each worker has a pipe of its own and answers its calls in order: where it
dies, or takes too long, the first call without an answer is at fault. That call alone fails; the
worker is killed by its id and replaced, and the rest of what it held goes to the others.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

CALL_SECONDS = 10.0
START_SECONDS = 120.0
MEMORY_BYTES = 1_500_000_000  # address space of a worker; reading an article takes some 100 MB
HANDED_OUT = 8  # calls that a worker holds: it never waits for the next, and few are sent again
# Workers that may end one after the other without an answer between them, but for calls at fault.
MOST_FAILED_STARTS = 3
# Reading and writing make and drop hundreds of thousands of objects, few of them in circles: to
# look for those as often as Python does takes a writer's fifth, a reader's thirtieth of the time.
SELDOM_COLLECTED = (50_000, 20, 50)
PRELOADED = ["articles.importing.pipeline"]
# How far they stand back (nice(2)): the process that writes is what all wait for, and with two
# processors a worker for each took a tenth to a sixth of what a run does.
STANDS_BACK = 10


class WorkerDied(RuntimeError):  # noqa: N818 - what happened to the call, told as the ledger does
    """The process that ran this call ended before it answered."""


class TooSlow(WorkerDied):
    """The call took longer than its limit, and its process was killed."""


@dataclass
class _Call:
    future: Future
    function: Callable
    arguments: tuple
    keywords: dict


@dataclass
class _Worker:
    """One process, its end of the pipe, and the calls sent to it that have no answer yet."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    calls: deque[_Call] = field(default_factory=deque)
    ready: bool = False
    since: float = field(default_factory=time.monotonic)


class WorkerPool(Executor):
    """An Executor of supervised processes.

    `seconds` is the most that one call may take. Functions and arguments are pickled; calls begin
    in the order in which they were submitted. A call whose process died fails with WorkerDied, one
    that was too slow with TooSlow.
    """

    def __init__(self, workers: int, seconds: float = CALL_SECONDS, memory: int = MEMORY_BYTES):
        self._wanted, self._seconds, self._memory = workers, seconds, memory
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._waiting: deque[_Call] = deque()
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._closing = False
        self._failed_starts = 0
        self._bell, self._ring = self._context.Pipe(duplex=False)
        self._rung = False
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        self._supervisor.start()

    def submit(self, fn: Callable, /, *args, **kwargs) -> Future:
        """A Future of `fn(*args, **kwargs)`, run in one of the workers."""
        future: Future = Future()
        with self._lock:
            if self._closing:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._waiting.append(_Call(future, fn, args, kwargs))
            self._wake()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the workers once all calls are answered; with `cancel_futures`, at once."""
        with self._lock:
            if cancel_futures:
                while self._waiting:
                    self._waiting.popleft().future.cancel()
                for worker in self._workers:
                    _kill(worker)
            self._closing = True
            self._wake()
        if wait:
            self._supervisor.join()

    def worker_ids(self) -> list[int]:
        """The process ids of the present workers."""
        return [worker.process.pid for worker in self._workers]

    def _wake(self) -> None:
        """Has the supervisor look again; one ring is enough, however many calls there are."""
        if not self._rung:
            self._rung = True
            self._ring.send_bytes(b"!")

    def _answer_bell(self) -> None:
        with self._lock:
            self._bell.recv_bytes()
            self._rung = False

    def _supervise(self) -> None:
        """The loop of the supervising thread: answers in, dead and slow workers out, calls out."""
        try:
            while not self._is_done():
                self._employ()
                self._hand_out()
                pipes = {worker.pipe: worker for worker in self._workers}
                for pipe in wait([self._bell, *pipes], self._patience()):
                    if pipe is self._bell:
                        self._answer_bell()
                    elif pipe in pipes:
                        self._hear(pipes[pipe])
                self._end_slow()
        finally:
            left = [*self._waiting, *(call for worker in self._workers for call in worker.calls)]
            for call in left:
                call.future.cancel()
                if not call.future.done():
                    call.future.set_exception(WorkerDied("the workers were ended"))
            for worker in self._workers:
                worker.pipe.close()
                worker.process.join(1)
                _kill(worker)

    def _is_done(self) -> bool:
        with self._lock:
            idle = not self._waiting and not any(worker.calls for worker in self._workers)
            return self._closing and idle

    def _employ(self) -> None:
        """Starts workers until there are as many as wanted, or as there is work for."""
        with self._lock:
            work = len(self._waiting) + sum(len(worker.calls) for worker in self._workers)
        while len(self._workers) < min(self._wanted, work):
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=_work, args=(theirs, self._seconds, self._memory), daemon=True
            )
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self) -> None:
        """Gives waiting calls to the workers, to the one with the fewest first."""
        while True:
            worker = min(self._workers, key=lambda worker: len(worker.calls), default=None)
            with self._lock:
                full = worker is None or len(worker.calls) >= HANDED_OUT
                if full or not self._waiting:
                    return
                call = self._waiting.popleft()
            if call.future.running() or call.future.set_running_or_notify_cancel():
                self._send(worker, call)

    def _send(self, worker: _Worker, call: _Call) -> None:
        try:
            data = pickle.dumps((call.function, call.arguments, call.keywords), protocol=5)
        except Exception as error:
            call.future.set_exception(error)
            return
        if not worker.calls:
            worker.since = time.monotonic()
        worker.calls.append(call)
        # Where the worker died meanwhile, hearing it tells so.
        with contextlib.suppress(OSError):
            worker.pipe.send_bytes(data)

    def _hear(self, worker: _Worker) -> None:
        """Takes one message of a worker: that it is ready, or the answer to its first call."""
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._replace(worker, WorkerDied("the process that ran this call died"))
            return
        worker.since = time.monotonic()
        if not worker.ready:
            worker.ready = True
            return
        self._failed_starts = 0
        call = worker.calls.popleft()
        try:
            succeeded, value = pickle.loads(message)  # noqa: S301 - our own process wrote it
        except Exception as error:
            succeeded, value = False, error
        if succeeded:
            call.future.set_result(value)
        else:
            call.future.set_exception(value)

    def _patience(self) -> float | None:
        """Seconds until the first worker has taken too long; None where none is at work."""
        ends = [
            worker.since + (self._seconds if worker.ready else START_SECONDS)
            for worker in self._workers
            if worker.calls
        ]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _end_slow(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            limit = self._seconds if worker.ready else START_SECONDS
            if worker.calls and now - worker.since >= limit and not worker.pipe.poll():
                self._replace(worker, TooSlow(f"the call took more than {limit:g} seconds"))

    def _replace(self, worker: _Worker, fault: WorkerDied) -> None:
        """Ends a worker for its fault: its first call fails, the others wait again, in front."""
        _kill(worker)
        worker.pipe.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts < MOST_FAILED_STARTS:
                self._wait_again(worker.calls)
                return
        if worker.calls:
            worker.calls.popleft().future.set_exception(fault)
        self._wait_again(worker.calls)

    def _wait_again(self, calls: deque[_Call]) -> None:
        with self._lock:
            self._waiting.extendleft(reversed(calls))


def _kill(worker: _Worker) -> None:
    with contextlib.suppress(ProcessLookupError, ValueError):
        os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.join()


def _work(pipe: Connection, seconds: float, memory: int) -> None:
    """The life of a worker: answers calls until the other end of the pipe is closed.

    Ctrl-C is for the process that started the workers, which ends them. The alarm ends a worker
    that hangs and that nobody is left to kill.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.nice(STANDS_BACK)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What was imported stays to the end: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM_COLLECTED)
    with contextlib.suppress(EOFError, OSError):
        pipe.send_bytes(b"ready")
        while True:
            call = pipe.recv_bytes()
            signal.setitimer(signal.ITIMER_REAL, 2 * seconds + 1)
            answer = _answer(call)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send_bytes(answer)


def _answer(call: bytes) -> bytes:
    try:
        function, arguments, keywords = pickle.loads(call)  # noqa: S301 - our own process wrote it
        return pickle.dumps((True, function(*arguments, **keywords)), protocol=5)
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> bytes:
    """The error as the caller gets it; one that cannot be pickled is told by its words."""
    try:
        data = pickle.dumps((False, error), protocol=5)
        pickle.loads(data)  # noqa: S301 - written in the line above
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), protocol=5)
    return data
