"""Bounds in time that hold on a busy machine: a text that makes code slow takes it a hundred times
as long, a busy machine three times."""

import time
from collections.abc import Callable

TRIES = 3  # the quickest of so many counts: another process may have held the machine up
QUIET_SECONDS = 0.015  # `reference()` on two quiet cores of 2026


def reference() -> float:
    """Processor seconds of a fixed piece of work, as this machine does it now."""
    began = time.process_time()
    total = 0
    for number in range(300_000):
        total += number % 7
    return time.process_time() - began


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    began = time.process_time()
    call()
    return time.process_time() - began


def within(limit: float, call: Callable[[], object]) -> bool:
    """True where a call takes at most `limit` processor seconds of a quiet machine."""
    for _ in range(TRIES):
        taken = seconds(call)
        if taken <= limit or taken <= limit * max(1.0, reference() / QUIET_SECONDS):
            return True
    return False
