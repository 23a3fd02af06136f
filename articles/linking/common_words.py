"""Words of English news that tell nothing of an event: they do not count in finding stories."""

from pathlib import Path

COMMON = frozenset(
    (Path(__file__).parent / "data" / "common_words.txt").read_text(encoding="utf-8").split()
)
