"""The supervised workers: an Executor of which one call can fail and no other with it."""

import os
import signal
import sys
import threading
import time
from concurrent.futures import Executor

import pytest

from articles.importing.workers import TooSlow, WorkerDied, WorkerPool


def square(number: int) -> int:
    return number * number


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang(number: int) -> int:
    if number == 3:
        time.sleep(60)
    return number


def swallow(megabytes: int) -> int:
    return len(b"x" * (megabytes * 1_000_000))


def raise_what_cannot_be_pickled() -> None:
    error = ValueError("a lock")
    error.lock = threading.Lock()
    raise error


def loaded(package: str) -> bool:
    return any(name.partition(".")[0] == package for name in sys.modules)


@pytest.fixture(scope="module")
def pool():
    with WorkerPool(2, seconds=2) as started:
        yield started


def outcomes(pool: WorkerPool, function) -> list:
    futures = [pool.submit(function, number) for number in range(12)]
    return [future.exception(30) or future.result() for future in futures]


def test_it_is_an_executor_of_the_standard_library(pool):
    assert isinstance(pool, Executor)
    assert list(pool.map(square, range(5))) == [0, 1, 4, 9, 16]
    assert pool.submit(square, number=7).result() == 49


def test_a_worker_that_dies_costs_the_call_it_died_of_and_no_other(pool):
    results = outcomes(pool, die)
    assert type(results[3]) is WorkerDied
    assert [r for r in results if not isinstance(r, WorkerDied)] == [0, 1, 2, *range(4, 12)]


def test_a_worker_that_hangs_is_killed_and_costs_one_call(pool):
    begun = time.monotonic()
    results = outcomes(pool, hang)
    assert type(results[3]) is TooSlow
    assert len([r for r in results if isinstance(r, WorkerDied)]) == 1
    assert time.monotonic() - begun < 20


def test_a_call_that_takes_too_much_memory_fails_alone():
    with WorkerPool(1, memory=1_000_000_000) as pool:
        assert isinstance(pool.submit(swallow, 2_000).exception(), MemoryError)
        assert pool.submit(swallow, 1).result() == 1_000_000


def test_what_a_call_raises_comes_to_the_caller(pool):
    assert isinstance(pool.submit(square, "a").exception(), TypeError)
    error = pool.submit(raise_what_cannot_be_pickled).exception()
    assert "a lock" in str(error)


def test_arguments_that_cannot_be_sent_fail_their_call_alone(pool):
    assert pool.submit(square, threading.Lock()).exception() is not None
    assert pool.submit(square, 2).result() == 4


def test_workers_read_without_django(pool):
    assert pool.submit(loaded, "articles").result()
    assert not pool.submit(loaded, "django").result()


def test_workers_stand_back_behind_the_process_that_writes(pool):
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert pool.submit(os.getpriority, os.PRIO_PROCESS, 0).result() == min(own + 10, 19)


def test_thousands_of_calls_may_wait(pool):
    assert sum(pool.map(square, range(5_000))) == sum(n * n for n in range(5_000))


def test_no_process_is_left_after_the_end():
    with WorkerPool(1) as pool:
        pool.submit(square, 1).result()
        ids = pool.worker_ids()
    assert ids
    for number in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_an_end_at_once_leaves_what_waits_undone():
    pool = WorkerPool(1)
    futures = [pool.submit(time.sleep, 1) for _ in range(30)]
    begun = time.monotonic()
    pool.shutdown(cancel_futures=True)
    assert time.monotonic() - begun < 10
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(square, 1)
