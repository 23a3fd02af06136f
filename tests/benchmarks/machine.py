"""What the figures of a benchmark depend on beside the code."""

import os
import platform
import re
import time

_WORD = re.compile(r"\w+")


def machine() -> dict[str, str | int | float]:
    """System, processors, Python, and the pace of it: of two runs on machines that others share, or
    with two builds of Python, the paces tell what the rates do not."""
    return {
        "machine": platform.platform(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
        "pace": pace(),
    }


def pace() -> float:
    """Milliseconds that one piece of plain Python takes, the same ever since: the best of nine."""
    return round(min(_work() for _ in range(9)), 2)


def _work() -> float:
    """Cuts a text into words and counts them, as reading articles does all day."""
    begun = time.perf_counter()
    text = "The harbour master, who had seen the ferry strike the pier, told nobody of it. " * 200
    counts: dict[str, int] = {}
    for match in _WORD.finditer(text):
        word = match[0].lower()
        counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    assert ranked[0] == "the"
    return (time.perf_counter() - begun) * 1000
